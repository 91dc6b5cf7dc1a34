package engine

import (
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A refusal is swallowed where executions that know of it go the way of those that succeeded, with nothing done
// and nothing told.

// swallows reports whether executions in which a test of p's refusal found it do nothing of their own, and end as
// executions without a refusal do.
func (v *Verdict) swallows(p *Performed, r *run, t *telling) bool {
	once := r.f.newRun(false)
	once.stopAt(p.Call)
	known := r.f.afterWith(t.ins, t.states, once)
	good := v.pkg.succeeding(p.Site, r)
	if good == nil || !v.joins(known, good) || t.handed() {
		return false
	}
	quiet := true
	known.instrs(func(b int, ins ssa.Instruction) {
		if quiet {
			quiet = ins == p.Call || v.quiet(ins, good.comes(b) || b == good.start, r, t)
		}
	})
	return quiet && v.samePhis(known, good, t) && v.sameReturns(known, good, r, t)
}

// succeeding follows the executions in which site's call does what it should, and no test of r finds a refusal.
func (pkg *Package) succeeding(s *Site, r *run) *course {
	f := r.f
	m := f.p.M
	state := m.And(f.before(s.Call), f.succeeds(s))
	if state == bdd.False {
		return nil
	}
	steps := f.newRun(false)
	for _, t := range r.tellings() {
		b, ok := f.p.Index(t.ins.Block())
		if !ok {
			continue
		}
		none := m.Not(t.says)
		steps.steps[b] = append(steps.steps[b], step{f.p.Position(t.ins), func(s bdd.Ref) bdd.Ref { return m.And(s, none) }})
	}
	for _, e := range r.order {
		r.zeroIn(steps, e)
	}
	steps.stopAt(s.Call)
	return f.afterWith(s.Call, state, steps)
}

// zeroIn adds to steps that a status which may be a refusal is success, wherever that is compared with a constant.
func (r *run) zeroIn(steps *run, e *elem) {
	if e.form != catalog.Rcode && e.form != catalog.Code || e.field != "" {
		return
	}
	m := r.f.p.M
	for _, w := range r.f.p.Same(e.val) {
		for _, ref := range refsOf(w) {
			op, ok := ref.(*ssa.BinOp)
			if !ok || op.X != w {
				continue
			}
			k, ok := op.Y.(*ssa.Const)
			if !ok || k.Value == nil || k.Value.Kind() != constant.Int || !equality(op.Op) && !ordered(op.Op) {
				continue
			}
			is := r.f.p.Bool(r.f.p.Of(op))
			if !constant.Compare(constant.MakeInt64(0), op.Op, k.Value) {
				is = m.Not(is)
			}
			steps.step(op, func(s bdd.Ref) bdd.Ref { return m.And(s, is) })
		}
	}
}

// stopAt ends executions where the call is made again: what comes of that is another story.
func (r *run) stopAt(call ssa.CallInstruction) {
	r.step(call, func(bdd.Ref) bdd.Ref { return bdd.False })
	r.close()
}

// succeeds says what holds of the results of site's call if it is not refused and did not fail.
func (f *Func) succeeds(s *Site) bdd.Ref {
	facts := bdd.True
	call := s.Call.Value()
	if call == nil {
		return facts
	}
	results := s.Call.Common().Signature().Results()
	for n := range results.Len() {
		v := result(f.p, call, n)
		if v == nil {
			continue
		}
		switch {
		case role.IsError(results.At(n).Type()):
			facts = f.p.M.And(facts, f.p.Nil(v))
		case s.In == nil && numbers(s.Op, n) && !program.IsNilable(v.Type):
			if zero, known := f.p.Is(v, constant.MakeInt64(0)); known {
				facts = f.p.M.And(facts, zero)
			}
		}
	}
	return facts
}

// numbers reports whether a result is a number that is zero where the operation did what it should.
func numbers(op *catalog.Operation, n int) bool {
	return slices.Contains(op.NonNil, n) || isStatus(op, n)
}

// joins reports whether executions of the one course come to where those of the other do, or end as they do.
func (v *Verdict) joins(known, good *course) bool {
	if len(good.returns) == 0 {
		return false
	}
	for e := range known.edges {
		if good.comes(known.f.p.Succs(e.from)[e.succ]) {
			return true
		}
	}
	return len(known.returns) > 0
}

// quiet reports whether an instruction to which executions come that know of the refusal does nothing because of it.
// shared says that executions without a refusal come to it too.
func (v *Verdict) quiet(ins ssa.Instruction, shared bool, r *run, t *telling) bool {
	if ins == t.ins {
		return true
	}
	if !shared {
		switch ins := ins.(type) {
		case *ssa.RunDefers, *ssa.Return:
			return true
		case *ssa.Store:
			c, ok := ins.Val.(*ssa.Const)
			return ok && c.IsNil() && within(ins.Addr)
		}
		return !v.pkg.acts(ins)
	}
	switch ins.(type) {
	case *ssa.Call, *ssa.Store, *ssa.MapUpdate, *ssa.Send, *ssa.Go, *ssa.Defer, *ssa.Panic:
	default:
		return true
	}
	if _, call := ins.(*ssa.Call); call && !v.pkg.acts(ins) {
		return true
	}
	var rands [8]*ssa.Value
	for _, op := range ins.Operands(rands[:0]) {
		if *op == nil {
			continue
		}
		if len(r.byVal[r.f.p.Of(*op)]) > 0 {
			return false
		}
	}
	return true
}

// samePhis reports whether what is chosen on the way is the same for both courses.
func (v *Verdict) samePhis(known, good *course, t *telling) bool {
	f := known.f
	for e, s := range known.edges {
		to := f.p.Succs(e.from)[e.succ]
		if !good.comes(to) {
			continue
		}
		block := f.p.Blocks[to]
		for _, ins := range block.Instrs {
			phi, ok := ins.(*ssa.Phi)
			if !ok {
				break
			}
			if !needed(phi) {
				continue
			}
			mine, chosen := f.p.Of(phi.Edges[f.p.Entry(e.from, e.succ)]), f.p.Of(phi)
			if !v.anyEdge(good, to, func(o edge, os bdd.Ref) bool {
				return mine == f.p.Of(phi.Edges[f.p.Entry(o.from, o.succ)]) && !t.yields(mine) || v.sameValue(f, chosen, s, chosen, os, false)
			}) {
				return false
			}
		}
	}
	return true
}

func (v *Verdict) anyEdge(c *course, to int, is func(edge, bdd.Ref) bool) bool {
	for e, s := range c.edges {
		if c.f.p.Succs(e.from)[e.succ] == to && is(e, s) {
			return true
		}
	}
	return false
}

// needed reports whether anything but debug information refers to a value.
func needed(v ssa.Value) bool {
	for _, ref := range refsOf(v) {
		if _, debug := ref.(*ssa.DebugRef); !debug {
			return true
		}
	}
	return false
}

// sameValue reports whether a in some states is the same as b in others, as far as can be seen. same says whether it
// is where nothing is known.
func (v *Verdict) sameValue(f *Func, a *program.Val, in bdd.Ref, b *program.Val, others bdd.Ref, same bool) bool {
	m := f.p.M
	settled := func(is bdd.Ref, s bdd.Ref) (value, ok bool) {
		switch {
		case m.And(s, is) == bdd.False:
			return false, true
		case m.And(s, m.Not(is)) == bdd.False:
			return true, true
		}
		return false, false
	}
	ask := f.p.Nil
	switch {
	case program.IsBool(a.Type) && program.IsBool(b.Type):
		ask = f.p.Bool
	case !program.IsNilable(a.Type) || !program.IsNilable(b.Type):
		return same
	}
	p, ok := settled(ask(a), in)
	q, also := settled(ask(b), others)
	if ok && also && (p != q || p || program.IsBool(a.Type)) {
		return p == q
	}
	return same && ok == also
}

// handed reports whether the outcome of a test goes anywhere but into conditions.
func (t *telling) handed() bool {
	first, ok := t.ins.(ssa.Value)
	if !ok {
		return true
	}
	seen := map[ssa.Value]bool{}
	for work := []ssa.Value{first}; len(work) > 0; {
		v := work[0]
		work = work[1:]
		if seen[v] {
			continue
		}
		seen[v] = true
		for _, ref := range refsOf(v) {
			switch ref := ref.(type) {
			case *ssa.DebugRef, *ssa.If:
			case *ssa.Phi:
				if program.IsBool(ref.Type()) {
					work = append(work, ref)
				}
			case *ssa.UnOp, *ssa.BinOp, *ssa.Extract:
				work = append(work, ref.(ssa.Value))
			case *ssa.Return:
				if program.IsBool(v.Type()) {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// yields reports whether a value is what the test says: a result of a function that tells the refusal.
func (t *telling) yields(v *program.Val) bool {
	call, _ := callOf(v.SSA)
	return call != nil && call == t.ins
}

// sameReturns reports whether executions that know of the refusal return success, and what those without one do.
func (v *Verdict) sameReturns(known, good *course, r *run, t *telling) bool {
	f := known.f
	m := f.p.M
	for ret, s := range known.returns {
		for _, res := range ret.Results {
			val := f.p.Of(res)
			if role.IsError(res.Type()) && m.And(s, m.Not(f.p.Nil(val))) != bdd.False {
				return false
			}
			if len(r.byVal[val]) > 0 && !role.IsError(res.Type()) {
				return false // the caller sees it
			}
		}
		same := false
		for o, os := range good.returns {
			all := true
			for i := range ret.Results {
				a, b := f.p.Of(ret.Results[i]), f.p.Of(o.Results[i])
				all = all && v.sameValue(f, a, s, b, os, a == b && !t.yields(a))
			}
			same = same || all
		}
		if !same {
			return false
		}
	}
	return true
}
