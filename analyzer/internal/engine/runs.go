package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A running says what a function does with a function that it is given as a parameter: when it calls it,
// or what becomes of a refusal that it gets, in a form, from a result.
type running struct {
	param, result int // result is whenCalled for when it is called
	form          catalog.Form
	rel           *Rel
}

// whenCalled is the result of the running that says, in lost, when the function is called: a refusal that the
// function loses itself is lost then.
const whenCalled = -1

// runs returns the runnings of fn, for the parameters and captured variables with which it does no more than
// call them, or hand them to functions that do no more.
func (pkg *Package) runs(fn *ssa.Function) []running {
	if i := pkg.foreign[fn]; i != nil {
		return i.runs
	}
	if all, known := pkg.runners[fn]; known {
		return all
	}
	pkg.runners[fn] = nil // around a recursion
	var all []running
	for i, p := range fn.Params {
		all = append(all, pkg.runsFunction([]ssa.Value{p}, p.Type(), i)...)
	}
	for i, v := range fn.FreeVars {
		if loads := unchanged(v); len(loads) > 0 {
			all = append(all, pkg.runsFunction(loads, loads[0].Type(), len(fn.Params)+i)...)
		}
	}
	pkg.runners[fn] = all
	return all
}

// unchanged returns what a function literal loads from a variable that it captured; nil if it does more with
// it.
func unchanged(v *ssa.FreeVar) []ssa.Value {
	loads, _ := loadsOf(v)
	return loads
}

// loadsOf returns what a function literal loads from a variable that it captured; only says that it does no
// more with it.
func loadsOf(v *ssa.FreeVar) (loads []ssa.Value, only bool) {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			loads = append(loads, ref)
		default:
			return nil, false
		}
	}
	return loads, true
}

// runsFunction returns the runnings of the function that vs are, parameter i, if all that is done with it is
// to call it.
func (pkg *Package) runsFunction(vs []ssa.Value, t types.Type, i int) []running {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var calls []handing
	for _, v := range vs {
		found, only := pkg.callsOf(v)
		if !only {
			return nil
		}
		calls = append(calls, found...)
	}
	if len(calls) == 0 {
		return nil
	}
	all := []running{pkg.running(calls, running{i, whenCalled, "", newRel()})}
	for n := range sig.Results().Len() {
		if !mayAnswer(sig.Results().At(n).Type()) {
			continue
		}
		for _, form := range errorForms {
			all = append(all, pkg.running(calls, running{i, n, form, newRel()}))
		}
	}
	return all
}

// running computes what all the calls come to.
func (pkg *Package) running(calls []handing, r running) running {
	for _, h := range calls {
		pkg.afterRunning(h, r)
	}
	return r
}

// callsOf returns the calls of a function value, and of functions that it is handed to; only says that nothing
// else is done with it.
func (pkg *Package) callsOf(v ssa.Value) (found []handing, only bool) {
	same := aliases(v)
	for _, v := range same {
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.DebugRef, *ssa.BinOp: // a BinOp compares it with nil
				continue
			case *ssa.Phi:
				if slices.Contains(same, ssa.Value(ref)) {
					continue
				}
			}
			if calls(ref, v) {
				found = append(found, handing{ref.(ssa.CallInstruction), itself})
				continue
			}
			handed := pkg.handings(valueUse{v, ref})
			if len(handed) == 0 {
				return nil, false
			}
			found = append(found, handed...)
		}
	}
	return found, true
}

// aliases returns v and the phis that are v or nil.
func aliases(v ssa.Value) []ssa.Value {
	same := []ssa.Value{v}
	for i := 0; i < len(same); i++ {
		for _, ref := range *same[i].Referrers() {
			phi, ok := ref.(*ssa.Phi)
			if ok && !slices.Contains(same, ssa.Value(phi)) && !slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool {
				c, isConst := e.(*ssa.Const)
				return !(isConst && c.IsNil()) && e != phi && !slices.Contains(same, e)
			}) {
				same = append(same, phi)
			}
		}
	}
	return same
}

// afterRunning adds to a running what becomes of a refusal that a call, of the function or of one that it was
// handed to, leaves.
func (pkg *Package) afterRunning(h handing, to running) {
	f := pkg.fn(h.call.Parent())
	b, ok := f.p.Index(h.call.Block())
	if !ok {
		return
	}
	state := f.before(h.call)
	var err *program.Val
	if value := h.call.Value(); value != nil && to.result != whenCalled {
		err = result(f.p, value, to.result)
	}
	switch {
	case state == bdd.False:
	case h.param == itself && err == nil: // dropped, or lost before
		to.rel.lost = to.rel.m.Or(to.rel.lost, f.export(to.rel, state, nil))
	case h.param == itself:
		r := f.newRun(true)
		e := r.source(carrier{val: err, form: to.form})
		r.again(h.call, []*elem{e})
		r.close()
		to.rel.tests = to.rel.tests || e.tested
		r.follow(to.rel, b, f.p.Position(h.call), f.p.M.And(state, r.begin(b, e), f.p.M.Not(f.p.Nil(err))))
	default:
		left := newRel()
		pkg.eachRunning(h, func(k running) {
			if k.result == to.result && k.form == to.form {
				left.join(k.rel)
				to.rel.tests = to.rel.tests || k.rel.tests
			}
		})
		r := f.newRun(true)
		begin := r.refuseIn(&Site{Call: h.call, In: &Site{rel: left}})
		r.follow(to.rel, b, f.p.Position(h.call), f.p.M.And(state, begin))
	}
}

