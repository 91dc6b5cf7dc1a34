package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// enterCall follows e into a function of the package, as parameter n.
func (r *run) enterCall(e *elem, ins ssa.CallInstruction, body *ssa.Function, n, b int) {
	dropped := true
	if v := ins.Value(); v == nil || v.Call.Signature().Results().Len() == 0 || r.used(v) {
		dropped = false
	}
	key := relKey{fn: body, param: 1 + n, form: e.form, field: e.field, dropped: dropped, suppose: r.suppose}
	rel := r.f.pkg.passing(key)
	e.uses = append(e.uses, b)
	if rel.f == bdd.False && rel.lost == bdd.False && e.form != inert {
		e.tested = true
	}
	e.useful = e.useful || rel.tests
	outs := map[port]*elem{}
	var none []bdd.Ref
	if v := ins.Value(); v != nil {
		for _, p := range rel.ports {
			if p.kind != resultCarries {
				continue
			}
			res := result(r.f.p, v, p.n)
			if res == nil {
				continue
			}
			via := r.source(carrier{val: res, form: p.form, field: p.field, via: 1 + n})
			via.from = append(via.from, e)
			r.derive(via, carrier{val: res, form: p.form, field: p.field}, b)
			outs[p] = via
		}
	}
	for _, o := range outs {
		none = append(none, r.f.p.M.Not(r.f.p.Ref(o.v)))
	}
	if e.form != inert {
		r.given[ins] = append(r.given[ins], e)
	}
	r.step(ins, func(s bdd.Ref) bdd.Ref {
		m := r.f.p.M
		for _, o := range outs {
			s = m.Exists(s, func(n int) bool { return r.f.p.VarOf(n) == o.v })
		}
		passed := r.f.applyRef(rel, rel.f, ins, r.carriedBy(outs))
		has := r.carries(e)
		if rel.tests {
			r.hit(e, ins, s)
		}
		if _, now := ins.(*ssa.Call); now && e.field == "" && e.form != inert && program.IsNilable(e.val.Type) {
			s = m.And(s, m.Implies(has, m.Not(r.f.p.Nil(e.val))))
		}
		if rel.lost != bdd.False && e.form != inert {
			r.lost = m.Or(r.lost, m.And(s, has, r.f.applyRef(rel, rel.lost, ins, nil)))
		}
		if r.told != nil && rel.tests {
			if told := r.tellIn(e, ins, key, m.And(s, has, m.And(none...))); r.goOn {
				return m.Or(told, m.And(s, m.Ite(has, passed, m.And(none...))))
			}
		}
		return m.And(s, m.Ite(has, passed, m.And(none...)))
	})
}

// tellIn notes the executions of s in which a function that is given the refusal in e tells it, and returns them.
func (r *run) tellIn(e *elem, ins ssa.CallInstruction, key relKey, s bdd.Ref) bdd.Ref {
	call, now := ins.(*ssa.Call)
	if !now {
		return bdd.False
	}
	if r.f.pkg.foreign[key.fn] != nil {
		return r.tell(e, ins, s)
	}
	rel := r.f.pkg.telling(key)
	return r.note(ins, r.f.p.M.And(s, r.f.applyRef(rel, rel.f, call, nil)), bdd.False, false)
}

// passing returns what becomes of a refusal that a function is given in a parameter.
func (pkg *Package) passing(key relKey) *Rel {
	if i := pkg.foreign[key.fn]; i != nil {
		key.suppose = 0
		return i.through(key)
	}
	return pkg.rels.get(key, newRel(), func() *Rel {
		rel := newRel()
		f := pkg.fn(key.fn)
		v := f.given(key.param - 1)
		if v == nil {
			return rel
		}
		r := f.newRun(false)
		r.dropped, r.suppose = key.dropped, key.suppose
		e := r.source(carrier{val: v, form: key.form, field: key.field})
		r.close()
		rel.tests = e.tested
		r.follow(rel, 0, -1, f.p.M.And(f.in[0], r.begin(0, e)))
		return rel
	}, (*Rel).equal)
}

// begin says that, of the carriers that exist in block b, only the given ones carry the refusal yet.
// Those that come to be later are assigned then.
func (r *run) begin(b int, sources ...*elem) bdd.Ref {
	var now []*elem
	for _, e := range r.order {
		if e.v != nil && (e.v.Span.First <= b || has(sources, e)) {
			now = append(now, e)
		}
	}
	// The newest variable last: it stands nearest to the root.
	slices.SortFunc(now, func(x, y *elem) int { return x.v.ID - y.v.ID })
	s := bdd.True
	for _, e := range now {
		v := r.f.p.Ref(e.v)
		if !has(sources, e) {
			v = r.f.p.M.Not(v)
		}
		s = r.f.p.M.And(s, v)
	}
	return s
}

func has(es []*elem, e *elem) bool { return slices.Contains(es, e) }
