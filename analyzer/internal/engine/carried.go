package engine

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A Refused says how a call is refused, as far as that is the same in all executions.
type Refused struct {
	Carried []Carried // results of which each carries the refusal
	NonNil  []int     // results that are not nil then
	Nil     []int     // results that are nil then
}

// A Carried is a result of a call that carries the refusal.
type Carried struct {
	Result int
	Field  string // only this field of it; or ""
	Form   catalog.Form
}

// Refused returns how the call that p is reported at is refused.
func (v *Verdict) Refused(p Place) Refused {
	if p.At == nil && p.In == nil {
		return p.refused()
	}
	if p.At == nil {
		return v.inShells(p, p.In.rel.refused())
	}
	// The body of the called function was written out at p.At: what that returns, it returns.
	obj := typeutil.StaticCallee(v.pkg.Info, p.At)
	if obj == nil {
		return Refused{}
	}
	fn := v.pkg.SSA.Prog.FuncValue(obj)
	all := newRel()
	for _, fwd := range v.pkg.forwards(fn) {
		if s := v.pkg.forwardedSite(fwd); s != nil {
			all.join(s.rel)
		}
	}
	for _, o := range v.performedInOrder() {
		if o.Call.Parent() == fn && !o.Safe() {
			all.join(o.rel)
		}
	}
	return v.inShells(p, all.refused())
}

// inShells leaves out the errors of a function that runs commands of any shell, where the error says nothing in the
// shell that reads this one.
func (v *Verdict) inShells(p Place, r Refused) Refused {
	if !slices.ContainsFunc(p.Op.Refusal, func(c catalog.Carrier) bool { return !p.inShell(c) }) {
		return r
	}
	sig := p.Call.Common().Signature()
	if p.At != nil {
		sig, _ = v.pkg.Info.TypeOf(p.At.Fun).Underlying().(*types.Signature)
	}
	r.Carried = slices.DeleteFunc(r.Carried, func(c Carried) bool {
		return c.Form == catalog.Text && role.IsError(sig.Results().At(c.Result).Type())
	})
	return r
}

// refused returns what the catalogue says of the operation.
func (s *Site) refused() Refused {
	r := Refused{NonNil: s.Op.NonNil, Nil: s.Op.Nil}
	for _, c := range s.Op.Refusal {
		at := c.At.Spot()
		if at.Kind != catalog.Result || len(at.Fields) > 1 || !s.inShell(c) {
			continue
		}
		one := Carried{Result: at.Index, Form: c.Form}
		if len(at.Fields) == 1 {
			one.Field = at.Fields[0]
		}
		r.Carried = append(r.Carried, one)
	}
	return r
}

// refused returns what holds of the results in all executions of the relation.
func (r *Rel) refused() Refused {
	var all Refused
	for v, p := range r.ports {
		always, never := r.m.And(r.f, r.m.Not(r.m.Var(v))) == bdd.False, r.m.And(r.f, r.m.Var(v)) == bdd.False
		switch {
		case p.kind == resultCarries && always && (p.field == "" || token.IsExported(p.field)):
			all.Carried = append(all.Carried, Carried{p.n, p.field, unwrapped(p.form)})
			all.NonNil = append(all.NonNil, p.n)
		case p.kind == resultNil && always:
			all.Nil = append(all.Nil, p.n)
		case p.kind == resultNil && never:
			all.NonNil = append(all.NonNil, p.n)
		}
	}
	return all
}

// inShell reports whether a carrier of the operation's refusal is one in the shell that reads the command.
func (s *Site) inShell(c catalog.Carrier) bool {
	return c.Shell == "" || s.Op.Runs == nil || s.Op.Runs.Shell == c.Shell
}

// drop notes that a call puts what e carries into the text of a new error and does not wrap it.
func (r *run) drop(e *elem, ins ssa.CallInstruction) {
	if r.suppose&kept == 0 {
		return
	}
	r.step(ins, func(s bdd.Ref) bdd.Ref {
		if r.f.p.M.And(s, r.carries(e)) != bdd.False {
			r.drops[ins.Pos()] = true
		}
		return s
	})
}

// dropped returns where the refusal of s, and of what it performs, is dropped.
func (s *Site) dropped() []token.Pos {
	all := map[token.Pos]bool{}
	for at := s; at != nil; at = at.In {
		maps.Copy(all, at.drops)
	}
	return slices.Sorted(maps.Keys(all))
}
