package engine

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// Describe says, in sorted lines, what a function means for its callers:
//
//	check(result 0 true)         its result implies the role: true, false or nil
//	establishes                  it returns only where the role is held
//	refusal test(parameter 0)    it applies a refusal test to its parameter, whatever happens
//	operation(RRSIG.Sign; result 0)  it performs an operation unguarded; the refusal is in the result,
//	                             or "lost"
//
// ops are the operations that stand in it.
func (pkg *Package) Describe(fn *ssa.Function, ops []*Site) []string {
	var lines []string
	if pkg.relevant[fn] {
		lines = append(lines, pkg.describeRole(fn)...)
	}
	if pkg.testers[fn] {
		for i, p := range fn.Params {
			if role.IsError(p.Type()) {
				if rel := pkg.passing(fn, i, catalog.Error, "", false); rel.f == bdd.False && rel.lost == bdd.False {
					lines = append(lines, fmt.Sprintf("refusal test(parameter %d)", i))
				}
			}
		}
	}
	for _, s := range ops {
		if s.rel == nil {
			pkg.outcome(s)
		}
		if !s.guarded && s.rel.pending() {
			lines = append(lines, fmt.Sprintf("operation(%s; %s)", s.Op.Name(), s.rel.where()))
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// describeRole says what a function's return implies about the role.
func (pkg *Package) describeRole(fn *ssa.Function) []string {
	rel := pkg.base(fn)
	m := rel.m
	without, with := rel.f, rel.f
	for i, p := range rel.ports {
		if p.kind == held {
			without = m.And(without, m.Not(m.Var(i)))
			with = m.And(with, m.Var(i))
		}
	}
	if without == rel.f || with == bdd.False {
		return nil // it says nothing of the role
	}
	if without == bdd.False {
		return []string{"establishes"}
	}
	var lines []string
	for i, p := range rel.ports {
		yes := m.Var(i)
		switch {
		case p.kind == resultBool && m.And(without, yes) == bdd.False && m.And(with, yes) != bdd.False:
			lines = append(lines, fmt.Sprintf("check(result %d true)", p.n))
		case p.kind == resultBool && m.And(without, m.Not(yes)) == bdd.False && m.And(with, m.Not(yes)) != bdd.False:
			lines = append(lines, fmt.Sprintf("check(result %d false)", p.n))
		case p.kind == resultNil && m.And(without, yes) == bdd.False && m.And(with, yes) != bdd.False:
			lines = append(lines, fmt.Sprintf("check(result %d nil)", p.n))
		}
	}
	return lines
}

// where says how the refusal leaves the function: the first result that carries it, or lost.
func (r *Rel) where() string {
	best := -1
	for i, p := range r.ports {
		if p.kind == resultCarries && r.m.And(r.f, r.m.Var(i)) != bdd.False && (best < 0 || p.n < best) {
			best = p.n
		}
	}
	if best < 0 {
		return "lost"
	}
	return fmt.Sprintf("result %d", best)
}
