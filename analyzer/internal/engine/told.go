package engine

import (
	"go/constant"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A refusal that comes to a test is told: from there on the program knows of it.

// A telling is a test to which a refusal comes, with the executions in which it says that there is one.
type telling struct {
	ins ssa.Instruction
	// states are the executions just after ins.
	states bdd.Ref
	says   bdd.Ref // the outcome by which it says so, if that alone does; else false
	// vague says that the test does not tell the refusal from other failures: rcode != NOERROR.
	vague bool
}

// tell notes the executions of s in which a test finds the refusal in e, and returns them.
func (r *run) tell(e *elem, ins ssa.Instruction, s bdd.Ref) bdd.Ref {
	m := r.f.p.M
	says, vague, known := r.positive(e, ins)
	if !known {
		return bdd.False
	}
	return r.note(ins, m.And(s, r.carries(e), says), says, vague)
}

// note adds executions in which a test finds the refusal.
func (r *run) note(ins ssa.Instruction, found, says bdd.Ref, vague bool) bdd.Ref {
	if found == bdd.False {
		return found
	}
	t := r.told[ins]
	if t == nil {
		t = &telling{ins: ins, states: bdd.False, says: says, vague: vague}
		r.told[ins] = t
	}
	t.states = r.f.p.M.Or(t.states, found)
	t.vague = t.vague && vague
	return found
}

// tellings returns the tests that found the refusal, in source order.
func (r *run) tellings() []*telling {
	return slices.SortedFunc(maps.Values(r.told), func(a, b *telling) int { return int(a.ins.Pos() - b.ins.Pos()) })
}

// positive returns the condition under which a test says that there is a refusal in e; known is false where
// that cannot be said.
func (r *run) positive(e *elem, ins ssa.Instruction) (says bdd.Ref, vague, known bool) {
	f := r.f
	m := f.p.M
	switch ins := ins.(type) {
	case *ssa.BinOp:
		yes := f.p.Bool(f.p.Of(ins))
		k := ins.Y
		if _, constant := k.(*ssa.Const); !constant {
			k = ins.X
		}
		switch ins.Op {
		case token.EQL, token.NEQ:
			if c, ok := k.(*ssa.Const); ok && f.pkg.Cat.Answers(e.form, catalog.Success, c.Value) {
				yes, vague = m.Not(yes), true
			}
			if ins.Op == token.NEQ {
				yes = m.Not(yes)
			}
			return yes, vague, true
		}
		return r.within(e, ins, yes)
	case *ssa.Lookup:
		found := ssa.Value(ins)
		if ins.CommaOk {
			found = extract(ins, 1)
		}
		if found != nil && program.IsBool(found.Type()) {
			return f.p.Bool(f.p.Of(found)), false, true
		}
	case *ssa.Call:
		if v := result(f.p, ins, 0); v != nil && program.IsBool(v.Type) {
			return f.p.Bool(v), false, true
		}
	}
	return bdd.False, false, false
}

// within is positive for one side of a range.
func (r *run) within(e *elem, ins *ssa.BinOp, yes bdd.Ref) (says bdd.Ref, vague, known bool) {
	refused := r.f.pkg.Cat.Values(e.form, catalog.Refused)
	x, y := ins.X, ins.Y
	if len(refused) == 0 {
		return bdd.False, false, false
	}
	code := constant.MakeInt64(refused[0])
	k, right := y.(*ssa.Const)
	l, left := x.(*ssa.Const)
	var holds bool
	switch {
	case right && k.Value != nil && k.Value.Kind() == constant.Int:
		holds = constant.Compare(code, ins.Op, k.Value)
	case left && l.Value != nil && l.Value.Kind() == constant.Int:
		holds = constant.Compare(l.Value, ins.Op, code)
	default:
		return bdd.False, false, false
	}
	if !holds {
		yes = r.f.p.M.Not(yes)
	}
	return yes, true, true
}

// telling returns the relation of the calls of a function that are given a refusal in a parameter and in which a
// test says so.
func (pkg *Package) telling(key relKey) *Rel {
	if rel, known := pkg.tellings[key]; known {
		return rel
	}
	pkg.tellings[key] = newRel() // around a recursion
	rel := newRel()
	f := pkg.fn(key.fn)
	v := f.given(key.param - 1)
	if s := f.in[0]; v != nil && s != bdd.False {
		r := f.newRun(false)
		r.told = map[ssa.Instruction]*telling{}
		r.dropped = key.dropped
		e := r.source(carrier{val: v, form: key.form, field: key.field})
		r.close()
		r.follow(newRel(), 0, -1, f.p.M.And(s, r.begin(0, e)))
		for _, t := range r.tellings() {
			after := f.after(t.ins, t.states)
			for ret, s := range after.returns {
				rel.f = rel.m.Or(rel.f, f.export(rel, f.returned(ret, s), nil))
			}
		}
	}
	pkg.tellings[key] = rel
	return rel
}
