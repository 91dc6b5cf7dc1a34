package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// inert is the form of an error that comes back from a refused call and is not the refusal, as with commands, of which
// the text is. Who compares it with the refusal finds that it is another.
const inert catalog.Form = "inert"

// addInert makes the errors carriers that a refused call returns beside the refusal.
func (r *run) addInert(s *Site, sources []*elem) []*elem {
	call := s.Call.Value()
	if call == nil || s.suppose != 0 {
		return sources
	}
	results := s.Call.Common().Signature().Results()
	for n := range results.Len() {
		v := result(r.f.p, call, n)
		if v == nil || !role.IsError(results.At(n).Type()) || carry(sources, v) || s.Op.Either || s.Op.Runs == nil {
			continue
		}
		sources = append(sources, r.source(carrier{val: v, form: inert}))
	}
	return sources
}

// another reports whether e is an error without the refusal's identity.
func (e *elem) another() bool {
	return e.form == inert || e.form == catalog.Text && e.field == "" && role.IsError(e.val.Type)
}

// flowInert is flow for what is inert: only its comparisons matter.
func (r *run) flowInert(e *elem, w ssa.Value, ins ssa.Instruction, b int) {
	switch ins := ins.(type) {
	case *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.ChangeType:
		r.derive(e, carrier{val: r.f.p.Of(ins.(ssa.Value)), form: e.form}, b)
	case *ssa.Phi:
		for i, edge := range ins.Edges {
			if pred, ok := r.f.p.Index(ins.Block().Preds[i]); ok && edge == w {
				r.meet(e, r.f.p.Of(ins), pred)
			}
		}
	case *ssa.BinOp:
		other := ins.Y
		if other == w {
			other = ins.X
		}
		r.differs(e, other, ins)
	case ssa.CallInstruction:
		c := ins.Common()
		fn := callee(c)
		if t := r.f.pkg.Cat.Test(fn); t != nil && t.Form == catalog.Error && operandAt(c, t.Value.Spot()) == w {
			r.differsIn(e, ins, t)
			return
		}
		if body := r.f.pkg.target(c); body != nil {
			if i := slices.Index(c.Args, w); i >= 0 {
				r.enterCall(e, ins, body, i, b)
			}
		}
	}
}

// differs: an error that is another than the refusal is not equal to it.
func (r *run) differs(e *elem, other ssa.Value, ins *ssa.BinOp) bool {
	if !equality(ins.Op) || r.suppose != 0 || !r.f.pkg.refusal(other, catalog.Error) {
		return false
	}
	g := r.f.p.Bool(r.f.p.Of(ins))
	if ins.Op == token.EQL {
		g = r.f.p.M.Not(g)
	}
	r.settle(e, ins, g)
	return true
}

// differsIn: errors.Is does not find the refusal in another error, nor errors.As its type.
func (r *run) differsIn(e *elem, ins ssa.CallInstruction, t *catalog.Test) {
	v := ins.Value()
	if v == nil || r.suppose != 0 {
		return
	}
	found := r.f.p.Of(v)
	switch into := t.Into.Spot(); into.Kind {
	case catalog.None:
		if target := operandAt(ins.Common(), t.Target.Spot()); target == nil || !r.f.pkg.refusal(target, catalog.Error) {
			return
		}
	case catalog.Result:
		if found = result(r.f.p, v, into.Index+1); found == nil || !isErrno(ins.Common().Signature().Results().At(into.Index).Type()) {
			return
		}
	default:
		target := operandAt(ins.Common(), into)
		if mi, ok := target.(*ssa.MakeInterface); ok {
			target = mi.X
		}
		if ptr, ok := target.Type().Underlying().(*types.Pointer); !ok || !isErrno(ptr.Elem()) {
			return
		}
	}
	r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(found)))
}

func isErrno(t types.Type) bool { return types.TypeString(t, nil) == "syscall.Errno" }
