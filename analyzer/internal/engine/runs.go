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
	param, result int // result is never for when it is called
	form          catalog.Form
	rel           *Rel
}

// never is the result of the running that says, in lost, when the function is called: a refusal that the
// function loses itself is lost then.
const never = -1

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
		sig, ok := p.Type().Underlying().(*types.Signature)
		if !ok || len(*p.Referrers()) == 0 || !pkg.onlyCalled(p) {
			continue
		}
		all = append(all, pkg.running(p, running{i, never, "", newRel()}))
		for n := range sig.Results().Len() {
			if !mayAnswer(sig.Results().At(n).Type()) {
				continue
			}
			for _, form := range []catalog.Form{catalog.Error, wrapped, joined, catalog.Text} {
				all = append(all, pkg.running(p, running{i, n, form, newRel()}))
			}
		}
	}
	pkg.runners[fn] = all
	return all
}

// running computes what all calls of p come to.
func (pkg *Package) running(p *ssa.Parameter, r running) running {
	for _, v := range aliases(p) {
		for _, ref := range *v.Referrers() {
			if call, ok := ref.(ssa.CallInstruction); ok {
				pkg.afterRunning(call, v, r)
			}
		}
	}
	return r
}

// onlyCalled reports whether all that is done with a function value is to call it, where the call stands
// or when the function ends.
func (pkg *Package) onlyCalled(v ssa.Value) bool {
	same := aliases(v)
	return !slices.ContainsFunc(same, func(v ssa.Value) bool {
		return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
			switch ref := ref.(type) {
			case *ssa.DebugRef, *ssa.BinOp: // a BinOp compares it with nil
				return false
			case *ssa.Phi:
				return !slices.Contains(same, ssa.Value(ref))
			}
			return !calls(ref, v) && !pkg.handed(valueUse{v, ref})
		})
	})
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

// afterRunning adds to a running what becomes of a refusal that call, of v or of a function that is
// handed v, leaves.
func (pkg *Package) afterRunning(call ssa.CallInstruction, v ssa.Value, to running) {
	f := pkg.fn(call.Parent())
	b, ok := f.p.Index(call.Block())
	if !ok {
		return
	}
	state := f.before(call)
	direct := calls(call, v)
	var err *program.Val
	if value := call.Value(); value != nil && to.result != never {
		err = result(f.p, value, to.result)
	}
	switch {
	case state == bdd.False:
	case direct && err == nil: // dropped, or lost before
		to.rel.lost = to.rel.m.Or(to.rel.lost, f.export(to.rel, state, nil))
	case direct:
		r := f.newRun(true)
		e := r.source(carrier{val: err, form: to.form})
		r.again(call, []*elem{e})
		r.close()
		r.follow(to.rel, b, f.p.Position(call), f.p.M.And(state, r.begin(b, e), f.p.M.Not(f.p.Nil(err))))
	default:
		left := newRel()
		pkg.eachRunning(call, v, func(k running) {
			if k.result == to.result && k.form == to.form {
				left.join(k.rel)
			}
		})
		r := f.newRun(true)
		begin := r.refuseIn(&Site{Call: call, In: &Site{rel: left}})
		r.follow(to.rel, b, f.p.Position(call), f.p.M.And(state, begin))
	}
}

// eachRunning calls visit with what a call does with the function v that it hands on.
func (pkg *Package) eachRunning(call ssa.CallInstruction, v ssa.Value, visit func(running)) {
	for _, k := range pkg.runs(pkg.target(call.Common())) {
		if call.Common().Args[k.param] == v {
			visit(k)
		}
	}
}

// handed reports whether a use of a function as a value hands it to a function that does no more than
// call it.
func (pkg *Package) handed(u valueUse) bool {
	call, ok := u.ins.(ssa.CallInstruction)
	if !ok || call.Common().Value == u.val {
		return false
	}
	fn := pkg.target(call.Common())
	if fn == nil {
		return false
	}
	runs := pkg.runs(fn)
	for i, a := range call.Common().Args {
		if a == u.val && !slices.ContainsFunc(runs, func(k running) bool { return k.param == i }) {
			return false
		}
	}
	return true
}

// handOn says what a call leaves of the refusal that the function handed to it leaves as s says.
func (pkg *Package) handOn(u valueUse, s *Site) *Site {
	call := u.ins.(ssa.CallInstruction)
	on := &Site{Call: s.Call, Op: s.Op, In: s, rel: newRel(), exported: pkg.fn(call.Parent()).capturedSubject(u, s.exported)}
	pkg.eachRunning(call, u.val, func(k running) {
		if k.result == never && s.rel.loses() || k.result != never && s.rel.leaves(k.result, k.form) {
			on.rel.join(k.rel)
		}
	})
	return on
}

// loses reports whether a refusal may be lost in the function, in no result of it.
func (r *Rel) loses() bool {
	s := r.f
	for i, p := range r.ports {
		if p.kind == resultCarries {
			s = r.m.And(s, r.m.Not(r.m.Var(i)))
		}
	}
	return r.m.Or(s, r.lost) != bdd.False
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
