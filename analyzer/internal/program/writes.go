package program

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// writes holds a function's writes so that those which may concern a location are found
// without looking at all of them.
type writes struct {
	n      int
	fields map[*types.Var][]*write    // stores to a field
	direct map[ssa.Value][]*write     // stores to a variable
	elems  []*write                   // stores to an element of a slice, array or map
	derefs []*write                   // stores through a pointer
	calls  map[*ssa.Function][]*write // by what is certainly called; nil: not known
}

func newWrites() *writes {
	return &writes{fields: map[*types.Var][]*write{}, direct: map[ssa.Value][]*write{}, calls: map[*ssa.Function][]*write{}}
}

func (ws *writes) add(w *write) {
	w.seq = ws.n
	ws.n++
	if w.call != nil {
		fn := w.call.StaticCallee()
		ws.calls[fn] = append(ws.calls[fn], w)
		return
	}
	field, elem := lastStep(w.store)
	switch {
	case w.key != nil || elem:
		ws.elems = append(ws.elems, w)
	case field != nil:
		ws.fields[field] = append(ws.fields[field], w)
	default:
		switch w.store.(type) {
		case *ssa.Alloc, *ssa.Global:
			ws.direct[w.store] = append(ws.direct[w.store], w)
		default:
			ws.derefs = append(ws.derefs, w)
		}
	}
}

// near returns the writes that may concern l, in the function's order.
func (ws *writes) near(p *Program, l *Loc) []*write {
	var found []*write
	for _, s := range l.Path {
		if s.Field != nil {
			found = append(found, ws.fields[s.Field]...)
		} else {
			found = append(found, ws.elems...)
		}
	}
	found = append(found, ws.derefs...)
	alloc, isAlloc := l.Root.SSA.(*ssa.Alloc)
	found = append(found, ws.direct[l.Root.SSA]...)
	if !isAlloc {
		// A variable whose address is taken may be what the path starts from.
		for v, stores := range ws.direct {
			if v != l.Root.SSA && types.Identical(v.Type(), l.Root.Type) {
				found = append(found, stores...)
			}
		}
	}
	if !isAlloc || !p.Private(alloc) {
		for _, calls := range ws.calls {
			// What a call may do to a location that is no variable of this function is known by
			// what it calls.
			if isAlloc || calls[0].callEffect(p, l) != leaves {
				found = append(found, calls...)
			}
		}
	}
	slices.SortFunc(found, func(a, b *write) int { return a.seq - b.seq })
	return slices.Compact(found)
}
