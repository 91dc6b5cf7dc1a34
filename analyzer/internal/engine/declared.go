package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// Declarations is what directives, and rows of the catalogue, say of functions, of this package and others,
// and of statements. What a row says of a function without a body here may be left to the catalogue.
// Functions are asked about by their origins. The zero value declares nothing.
type Declarations struct {
	// Operation returns what calls of a function perform; nil if it is not declared to be an operation.
	Operation func(fn *types.Func) *catalog.Operation
	// Check says which outcome of a function, or of a field, shows the role.
	Check role.Declared
	// Places says where calls of a check name zone and server, if a row says that; else ok is false.
	Places func(fn *types.Func) (zone, server []catalog.Place, ok bool)
	// Establishes reports whether a function returns only where the role is held, and where calls of it
	// name zone and server.
	Establishes func(fn *types.Func) (zone, server []catalog.Place, ok bool)
	// Refusal reports whether a function is declared to test what it is given for the refusal.
	Refusal func(fn *types.Func) bool
	// Assumed are expressions from which on the role is taken to be held, numbered from 1. Copies of one
	// have one number. It is nil where no function was rewritten.
	Assumed map[ast.Expr]int
	// AssumedAt does the same for positions, where syntax is as the source has it; 0 for none.
	AssumedAt func(pos token.Pos) int
	// Used is told of the assumptions without which something would not be guarded.
	Used func(assumption int)
}

func (d *Declarations) operation(fn *types.Func) *catalog.Operation {
	if fn == nil || d.Operation == nil {
		return nil
	}
	return d.Operation(fn.Origin())
}

func (d *Declarations) refusal(fn *types.Func) bool {
	return fn != nil && d.Refusal != nil && d.Refusal(fn.Origin())
}

// says reports whether a directive says what calls of a function do.
func (d *Declarations) says(fn *types.Func) bool {
	return fn != nil && (d.operation(fn) != nil || d.refusal(fn) || d.checks(fn) || d.establishes(fn))
}

func (d *Declarations) establishes(fn *types.Func) bool {
	if fn == nil || d.Establishes == nil {
		return false
	}
	_, _, ok := d.Establishes(fn.Origin())
	return ok
}

func (d *Declarations) checks(fn *types.Func) bool {
	if fn == nil || d.Check == nil {
		return false
	}
	_, _, ok := d.Check(fn.Origin())
	return ok
}

// declaredCheck ties the answer of a function to the role that is declared to be a check, where a
// variable holds it, so that the syntax does not name it. Zone and server are known if a row says where.
func (f *Func) declaredCheck(call *ssa.Call, i, j int) {
	fn := callee(&call.Call)
	if !f.pkg.Declared.checks(fn) || f.pkg.checks[f.pkg.Expr(call)] != nil {
		return
	}
	n, good, _ := f.pkg.Declared.Check(fn.Origin())
	var v ssa.Value = call
	if isTuple(v) {
		v = extract(v, n)
	}
	if v != nil {
		f.tie(&role.Check{Result: n, Good: good}, v, f.placed(call, subject{}), i, j)
	}
}

// placed returns what a check is about: what a row says, else s.
func (f *Func) placed(call *ssa.Call, s subject) subject {
	fn := callee(&call.Call)
	if fn == nil || f.pkg.Declared.Places == nil {
		return s
	}
	if zone, server, ok := f.pkg.Declared.Places(fn.Origin()); ok {
		return f.subjectAt(call, zone, server)
	}
	return s
}

// establish notes that the role is held after a call that returns only where it is; elsewhere the program
// may end there.
func (f *Func) establish(call *ssa.Call, i, j int) {
	fn := callee(&call.Call)
	if !f.pkg.Declared.establishes(fn) {
		return
	}
	zone, server, _ := f.pkg.Declared.Establishes(fn.Origin())
	held := f.held(f.subjectAt(call, zone, server))
	f.event(i, event{at: j, assume: held, ends: f.p.M.Not(held), within: bdd.False, call: call})
}

func objectOf(fn *ssa.Function) *types.Func {
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// contract reports whether fn, or the function that it is a literal in, is declared to be an operation:
// it runs only where the role is held, and whether it does is its callers' business.
func (p *Package) contract(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return p.Declared.operation(objectOf(fn)) != nil
}

// assumption returns the number of the assumption that an instruction of fn passes, or 0.
func (d *Declarations) assumption(fn *ssa.Function, ins *ssa.DebugRef) int {
	if n := d.Assumed[ins.Expr]; n > 0 || d.AssumedAt == nil {
		return n
	}
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if d.Assumed != nil && fn.Synthetic == "" {
		return 0 // only initialisers of package variables are never rewritten
	}
	return d.AssumedAt(ins.Expr.Pos())
}

// declaredTest: a call of a function that is declared to be a refusal test is one, unless its outcome
// is thrown away.
func (r *run) declaredTest(e *elem, ins ssa.CallInstruction) {
	v := ins.Value()
	if v == nil || v.Call.Signature().Results().Len() == 0 || r.used(v) {
		r.test(e, ins)
	}
}

// oath returns the variable that says whether the execution passed an assumption. None has when the
// function begins.
func (f *Func) oath(n int) *program.Var {
	v := f.oaths[n]
	if v == nil {
		v = f.newFree()
		f.oaths[n] = v
		f.assume(f.p.M.Not(f.p.Ref(v)), 0, -1)
	}
	return v
}
