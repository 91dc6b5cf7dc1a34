package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A running says what becomes of a refusal that a function gets, in a form, from a result of a function
// that it was given as a parameter.
type running struct {
	param, result int
	form          catalog.Form
	rel           *Rel
}

// runs returns the runnings of fn, for the parameters with which it does no more than call them, or hand
// them to functions that do no more.
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
		if sig, ok := p.Type().Underlying().(*types.Signature); ok && len(*p.Referrers()) > 0 && pkg.onlyCalled(p) {
			for n := range sig.Results().Len() {
				if role.IsError(sig.Results().At(n).Type()) {
					all = append(all, pkg.runsParameter(p, i, n)...)
				}
			}
		}
	}
	pkg.runners[fn] = all
	return all
}

func (pkg *Package) runsParameter(p *ssa.Parameter, i, result int) []running {
	var all []running
	for _, form := range []catalog.Form{catalog.Error, wrapped, joined, catalog.Text} {
		r := running{i, result, form, newRel()}
		for _, ref := range *p.Referrers() {
			if call, ok := ref.(*ssa.Call); ok {
				pkg.afterRunning(call, p, r)
			}
		}
		r.rel.forgetRole()
		all = append(all, r)
	}
	return all
}

// onlyCalled reports whether all that is done with a function value is to call it, at once.
func (pkg *Package) onlyCalled(v ssa.Value) bool {
	return !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		switch ref.(type) {
		case *ssa.DebugRef, *ssa.BinOp: // a BinOp compares it with nil
			return false
		}
		return !calls(ref, v) && !pkg.handed(valueUse{v, ref}) || isSpawned(ref)
	})
}

// isSpawned reports whether ins is a call that does not run where it stands.
func isSpawned(ins ssa.Instruction) bool {
	_, here := ins.(*ssa.Call)
	return !here
}

// afterRunning adds to a running what becomes of a refusal that call, of v or of a function that is
// handed v, leaves, where the role is not held.
func (pkg *Package) afterRunning(call *ssa.Call, v ssa.Value, to running) {
	f := pkg.fn(call.Parent())
	b, ok := f.p.Index(call.Block())
	if !ok {
		return
	}
	state := f.p.M.And(f.before(call), f.without(subject{}))
	if state == bdd.False {
		return
	}
	r := f.newRun(true)
	var begin bdd.Ref
	if calls(call, v) {
		err := result(f.p, call, to.result)
		if err == nil {
			to.rel.lost = to.rel.m.Or(to.rel.lost, f.export(to.rel, state, nil))
			return
		}
		e := r.source(carrier{val: err, form: to.form})
		r.again(call, []*elem{e})
		r.close()
		begin = f.p.M.And(r.begin(b, e), f.p.M.Not(f.p.Nil(err)))
	} else {
		left := newRel()
		pkg.eachRunning(call, v, func(k running) {
			if k.result == to.result && k.form == to.form {
				left.join(k.rel)
			}
		})
		begin = r.refuseIn(&Site{Call: call, In: &Site{rel: left}})
	}
	r.follow(to.rel, b, f.p.Position(call), f.p.M.And(state, begin))
}

// eachRunning calls visit with what a call does with the function v that it hands on.
func (pkg *Package) eachRunning(call *ssa.Call, v ssa.Value, visit func(running)) {
	for _, k := range pkg.runs(pkg.target(&call.Call)) {
		if call.Call.Args[k.param] == v {
			visit(k)
		}
	}
}

// handed reports whether a use of a function as a value hands it to a function that does no more than
// call it.
func (pkg *Package) handed(u valueUse) bool {
	call, ok := u.ins.(*ssa.Call)
	if !ok || call.Call.Value == u.val {
		return false
	}
	fn := pkg.target(&call.Call)
	if fn == nil {
		return false
	}
	runs := pkg.runs(fn)
	for i, a := range call.Call.Args {
		if a == u.val && !slices.ContainsFunc(runs, func(k running) bool { return k.param == i }) {
			return false
		}
	}
	return true
}

// handOn says what a call leaves of the refusal that the function handed to it leaves as s says.
func (pkg *Package) handOn(u valueUse, s *Site) *Site {
	call := u.ins.(*ssa.Call)
	on := &Site{Call: s.Call, Op: s.Op, In: s, rel: newRel(), exported: pkg.fn(call.Parent()).capturedSubject(u, s.exported)}
	pkg.eachRunning(call, u.val, func(k running) {
		if s.rel.leaves(k.result, k.form) {
			on.rel.join(k.rel)
		}
	})
	if s.rel.lost != bdd.False {
		on.rel.lost = bdd.True
	}
	return on
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
func (pkg *Package) exportRuns(fn *ssa.Function) []summary.Run {
	var all []summary.Run
	for _, k := range pkg.runs(fn) {
		all = append(all, summary.Run{Param: k.param, Result: k.result, Form: k.form, Relation: pkg.export(k.rel)})
	}
	return all
}
