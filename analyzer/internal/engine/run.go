package engine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A run follows one refusal through a function: its states are the executions in
// which the refusal has happened and no test was applied to it so far. Each state
// also says which values carry the refusal.
type run struct {
	f     *Func
	elems map[carrier]*elem
	order []*elem
	byVal map[*program.Val][]*elem
	work  []*elem
	later []func() // decided when all carriers are known
	steps map[int][]step
	// dropped says that the caller ignores the results: a test whose outcome is only returned is none.
	dropped bool
	// short says to stop where the refusal meets another value, at a phi; met, that it did.
	short, met bool
	op         *catalog.Operation // what was refused, if the function says
	detect     bool               // whether a refusal that no value carries is lost; not where the caller holds it too
	lost       bdd.Ref
	given      map[ssa.Instruction][]*elem // by call: what is followed into the called function
	loses      map[*elem]bool              // function literals that may end the program with the refusal untested

	told  map[ssa.Instruction]*telling // by test: where it finds the refusal; nil if nobody asks
	goOn  bool                         // with refusals that are told
	begun bdd.Ref                      // the states just after the refused call

	suppose supposition
	hits    map[ssa.Instruction]bdd.Ref // by test: the executions in which the refusal comes to it
	drops   map[token.Pos]bool          // see Site
}

// A carrier is a value that may be the refusal in some form, or hold it.
type carrier struct {
	val   *program.Val
	form  catalog.Form
	field string // only this field of val holds it; inside: some part of it does
	via   int    // 1 + the argument through which a call's result came to carry it; else 0
}

// inside is the field of a carrier that holds the refusal somewhere: a struct, slice, map or channel
// in which it was stored, or a pointer to one.
const inside = "?"

// wrapped is the form of an error that wraps the refusal: errors.Is finds it, == does not.
const wrapped catalog.Form = "wrapped"

// joined is the form of an error that wraps the refusal among others, or says so by a method of its own:
// errors.Is finds it, errors.Unwrap does not.
const joined catalog.Form = "joined"

// errorForms are the forms that a refusal may have in an error.
var errorForms = []catalog.Form{catalog.Error, wrapped, joined, catalog.Text}

// holdsIt reports whether an error of the form is not the refusal, but wraps it.
func holdsIt(form catalog.Form) bool { return form == wrapped || form == joined }

// unwrapped returns the form of what an error of the form wraps.
func unwrapped(form catalog.Form) catalog.Form {
	if holdsIt(form) {
		return catalog.Error
	}
	return form
}

// An elem is a carrier of this run. Whether it carries the refusal in a state is told by a
// variable of its own, or by those of the carriers that it is computed from.
type elem struct {
	carrier
	v        *program.Var
	from     []*elem
	uses     []int // blocks in which it is tested, returned, or passed on
	tested   bool  // a refusal test is applied to it or to what is computed from it
	useful   bool  // it is tested, returned, or something useful is computed from it
	returned []*ssa.Return
	span     program.Span
}

// A step changes the states at a position of a block.
type step struct {
	at int
	do func(bdd.Ref) bdd.Ref
}

func (f *Func) newRun(detect bool) *run {
	return &run{
		f: f, detect: detect, lost: bdd.False,
		elems: map[carrier]*elem{}, byVal: map[*program.Val][]*elem{}, steps: map[int][]step{},
		given: map[ssa.Instruction][]*elem{}, loses: map[*elem]bool{}, hits: map[ssa.Instruction]bdd.Ref{}, drops: map[token.Pos]bool{},
	}
}

// source makes c a carrier with a variable of its own.
func (r *run) source(c carrier) *elem {
	e := r.elem(c)
	if e.v == nil {
		e.v = r.f.p.CarriesVar(c.val, slices.Index(r.byVal[c.val], e))
		e.v.Span = program.Span{First: c.val.Block, Phi: c.val.Kind == program.Phi, Last: c.val.Block}
	}
	return e
}

func (r *run) elem(c carrier) *elem {
	e := r.elems[c]
	if e == nil {
		e = &elem{carrier: c, span: program.Span{First: c.val.Block, Phi: c.val.Kind == program.Phi, Last: c.val.Block}}
		r.elems[c] = e
		r.order = append(r.order, e)
		r.byVal[c.val] = append(r.byVal[c.val], e)
		r.work = append(r.work, e)
	}
	return e
}

