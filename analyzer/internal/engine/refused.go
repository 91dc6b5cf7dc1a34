package engine

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// A Site is a call that performs an operation: of the operation itself, or of a function of
// the package in which it is performed.
type Site struct {
	Call ssa.CallInstruction
	Op   *catalog.Operation
	In   *Site // what the called function performs, without a Call in another package; nil for the operation itself
	Seen bool  // set by Unsafe: the package shows all callers of the function that Call stands in

	subject  subject // in terms of the function that calls
	exported subject // in terms of its parameters
	rel      *Rel    // how Call's function ends with the refusal unhandled; set by Judge
	// message is 1 + the parameter of the function that Call stands in whose message decides whether
	// this is an operation; else 0.
	message int
	sent    ssa.Value // the message that the call sends, or hands to a function that does; or nil
	ran     *issued   // the command that the call runs, or nil
	when    bdd.Ref   // of a command: the executions in which the call runs it
	// carrier is, of an operation of which only one carrier has the refusal, which that is taken to be.
	carrier int
	// command is what of it is the operation; nil in a function that runs what it is given.
	command *script.Call
	// elsewhere says that the operation is reported in the package that the called function is of.
	elsewhere bool
	guarded   bool
	dead      bool // no execution comes to Call

	suppose supposition
	world   int                // which of the worlds of the supposition
	arrives bdd.Ref            // the executions that come to Call and perform the operation
	tests   []ssa.Instruction  // those that the refusal comes to; set by outcome
	drops   map[token.Pos]bool // the calls that drop its identity, where it is supposed that none does
}

// outcome computes what becomes of a refusal of site's call.
func (pkg *Package) outcome(s *Site) {
	s.rel = newRel()
	f, state, may := pkg.arrive(s)
	if !may {
		return
	}
	worlds := 1
	if s.In == nil && s.Op.Either {
		worlds = len(s.Op.Refusal)
	}
	// Where it is not established which result has the refusal, one that is tested is enough.
	var first *Rel
	var tests []ssa.Instruction
	for s.carrier = range worlds {
		f.pursueAll(s, state)
		tests = append(tests, s.tests...)
		if !s.rel.pending() {
			return
		}
		if first == nil {
			first = s.rel
		}
	}
	s.rel, s.tests = first, tests
}

// pursue follows the refusal of site's call from the given states, and sets what it comes to. A short
// pursuit ends where the refusal meets another value, and then reports failure.
func (f *Func) pursue(s *Site, state bdd.Ref, short bool) bool {
	r := f.newRun(s.suppose&kept == 0)
	r.short, r.op, r.suppose = short, s.Op, s.suppose
	var init bdd.Ref
	if s.In == nil {
		init = r.refuse(s)
	} else {
		init = r.refuseIn(s)
	}
	s.rel = newRel()
	r.follow(s.rel, f.block(s.Call), f.p.Position(s.Call), f.p.M.And(state, init))
	s.rel.forgetRole()
	s.tests, s.drops = r.comeTo(), r.drops
	return !r.met
}

// refuse starts the run with the refusal of a catalogued operation in its results.
func (r *run) refuse(s *Site) bdd.Ref {
	f := r.f
	m := f.p.M
	facts := bdd.True
	sources := r.sources(s)
	first := r.addInert(s, sources)
	if s.suppose&anyForm != 0 {
		first = r.supposedSources(s)
		sources = first
	} else if s.Op.Either {
		facts = m.And(facts, f.onlyIn(s))
	}
	if call := s.Call.Value(); call != nil {
		for _, n := range s.Op.NonNil {
			if v := result(f.p, call, n); v != nil {
				facts = m.And(facts, f.something(v))
			}
		}
		for _, n := range s.Op.Nil {
			if v := result(f.p, call, n); v != nil && program.IsNilable(v.Type) && !carry(sources, v) {
				facts = m.And(facts, f.p.Nil(v))
			}
		}
	}
	r.again(s.Call, first)
	r.keepFresh()
	r.close()
	return m.And(facts, r.begin(f.block(s.Call), first...))
}