// A handing is a call that runs a function which it was handed as a parameter: it is an argument, or was one
// of the call that returned what is called. Or it calls the function itself.
type handing struct {
	call  ssa.CallInstruction
	param int
}

// itself is the parameter of a handing that calls the function.
const itself = -1

// eachRunning calls visit with what a call does with the function that it was handed.
func (pkg *Package) eachRunning(h handing, visit func(running)) {
	for _, k := range pkg.runs(pkg.target(h.call.Common())) {
		if k.param == h.param {
			visit(k)
		}
	}
}

// handed reports whether a use of a function as a value hands it to functions that do no more than call it.
func (pkg *Package) handed(u valueUse) bool { return len(pkg.handings(u)) > 0 }

// handings returns the calls that run a function because of a use of it as a value; none if it may run
// elsewhere.
func (pkg *Package) handings(u valueUse) []handing {
	call, ok := u.ins.(ssa.CallInstruction)
	if !ok || call.Common().Value == u.val {
		return nil
	}
	fn := pkg.target(call.Common())
	if fn == nil {
		return nil
	}
	var all []handing
	for i, a := range call.Common().Args {
		if a != u.val {
			continue
		}
		if pkg.runsArgument(fn, i) {
			all = append(all, handing{call, i})
			continue
		}
		made, ok := pkg.handingsLater(call, fn, i)
		if !ok {
			return nil
		}
		all = append(all, made...)
	}
	return all
}

// runsArgument reports whether fn does no more with parameter i than run it.
func (pkg *Package) runsArgument(fn *ssa.Function, i int) bool {
	return slices.ContainsFunc(pkg.runs(fn), func(k running) bool { return k.param == i })
}

// handingsLater returns the calls of what a call, of fn, returns that run its argument i; false if it may run
// elsewhere.
func (pkg *Package) handingsLater(ins ssa.CallInstruction, fn *ssa.Function, i int) (all []handing, ok bool) {
	known := pkg.foreign[fn]
	call, here := ins.(*ssa.Call)
	if known == nil || !here {
		return nil, false
	}
	for n, made := range known.makes {
		if made == nil {
			continue
		}
		at := inputs(made) + i
		v := ssa.Value(call)
		if fn.Signature.Results().Len() > 1 {
			v = extract(call, n)
		}
		if v == nil || !pkg.runsArgument(made, at) {
			return nil, false
		}
		for _, ref := range *v.Referrers() {
			if _, debug := ref.(*ssa.DebugRef); debug {
				continue
			}
			later, here := ref.(*ssa.Call)
			if !here || !calls(ref, v) {
				return nil, false
			}
			all = append(all, handing{later, at})
		}
	}
	return all, len(all) > 0
}

// handOn says what a call leaves of the refusal that the function handed to it leaves as s says.
func (pkg *Package) handOn(u valueUse, h handing, s *Site) *Site {
	call := u.ins.(ssa.CallInstruction)
	on := &Site{Call: s.Call, Op: s.Op, In: s, rel: newRel(), exported: pkg.fn(call.Parent()).capturedSubject(u, s.exported)}
	loses := s.rel.lost != bdd.False || s.rel.mayDrop()
	pkg.eachRunning(h, func(k running) {
		if k.result == whenCalled && loses || k.result != whenCalled && s.rel.leaves(k.result, k.form) {
			on.rel.join(k.rel)
		}
	})
	return on
}

// mayDrop reports whether the function may return with the refusal in none of its results.
func (r *Rel) mayDrop() bool {
	dropped := r.f
	for i, p := range r.ports {
		if p.kind == resultCarries {
			dropped = r.m.And(dropped, r.m.Not(r.m.Var(i)))
		}
	}
	return dropped != bdd.False
}

// leaves reports whether the refusal may be in a result, in the given form.
func (r *Rel) leaves(result int, form catalog.Form) bool {
	i := slices.Index(r.ports, port{kind: resultCarries, n: result, form: form})
	return i >= 0 && r.m.And(r.f, r.m.Var(i)) != bdd.False
}

// capturedSubject names a subject of a function literal for the function that it is created in: what it
// captures is known there.
func (f *Func) capturedSubject(u valueUse, s subject) subject {
	at := func(n name, norm func(*ssa.MakeClosure, int) name) name {
		lit, ok := u.val.(*ssa.MakeClosure)
		if n.param == 0 || !ok {
			return name{text: n.text}
		}
		i := n.param - 1 - len(lit.Fn.(*ssa.Function).Params)
		if i < 0 || i >= len(lit.Bindings) {
			return name{}
		}
		return norm(lit, i)
	}
	return subject{
		at(s.zone, func(lit *ssa.MakeClosure, i int) name { return zoneName(f.binding(u.ins, lit, i)) }),
		at(s.server, func(lit *ssa.MakeClosure, i int) name { return serverName(f.binding(u.ins, lit, i)) }),
	}
}

// exportRuns writes down what fn does with the errors of functions that it is given.
func (x exporter) exportRuns(fn *ssa.Function) []summary.Run {
	var all []summary.Run
	for _, k := range x.pkg.runs(fn) {
		if n, known := x.number(k.param); known {
			all = append(all, summary.Run{Param: n, Result: k.result, Form: k.form, Tests: k.rel.tests, Relation: x.export(k.rel)})
		}
	}
	return all
}