// derive makes what is computed from e in block b a carrier too.
func (r *run) derive(e *elem, c carrier, b int) {
	e.uses = append(e.uses, b) // also where a phi takes itself: it is needed until then
	if c.val == e.val && c.form == e.form && c.field == e.field && c.via == e.via {
		return
	}
	d := r.elem(c)
	if c.val.Kind == program.Phi {
		r.source(c)
	}
	d.from = append(d.from, e)
}

// meet follows e to a phi, into which it flows at the end of block pred.
func (r *run) meet(e *elem, phi *program.Val, pred int) {
	if !r.short {
		r.derive(e, carrier{val: phi, form: e.form, field: e.field}, pred)
		return
	}
	last := r.f.p.Blocks[pred].Instrs[len(r.f.p.Blocks[pred].Instrs)-1]
	r.use(e, last)
	r.step(last, func(s bdd.Ref) bdd.Ref {
		if r.f.p.M.And(s, r.carries(e)) == bdd.False {
			return s
		}
		r.met = true
		return bdd.False
	})
}

// carries returns the condition under which a carrier has the refusal.
func (r *run) carries(e *elem) bdd.Ref {
	if e == nil {
		return bdd.False
	}
	if e.v != nil {
		return r.f.p.Ref(e.v)
	}
	c := bdd.False
	for _, s := range e.from {
		c = r.f.p.M.Or(c, r.carries(s))
	}
	return c
}

func (r *run) step(ins ssa.Instruction, do func(bdd.Ref) bdd.Ref) {
	if b, ok := r.f.p.Index(ins.Block()); ok {
		r.steps[b] = append(r.steps[b], step{r.f.p.Position(ins), do})
	}
}

// test records that ins applies a refusal test to e: executions in which e carries it are done with.
func (r *run) test(e *elem, ins ssa.Instruction) {
	e.tested = true
	r.use(e, ins)
	r.step(ins, func(s bdd.Ref) bdd.Ref {
		r.hit(e, ins, s)
		untested := s
		if r.f.pkg.Require != Role {
			untested = r.f.p.M.And(s, r.f.p.M.Not(r.carries(e)))
		}
		if r.told == nil {
			return untested
		}
		told := r.tell(e, ins, s)
		if r.goOn {
			return r.f.p.M.Or(untested, told)
		}
		return untested
	})
}

// settle records that, where e carries the refusal, g holds after ins.
func (r *run) settle(e *elem, ins ssa.Instruction, g bdd.Ref) {
	if b, ok := r.f.p.Index(ins.Block()); ok {
		e.uses = append(e.uses, b)
	}
	r.step(ins, func(s bdd.Ref) bdd.Ref { return r.f.p.M.And(s, r.f.p.M.Implies(r.carries(e), g)) })
}

func (r *run) use(e *elem, ins ssa.Instruction) {
	if b, ok := r.f.p.Index(ins.Block()); ok {
		e.uses = append(e.uses, b)
		e.useful = true
	}
}

// close finds all carriers, and how long each matters.
func (r *run) close() {
	for len(r.work) > 0 {
		e := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		r.spread(e)
	}
	r.back(func(e *elem) *bool { return &e.tested })
	for _, do := range r.later {
		do()
	}
	r.back(func(e *elem) *bool { return &e.useful })
	for _, e := range r.order {
		for _, b := range e.uses {
			r.f.p.Use(r.carries(e), b)
			e.span.Last = max(e.span.Last, b)
		}
		e.span = r.f.p.Extend(e.span)
	}
	for _, e := range r.order {
		if e.v != nil {
			e.v.Span = r.f.p.Extend(e.v.Span)
		}
	}
	for b := range r.steps {
		slices.SortStableFunc(r.steps[b], func(x, y step) int { return x.at - y.at })
	}
}

// back spreads a mark from carriers to those that they are computed from.
func (r *run) back(mark func(*elem) *bool) {
	var work []*elem
	for _, e := range r.order {
		if *mark(e) {
			work = append(work, e)
		}
	}
	for len(work) > 0 {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		for _, s := range e.from {
			if m := mark(s); !*m {
				*m = true
				work = append(work, s)
			}
		}
	}
}

