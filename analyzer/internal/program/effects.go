package program

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Effects knows which fields, package variables and captured variables the
// functions of a package write, themselves or through functions of the package
// that they call. Fresh objects do not count: nobody else has read them.
type Effects struct {
	funcs map[*ssa.Function]*writeSet
}

type writeSet struct {
	fields  map[*types.Var]bool
	globals map[*ssa.Global]bool
	free    map[*ssa.FreeVar]bool
	calls   []*ssa.Function
}

// NewEffects computes the effects of fns, which must include function literals.
func NewEffects(fns []*ssa.Function) *Effects {
	e := &Effects{funcs: make(map[*ssa.Function]*writeSet, len(fns))}
	callers := map[*ssa.Function][]*ssa.Function{}
	for _, fn := range fns {
		w := directWrites(fn)
		e.funcs[fn] = w
		for _, c := range w.calls {
			callers[c] = append(callers[c], fn)
		}
	}
	work := append([]*ssa.Function(nil), fns...)
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		from := e.funcs[fn]
		for _, caller := range callers[fn] {
			if e.funcs[caller].include(from) {
				work = append(work, caller)
			}
		}
	}
	return e
}

func (w *writeSet) include(from *writeSet) bool {
	n := len(w.fields) + len(w.globals) + len(w.free)
	for f := range from.fields {
		w.fields[f] = true
	}
	for g := range from.globals {
		w.globals[g] = true
	}
	for v := range from.free {
		w.free[v] = true
	}
	return len(w.fields)+len(w.globals)+len(w.free) > n
}

func directWrites(fn *ssa.Function) *writeSet {
	w := &writeSet{map[*types.Var]bool{}, map[*ssa.Global]bool{}, map[*ssa.FreeVar]bool{}, nil}
	for _, b := range fn.Blocks {
		for _, ins := range b.Instrs {
			switch ins := ins.(type) {
			case *ssa.Store:
				w.store(ins.Addr)
			case *ssa.MakeClosure:
				w.calls = append(w.calls, Origin(ins.Fn.(*ssa.Function)))
			case ssa.CallInstruction:
				if callee := ins.Common().StaticCallee(); callee != nil {
					w.calls = append(w.calls, Origin(callee))
				}
			}
		}
	}
	return w
}

func (w *writeSet) store(addr ssa.Value) {
	var fields []*types.Var
	for {
		switch a := addr.(type) {
		case *ssa.FieldAddr:
			fields = append(fields, fieldOf(a.X.Type(), a.Field))
			addr = a.X
			continue
		case *ssa.IndexAddr:
			addr = a.X
			continue
		case *ssa.Alloc:
			return
		case *ssa.Global:
			w.globals[a] = true
		case *ssa.FreeVar:
			w.free[a] = true
		}
		for _, f := range fields {
			w.fields[f] = true
		}
		return
	}
}

// Origin returns the generic function that fn instantiates, or fn.
func Origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// callWrites reports whether the function that a call certainly runs may write l, as far as the
// package shows.
func (e *Effects) callWrites(call *ssa.CallCommon, l *Loc) bool {
	callee := call.StaticCallee()
	if callee == nil {
		return false
	}
	w := e.funcs[Origin(callee)]
	if w == nil {
		return false
	}
	for _, s := range l.Path {
		if s.Field != nil && w.fields[s.Field] {
			return true
		}
	}
	switch r := l.Root.SSA.(type) {
	case *ssa.Global:
		return w.globals[r]
	case *ssa.FreeVar:
		return w.free[r]
	}
	return false
}

// writesCaptured reports whether a function literal may write the variable a that it captures.
func (e *Effects) writesCaptured(lit *ssa.MakeClosure, a *ssa.Alloc) bool {
	fn := lit.Fn.(*ssa.Function)
	w := e.funcs[fn]
	if w == nil {
		return true
	}
	for i, b := range lit.Bindings {
		if b == a && w.free[fn.FreeVars[i]] {
			return true
		}
	}
	return false
}

// onlyCalled reports whether all uses of a function value are direct calls of it.
func onlyCalled(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case ssa.CallInstruction:
			if ref.Common().Value != v {
				return false
			}
			for _, arg := range ref.Common().Args {
				if arg == v {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}
