package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/judge"
)

// A Place is where an operation is reported.
type Place struct {
	*Site
	// At is the call to report where the operation stands in a function literal, or another body that
	// is written out for each of its calls, and some of these calls are safe. Else it is nil.
	At *ast.CallExpr
	Cause
}

// Pos returns the position of the reported call.
func (p Place) Pos() token.Pos {
	if p.At != nil {
		return p.At.Lparen
	}
	return p.Call.Common().Pos()
}

// Places returns where the given operations are reported, each place once.
func (v *Verdict) Places(sites []*Site) []Place {
	var places []Place
	seen := map[token.Pos]bool{}
	add := func(s *Site, at *ast.CallExpr, cause Cause) {
		p := Place{s, at, cause}
		if !seen[p.Pos()] {
			seen[p.Pos()] = true
			places = append(places, p)
		}
	}
	for _, copies := range v.byPosition(sites) {
		var unsafe, safe [][]*ast.CallExpr
		var itself []*Site
		for _, s := range copies {
			if v.pkg.gone(s.Call.Parent()) {
				continue
			}
			calls := v.Unsafe(s)
			if slices.Contains(calls, s) {
				itself = append(itself, s)
				unsafe = append(unsafe, v.pkg.through(s))
				continue
			}
			if s.dead {
				continue
			}
			safe = append(safe, v.pkg.through(s))
			for _, c := range calls {
				add(c, v.lowest(c, v.pkg.through(c), v.safeCopies(c, calls)), v.causeOf(c))
			}
		}
		var reported []Place
		for i, s := range itself {
			if len(safe) > 0 && len(unsafe[i]) == 0 { // it was not written out, and others were
				for _, c := range v.unsafe(s, judge.Above) {
					add(c, nil, v.causeOf(c))
				}
				continue
			}
			at := v.lowest(s, unsafe[i], safe)
			if gives := v.pkg.gives(s, unsafe[i]); slices.Index(unsafe[i], gives) > slices.Index(unsafe[i], at) {
				at = gives
			}
			reported = append(reported, Place{Site: s, At: at})
		}
		for _, p := range reported {
			var here []*Site
			for _, o := range reported {
				if o.Pos() == p.Pos() {
					here = append(here, o.Site)
				}
			}
			add(p.Site, p.At, v.causeOf(here...))
		}
	}
	return places
}

// causeOf returns why copies of one call are not safe: what is wrong in all of them, or the caller's test that what
// the function does in some keeps from matching.
func (v *Verdict) causeOf(copies ...*Site) Cause {
	var first Cause
	for i, s := range copies {
		c := v.cause(v.performed(s), map[*Performed]bool{})
		switch {
		case c.Code == HiddenRefusal:
			return c
		case i == 0:
			first = c
		case c.Code != first.Code:
			first = Cause{Code: Unguarded}
		}
	}
	return first
}

// safeCopies returns how the copies of call c came about that are not among the unsafe calls.
func (v *Verdict) safeCopies(c *Site, unsafe []*Site) [][]*ast.CallExpr {
	var safe [][]*ast.CallExpr
	for _, copy := range v.pkg.callers[v.pkg.bodyOf(c.Call.Common())] {
		if copy.Common().Pos() != c.Call.Common().Pos() || v.pkg.gone(copy.Parent()) {
			continue
		}
		if !slices.ContainsFunc(unsafe, func(u *Site) bool { return u.Call == copy }) {
			safe = append(safe, v.pkg.through(&Site{Call: copy}))
		}
	}
	return safe
}

// byPosition puts the copies of one call together, in the order of the first ones, but for those that are
// reported elsewhere.
func (v *Verdict) byPosition(sites []*Site) [][]*Site {
	var groups [][]*Site
	index := map[token.Pos]int{}
	for _, s := range sites {
		if s.elsewhere {
			v.Unsafe(s) // for the callers of what it stands in
			continue
		}
		pos := s.Call.Common().Pos()
		i, ok := index[pos]
		if !ok {
			i = len(groups)
			index[pos] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

// through returns the calls, innermost first, for which the body that a site stands in was written out.
func (p *Package) through(s *Site) []*ast.CallExpr {
	if len(p.Written) == 0 {
		return nil
	}
	var calls []*ast.CallExpr
	for c := p.Written[p.written(s.Call)]; c != nil; c = p.Written[c] {
		calls = append(calls, c)
	}
	return calls
}

// written returns the syntax of a call in this very copy of its body.
func (p *Package) written(call ssa.CallInstruction) *ast.CallExpr {
	for _, ins := range call.Block().Instrs {
		if d, ok := ins.(*ssa.DebugRef); ok && call.Value() != nil && d.X == call.Value() {
			if c, ok := ast.Unparen(d.Expr).(*ast.CallExpr); ok {
				return c
			}
		}
	}
	return nil
}

// lowest returns the lowest of the calls through which an unsafe copy came about above which no copy
// is safe and which does not stand in a silent file; nil for the site's own call.
func (v *Verdict) lowest(s *Site, through []*ast.CallExpr, safe [][]*ast.CallExpr) *ast.CallExpr {
	if len(safe) == 0 && !v.silent(s.Call.Common().Pos()) {
		return nil
	}
	for _, c := range through {
		if !v.silent(c.Lparen) && !slices.ContainsFunc(safe, func(calls []*ast.CallExpr) bool {
			return slices.ContainsFunc(calls, func(o *ast.CallExpr) bool { return o.Lparen == c.Lparen })
		}) {
			return c
		}
	}
	return nil
}
