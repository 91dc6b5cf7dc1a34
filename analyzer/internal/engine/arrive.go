package engine

import "github.com/keymasterlint/keymaster/analyzer/internal/bdd"

// arrive finds the executions that come to site's call without the role, and whether there are any.
func (pkg *Package) arrive(s *Site) (f *Func, without bdd.Ref, come bool) {
	f = pkg.fn(s.Call.Parent())
	if _, ok := f.p.Index(s.Call.Block()); !ok {
		s.guarded, s.dead = true, true
		return f, bdd.False, false
	}
	m := f.p.M
	s.arrives = f.before(s.Call)
	if s.ran != nil {
		s.arrives = m.And(s.arrives, s.when)
	}
	s.dead = s.arrives == bdd.False
	switch {
	case s.command != nil:
		s.subject = f.commandSubject(s)
	case s.In != nil:
		s.subject = f.importSubject(s.In.exported, s.Call)
	default:
		s.subject = f.operationSubject(s)
	}
	if s.In != nil {
		f.checksIn(s.In.rel, s.Call)
	}
	if s.command == nil {
		f.sentZone(s)
	}
	s.exported = f.exportSubject(s.subject)
	if s.dead || f.guarded(s.arrives, s.subject) || s.In == nil && f.pkg.Require != Refusal && f.addressed(s) {
		s.guarded = true
		return f, bdd.False, false
	}
	return f, m.And(s.arrives, f.without(s.subject)), true
}

// pursueAll follows the refusal of site's call to its end. In a large function most refusals are dealt with
// before they meet another value.
func (f *Func) pursueAll(s *Site, state bdd.Ref) {
	const large = 64
	if len(f.p.Blocks) <= large || !f.pursue(s, state, true) {
		f.pursue(s, state, false)
	}
}
