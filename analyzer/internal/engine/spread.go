package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// spread follows e one step: to what is computed from it, and to the tests of it.
func (r *run) spread(e *elem) {
	for _, join := range r.f.p.Joins(e.val) {
		// A location phi takes e where its predecessor ends.
		for i, edge := range r.f.p.Edges(join) {
			if edge == e.val {
				if b, ok := r.f.p.Index(r.f.p.Blocks[join.Block].Preds[i]); ok {
					r.meet(e, join, b)
				}
			}
		}
	}
	r.enterLiterals(e)
	r.spreadParts(e)
	for _, w := range r.f.p.Same(e.val) {
		for _, ins := range refsOf(w) {
			if b, ok := r.f.p.Index(ins.Block()); ok {
				r.flow(e, w, ins, b)
			}
		}
	}
}

// flow says what instruction ins in block b does with the carrier e, its operand w.
func (r *run) flow(e *elem, w ssa.Value, ins ssa.Instruction, b int) {
	if e.form == inert {
		r.flowInert(e, w, ins, b)
		return
	}
	to := func(v ssa.Value) { r.derive(e, carrier{val: r.f.p.Of(v), form: e.form, field: e.field}, b) }
	switch ins := ins.(type) {
	case *ssa.MakeInterface:
		to(ins)
		if e.field == inside {
			r.boxed(e, ins, b)
		}
	case *ssa.Phi:
		for i, edge := range ins.Edges {
			if pred, ok := r.f.p.Index(ins.Block().Preds[i]); ok && edge == w {
				r.meet(e, r.f.p.Of(ins), pred)
			}
		}
	case *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.Slice, *ssa.Range, *ssa.Next:
		to(ins.(ssa.Value))
	case *ssa.Select:
		r.selected(e, w, ins)
	case *ssa.Extract:
		// A call says itself which of its results carry.
		switch ins.Tuple.(type) {
		case *ssa.Call, *ssa.TypeAssert, *ssa.UnOp, *ssa.Select:
		default:
			r.derive(e, carrier{val: r.f.p.Of(ins), form: e.form, field: fieldIn(ins.Type())}, b)
		}
	case *ssa.TypeAssert:
		r.assertion(e, ins, b)
	case *ssa.UnOp:
		switch ins.Op {
		case token.NOT:
		case token.ARROW:
			r.received(e, ins)
		default:
			r.loaded(e, ins, b)
		}
	case *ssa.BinOp:
		r.binary(e, w, ins, b)
	case *ssa.FieldAddr:
		r.fieldAddr(e, ins, fieldName(ins.X.Type(), ins.Field))
	case *ssa.Field:
		r.field(e, ins, fieldName(ins.X.Type(), ins.Field), b)
	case *ssa.IndexAddr:
		if ins.X == w {
			r.reads(e, ins)
		}
	case *ssa.Index:
		if ins.X == w {
			r.derive(e, carrier{val: r.f.p.Of(ins), form: e.form, field: fieldIn(ins.Type())}, b)
		}
	case *ssa.Lookup:
		r.lookup(e, w, ins, b)
	case *ssa.Store:
		if ins.Val == w {
			r.store(e, ins, b)
		}
	case *ssa.MapUpdate:
		if ins.Map != w {
			r.put(e, ins.Map, ins, b)
		}
	case *ssa.Send:
		if ins.X == w {
			r.put(e, ins.Chan, ins, b)
		}
	case *ssa.Return:
		if e.field == inside && r.f.parts != nil && e.val.Read() && plain(e.val.Type) {
			return // its fields go by themselves
		}
		r.use(e, ins)
		e.returned = append(e.returned, ins)
	case ssa.CallInstruction:
		r.callUse(e, w, ins, b)
	}
}

func fieldName(t types.Type, i int) string {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		return s.Field(i).Name()
	}
	return ""
}

