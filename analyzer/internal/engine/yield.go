package engine

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A function of another package that runs one which it is given, once, may say by its results what that
// yielded: Locked(func() bool { return isKeyMaster() }). A relation knows it as a field of the parameter,
// and the caller what the literal that it hands over yields.

// findLent finds the functions that calls of other packages' functions are given.
func (p *Package) findLent() {
	p.lent = map[*ssa.Function]bool{}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				call, ok := ins.(*ssa.Call)
				if !ok {
					continue
				}
				for _, a := range call.Call.Args {
					lit := functionOf(a)
					if lit != nil && lit.Pkg == p.SSA && p.foreign[p.target(&call.Call)] != nil {
						p.lent[lit] = true
					}
				}
			}
		}
	}
}

// yieldsAny reports whether fn is given a function that yields something.
func yieldsAny(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		if sig, ok := p.Type().Underlying().(*types.Signature); ok && sig.Results().Len() > 0 {
			return true
		}
	}
	return len(fn.FreeVars) > 0
}

// declareYields names what functions yield that this one is given, where it runs them once at most.
func (f *Func) declareYields() {
	for i, p := range f.SSA.Params {
		f.declareYield(i, []ssa.Value{p})
	}
	for i, v := range f.SSA.FreeVars {
		f.declareYield(len(f.SSA.Params)+i, unchanged(v))
	}
}

func (f *Func) declareYield(i int, vs []ssa.Value) {
	var only *ssa.Call
	for _, v := range vs {
		if _, ok := v.Type().Underlying().(*types.Signature); !ok {
			return
		}
		for _, ref := range *v.Referrers() {
			if _, debug := ref.(*ssa.DebugRef); debug {
				continue
			}
			call, ok := ref.(*ssa.Call)
			if !ok || !calls(ref, v) || only != nil || f.p.InLoop(call) {
				return
			}
			only = call
		}
	}
	if only == nil {
		return
	}
	for n := range only.Call.Signature().Results().Len() {
		v := result(f.p, only, n)
		if v == nil {
			continue
		}
		at := port{n: i, field: yielded(n)}
		switch {
		case program.IsBool(v.Type):
			at.kind = paramBool
			f.declareIn(at, v)
		case program.IsNilable(v.Type):
			at.kind = paramNil
			f.declareIn(at, v)
			if mayAnswer(v.Type) {
				at.kind = paramAnswer
				for _, at.q = range f.questions {
					f.declareIn(at, v)
				}
			}
		}
	}
}

// applyYields expresses how calls return of a function in terms of a call of it, and of what the functions
// yield that this is given; known is as in applyRef.
func (f *Func) applyYields(rel *Rel, call *ssa.Call, known map[port]bdd.Ref) bdd.Ref {
	m := f.p.M
	vars := maps.Clone(known)
	if vars == nil {
		vars = map[port]bdd.Ref{}
	}
	own := map[*program.Var]bool{}
	lits := map[int]ssa.Value{}
	var order []int
	for _, p := range rel.ports {
		if p.field == "" || p.kind != paramBool && p.kind != paramNil && p.kind != paramAnswer {
			continue
		}
		lit := given(call, p.n)
		if lit == nil {
			continue
		}
		if fn := functionOf(lit); fn == nil || fn.Pkg != f.pkg.SSA || len(fn.Blocks) == 0 || !f.pkg.decisive(fn) {
			continue
		}
		v := f.newFree()
		vars[p], own[v] = f.p.Ref(v), true
		if lits[p.n] == nil {
			lits[p.n] = lit
			order = append(order, p.n)
		}
	}
	states := f.applyRef(rel, rel.f, call, vars)
	if len(own) == 0 {
		return states
	}
	isOwn := func(n int) bool { return own[f.p.VarOf(n)] }
	for _, n := range order {
		yields := f.yieldedBy(lits[n], f.pkg.base(functionOf(lits[n])).f, call, n, vars)
		// Where the literal does not return, it may not have been run.
		states = m.And(states, m.Or(yields, m.Not(m.Exists(yields, isOwn))))
	}
	return m.Exists(states, isOwn)
}

// given returns what a call gives for parameter n of the function that it calls, or gave the one that
// returned that; nil if there is none.
func given(call *ssa.Call, n int) ssa.Value {
	args := call.Call.Args
	if n < len(args) {
		return args[n]
	}
	n -= len(args)
	if maker, _ := callOf(call.Call.Value); maker != nil && n < len(maker.Call.Args) {
		return maker.Call.Args[n]
	}
	return nil
}

// endsWithin returns the states in which the program may end in a function that a call is given: where it
// is called and does not return.
func (f *Func) endsWithin(call *ssa.Call) bdd.Ref {
	ends := bdd.False
	runs := f.pkg.target(&call.Call)
	for n, a := range call.Call.Args {
		lit := functionOf(a)
		if lit == nil || !f.pkg.lent[lit] || len(lit.Blocks) == 0 || !f.pkg.decisive(lit) {
			continue
		}
		lost := f.pkg.base(lit).lost
		if lost == bdd.False {
			continue
		}
		for _, k := range f.pkg.runs(runs) {
			if k.param == n && k.result == never {
				called := f.applyRef(k.rel, k.rel.lost, call, nil)
				ends = f.p.M.Or(ends, f.p.M.And(called, f.yieldedBy(a, lost, call, n, nil)))
			}
		}
	}
	return ends
}

// yieldedBy says what of a relation g of a function holds that is run as parameter n of call.
func (f *Func) yieldedBy(v ssa.Value, g bdd.Ref, call *ssa.Call, n int, vars map[port]bdd.Ref) bdd.Ref {
	fn := functionOf(v)
	lit, _ := v.(*ssa.MakeClosure)
	rel := f.pkg.base(fn)
	params := map[summary.Kind]summary.Kind{resultBool: paramBool, resultNil: paramNil, resultAnswer: paramAnswer}
	by := map[int]bdd.Ref{}
	for i, p := range rel.ports {
		switch p.kind {
		case resultBool, resultNil, resultAnswer:
			if y, known := vars[port{kind: params[p.kind], n: n, q: p.q, field: yielded(p.n)}]; known && p.field == "" {
				by[i] = y
			}
		case paramBool, paramNil, paramAnswer:
			if k := p.n - len(fn.Params); lit != nil && k >= 0 && p.field == "" {
				if b := f.binding(call, lit, k); b != nil {
					by[i] = f.say(p, b)
				}
			}
		case held:
			of := p.of
			if lit != nil {
				of = f.capturedSubject(valueUse{lit, call}, of)
			}
			by[i] = f.held(of)
		}
	}
	g = rel.m.Exists(g, func(n int) bool { _, known := by[n]; return !known })
	return f.p.M.Compose(rel.m, g, func(n int) bdd.Ref { return by[n] })
}
