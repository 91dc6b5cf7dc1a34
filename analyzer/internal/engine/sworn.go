package engine

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// An assumption says that the role is held from a statement on. Unlike what a check says, which was
// so before, it changes the state of an execution: what came before is not covered.

// swear notes that who passes instruction j of block i passes assumption n. Of several that an execution
// passes the first counts: the others change nothing.
func (f *Func) swear(n, i, j int) {
	v := f.oath(n)
	f.event(i, event{at: j, assume: bdd.True, ends: bdd.False, then: func(s bdd.Ref) bdd.Ref {
		return f.p.Assign(s, []program.Assign{{Var: v, To: f.unsworn(n)}})
	}})
}

// sworeIn returns variables for the assumptions that a called function may pass, and what the call
// changes by them.
func (f *Func) sworeIn(rel *Rel) (swears map[port]bdd.Ref, then func(bdd.Ref) bdd.Ref) {
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
	swears = map[port]bdd.Ref{}
	swear := map[int]*program.Var{}
	for _, n := range assumptions {
		f.oath(n)
		swear[n] = f.newFree()
		swears[port{kind: sworn, n: n}] = f.p.Ref(swear[n])
	}
	return swears, func(s bdd.Ref) bdd.Ref {
		var as []program.Assign
		for _, n := range assumptions {
			now := f.p.M.And(f.unsworn(n), f.p.Ref(swear[n]))
			as = append(as, program.Assign{Var: f.oaths[n], To: f.p.M.Or(f.p.Ref(f.oaths[n]), now)})
		}
		s = f.p.Assign(s, as)
		return f.p.M.Exists(s, func(v int) bool {
			return slices.ContainsFunc(assumptions, func(n int) bool { return f.p.VarOf(v) == swear[n] })
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

// unsworn returns the executions that passed no assumption; number except is not asked about.
func (f *Func) unsworn(except int) bdd.Ref {
	w := bdd.True
	for _, n := range slices.Sorted(maps.Keys(f.oaths)) {
		if n != except {
			w = f.p.M.And(w, f.p.M.Not(f.p.Ref(f.oaths[n])))
		}
	}
	return w
}

// guarded reports whether the role for s is held in the given states. It tells of the assumptions
// without which it would not be in some of them.
func (f *Func) guarded(states bdd.Ref, s subject) bool {
	if f.pkg.contract(f.SSA) {
		return true
	}
	if f.pkg.Require == Refusal {
		return false
	}
	m := f.p.M
	unchecked := m.And(states, f.unchecked(s))
	for n, v := range f.oaths {
		if m.And(unchecked, f.p.Ref(v)) != bdd.False {
			f.pkg.Declared.Used(n)
		}
	}
	return m.And(unchecked, f.unsworn(0)) == bdd.False
}

// FindEstablished tells of the assumptions by which functions that other packages may call mean something
// for them: those return only where the role is held, or say so by a result.
func (v *Verdict) FindEstablished() {
	for _, fn := range v.pkg.Funcs {
		if !v.pkg.relevant[fn] || !v.exported(fn) || v.pkg.contract(fn) {
			continue
		}
		rel := v.pkg.base(fn)
		said := v.pkg.says(rel, func(port) bool { return true })
		for _, p := range rel.ports {
			if p.kind == sworn && !slices.Equal(said, v.pkg.says(rel, func(o port) bool { return o != p })) {
				v.pkg.Declared.Used(p.n)
			}
		}
	}
}

// exported reports whether other packages may call fn, as far as its name says.
func (v *Verdict) exported(fn *ssa.Function) bool {
	obj := objectOf(fn)
	return fn.Parent() == nil && obj != nil && obj.Exported() && obj.Pkg().Name() != "main" && !v.closed(fn)
}

// says tells in words what a relation says of the role because of checks and the assumptions that count.
func (pkg *Package) says(rel *Rel, counts func(port) bool) []string {
	r := exporter{pkg: pkg}.export(rel.asCheck(counts))
	return r.Lines()
}

// asCheck expresses the assumptions that count as a check of an unknown subject: other packages do not tell
// them apart.
func (r *Rel) asCheck(counts func(port) bool) *Rel {
	oaths, any := bdd.False, false
	check := port{kind: held}
	for i, p := range r.ports {
		switch {
		case p == check:
			oaths = r.m.Or(oaths, r.m.Var(i))
		case p.kind == sworn:
			any = true
			if counts(p) {
				oaths = r.m.Or(oaths, r.m.Var(i))
			}
		}
	}
	if !any {
		return r
	}
	out := &Rel{m: r.m, ports: slices.Clone(r.ports), tests: r.tests}
	out.ports = append(out.ports, port{kind: held})
	is := r.m.Iff(r.m.Var(len(r.ports)), oaths)
	drop := func(v int) bool { return v < len(r.ports) && (r.ports[v] == check || r.ports[v].kind == sworn) }
	out.f, out.lost = r.m.Exists(r.m.And(r.f, is), drop), r.m.Exists(r.m.And(r.lost, is), drop)
	return out
}
