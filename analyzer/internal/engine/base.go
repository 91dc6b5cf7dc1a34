package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/solve"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// sets makes the functions of a manager a semilattice: sets of states under union.
type sets struct{ *bdd.Manager }

func (sets) Bottom() bdd.Ref             { return bdd.False }
func (s sets) Join(a, b bdd.Ref) bdd.Ref { return s.Or(a, b) }
func (sets) Equal(a, b bdd.Ref) bool     { return a == b }

// solve follows the states of start, at the entries of their blocks, through the function.
// r, if not nil, follows a refusal along.
func (f *Func) solve(start map[int]bdd.Ref, r *run) []solve.Reached[bdd.Ref] {
	return solve.Forward(&f.solver, f.p, sets{f.p.M}, start, func(b int, s bdd.Ref) []bdd.Ref {
		return f.leave(b, f.through(b, -1, s, r), r)
	})
}

// through returns the states at the end of block b that those of s, just after position from,
// lead to. At a call, what becomes of the refusal comes before what the call's return shows: the call
// may not return.
func (f *Func) through(b, from int, s bdd.Ref, r *run) bdd.Ref {
	es := f.events[b]
	var rs []step
	if r != nil {
		rs = r.steps[b]
	}
	for s != bdd.False && (len(es) > 0 || len(rs) > 0) {
		if len(rs) == 0 || len(es) > 0 && es[0].at < rs[0].at {
			if es[0].at > from || from < 0 { // what holds on entry has no place
				if r != nil {
					r.end(f.p.M.And(s, es[0].ends), es[0].call, false)
					r.end(f.p.M.And(s, es[0].within), es[0].call, true)
				}
				s = es[0].pass(f.p.M, s)
			}
			es = es[1:]
			continue
		}
		if rs[0].at > from {
			s = rs[0].do(s)
		}
		rs = rs[1:]
	}
	return s
}

// end loses the refusal where the program ends in a call, or within a function that this is given, but for
// what the called function was given: that it tests or loses itself. Of what a function literal yields it
// knows nothing where that ends before it does.
func (r *run) end(s bdd.Ref, call ssa.Instruction, within bool) {
	if s == bdd.False {
		return
	}
	for _, e := range r.given[call] {
		if !within || !r.loses[e] {
			s = r.f.p.M.And(s, r.f.p.M.Not(r.carries(e)))
		}
	}
	r.lost = r.f.p.M.Or(r.lost, s)
}

// leave returns the states on the edges out of block b.
func (f *Func) leave(b int, s bdd.Ref, r *run) []bdd.Ref {
	succs := f.p.Succs(b)
	outs := make([]bdd.Ref, len(succs))
	for i, to := range succs {
		if r == nil {
			outs[i] = f.p.Forget(f.p.Edge(b, i, s, nil), to)
		} else {
			outs[i] = r.enter(to, f.p.Edge(b, i, s, r.incoming))
		}
	}
	return outs
}

// before returns the states just before instruction ins.
func (f *Func) before(ins ssa.Instruction) bdd.Ref {
	b, ok := f.p.Index(ins.Block())
	if !ok {
		return bdd.False
	}
	s := f.in[b]
	if s == bdd.False {
		return s
	}
	at := f.p.Position(ins)
	for _, e := range f.events[b] {
		if e.at < at {
			s = e.pass(f.p.M, s)
		}
	}
	return s
}

// declareOuts names what callers may know of the results.
func (f *Func) declareOuts() {
	if len(f.pkg.callers[f.SSA]) == 0 && !f.pkg.relevant[f.SSA] && !f.pkg.outside(f.SSA) && !f.pkg.lent[f.SSA] {
		return
	}
	rs := f.SSA.Signature.Results()
	for i := range rs.Len() {
		f.declareOut(port{n: i}, rs.At(i).Type())
	}
	f.declareMore()
	for n := range len(f.SSA.Params) + len(f.SSA.FreeVars) {
		if v := f.given(n); v != nil {
			f.useFacts(v, len(f.p.Blocks)) // they matter everywhere
		}
	}
}

// declareOut names what callers may know of a result, or of a field of one.
func (f *Func) declareOut(p port, t types.Type) {
	add := func(k summary.Kind, q int) {
		p.kind, p.q = k, q
		f.outs = append(f.outs, outPort{port: p, v: f.newFree()})
	}
	switch {
	case program.IsBool(t):
		add(resultBool, 0)
	case program.IsNilable(t):
		add(resultNil, 0)
		if mayAnswer(t) {
			for _, q := range f.crossing {
				add(resultAnswer, q)
			}
		}
	}
}

