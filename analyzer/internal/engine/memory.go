package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// store follows e into memory: a variable is followed by value numbers, what is inside of
// another object makes that object a carrier.
func (r *run) store(e *elem, ins *ssa.Store, b int) {
	base := ins.Addr
	for {
		switch a := base.(type) {
		case *ssa.FieldAddr:
			base = a.X
			continue
		case *ssa.IndexAddr:
			base = a.X
			continue
		}
		break
	}
	// What only this function sees is followed exactly, and so is a wrapper, as the error that it
	// becomes; other storage by its name.
	if r.f.pkg.testedStorage(ins.Addr) && !r.f.p.Private(base) && !wrapper(base) {
		r.test(e, ins)
	}
	if base == ins.Addr {
		return
	}
	if a, ok := base.(*ssa.Alloc); ok && a.Comment == "varargs" {
		r.variadic(e, ins, a, b)
	}
	r.put(e, base, ins, b)
}

// wrapper reports whether v is a new object that nothing is done with but to fill it and to make it an
// error.
func wrapper(v ssa.Value) bool {
	a, ok := v.(*ssa.Alloc)
	return ok && isErrorType(a.Type()) && !slices.ContainsFunc(*a.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			return slices.ContainsFunc(*ref.Referrers(), func(use ssa.Instruction) bool {
				s, store := use.(*ssa.Store)
				_, debug := use.(*ssa.DebugRef)
				return !debug && !(store && s.Addr == ref)
			})
		case *ssa.MakeInterface, *ssa.DebugRef:
			return false
		}
		return true
	})
}

// put makes container hold what e carries, from ins on.
func (r *run) put(e *elem, container ssa.Value, ins ssa.Instruction, b int) {
	if obj := storage(container); obj != nil && r.f.pkg.tested[obj] {
		r.test(e, ins)
	}
	r.putAs(e, carrier{val: r.f.p.Of(container), form: e.form, field: inside}, ins, b)
}

// putAs makes c a carrier from ins on, where e is one.
func (r *run) putAs(e *elem, to carrier, ins ssa.Instruction, b int) {
	c := r.source(to)
	if c == e {
		return
	}
	e.uses = append(e.uses, b)
	c.from = append(c.from, e)
	c.v.Span = program.Span{First: -1, Last: len(r.f.p.Blocks)}
	r.step(ins, func(s bdd.Ref) bdd.Ref {
		return r.f.p.Assign(s, []program.Assign{{Var: c.v, To: r.f.p.M.Or(r.f.p.Ref(c.v), r.carries(e))}})
	})
}

// boxed follows an error type that holds the refusal: one that unwraps wraps it, of another the text may
// show it.
func (r *run) boxed(e *elem, ins *ssa.MakeInterface, b int) {
	method := func(name string) *ssa.Function {
		obj, _, _ := types.LookupFieldOrMethod(ins.X.Type(), true, r.f.SSA.Pkg.Pkg, name)
		if fn, ok := obj.(*types.Func); ok {
			return r.f.SSA.Prog.FuncValue(fn)
		}
		return nil
	}
	form := catalog.Text
	if e.form == catalog.Error || holdsIt(e.form) {
		switch unwrap := method("Unwrap"); {
		case unwrap != nil && !types.IsInterface(unwrap.Signature.Results().At(0).Type()):
			form = joined
		case unwrap != nil:
			form = wrapped
		case method("Is") != nil || method("As") != nil:
			form = joined
		}
	}
	if says := method("Error"); form == catalog.Text && says != nil && len(says.Blocks) > 0 && !readsFields(says) {
		return
	}
	r.derive(e, carrier{val: r.f.p.Of(ins), form: form}, b)
}

// readsFields reports whether a method looks at what its receiver holds.
func readsFields(fn *ssa.Function) bool {
	return len(fn.Params) > 0 && slices.ContainsFunc(*fn.Params[0].Referrers(), func(ref ssa.Instruction) bool {
		_, debug := ref.(*ssa.DebugRef)
		return !debug
	})
}
