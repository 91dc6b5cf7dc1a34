// Package engine decides what docs/rule.md section 2 asks of one package: for each call
// that needs the key master, whether some execution reaches it without the role
// and loses the refusal untested. It works on functions read as boolean programs
// (package program); calls within the package are followed by relations between
// arguments and results (Rel), computed on demand and memoized.
package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A Package is one type-checked package in SSA form (built with ssa.GlobalDebug).
type Package struct {
	Fset   *token.FileSet
	Info   *types.Info
	Files  []*ast.File
	Source []*ast.File // as they were written, before package lower
	SSA    *ssa.Package
	Cat    *catalog.Catalog
	Funcs  []*ssa.Function // with a body, literals included, in source order
	// Written says of the calls in bodies that were written out for a call (package lower) which it was.
	Written map[*ast.CallExpr]*ast.CallExpr
	// Stands says what the source writes where a variable stands that the source does not have.
	Stands map[*types.Var]ast.Expr
	// Circuits are branches that the source does not have but in x && y or x || y: see package lower.
	Circuits map[*ast.IfStmt]*types.Var
	// Gone are functions of which all calls were written out: they are judged there.
	Gone map[*types.Func]bool
	// Imports says what is known of other packages.
	Imports Imports
	// Require says what makes an operation safe.
	Require Requirement
	// Names are the names that speak of the role.
	Names role.Names
	// Declared is what directives and rows say.
	Declared Declarations

	effects  *program.Effects
	checks   map[ast.Expr]*role.Check
	cases    map[token.Pos]*role.Check   // cases of switches, by position
	calls    map[token.Pos]*ast.CallExpr // by position of the left parenthesis
	conds    map[ast.Expr]bool           // operands of conditions
	values   map[string]bool             // names of the variables of Circuits
	compared map[token.Pos]bool          // expressions that a switch compares its tag with
	globals  map[*ssa.Global][]ssa.Value // what package variables are initialised with
	tested   map[types.Object]bool       // fields and package variables whose content is tested for the refusal
	testers  map[*ssa.Function]bool      // functions that may test a refusal

	questions  []question             // what functions of the package ask of errors
	numbers    map[question]int       // where in questions each is
	asks       map[*ssa.Function]list // what each function asks
	asksAround map[*ssa.Function]list // what all of a group ask, by group
	asksAbroad map[*ssa.Function]bool // the groups of whose errors other packages may ask

	linked   map[*ssa.Function]*ssa.Function // groups of functions that calls connect, as a forest
	fills    map[filling]bool                // containers by what they hold: see filled
	assigned map[*ssa.Global]bool            // package variables that functions write
	rels     memo[relKey, *Rel]
	tellings map[relKey]*Rel
	seizers  map[*ssa.Function]bool      // functions that seize the role
	foreign  map[*ssa.Function]*imported // functions of other packages; nil: nothing is known
	runners  map[*ssa.Function][]running
	pures    map[*ssa.Function]bool
	said     map[*ssa.Function][]summary.Message
	senders  map[*ssa.Function][]*Site // calls in it that send a message which it is given

	starters          map[*ssa.Function]bool // functions that run commands, directly or not
	implemented       map[*types.Func][]*ssa.Function
	methods           map[*types.Func]*imported // of other packages' interfaces: what they run
	implementedAbroad map[*types.Func][]*imported
	runMethods        map[*types.Func]bool        // methods of interfaces that do
	moving            map[*ssa.Function][]subject // where functions move the role to
	folders           map[*ssa.Function]*fold.Folder
	texts             map[resultKey][]fold.Value
	stored            map[storageKey][]*ssa.Store
	forwarders        map[*ssa.Function][]*forwarded
	forwardedAt       map[token.Pos]bool // calls that run what their function is given
	forwardedSites    map[*forwarded]*Site
	commands          map[commandedKey]*catalog.Operation

	literals  map[*ssa.Function]bool // function literals that only run where the role is held: see literalGuarded
	returns   map[*ssa.Function]returns
	lent      map[*ssa.Function]bool           // functions that are handed to those of other packages
	makers    map[*ssa.Function]*ssa.Function  // by function literal: which function returns it to other packages
	variables map[*ssa.Global]summary.Variable // what other packages say of theirs
	bodies    map[*ssa.Function]*Func
	relevant  map[*ssa.Function]bool
	callers   map[*ssa.Function][]ssa.CallInstruction // direct calls within the package
	guards    map[*ssa.Parameter]bool                 // parameters that hold functions and only run where the role is held
	updates   map[*catalog.Update]bool                // whether the package makes such messages
}

