package engine

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// received follows e, a channel that holds the refusal, to what is received from it: the refusal then
// is there and not in the channel any more. What waits before it is not told apart from it.
func (r *run) received(e *elem, ins *ssa.UnOp) {
	v := ssa.Value(ins)
	if !ins.CommaOk && r.f.p.Of(ins).SSA != ins {
		return // it is known what was sent
	}
	if ins.CommaOk {
		if ok := extract(ins, 1); ok != nil {
			r.settle(e, ins, r.f.p.Bool(r.f.p.Of(ok)))
		}
		if v = extract(ins, 0); v == nil {
			v = ins
		}
	}
	r.move(e, v, ins, bdd.True)
}

// selected follows e to what a select statement receives from it. Where there is something to receive
// the default is not taken.
func (r *run) selected(e *elem, ch ssa.Value, ins *ssa.Select) {
	some := bdd.False
	received := 2 // the results of a Select are the case, whether something came, and what came in each receiving case
	for i, s := range ins.States {
		chosen := r.f.chosen(ins, i)
		some = r.f.p.M.Or(some, chosen)
		if s.Dir != types.RecvOnly {
			continue
		}
		if s.Chan == ch {
			if v := extract(ins, received); v != nil {
				r.move(e, v, ins, chosen)
			}
		}
		received++
	}
	r.settle(e, ins, some)
}

// chosen returns when a select statement takes its i-th case.
func (f *Func) chosen(ins *ssa.Select, i int) bdd.Ref {
	index := extract(ins, 0)
	if index == nil {
		return bdd.True
	}
	return f.p.Equals(f.p.Of(index), f.p.Of(ssa.NewConst(constant.MakeInt64(int64(i)), index.Type())))
}

// move makes v the carrier of what e holds, and e none any more, where ins does that.
func (r *run) move(e *elem, v ssa.Value, ins ssa.Instruction, when bdd.Ref) {
	b, ok := r.f.p.Index(ins.Block())
	if !ok {
		return
	}
	to := carrier{val: r.f.p.Of(v), form: e.form, field: fieldIn(v.Type())}
	if e.v == nil {
		r.derive(e, to, b) // a channel computed from others
		return
	}
	c := r.source(to)
	c.v.Span.First, c.span.First = b, b // the program takes it out of the tuple elsewhere
	e.uses = append(e.uses, b)
	c.from = append(c.from, e)
	r.step(ins, func(s bdd.Ref) bdd.Ref {
		m := r.f.p.M
		has := r.f.p.Ref(e.v)
		return r.f.p.Assign(s, []program.Assign{
			{Var: c.v, To: m.And(has, when)},
			{Var: e.v, To: m.And(has, m.Not(when))},
		})
	})
}
