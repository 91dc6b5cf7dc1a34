package engine

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Code says what is wrong, as in docs/rule.md section 4.
type Code string

// The codes of operations. Of the first five a place has one; the others stand beside them.
const (
	Unguarded        Code = "KM001"
	WrongSubject     Code = "KM002"
	InvertedCheck    Code = "KM003"
	DeadTest         Code = "KM004"
	HiddenRefusal    Code = "KM007"
	BlindRetry       Code = "KM005"
	SwallowedRefusal Code = "KM006"
	AutomaticSeize   Code = "KM008"
)

// A Cause is why an operation is not safe: nothing is there (Unguarded), or something is and is wrong.
type Cause struct {
	Code Code
	At   token.Pos       // of the check or test that is wrong; or NoPos
	Test ssa.Instruction // DeadTest, HiddenRefusal: the test that cannot match
	// Checks are, of InvertedCheck, the checks that are the wrong way round, if nothing else relies on them.
	Checks []token.Pos
	// Drops are the calls that put the refusal into the text of a new error, of HiddenRefusal.
	Drops []token.Pos
	// Checked and Acted name the zones or servers of the check and of the call, where these differ.
	Checked, Acted string
}

// cause returns why p is not safe. Where nothing is wrong in the function that it stands in, its callers may all
// have the same wrong.
func (v *Verdict) cause(p *Performed, seen map[*Performed]bool) Cause {
	p.follow()
	if c := v.own(p); c.Code != Unguarded {
		return c
	}
	if seen[p] {
		return Cause{Code: Unguarded}
	}
	seen[p] = true
	up, all := p.Callers()
	if !all {
		return Cause{Code: Unguarded}
	}
	var first Cause
	for i, u := range up {
		c := v.cause(u.(*Performed), seen)
		if i == 0 {
			first = c
		}
		if c.Code != first.Code {
			return Cause{Code: Unguarded}
		}
	}
	return first
}

// own returns what is wrong in the function that p stands in.
func (v *Verdict) own(p *Performed) Cause {
	checks := []func(*Performed) (Cause, bool){v.invertedCheck, v.pkg.wrongSubject}
	tests := []func(*Performed) (Cause, bool){v.deadTest, v.hiddenRefusal}
	switch v.pkg.Require {
	case Role:
		tests = nil
	case Refusal:
		checks = nil
	}
	for _, wrong := range slices.Concat(checks, tests) {
		if c, is := wrong(p); is {
			return c
		}
	}
	return Cause{Code: Unguarded}
}

// deadTest reports whether the refusal comes to no test because it does not have the form that the test looks for.
func (v *Verdict) deadTest(p *Performed) (Cause, bool) {
	if len(p.tests) > 0 || !v.mayTest(p) || p.Op.AnyTest {
		return Cause{}, false
	}
	for _, x := range []supposition{anyForm, anyForm | kept} {
		if x&kept != 0 && p.identity() {
			continue // hidden, not dead
		}
		for _, s := range v.pkg.supposed(p.Site, x) {
			if len(s.tests) > 0 {
				return Cause{Code: DeadTest, At: s.tests[0].Pos(), Test: s.tests[0]}, true
			}
		}
	}
	return Cause{}, false
}

// hiddenRefusal reports whether the refusal comes to no test, here or in a caller, because it is dropped on its way
// out of the function that p stands in.
func (v *Verdict) hiddenRefusal(p *Performed) (Cause, bool) {
	if len(p.tests) > 0 || !p.identity() {
		return Cause{}, false
	}
	for _, s := range v.pkg.supposed(p.Site, kept) {
		if at, test := v.testAbove(p, s, map[*ssa.Function]bool{}); test != nil {
			return Cause{Code: HiddenRefusal, At: test.Pos(), Test: test, Drops: at.dropped()}, true
		}
	}
	return Cause{}, false
}

// testAbove returns the test that the refusal of s, which is p in another world, comes to: in its function, or in
// those that call it; and the site there.
func (v *Verdict) testAbove(p *Performed, s *Site, seen map[*ssa.Function]bool) (*Site, ssa.Instruction) {
	for _, t := range s.tests {
		if !v.pkg.together(p.Call.Pos(), t.Pos()) {
			return s, t
		}
	}
	fn := s.Call.Parent()
	if seen[fn] || !s.rel.mayCarry() {
		return nil, nil
	}
	seen[fn] = true
	up, _ := p.Callers()
	for _, u := range up {
		c := u.(*Performed)
		if !v.mayTest(c) && !c.rel.mayCarry() {
			continue
		}
		c.follow()
		if len(c.tests) > 0 || c.guarded {
			continue
		}
		t := *c.Site
		t.In, t.suppose, t.tests, t.rel = s, s.suppose, nil, newRel()
		f, state, may := v.pkg.arrive(&t)
		if !may {
			continue
		}
		f.pursueAll(&t, state)
		if at, test := v.testAbove(c, &t, seen); test != nil {
			return at, test
		}
	}
	return nil, nil
}

