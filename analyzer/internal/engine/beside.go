package engine

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Beside is something that is wrong about how a program deals with a refusal that it tells, or with a failure.
type Beside struct {
	Code Code
	Site *Site               // what was refused
	Call ssa.CallInstruction // BlindRetry, AutomaticSeize: the call to report
	At   *ast.CallExpr       // the call to report instead, where Call stands in a body that was written out for it
	Test ast.Expr            // SwallowedRefusal: the test to report; nil if the source does not write it
	at   token.Pos
}

// Pos returns where it is reported.
func (b *Beside) Pos() token.Pos { return b.at }

// Beside returns what stands beside the reports of the operations, in source order, each place once. It counts on
// Places having been asked.
func (v *Verdict) Beside() []*Beside {
	found := map[token.Pos]*Beside{}
	add := func(b *Beside) {
		if b.Call != nil {
			b.at = b.Call.Common().Pos()
			if through := v.pkg.through(&Site{Call: b.Call}); len(through) > 0 {
				b.At = through[len(through)-1]
				b.at = b.At.Lparen
			}
		}
		if b.at.IsValid() && !v.silent(b.at) && found[b.at] == nil {
			found[b.at] = b
		}
	}
	for _, p := range v.performedInOrder() {
		if p.elsewhere || p.dead || v.pkg.gone(p.Call.Parent()) {
			continue
		}
		v.seizes(p, add)
		if p.guarded || len(p.tests) == 0 {
			continue
		}
		for _, r := range v.pkg.refusedRuns(p.Site) {
			r.f.afterWith(p.Call, r.begun, r)
			swallowed := map[int]bool{}
			for _, t := range r.tellings() {
				if !t.vague {
					if again := v.repeats(p, r, t); again != nil {
						add(&Beside{Code: BlindRetry, Site: p.Site, Call: again})
						continue
					}
				}
				if v.swallows(p, r, t) {
					at, test := r.f.testExpr(t.ins)
					line := v.pkg.Fset.PositionFor(at, false).Line
					if swallowed[line] {
						continue // another test in one condition
					}
					swallowed[line] = true
					add(&Beside{Code: SwallowedRefusal, Site: p.Site, Test: test, at: at})
				}
			}
		}
	}
	for _, fn := range v.pkg.Funcs {
		v.seizuresIn(fn, add)
	}
	return slices.SortedFunc(maps.Values(found), func(a, b *Beside) int { return int(a.at - b.at) })
}

// performedInOrder returns the calls that were judged, in source order.
func (v *Verdict) performedInOrder() []*Performed {
	all := slices.Collect(maps.Values(v.calls))
	for _, p := range all {
		p.follow()
	}
	slices.SortFunc(all, func(a, b *Performed) int {
		if d := int(a.Call.Pos() - b.Call.Pos()); d != 0 {
			return d
		}
		return int(a.Call.Parent().Pos() - b.Call.Parent().Pos())
	})
	return all
}

// refusedRuns prepares to follow the refusal of site's call once more, with what tests say of it and beyond them; in
// each way in which it may be carried.
func (pkg *Package) refusedRuns(s *Site) []*run {
	t := *s
	f, state, may := pkg.arrive(&t)
	if !may {
		return nil
	}
	worlds := 1
	if t.In == nil && t.Op.Either {
		worlds = len(t.Op.Refusal)
	}
	var all []*run
	for t.carrier = range worlds {
		r := f.newRun(false)
		r.op, r.goOn, r.told = t.Op, true, map[ssa.Instruction]*telling{}
		var init bdd.Ref
		if t.In == nil {
			init = r.refuse(&t)
		} else {
			init = r.refuseIn(&t)
		}
		r.begun = f.p.M.And(state, init)
		all = append(all, r)
	}
	return all
}

// testExpr returns where a test is reported: its expression as the function's source has it, or the condition that
// stands for it there; in a body that was written out, the condition that it decides.
func (f *Func) testExpr(ins ssa.Instruction) (token.Pos, ast.Expr) {
	v, ok := ins.(ssa.Value)
	if !ok {
		return ins.Pos(), nil
	}
	var last ast.Expr
	seen := map[ssa.Value]bool{}
	for work := []ssa.Value{v}; len(work) > 0; {
		v := work[0]
		work = work[1:]
		if seen[v] {
			continue
		}
		seen[v] = true
		for _, ref := range refsOf(v) {
			switch ref := ref.(type) {
			case *ssa.DebugRef:
				if e := f.pkg.source(ref.Expr); e != nil && ref.X == v {
					if f.writes(e) {
						return e.Pos(), e
					}
					last = e
				}
			case *ssa.Phi:
				work = append(work, ref)
			case *ssa.UnOp:
				work = append(work, ref)
			}
		}
	}
	if last != nil {
		return last.Pos(), last
	}
	return ins.Pos(), nil
}

// writes reports whether an expression stands in the function's own source, and not in that of a body that was
// written out in it.
func (f *Func) writes(e ast.Expr) bool {
	fn := f.SSA
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	syntax := fn.Syntax()
	return syntax == nil || syntax.Pos() <= e.Pos() && e.Pos() < syntax.End()
}