// New prepares the package; it analyses nothing yet.
func New(p *Package) *Package {
	p.effects = program.NewEffects(p.Funcs)
	p.numbers = map[question]int{}
	p.checks = map[ast.Expr]*role.Check{}
	p.cases = map[token.Pos]*role.Check{}
	p.calls = map[token.Pos]*ast.CallExpr{}
	p.conds = map[ast.Expr]bool{}
	p.compared = map[token.Pos]bool{}
	p.values = map[string]bool{}
	p.bodies = map[*ssa.Function]*Func{}
	p.updates = map[*catalog.Update]bool{}
	p.guards = map[*ssa.Parameter]bool{}
	p.fills = map[filling]bool{}
	p.foreign = map[*ssa.Function]*imported{}
	p.variables = map[*ssa.Global]summary.Variable{}
	p.runners = map[*ssa.Function][]running{}
	p.pures = map[*ssa.Function]bool{}
	p.said = map[*ssa.Function][]summary.Message{}
	p.senders = map[*ssa.Function][]*Site{}
	p.folders = map[*ssa.Function]*fold.Folder{}
	p.methods = map[*types.Func]*imported{}
	p.moving = map[*ssa.Function][]subject{}
	p.texts = map[resultKey][]fold.Value{}
	p.forwarders = map[*ssa.Function][]*forwarded{}
	p.forwardedSites = map[*forwarded]*Site{}
	p.commands = map[commandedKey]*catalog.Operation{}
	p.literals = map[*ssa.Function]bool{}
	p.returns = map[*ssa.Function]returns{}
	p.rels.init()
	p.tellings = map[relKey]*Rel{}
	p.seizers = map[*ssa.Function]bool{}
	for _, f := range p.Files {
		for e, c := range role.Find(f, p.Info, p.Names, p.Declared.Check) {
			p.checks[e] = c
			if c.Case {
				p.cases[e.Pos()] = c
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				p.calls[n.Lparen] = n
			case *ast.IfStmt:
				if v := p.Circuits[n]; v != nil {
					p.values[v.Name()] = true
				} else {
					p.decides(n.Cond)
				}
			case *ast.CaseClause:
				for _, e := range n.List {
					p.decides(e)
					p.compared[e.Pos()] = true
				}
			}
			return true
		})
	}
	p.findMakers()
	p.findGlobals()
	p.findRelevant()
	p.findRunners()
	p.findTested()
	p.findLent()
	p.findQuestions()
	return p
}

// decides notes the operands of a condition. Where both its sides lead to the same place the SSA
// form has no branch, and yet the source looks at the outcome.
func (p *Package) decides(cond ast.Expr) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		p.decides(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			p.decides(e.X)
			p.decides(e.Y)
			return
		}
	}
	p.conds[ast.Unparen(cond)] = true
}

// findGlobals collects what the package's initialiser stores in its variables.
func (p *Package) findGlobals() {
	p.globals = map[*ssa.Global][]ssa.Value{}
	p.assigned = map[*ssa.Global]bool{}
	init := p.SSA.Func("init")
	for _, fn := range p.Funcs {
		if fn == init {
			continue
		}
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if s, ok := ins.(*ssa.Store); ok {
					if g, ok := s.Addr.(*ssa.Global); ok {
						p.assigned[g] = true
					}
				}
			}
		}
	}
	if init == nil {
		return
	}
	for _, b := range init.Blocks {
		for _, ins := range b.Instrs {
			if s, ok := ins.(*ssa.Store); ok {
				if g, ok := s.Addr.(*ssa.Global); ok {
					p.globals[g] = append(p.globals[g], s.Val)
				}
			}
		}
	}
}