// sources returns the carriers in which the catalogue has the refusal of site's call.
func (r *run) sources(s *Site) []*elem {
	var sources []*elem
	for n, c := range s.Op.Refusal {
		if s.Op.Either && n != s.carrier || !s.inShell(c) {
			continue
		}
		if e := r.carriedAt(s, c.At.Spot(), c.Form); e != nil {
			sources = append(sources, e)
		}
	}
	return sources
}

// carriedAt makes a place at site's call a carrier; nil if the call does not have it.
func (r *run) carriedAt(s *Site, at catalog.Spot, form catalog.Form) *elem {
	f := r.f
	field := ""
	if n := len(at.Fields); n > 0 {
		field = at.Fields[n-1]
	}
	var v *program.Val
	if at.Kind == catalog.Result {
		if call := s.Call.Value(); call != nil {
			v = result(f.p, call, at.Index)
		}
	} else if o := operandAt(s.Call.Common(), at); o != nil {
		v = f.p.Of(o)
		if form == catalog.Text {
			v, field = f.printedTo(s.Call, o, at.Fields), inside
		}
	}
	if v == nil {
		return nil
	}
	return r.source(carrier{val: v, form: form, field: field})
}

// onlyIn says what follows for a call's results where one carrier alone has the refusal: it is not nil or
// zero, and there is no error beside it.
func (f *Func) onlyIn(s *Site) bdd.Ref {
	facts := bdd.True
	call := s.Call.Value()
	if call == nil {
		return facts
	}
	has := s.Op.Refusal[s.carrier].At.Spot()
	for n := range s.Call.Common().Signature().Results().Len() {
		v := result(f.p, call, n)
		switch {
		case v == nil:
		case has.Kind == catalog.Result && has.Index == n:
			facts = f.p.M.And(facts, f.something(v))
		case role.IsError(v.Type):
			facts = f.p.M.And(facts, f.p.Nil(v))
		}
	}
	return facts
}

// something says that a result is not nil, or not zero.
func (f *Func) something(v *program.Val) bdd.Ref {
	if program.IsNilable(v.Type) {
		return f.p.M.Not(f.p.Nil(v))
	}
	if is, known := f.p.Is(v, constant.MakeInt64(0)); known {
		return f.p.M.Not(is)
	}
	return bdd.True
}

// printedTo returns the object to which a call has text printed: an argument, or what is in a field of it.
func (f *Func) printedTo(call ssa.CallInstruction, v ssa.Value, fields []string) *program.Val {
	val := f.p.FieldOf(call, v, fields)
	if val != nil && val.Kind == program.Pure && strings.HasPrefix(val.Op, "iface ") {
		return val.Args[0]
	}
	return val
}

// refuseIn starts the run with what a function of the package leaves of the refusal.
func (r *run) refuseIn(s *Site) bdd.Ref {
	f := r.f
	m := f.p.M
	rel := s.In.rel
	var sources []*elem
	outs := map[port]*elem{}
	if call := s.Call.Value(); call != nil {
		for _, p := range rel.ports {
			if p.kind != resultCarries {
				continue
			}
			if v := result(f.p, call, p.n); v != nil {
				e := r.source(carrier{val: v, form: s.supposedForm(p, v), field: p.field})
				outs[p] = e
				sources = append(sources, e)
			}
		}
	}
	r.again(s.Call, sources)
	r.keepFresh()
	r.close()
	begin := r.begin(f.block(s.Call))
	for _, e := range sources {
		begin = m.Exists(begin, func(n int) bool { return f.p.VarOf(n) == e.v })
	}
	returned := f.applyRef(rel, rel.f, s.Call, r.carriedBy(outs))
	if rel.lost != bdd.False {
		r.lost = m.And(f.before(s.Call), f.applyRef(rel, rel.lost, s.Call, nil), f.without(s.subject))
	}
	return m.And(begin, returned)
}