// fieldAddr follows reads of a field, at any depth, of what e points to.
func (r *run) fieldAddr(e *elem, addr ssa.Value, name string) {
	if e.field != "" && e.field != inside && e.field != name {
		// The field may be promoted from an embedded struct.
		for _, ref := range *addr.Referrers() {
			if fa, ok := ref.(*ssa.FieldAddr); ok {
				r.fieldAddr(e, fa, fieldName(fa.X.Type(), fa.Field))
			}
		}
		return
	}
	r.reads(e, addr)
}

// reads follows the loads from an address inside of what e holds.
func (r *run) reads(e *elem, addr ssa.Value) {
	for _, ref := range *addr.Referrers() {
		b, ok := r.f.p.Index(ref.Block())
		if !ok {
			continue
		}
		switch ref := ref.(type) {
		case *ssa.UnOp:
			r.loaded(e, ref, b)
		case *ssa.FieldAddr:
			r.reads(e, ref)
		case *ssa.IndexAddr:
			r.reads(e, ref)
		}
	}
}

// loaded makes what a load yields a carrier, as far as it was not stored by this function:
// what was stored carries the refusal if it did before.
func (r *run) loaded(e *elem, load ssa.Value, b int) {
	seen := map[*program.Val]bool{}
	var visit func(v *program.Val)
	visit = func(v *program.Val) {
		if seen[v] {
			return
		}
		seen[v] = true
		switch v.Kind {
		case program.Phi:
			if v.Loc != nil {
				for _, edge := range r.f.p.Edges(v) {
					visit(edge)
				}
			}
		case program.Entry, program.Kill, program.Opaque:
			// An opaque value that is not this load's own was stored here.
			if v.Kind != program.Opaque || v.SSA == load {
				r.derive(e, carrier{val: v, form: e.form, field: fieldIn(v.Type)}, b)
			}
		case program.Pure:
			if op, ok := load.(*ssa.UnOp); ok && op.Op != token.MUL { // -x, ^x
				r.derive(e, carrier{val: v, form: e.form}, b)
			}
		}
	}
	visit(r.f.p.Of(load))
}

func (r *run) field(e *elem, ins *ssa.Field, name string, b int) {
	c := carrier{val: r.f.p.Of(ins), form: e.form, field: fieldIn(ins.Type())}
	if e.field != "" && e.field != inside && e.field != name {
		if c.field == "" {
			return // another field
		}
		c.field = e.field // promoted from an embedded struct
	}
	r.derive(e, c, b)
}

// assertion follows e.(T): what it yields carries, and it succeeds on the refusal exactly if
// something afterwards finds the refusal in it.
func (r *run) assertion(e *elem, ins *ssa.TypeAssert, b int) {
	if !ins.CommaOk {
		if holdsIt(e.form) && !types.IsInterface(ins.AssertedType) {
			return // another type: it panics on the refusal
		}
		r.derive(e, carrier{val: r.f.p.Of(ins), form: e.form, field: e.field}, b)
		return
	}
	v, ok := extract(ins, 0), extract(ins, 1)
	var d *elem
	if v != nil && !(holdsIt(e.form) && !types.IsInterface(ins.AssertedType)) {
		r.derive(e, carrier{val: r.f.p.Of(v), form: e.form, field: e.field}, b)
		d = r.elems[carrier{val: r.f.p.Of(v), form: e.form, field: e.field}]
	}
	switch {
	case ok == nil:
	case holdsIt(e.form) && !types.IsInterface(ins.AssertedType):
		r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(r.f.p.Of(ok)))) // it is what wraps the refusal
	default:
		r.later = append(r.later, func() { r.settleType(e, ins, d, ins.AssertedType, r.f.p.Of(ok)) })
	}
}

// settleType decides the ok of a type test that yields d (or nothing): true if d is tested for the
// refusal or is that of Windows' own errors, false if the type is another concrete one; an interface
// may or may not be satisfied.
func (r *run) settleType(e *elem, ins ssa.Instruction, d *elem, t types.Type, ok *program.Val) {
	g := r.f.p.Bool(ok)
	switch {
	case d != nil && d.tested, isErrno(t):
		r.settle(e, ins, g)
	case !types.IsInterface(t):
		r.settle(e, ins, r.f.p.M.Not(g))
	}
}