// together reports whether b stands in the innermost function of the source that a stands in.
func (pkg *Package) together(a, b token.Pos) bool {
	var innermost ast.Node
	for _, f := range pkg.Source {
		if f.FileStart > a || a >= f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || a < n.Pos() || n.End() <= a {
				return false
			}
			switch n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				innermost = n
			}
			return true
		})
	}
	return innermost != nil && innermost.Pos() <= b && b < innermost.End()
}

// identity reports whether the operation's refusal has an identity that can be dropped: it is an error, or a code.
func (s *Site) identity() bool {
	for s.In != nil && s.In.Call != nil {
		s = s.In
	}
	if s.In != nil {
		for _, p := range s.In.rel.ports {
			if p.kind == resultCarries && identifies(p.form) {
				return true
			}
		}
		return false
	}
	for _, c := range s.Op.Refusal {
		if (c.Shell == "" || s.Op.Runs != nil && s.Op.Runs.Shell == c.Shell) && identifies(c.Form) {
			return true
		}
	}
	return false
}

// identifies reports whether a refusal of the form is told by what it is, and not by what is printed.
func identifies(form catalog.Form) bool {
	return form == catalog.Error || form == catalog.Code || holdsIt(form)
}

// mayTest reports whether the function that p stands in may test a refusal.
func (v *Verdict) mayTest(p *Performed) bool { return v.pkg.testers[p.Call.Parent()] }

// wrongSubject reports whether the operation is guarded, and only by checks for another zone or server.
func (pkg *Package) wrongSubject(p *Performed) (Cause, bool) {
	if p.command != nil && p.command.WrongSubject {
		return Cause{Code: WrongSubject}, true
	}
	f := pkg.fn(p.Call.Parent())
	m := f.p.M
	none := m.And(p.arrives, f.unsworn(0)) // no check for something else had a good outcome
	right := bdd.False
	var other []subject
	for _, s := range f.subjects {
		if f.compatible(s, p.subject) {
			right = m.Or(right, f.held(s))
			continue
		}
		none = m.And(none, m.Not(f.held(s)))
		other = append(other, s)
	}
	if len(other) == 0 || m.And(none, right) != bdd.False {
		return Cause{}, false // some executions pass the right check alone
	}
	if none != bdd.False {
		t := *p.Site
		f.pursueAll(&t, none)
		if t.rel.pending() {
			return Cause{}, false
		}
	}
	c := Cause{Code: WrongSubject}
	for _, s := range other {
		if m.And(p.arrives, f.held(s)) == bdd.False {
			continue
		}
		c.At = f.checkedAt[s]
		if f.differ(s.zone, p.subject.zone) {
			c.Checked, c.Acted = f.nameText(s.zone), f.nameText(p.subject.zone)
		} else {
			c.Checked, c.Acted = f.nameText(s.server), f.nameText(p.subject.server)
		}
		break
	}
	return c, true
}

// invertedCheck reports whether the operation is performed exactly where a check said that this is not the key
// master.
func (v *Verdict) invertedCheck(p *Performed) (Cause, bool) {
	if p.command != nil && p.command.Inverted {
		return Cause{Code: InvertedCheck}, true
	}
	f := v.pkg.fn(p.Call.Parent())
	m := f.p.M
	left := p.arrives
	var checks []token.Pos
	for _, s := range f.subjects {
		if !f.compatible(s, p.subject) {
			continue
		}
		held := f.held(s)
		asked := m.And(p.arrives, m.Not(f.flip(p.arrives, held))) // with the other outcome they would not arrive
		if m.And(asked, held) != bdd.False {
			return Cause{}, false
		}
		if at := f.checkedAt[s]; asked != bdd.False && at.IsValid() {
			checks = append(checks, at)
		}
		left = m.And(left, m.Not(asked))
	}
	c := Cause{Code: InvertedCheck}
	if len(checks) > 0 {
		c.At = checks[0]
	}
	wrong := left == bdd.False && p.arrives != bdd.False
	if wrong && !v.reliedOn(p, checks) {
		c.Checks = checks
	}
	return c, wrong
}

// reliedOn reports whether something but p may need that checks are as they are: they stand in another function, or
// guard another operation.
func (v *Verdict) reliedOn(p *Performed, checks []token.Pos) bool {
	for _, at := range checks {
		if !v.pkg.together(p.Call.Pos(), at) {
			return true
		}
	}
	for _, o := range slices.Collect(maps.Values(v.calls)) {
		if !v.pkg.together(p.Call.Pos(), o.Call.Pos()) {
			continue
		}
		if o.follow(); o.guarded {
			return true
		}
	}
	return false
}

// flip returns the states of s with the outcome of a variable turned round.
func (f *Func) flip(s, of bdd.Ref) bdd.Ref {
	m := f.p.M
	turned := -1
	m.Support(of, func(v int) { turned = v })
	return m.Compose(m, s, func(v int) bdd.Ref {
		if v == turned {
			return m.Not(m.Var(v))
		}
		return m.Var(v)
	})
}