// carriedBy returns the conditions under which results carry the refusal.
func (r *run) carriedBy(outs map[port]*elem) map[port]bdd.Ref {
	by := make(map[port]bdd.Ref, len(outs))
	for p, e := range outs {
		by[p] = r.carries(e)
	}
	return by
}

// block returns the index of an instruction's block, which must be reachable.
func (f *Func) block(ins ssa.Instruction) int {
	b, _ := f.p.Index(ins.Block())
	return b
}

// again: when the call is made once more, its results are those of another call.
func (r *run) again(call ssa.CallInstruction, sources []*elem) {
	r.step(call, func(s bdd.Ref) bdd.Ref {
		var as []program.Assign
		for _, e := range sources {
			as = append(as, program.Assign{Var: e.v, To: bdd.False})
		}
		return r.f.p.Assign(s, as)
	})
}

// operationSubject finds zone and server where the catalogue says.
func (f *Func) operationSubject(s *Site) subject {
	return f.subjectAt(s.Call, s.Op.Zone, s.Op.Server)
}

// subjectAt returns the zone and the server that a call names at these places.
func (f *Func) subjectAt(call ssa.CallInstruction, zone, server []catalog.Place) subject {
	find := func(places []catalog.Place, norm func(*program.Val) name) name {
		for _, p := range places {
			at := p.Spot()
			base := operandAt(call.Common(), at)
			if base == nil {
				continue
			}
			if n := norm(f.p.Field(call, base, at.Fields)); n != (name{}) {
				return n
			}
		}
		return name{}
	}
	return subject{find(zone, zoneName), find(server, serverName)}
}

// addressed reports whether the operation goes to the server whose name was read as the zone's key
// master: that guards it by construction.
func (f *Func) addressed(s *Site) bool {
	for _, p := range s.Op.Server {
		at := p.Spot()
		if base := operandAt(s.Call.Common(), at); base != nil && len(at.Fields) == 0 && f.fromKeyMaster(base, map[ssa.Value]bool{}) {
			return true
		}
	}
	return false
}

// fromKeyMaster reports whether v, a server's name or address, is computed from a value named after the key master.
func (f *Func) fromKeyMaster(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	if f.namedServers[v] {
		return true
	}
	switch x := v.(type) {
	case *ssa.Phi:
		for _, e := range x.Edges {
			if !f.fromKeyMaster(e, seen) {
				return false
			}
		}
		return true
	case *ssa.BinOp:
		return f.fromKeyMaster(x.X, seen) || f.fromKeyMaster(x.Y, seen)
	case *ssa.Convert:
		return f.fromKeyMaster(x.X, seen)
	case *ssa.ChangeType:
		return f.fromKeyMaster(x.X, seen)
	case *ssa.MakeInterface:
		return f.fromKeyMaster(x.X, seen)
	case *ssa.Extract:
		return f.fromKeyMaster(x.Tuple, seen)
	case *ssa.Call:
		for _, a := range x.Call.Args {
			if f.fromKeyMaster(a, seen) {
				return true
			}
		}
	case *ssa.Slice: // variadic arguments
		if a, ok := x.X.(*ssa.Alloc); ok {
			for _, v := range storedElements(a) {
				if f.fromKeyMaster(v, seen) {
					return true
				}
			}
		}
	}
	return false
}

// forgetRole: an operation's relation is about executions without the role.
func (r *Rel) forgetRole() {
	drop := func(v int) bool { return r.ports[v].kind == held || r.ports[v].kind == sworn }
	r.f = r.m.Exists(r.f, drop)
	r.lost = r.m.Exists(r.lost, drop)
}

// mayCarry reports whether some result may carry the refusal.
func (r *Rel) mayCarry() bool {
	return slices.ContainsFunc(r.ports, func(p port) bool {
		return p.kind == resultCarries && r.m.And(r.f, r.m.Var(r.variable(p))) != bdd.False
	})
}

// pending reports whether some refused execution ends without a test.
func (r *Rel) pending() bool { return r.f != bdd.False || r.lost != bdd.False }
