package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A function literal that performs an operation and is given to a call of which nothing is known is reported
// itself. In a dependency nobody sees that report, and so the function that gives it away is taken to perform
// the operation: the call runs the literal, and hands on its errors if it returns any.

// launches returns the calls that may perform the operation of p, which stands in a literal that they are
// given, as far as that is not dealt with around them.
func (v *Verdict) launches(p *Performed) []*Site {
	lit := p.Call.Parent()
	var sites []*Site
	for _, u := range v.values[lit] {
		call, ok := u.ins.(ssa.CallInstruction)
		if !ok || u.ins.Parent() != lit.Parent() || calls(u.ins, u.val) || v.pkg.handed(u) || v.pkg.runsGuarded(u.val, u.ins) {
			continue
		}
		in := &Site{Call: p.Call, Op: p.Op, In: p.Site, rel: handsErrorsOn(call, p.rel)}
		in.exported = v.pkg.fn(call.Parent()).capturedSubject(u, p.exported)
		s := &Site{Call: call, Op: p.Op, In: in}
		v.pkg.outcome(s)
		if !s.guarded && s.rel.pending() {
			sites = append(sites, s)
		}
	}
	return sites
}

// handsErrorsOn says what a call leaves that hands on the errors of the function that it is given, which
// leaves the refusal as rel says.
func handsErrorsOn(call ssa.CallInstruction, rel *Rel) *Rel {
	on := newRel()
	results := call.Common().Signature().Results()
	for _, form := range errorForms {
		leaves := false
		for _, p := range rel.ports {
			leaves = leaves || p.kind == resultCarries && p.form == form && rel.leaves(p.n, form)
		}
		for n := range results.Len() {
			if leaves && mayAnswer(results.At(n).Type()) {
				on.f = on.m.Or(on.f, on.m.Var(on.variable(port{kind: resultCarries, n: n, form: form})))
			}
		}
	}
	if on.f == bdd.False || rel.lost != bdd.False || rel.mayDrop() {
		on.lost = bdd.True
	}
	return on
}