// sentinel reports whether a package variable is an error that is never nil: each value that
// the initialiser gives it is an error, or another package declares it.
func (p *Package) sentinel(g *ssa.Global) bool {
	if t := g.Type().Underlying().(*types.Pointer).Elem(); !types.IsInterface(t) {
		return false
	}
	if g.Pkg != p.SSA {
		return true
	}
	for _, v := range p.globals[g] {
		switch v := v.(type) {
		case *ssa.MakeInterface:
		case *ssa.Call:
			if fn := callee(&v.Call); fn == nil || !p.Cat.NonNil(fn) {
				return false
			}
		default:
			return false
		}
	}
	return len(p.globals[g]) > 0 && !p.assigned[g]
}

// findRelevant finds the functions whose result may depend on the role: those
// with a role check in them, and their callers. It notes who calls whom.
func (p *Package) findRelevant() {
	p.relevant = map[*ssa.Function]bool{}
	p.callers = map[*ssa.Function][]ssa.CallInstruction{}
	for _, fn := range p.Funcs {
		found := false
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				switch ins := ins.(type) {
				case *ssa.DebugRef:
					found = found || p.checks[ins.Expr] != nil || p.Declared.assumption(fn, ins) > 0
				case *ssa.BinOp:
					found = found || p.cases[ins.Pos()] != nil
				case ssa.CallInstruction:
					found = found || p.Declared.checks(callee(ins.Common())) || p.Declared.establishes(callee(ins.Common()))
					if callee := p.bodyOf(ins.Common()); callee != nil {
						p.callers[callee] = append(p.callers[callee], ins)
					} else if callee := p.target(ins.Common()); callee != nil {
						found = found || p.asksForRole(callee)
					}
				}
			}
		}
		if found || p.neverReturns(fn) {
			p.relevant[fn] = true
		}
	}
	p.spread(p.relevant)
}

// asksForRole reports whether it depends on the role how calls of fn return.
func (p *Package) asksForRole(fn *ssa.Function) bool {
	if i := p.foreign[fn]; i != nil {
		return i.base.mentions(func(q port) bool { return q.kind == held }) || i.base.f == bdd.False
	}
	return p.relevant[fn]
}

// spread adds to a set of functions those that call them, directly or not.
func (p *Package) spread(set map[*ssa.Function]bool) {
	work := slices.Collect(maps.Keys(set))
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, call := range p.callers[fn] {
			if c := call.Parent(); !set[c] {
				set[c] = true
				work = append(work, c)
			}
		}
	}
}

// neverReturns reports whether no return is reachable in fn's graph.
func (p *Package) neverReturns(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if len(b.Instrs) > 0 {
			if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && (b.Index == 0 || len(b.Preds) > 0) {
				return false
			}
		}
	}
	return true
}

// body returns the function of this package that a call certainly runs and whose body says what it does,
// or nil: where a directive says so, that counts.
func (p *Package) body(c *ssa.CallCommon) *ssa.Function {
	fn := p.bodyOf(c)
	if fn != nil && p.Declared.says(objectOf(fn)) {
		return nil
	}
	return fn
}

func hasPointer(results *types.Tuple) bool {
	for v := range results.Variables() {
		if _, ok := v.Type().Underlying().(*types.Pointer); ok {
			return true
		}
	}
	return false
}

// bodyOf returns the function of this package that a call certainly runs, or nil.
func (p *Package) bodyOf(c *ssa.CallCommon) *ssa.Function {
	callee := c.StaticCallee()
	if callee == nil {
		return nil
	}
	callee = program.Origin(callee)
	if callee.Pkg != p.SSA || len(callee.Blocks) == 0 || callee.Synthetic != "" {
		return nil
	}
	return callee
}

// decisive reports whether callers should ask what fn's results say.
func (p *Package) decisive(fn *ssa.Function) bool {
	if p.relevant[fn] || p.foreign[fn] != nil {
		return true
	}
	const small = 32 // a helper that computes a bool or wraps an error, not a program
	if len(fn.Blocks) > small {
		return false
	}
	for _, b := range fn.Blocks {
		if _, ret := b.Instrs[len(b.Instrs)-1].(*ssa.Return); !ret && len(b.Succs) == 0 {
			return true // must(ok)
		}
	}
	r := fn.Signature.Results()
	for i := range r.Len() {
		if program.IsBool(r.At(i).Type()) || mayAnswer(r.At(i).Type()) {
			return true
		}
	}
	return p.outside(fn) && (yieldsAny(fn) || len(slices.Concat(p.constants(fn)...)) > 0 || hasParts(r) || hasPointer(r))
}
