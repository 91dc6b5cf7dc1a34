package engine

import (
	"maps"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// An assumption says that the role is held from a statement on. Unlike what a check says, which was
// so before, it changes the state of an execution: what came before is not covered.

// swear notes that who passes instruction j of block i passes assumption n.
func (f *Func) swear(n, i, j int) {
	v := f.oath(n)
	f.event(i, event{at: j, assume: bdd.True, ends: bdd.False, then: func(s bdd.Ref) bdd.Ref {
		return f.p.Assign(s, []program.Assign{{Var: v, To: bdd.True}})
	}})
}

// sworeIn returns variables for the assumptions that a called function may pass, and what the call
// changes by them.
func (f *Func) sworeIn(rel *Rel) (swears map[int]*program.Var, then func(bdd.Ref) bdd.Ref) {
	var assumptions []int
	for _, p := range rel.ports {
		if p.kind == sworn {
			assumptions = append(assumptions, p.n)
		}
	}
	if len(assumptions) == 0 {
		return nil, nil
	}
	slices.Sort(assumptions)
	swears = map[int]*program.Var{}
	for _, n := range assumptions {
		f.oath(n)
		swears[n] = f.newFree()
	}
	return swears, func(s bdd.Ref) bdd.Ref {
		var as []program.Assign
		for _, n := range assumptions {
			as = append(as, program.Assign{Var: f.oaths[n], To: f.p.M.Or(f.p.Ref(f.oaths[n]), f.p.Ref(swears[n]))})
		}
		s = f.p.Assign(s, as)
		return f.p.M.Exists(s, func(v int) bool {
			return slices.ContainsFunc(assumptions, func(n int) bool { return f.p.VarOf(v) == swears[n] })
		})
	}
}

// swornPort returns the port for an oath.
func (f *Func) swornPort(v *program.Var) (port, bool) {
	for n, o := range f.oaths {
		if o == v {
			return port{kind: sworn, n: n}, true
		}
	}
	return port{}, false
}

// unsworn returns the executions that passed no assumption, but perhaps number except.
func (f *Func) unsworn(except int) bdd.Ref {
	w := bdd.True
	for _, n := range slices.Sorted(maps.Keys(f.oaths)) {
		if n != except {
			w = f.p.M.And(w, f.p.M.Not(f.p.Ref(f.oaths[n])))
		}
	}
	return w
}

// guarded reports whether the role for s is held in the given states. It says which assumptions that
// takes.
func (f *Func) guarded(states bdd.Ref, s subject) bool {
	if f.pkg.contract(f.SSA) {
		return true
	}
	m := f.p.M
	if m.And(states, f.without(s)) != bdd.False {
		return false
	}
	unchecked := m.And(states, f.unchecked(s))
	for n := range f.oaths {
		if m.And(unchecked, f.unsworn(n)) != bdd.False {
			f.pkg.Declared.Used(n)
		}
	}
	return true
}

// FindEstablished tells of the assumptions by which functions that other packages may call mean something
// for them: those return only where the role is held, or say so by a result.
func (v *Verdict) FindEstablished() {
	for _, fn := range v.pkg.Funcs {
		if fn.Parent() != nil || !v.pkg.relevant[fn] || v.closed(fn) || fn.Name() == "main" || fn.Name() == "init" {
			continue
		}
		base := v.pkg.base(fn)
		said := v.pkg.export(base)
		for _, p := range base.ports {
			if p.kind == sworn && said.SaysRole() {
				v.pkg.Declared.Used(p.n)
			}
		}
	}
}
