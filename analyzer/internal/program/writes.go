package program

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// writes holds a function's writes so that those which may concern a location are found
// without looking at all of them.
type writes struct {
	n      int
	fields map[*types.Var]*stores // to a field, by field
	elems  stores                 // to an element of a slice, array or map
	derefs stores                 // through a pointer
	direct map[ssa.Value][]*write // stores to a variable
	shared *typeutil.Map          // of direct, those which a pointer of a type may mean; made on demand
	calls  calls
}

func newWrites() *writes {
	return &writes{fields: map[*types.Var]*stores{}, direct: map[ssa.Value][]*write{}, calls: newCalls()}
}

func (ws *writes) add(w *write) {
	w.seq = ws.n
	ws.n++
	if w.call != nil {
		ws.calls.add(w)
		return
	}
	field, elem := lastStep(w.store)
	switch {
	case w.key != nil || elem:
		ws.elems.all = append(ws.elems.all, w)
	case field != nil:
		if ws.fields[field] == nil {
			ws.fields[field] = &stores{}
		}
		ws.fields[field].all = append(ws.fields[field].all, w)
	default:
		switch w.store.(type) {
		case *ssa.Alloc, *ssa.Global:
			ws.direct[w.store] = append(ws.direct[w.store], w)
		default:
			ws.derefs.all = append(ws.derefs.all, w)
		}
	}
}

// near returns the writes that may concern l, in the function's order.
func (ws *writes) near(p *Program, l *Loc) []*write {
	var found []*write
	elem := false
	for _, s := range l.Path {
		if s.Field == nil {
			elem = true
		} else if stores := ws.fields[s.Field]; stores != nil {
			found = append(found, stores.near(p, l, nil, true)...)
		}
	}
	if elem {
		found = append(found, ws.elems.near(p, l, l.Root.Type, l.Last() == nil)...)
	}
	found = append(found, ws.derefs.near(p, l, l.Root.Type, true)...)
	found = append(found, ws.direct[l.Root.SSA]...)
	if !variable(l.Root.SSA) {
		// A variable whose address is taken may be what the path starts from.
		found = append(found, ws.sharedOf(p, l.Root.Type)...)
	}
	found = append(found, ws.calls.near(p, l)...)
	slices.SortFunc(found, func(a, b *write) int { return a.seq - b.seq })
	return slices.Compact(found)
}

// sharedOf returns the stores to variables that a pointer of type t may point to.
func (ws *writes) sharedOf(p *Program, t types.Type) []*write {
	if ws.shared == nil {
		ws.shared = &typeutil.Map{}
		for v, stores := range ws.direct {
			if !p.Private(v) {
				old, _ := ws.shared.At(v.Type()).([]*write)
				ws.shared.Set(v.Type(), append(old, stores...))
			}
		}
	}
	found, _ := ws.shared.At(t).([]*write)
	return found
}

// variable reports whether an address is that of a variable or a new object of this function, or
// of a package variable: two such are of different places.
func variable(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.Global:
		return true
	}
	return false
}