func (r *run) binary(e *elem, w ssa.Value, ins *ssa.BinOp, b int) {
	if !equality(ins.Op) && !ordered(ins.Op) {
		r.derive(e, carrier{val: r.f.p.Of(ins), form: e.form}, b) // a masked code, a longer text
		return
	}
	other, swapped := ins.Y, false
	if ins.X != w {
		other, swapped = ins.X, true
	}
	if k, ok := other.(*ssa.Const); ok && k.IsNil() {
		g := r.f.p.Bool(r.f.p.Of(ins))
		if ins.Op == token.EQL {
			g = r.f.p.M.Not(g)
		}
		r.settle(e, ins, g) // what carries the refusal is not nil
		return
	}
	if e.field != "" || e.another() && r.differs(e, other, ins) {
		return
	}
	sep := r.f.pkg.compare(ins.Op, other, swapped, e.form, w)
	eq, same := ins.Op == token.EQL, equality(ins.Op)
	switch {
	case r.otherType(e, other):
		sep = separation{settled: same, outcome: !eq}
	case same && r.looksRefused(other, e.form):
		sep = separation{test: true}
	case holdsIt(e.form):
		sep = separation{}
		if same && r.f.pkg.known(other) {
			sep = separation{settled: true, outcome: !eq}
			if r.suppose != 0 && r.f.pkg.refusal(other, catalog.Error) {
				sep = separation{test: true}
			}
		}
	case same && r.lacking(other, e.form):
		sep = separation{settled: true, outcome: !eq}
	}
	switch {
	case sep.test && r.used(ins):
		r.test(e, ins)
	case sep.settled:
		g := r.f.p.Bool(r.f.p.Of(ins))
		if !sep.outcome {
			g = r.f.p.M.Not(g)
		}
		r.settle(e, ins, g)
	}
}

func (r *run) lookup(e *elem, w ssa.Value, ins *ssa.Lookup, b int) {
	switch {
	case ins.X == w && ins.CommaOk:
		r.derive(e, carrier{val: r.f.p.Of(ins), form: e.form, field: fieldIn(ins.Type())}, b)
	case ins.X == w:
		r.loaded(e, ins, b)
	case r.f.pkg.holds(ins.X, e.form):
		if r.used(ins) {
			r.test(e, ins)
		}
	case r.f.pkg.lacks(ins.X, e.form):
		found := ssa.Value(ins)
		if ins.CommaOk {
			found = extract(ins, 1)
		}
		if found != nil && program.IsBool(found.Type()) {
			r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(r.f.p.Of(found))))
		}
	}
}

// otherType reports whether a status in an interface is compared with a constant of a type that no status
// has there: an int, where the transport's is an int32. They are never equal.
func (r *run) otherType(e *elem, other ssa.Value) bool {
	mi, ok := other.(*ssa.MakeInterface)
	if !ok || e.form != catalog.Code || r.op == nil || r.op.Status == "" || r.suppose&anyForm != 0 {
		return false
	}
	return mi.X.Type().String() != r.op.Status
}

// fieldIn tells apart the refusal itself from what holds it somewhere.
func fieldIn(t types.Type) string {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		if b, ok := t.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return "" // a text
		}
		return inside
	case *types.Struct, *types.Array, *types.Map, *types.Chan:
		return inside
	}
	return ""
}

func formOr(f, fallback catalog.Form) catalog.Form {
	if f == "" {
		return fallback
	}
	return f
}

// shortCircuit returns the value of a && b or a || b of which branch is the one on a; nil if it is none.
func (p *Package) shortCircuit(branch *ssa.If) *ssa.Phi {
	for _, s := range branch.Block().Succs {
		for _, ins := range s.Instrs {
			if phi, ok := ins.(*ssa.Phi); ok && (phi.Comment == "&&" || phi.Comment == "||" || p.values[phi.Comment]) {
				return phi
			}
		}
	}
	return nil
}
