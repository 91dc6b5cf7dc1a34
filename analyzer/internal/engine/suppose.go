package engine

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A supposition is a way in which a refusal does not travel. A test that it would come to then, and does not
// come to as things are, cannot match, and the supposition says why.
type supposition uint8

const (
	// anyForm: results carry it in forms in which this transport does not give it, and in which tests look for it.
	anyForm supposition = 1 << iota
	// kept: what drops it on its way, an error without the cause, does not.
	kept
)

// supposed returns the site in each world of a supposition, with what becomes of the refusal there.
func (pkg *Package) supposed(s *Site, x supposition) []*Site {
	below := []*Site{s.In}
	if s.In != nil && s.In.Call != nil {
		below = pkg.supposed(s.In, x)
	}
	var all []*Site
	for _, in := range below {
		worlds := 1
		if in == nil && x&anyForm != 0 {
			worlds = len(otherForms(s))
		}
		for w := range worlds {
			t := *s
			t.In, t.suppose, t.world, t.tests = in, x, w, nil
			t.rel = newRel()
			f, state, may := pkg.arrive(&t)
			if may {
				f.pursueAll(&t, state)
			}
			all = append(all, &t)
		}
	}
	return all
}

// A formAt is a place at a call, and a form in which it may carry a refusal.
type formAt struct {
	at   catalog.Spot
	form catalog.Form
}

// otherForms returns what may carry a refusal of an operation in the eyes of somebody who does not know the
// transport: its errors, and what carries it in some form, in others.
func otherForms(s *Site) []formAt {
	var all []formAt
	add := func(at catalog.Spot, form catalog.Form) {
		if !slices.ContainsFunc(all, func(o formAt) bool {
			return o.form == form && o.at.Kind == at.Kind && o.at.Index == at.Index && slices.Equal(o.at.Fields, at.Fields)
		}) {
			all = append(all, formAt{at, form})
		}
	}
	results := s.Call.Common().Signature().Results()
	for n := range results.Len() {
		if role.IsError(results.At(n).Type()) {
			add(catalog.Spot{Kind: catalog.Result, Index: n}, catalog.Error)
		}
	}
	for _, c := range s.Op.Refusal {
		switch c.Form {
		case catalog.Rcode:
			add(c.At.Spot(), catalog.Code)
		case catalog.Text, catalog.Code:
			add(c.At.Spot(), c.Form)
		}
	}
	return all
}

// supposedSources returns the carrier of the world that the site is in.
func (r *run) supposedSources(s *Site) []*elem {
	all := otherForms(s)
	if s.world >= len(all) {
		return nil
	}
	if e := r.carriedAt(s, all[s.world].at, all[s.world].form); e != nil {
		return []*elem{e}
	}
	return nil
}

// supposedForm returns the form in which a result carries the refusal where the called function leaves it
// in the form of p.
func (s *Site) supposedForm(p port, v *program.Val) catalog.Form {
	switch {
	case s.suppose&anyForm == 0 || s.In.Call != nil:
	case role.IsError(v.Type):
		return catalog.Error
	case p.form == catalog.Rcode:
		return catalog.Code
	}
	return p.form
}

// carry reports whether v is one of the carriers.
func carry(sources []*elem, v *program.Val) bool {
	return slices.ContainsFunc(sources, func(e *elem) bool { return e.val == v })
}

// hit notes that the refusal comes to a test.
func (r *run) hit(e *elem, ins ssa.Instruction, s bdd.Ref) {
	if r.suppose == kept && e.form != catalog.Error && !holdsIt(e.form) {
		return // a text may be found whether or not the cause is there
	}
	m := r.f.p.M
	if at := m.And(s, r.carries(e)); at != bdd.False {
		r.hits[ins] = m.Or(r.hits[ins], at)
	}
}

// comeTo returns the tests that the refusal came to, in source order.
func (r *run) comeTo() []ssa.Instruction {
	return slices.SortedFunc(maps.Keys(r.hits), func(a, b ssa.Instruction) int { return int(a.Pos() - b.Pos()) })
}

// keptIn returns which results carry the refusal, where they are not nil, because it is supposed that nothing
// drops it.
func (r *run) keptIn() []int {
	if r.suppose&kept == 0 {
		return nil
	}
	var in []int
	results := r.f.SSA.Signature.Results()
	for n := range results.Len() {
		if role.IsError(results.At(n).Type()) {
			in = append(in, n)
		}
	}
	return in
}

// keeps reports whether p is one of keptIn.
func (r *run) keeps(p port) bool {
	return p.kind == resultCarries && p.form == wrapped && p.field == "" && slices.Contains(r.keptIn(), p.n)
}

// keepFresh makes the errors carriers that the function makes while the refusal is under way.
func (r *run) keepFresh() {
	if r.suppose&kept == 0 || r.f.SSA.Syntax() == nil {
		return // package variables have nothing to do with each other
	}
	for i, b := range r.f.p.Blocks {
		for _, ins := range b.Instrs {
			v, ok := ins.(ssa.Value)
			if !ok || !role.IsError(v.Type()) || !r.f.pkg.fresh(ins) {
				continue
			}
			e := r.source(carrier{val: r.f.p.Of(v), form: wrapped})
			r.step(ins, func(s bdd.Ref) bdd.Ref { return r.f.p.Assign(s, []program.Assign{{Var: e.v, To: bdd.True}}) })
			e.uses = append(e.uses, i)
		}
	}
}

// fresh reports whether an instruction yields an error that does not come from elsewhere: one made there, or a
// sentinel that is not the refusal.
func (pkg *Package) fresh(ins ssa.Instruction) bool {
	switch ins := ins.(type) {
	case *ssa.Call:
		return pkg.Cat.NonNil(callee(&ins.Call))
	case *ssa.MakeInterface:
		return !pkg.known(ins)
	case *ssa.UnOp:
		g, ok := ins.X.(*ssa.Global)
		return ok && pkg.sentinel(g) && !pkg.refusal(ins, catalog.Error)
	}
	return false
}

// looksRefused reports whether v is what somebody may look for who does not know the transport.
func (r *run) looksRefused(v ssa.Value, form catalog.Form) bool {
	if r.suppose&anyForm == 0 {
		return false
	}
	found := false
	r.f.pkg.contents(v, func(leaf ssa.Value) {
		if k, ok := leaf.(*ssa.Const); ok {
			found = found || r.f.pkg.Cat.Answers(form, catalog.Phantom, k.Value) || r.f.pkg.Cat.Answers(form, catalog.Refused, k.Value)
		}
	})
	return found
}

// lacking reports whether v is a form of the refusal that the operation's results do not have.
func (r *run) lacking(v ssa.Value, form catalog.Form) bool {
	if r.op == nil || len(r.op.Lacks) == 0 || r.suppose&anyForm != 0 {
		return false
	}
	k, ok := v.(*ssa.Const)
	return ok && r.f.pkg.Cat.AnswersOnly(form, catalog.Refused, k.Value, r.op.Lacks)
}