// incoming assigns the carrier variables of a phi on the edge from its predecessor pred.
func (r *run) incoming(pred int, phi *program.Val) []program.Assign {
	var as []program.Assign
	for _, e := range r.byVal[phi] {
		if e.v == nil {
			continue
		}
		c := e.carrier
		c.val = r.f.p.Edges(phi)[pred]
		as = append(as, program.Assign{Var: e.v, To: r.carries(r.elems[c])})
	}
	return as
}

// enter returns what of the states s on an edge goes on in block to: not those in which no value that
// is still to be tested, returned or passed on carries the refusal. They have lost it.
func (r *run) enter(to int, s bdd.Ref) bdd.Ref {
	if s == bdd.False {
		return s
	}
	m := r.f.p.M
	if r.detect {
		gone := s
		for _, e := range r.order {
			if e.useful && e.span.Live(to) {
				gone = m.And(gone, m.Not(r.carries(e)))
				if gone == bdd.False {
					break
				}
			}
		}
		r.lost = m.Or(r.lost, gone)
		s = m.And(s, m.Not(gone))
	}
	return r.f.p.Forget(s, to)
}

// follow runs from the states s after position at of block b, and adds to rel what becomes of the refusal.
func (r *run) follow(rel *Rel, b, at int, s bdd.Ref) {
	f := r.f
	out := r.declare()
	end := func(b int, s bdd.Ref) {
		last := f.p.Blocks[b].Instrs[len(f.p.Blocks[b].Instrs)-1]
		if ret, ok := last.(*ssa.Return); ok {
			rel.f = rel.m.Or(rel.f, f.export(rel, r.handOver(ret, f.returned(ret, s), out), out))
		} else if len(f.p.Succs(b)) == 0 {
			r.lost = f.p.M.Or(r.lost, s)
		}
	}
	s = f.through(b, at, s, r)
	end(b, s)
	start := map[int]bdd.Ref{}
	for i, s := range f.leave(b, s, r) {
		to := f.p.Succs(b)[i]
		if s != bdd.False {
			start[to] = f.p.M.Or(start[to], s)
		}
	}
	for _, at := range f.solve(start, r) {
		end(at.Node, f.through(at.Node, -1, at.In, r))
	}
	rel.lost = rel.m.Or(rel.lost, f.export(rel, r.lost, out))
}

// declare names which results may carry the refusal, at any return.
func (r *run) declare() map[*program.Var]port {
	out := map[*program.Var]port{}
	seen := map[port]bool{}
	add := func(p port) {
		if !seen[p] {
			seen[p] = true
			out[r.f.newFree()] = p
		}
	}
	for _, e := range r.order {
		if e.via != 0 {
			continue
		}
		for _, ret := range e.returned {
			for i, res := range ret.Results {
				if r.f.p.Of(res) == e.val {
					add(port{kind: resultCarries, n: i, form: e.form, field: e.field})
				}
			}
		}
		for _, part := range r.f.parts[e.val] {
			if e.field == "" {
				add(port{kind: resultCarries, n: part.n, form: e.form, field: part.field})
			}
		}
	}
	for _, n := range r.keptIn() {
		add(port{kind: resultCarries, n: n, form: wrapped})
	}
	return out
}

// handOver adds to the states s at a return which results carry the refusal.
func (r *run) handOver(ret *ssa.Return, s bdd.Ref, out map[*program.Var]port) bdd.Ref {
	m := r.f.p.M
	for v, p := range out {
		whole := r.f.p.Of(ret.Results[p.n])
		has := r.carries(r.elems[carrier{val: whole, form: p.form, field: p.field}])
		if part := r.f.partNamed(whole, p.field); part != nil && part != whole {
			has = m.Or(has, r.carries(r.elems[carrier{val: part, form: p.form}]))
		}
		if r.keeps(p) {
			has = m.Or(has, m.Not(r.f.p.Nil(whole)))
		}
		s = m.And(s, m.Iff(r.f.p.Ref(v), has))
	}
	return s
}