// returned adds to the states s at a return what its results are, in terms of the outs. What no
// other result depends on is forgotten at once: many results together would be large.
func (f *Func) returned(ret *ssa.Return, s bdd.Ref) bdd.Ref {
	s = f.sayArguments(s)
	says := make([]bdd.Ref, len(f.outs))
	last := map[int]int{} // by variable: the last out that depends on it
	for i, o := range f.outs {
		says[i] = f.say(o.port, f.partNamed(f.p.Of(ret.Results[o.port.n]), o.port.field))
		f.p.M.Support(says[i], func(n int) { last[n] = i })
	}
	for i, o := range f.outs {
		s = f.p.M.And(s, f.p.M.Iff(f.p.Ref(o.v), says[i]))
		s = f.p.M.Exists(s, func(n int) bool {
			v := f.p.VarOf(n)
			at, used := last[n]
			if v.Prop == program.Free || v.Prop == program.Carries || used && at > i {
				return false
			}
			_, known := f.param(v.Val)
			return !known
		})
	}
	return s
}

// say returns what a port asks of the value that it stands for.
func (f *Func) say(p port, v *program.Val) bdd.Ref {
	switch p.kind {
	case paramBool, resultBool:
		return f.p.Bool(v)
	case paramAnswer, resultAnswer:
		return f.p.Answer(v, p.q)
	case paramIs, resultIs:
		is, _ := f.isConstant(v, p.is)
		return is
	}
	return f.p.Nil(v)
}

// export expresses states in terms of the ports of rel, forgetting the rest.
func (f *Func) export(rel *Rel, s bdd.Ref, more map[*program.Var]port) bdd.Ref {
	ports := map[int]int{}
	s = f.sayArguments(s)
	s = f.p.M.Exists(s, func(n int) bool {
		v := f.p.VarOf(n)
		p, ok := f.portOf(v, more)
		if ok {
			ports[n] = rel.variable(p)
		}
		return !ok
	})
	return rel.m.Compose(f.p.M, s, func(n int) bdd.Ref { return rel.m.Var(ports[n]) })
}

func (f *Func) portOf(v *program.Var, more map[*program.Var]port) (port, bool) {
	if p, ok := more[v]; ok {
		return p, true
	}
	if v.Prop == program.Free {
		if v.Bit < 0 {
			return port{kind: held, of: f.exportSubject(f.subjects[-1-v.Bit])}, true
		}
		for _, outs := range [][]outPort{f.outs, f.ins} {
			for _, o := range outs {
				if o.v == v {
					return o.port, true
				}
			}
		}
		return f.swornPort(v)
	}
	i, ok := f.param(v.Val)
	if !ok {
		return port{}, false
	}
	switch v.Prop {
	case program.Bool:
		return port{kind: paramBool, n: i}, true
	case program.Nil:
		return port{kind: paramNil, n: i}, true
	case program.Answer:
		return port{kind: paramAnswer, n: i, q: v.Bit}, true
	}
	return port{}, false
}

// ended returns the states of s, at the entry of block b, in which the program may end within it.
func (f *Func) ended(b int, s bdd.Ref) bdd.Ref {
	ends := bdd.False
	for _, e := range f.events[b] {
		ends = f.p.M.Or(ends, f.p.M.And(s, f.p.M.Or(e.ends, e.within)))
		s = e.pass(f.p.M, s)
	}
	if last := f.p.Blocks[b].Instrs; len(f.p.Succs(b)) == 0 {
		if _, ok := last[len(last)-1].(*ssa.Return); !ok {
			ends = f.p.M.Or(ends, s)
		}
	}
	return ends
}

// base returns how calls of fn return, and (in lost) which may end the program instead.
func (pkg *Package) base(fn *ssa.Function) *Rel {
	if i := pkg.foreign[fn]; i != nil {
		return i.base
	}
	return pkg.rels.get(relKey{fn: fn}, newRel(), func() *Rel {
		f := pkg.fn(fn)
		rel := newRel()
		for b, blk := range f.p.Blocks {
			s := f.in[b]
			if s == bdd.False {
				continue
			}
			rel.lost = rel.m.Or(rel.lost, f.export(rel, f.ended(b, s), nil))
			if ret, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.Return); ok {
				s = f.returned(ret, f.through(b, -1, s, nil))
				rel.f = rel.m.Or(rel.f, f.export(rel, s, nil))
			}
		}
		return rel
	}, (*Rel).equal)
}
