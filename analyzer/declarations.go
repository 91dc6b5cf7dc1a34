package analyzer

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/declare"
	"github.com/keymasterlint/keymaster/analyzer/internal/directive"
	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
	"github.com/keymasterlint/keymaster/analyzer/internal/lower"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// declarations are what directives say, in the package and in those that it imports, and what rows of the
// catalogue say beside them.
type declarations struct {
	pass       *analysis.Pass
	cat        *catalog.Catalog
	names      role.Names
	bound      *directive.Bound
	problems   []*directive.Problem
	meanings   map[types.Object]*declare.Meaning // of own objects, and of others that were asked about; perhaps nil
	own        []types.Object                    // those of the package that have one
	operations map[*types.Func]*catalog.Operation
	assumed    map[ast.Stmt]int // numbers of the statements of assumptions, from 1
	used       map[int]bool     // assumptions that guard something
}

// newDeclarations reads the directives of a package.
func newDeclarations(pass *analysis.Pass, p *prepared) *declarations {
	d := &declarations{
		pass:       pass,
		cat:        p.cat,
		names:      p.names,
		bound:      directive.Bind(pass.Fset, pass.Files, pass.TypesInfo),
		operations: map[*types.Func]*catalog.Operation{},
		assumed:    map[ast.Stmt]int{},
		used:       map[int]bool{},
	}
	d.meanings, d.problems = declare.Meanings(d.bound)
	d.problems = append(d.problems, d.bound.Problems...)
	for _, obj := range d.bound.Objects {
		if d.meanings[obj] != nil {
			d.own = append(d.own, obj)
		}
	}
	for i, a := range d.bound.Assumes {
		d.assumed[a.Target.Statement] = i + 1
	}
	d.implement()
	return d
}

// implement declares the methods that implement an interface's method which is declared to be an operation.
func (d *declarations) implement() {
	contracts := d.contracts()
	if len(contracts) == 0 {
		return
	}
	for _, i := range declare.Implementations(d.pass.Pkg, declare.Types(d.pass.TypesInfo), contracts) {
		if d.meanings[i.Method] == nil {
			d.meanings[i.Method] = &declare.Meaning{Only: true, Reason: i.Reason}
			d.own = append(d.own, i.Method)
		}
	}
}

// contracts returns the methods of interfaces that are declared to be operations: those of the package,
// and those of others by their names.
func (d *declarations) contracts() []declare.Contract {
	var own, others []declare.Contract
	for _, obj := range d.own {
		if m := d.meanings[obj]; m.Only && isAbstract(obj) {
			own = append(own, declare.Contract{Method: obj.(*types.Func), Reason: m.Reason})
		}
	}
	for _, f := range d.pass.AllObjectFacts() {
		if m, ok := f.Fact.(*Declared); ok && m.Only && f.Object.Pkg() != d.pass.Pkg && isAbstract(f.Object) {
			others = append(others, declare.Contract{Method: f.Object.(*types.Func), Reason: m.Reason})
		}
	}
	slices.SortFunc(others, func(a, b declare.Contract) int {
		return cmp.Compare(a.Method.FullName(), b.Method.FullName())
	})
	return append(own, others...)
}

// isAbstract reports whether obj is a method of an interface.
func isAbstract(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Recv() != nil && types.IsInterface(fn.Signature().Recv().Type())
}

// of returns what is declared of an object, which is an origin, or nil.
func (d *declarations) of(obj types.Object) *declare.Meaning {
	m, known := d.meanings[obj]
	if !known && obj.Pkg() != nil && obj.Pkg() != d.pass.Pkg {
		if fact := new(Declared); d.pass.ImportObjectFact(obj, fact) {
			m = fact.meaning()
		}
		d.meanings[obj] = m
	}
	return m
}

// operation returns the row for calls of a function that is declared to be an operation, or nil.
func (d *declarations) operation(fn *types.Func) *catalog.Operation {
	op, known := d.operations[fn]
	if !known {
		if m := d.of(fn); m != nil && m.Only {
			op = declare.Operation(fn, m)
		} else {
			op = d.operationRow(fn)
		}
		d.operations[fn] = op
	}
	return op
}

// check implements [role.Declared].
func (d *declarations) check(obj types.Object) (result int, good role.Outcome, ok bool) {
	if fn, ok := obj.(*types.Func); ok {
		if row := d.cat.Check(fn); row != nil {
			return answerOf(fn, row)
		}
	}
	m := d.of(obj)
	if m == nil || m.Check == "" {
		return 0, role.True, false
	}
	return role.Answer(obj.Type(), m.Check)
}

func (d *declarations) refusal(fn *types.Func) bool {
	if d.cat.Refusal(fn) {
		return true
	}
	m := d.of(fn)
	return m != nil && m.Refusal
}

// forEngine hands the declarations to the engine, with what became of statements in low.
func (d *declarations) forEngine(low lower.Result) engine.Declarations {
	return engine.Declarations{
		Operation: d.operation,
		Check:     d.check,
		Refusal:   d.refusal,

		Places:      d.places,
		Establishes: d.establishes,

		Assumed:   low.Marks,
		AssumedAt: d.assumedAt,
		Used:      func(n int) { d.used[n] = true },
	}
}

// assumedAt returns the number of the assumption on the statement that pos is in, or 0.
func (d *declarations) assumedAt(pos token.Pos) int {
	for i, a := range d.bound.Assumes {
		if s := a.Target.Statement; s.Pos() <= pos && pos < s.End() {
			return i + 1
		}
	}
	return 0
}

// idle returns the assumptions that guard nothing.
func (d *declarations) idle() []*directive.Problem {
	var problems []*directive.Problem
	for i, a := range d.bound.Assumes {
		if !d.used[i+1] {
			problems = append(problems, a.Problem("%s changes nothing: it is not reached, the role is held here already, or nothing follows that needs it; remove it", a.Name()))
		}
	}
	return problems
}

// export makes what is declared in the package known to others.
func (d *declarations) export() {
	for _, obj := range d.own {
		fact := Declared(*d.meanings[obj])
		d.pass.ExportObjectFact(obj, &fact)
	}
}
