package engine

import (
	"go/types"
	"maps"
	"strconv"
	"strings"

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
					if lit != nil && lit.Pkg == p.SSA && p.abroad(&call.Call) != nil {
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

// maxYields is how many calls of a function that another is given are told apart.
const maxYields = 3

// declareYields names what functions yield that this one is given, where it does no more than run them.
func (f *Func) declareYields() {
	for i, p := range f.SSA.Params {
		f.declareYield(i, []ssa.Value{p})
	}
	for i, v := range f.SSA.FreeVars {
		f.declareYield(len(f.SSA.Params)+i, unchanged(v))
	}
}

func (f *Func) declareYield(i int, vs []ssa.Value) {
	var runs []*ssa.Call
	for _, v := range vs {
		if _, ok := v.Type().Underlying().(*types.Signature); !ok {
			return
		}
		for _, ref := range *v.Referrers() {
			if _, debug := ref.(*ssa.DebugRef); debug {
				continue
			}
			call, ok := ref.(*ssa.Call)
			if !ok || !calls(ref, v) || len(runs) == maxYields {
				return
			}
			runs = append(runs, call)
		}
	}
	for k, call := range runs {
		// Of a call in a loop the last run is meant.
		again := len(runs) > 1 || f.p.InLoop(call)
		f.declareRan(port{kind: paramBool, n: i, field: ranBy(k, again)}, call)
		for n := range call.Call.Signature().Results().Len() {
			v := result(f.p, call, n)
			if v == nil {
				continue
			}
			f.declareYielded(port{n: i, field: yieldedBy(n, k, again)}, v)
		}
	}
}

// declareRan names whether an execution comes to a call.
func (f *Func) declareRan(at port, call *ssa.Call) {
	b, ok := f.p.Index(call.Block())
	if !ok {
		return
	}
	ran := f.newFree()
	f.ins = append(f.ins, outPort{port: at, v: ran})
	f.assume(f.p.M.Not(f.p.Ref(ran)), 0, -1)
	f.event(b, event{at: f.p.Position(call), assume: bdd.True, ends: bdd.False, within: bdd.False, then: func(s bdd.Ref) bdd.Ref {
		return f.p.Assign(s, []program.Assign{{Var: ran, To: bdd.True}})
	}})
}

// declareYielded names what a call yielded.
func (f *Func) declareYielded(at port, v *program.Val) {
	switch {
	case program.IsBool(v.Type):
		at.kind = paramBool
		f.declareIn(at, v)
	case program.IsNilable(v.Type):
		at.kind = paramNil
		f.declareIn(at, v)
		if mayAnswer(v.Type) {
			at.kind = paramAnswer
			for _, at.q = range f.crossing {
				f.declareIn(at, v)
			}
		}
	}
}

// yieldedBy names what call number k of a function yields as a result; again says that it may run before.
func yieldedBy(result, k int, again bool) string {
	if !again {
		return yielded(result)
	}
	return yielded(result) + anew + strconv.Itoa(k)
}

// ranBy names whether call number k of a function comes about.
func ranBy(k int, again bool) string {
	if !again {
		return ran
	}
	return ran + anew + strconv.Itoa(k)
}

// ran is the field of a function that says whether it was called.
const ran = "()!"

// anew stands before the number of a call of a function that may run several times.
const anew = "#"

// applyYields expresses how calls return of a function in terms of a call of it, and of what the functions
// yield that this is given; known is as in applyRef.
func (f *Func) applyYields(rel *Rel, call *ssa.Call, known map[port]bdd.Ref) bdd.Ref {
	m := f.p.M
	vars := maps.Clone(known)
	if vars == nil {
		vars = map[port]bdd.Ref{}
	}
	own := map[*program.Var]bool{}
	type running struct {
		n   int
		run string
	}
	lits := map[running]ssa.Value{}
	var order []running
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
		_, run, _ := strings.Cut(p.field, anew)
		if at := (running{p.n, run}); lits[at] == nil {
			lits[at] = lit
			order = append(order, at)
		}
	}
	states := f.applyRef(rel, rel.f, call, vars)
	if len(own) == 0 {
		return states
	}
	isOwn := func(n int) bool { return own[f.p.VarOf(n)] }
	for _, at := range order {
		yields := f.ranAs(lits[at], f.pkg.base(functionOf(lits[at])).f, call, at.n, at.run, vars)
		field := ran
		if at.run != "" {
			field += anew + at.run
		}
		states = m.And(states, m.Implies(vars[port{kind: paramBool, n: at.n, field: field}], yields))
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
	for n := range f.pkg.inputs(runs) {
		a := given(call, n)
		lit := functionOf(a)
		if lit == nil || !f.pkg.lent[lit] || len(lit.Blocks) == 0 || !f.pkg.decisive(lit) {
			continue
		}
		lost := f.pkg.base(lit).lost
		if lost == bdd.False {
			continue
		}
		for _, k := range f.pkg.runs(runs) {
			if k.param == n && k.result == whenCalled {
				called := f.applyRef(k.rel, k.rel.lost, call, nil)
				ends = f.p.M.Or(ends, f.p.M.And(called, f.ranAs(a, lost, call, n, anew, nil)))
			}
		}
	}
	return ends
}

// ranAs says what of a relation g of a function holds that is run as parameter n of call; run names which
// call of it is meant, where there may be several.
func (f *Func) ranAs(v ssa.Value, g bdd.Ref, call *ssa.Call, n int, run string, vars map[port]bdd.Ref) bdd.Ref {
	fn := functionOf(v)
	lit, _ := v.(*ssa.MakeClosure)
	rel := f.pkg.base(fn)
	params := map[summary.Kind]summary.Kind{resultBool: paramBool, resultNil: paramNil, resultAnswer: paramAnswer}
	by := map[int]bdd.Ref{}
	for i, p := range rel.ports {
		switch p.kind {
		case resultBool, resultNil, resultAnswer:
			field := yielded(p.n)
			if run != "" {
				field += anew + run
			}
			if y, known := vars[port{kind: params[p.kind], n: n, q: p.q, field: field}]; known && p.field == "" {
				by[i] = y
			}
		case paramBool, paramNil, paramAnswer:
			k := p.n - len(fn.Params)
			if k >= 0 && run != "" && len(unchanged(fn.FreeVars[k])) == 0 {
				continue // an earlier run may have changed it
			}
			if lit != nil && k >= 0 && p.field == "" {
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
