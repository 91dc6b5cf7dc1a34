package program

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A write is an instruction after which some location may hold something else.
type write struct {
	seq       int // its place among the function's writes
	block, at int
	val       ssa.Value // what is stored; nil for a call

	store ssa.Value       // the address; for a map update, the map
	key   ssa.Value       // the key of a map update
	call  *ssa.CallCommon // the call; at the end of a function, each deferred one
}

type effect uint8

const (
	leaves   effect = iota
	defines         // it stores just there
	includes        // it stores a struct or array that the location is part of
	clobbers        // it may write something
)

// effect says what w does to l.
func (w *write) effect(p *Program, l *Loc) effect {
	if w.call != nil {
		return w.callEffect(p, l)
	}
	field, elem := lastStep(w.store)
	elem = elem || w.key != nil
	if field != nil && len(l.Path) > 0 && !l.passes(field) {
		return leaves // decided without numbering the address
	}
	root, path := w.address(p)
	if root == l.Root {
		n := min(len(path), len(l.Path))
		switch {
		case !samePath(path[:n], l.Path[:n]):
			if mayEqual(path[:n], l.Path[:n]) {
				return clobbers
			}
			return leaves
		case len(path) == len(l.Path):
			return defines
		case len(path) < len(l.Path):
			return includes
		}
		return clobbers
	}
	switch {
	case p.distinct(root, l.Root):
	case field != nil:
		if l.passes(field) {
			return clobbers
		}
	case elem:
		if len(l.Path) > 0 && l.Last() == nil && types.Identical(root.Type, l.Root.Type) {
			return clobbers
		}
	case types.Identical(root.Type, l.Root.Type):
		return clobbers // *p = x, through another pointer of the type
	}
	return leaves
}

func (w *write) address(p *Program) (*Val, []Step) {
	if w.key != nil {
		return p.Of(w.store), []Step{p.element(w.key)}
	}
	return p.address(w.store)
}

// lastStep returns the field that an address ends in, or whether it ends in an element.
func lastStep(addr ssa.Value) (field *types.Var, elem bool) {
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		return fieldOf(a.X.Type(), a.Field), false
	case *ssa.IndexAddr, *ssa.Lookup:
		return nil, true
	}
	return nil, false
}

// passes reports whether l's path goes through field.
func (l *Loc) passes(field *types.Var) bool {
	for _, s := range l.Path {
		if s.Field == field {
			return true
		}
	}
	return false
}

// unknown reports whether only the execution knows which element the step leads to.
func (s Step) unknown() bool { return s.Field == nil && s.Elem[1] == 'v' }

func samePath(a, b []Step) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// mayEqual reports whether two paths that differ may still name one place:
// only through elements whose index is not constant.
func mayEqual(a, b []Step) bool {
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if a[i].Field != nil || b[i].Field != nil {
			return false
		}
		if !a[i].unknown() && !b[i].unknown() {
			return false
		}
	}
	return true
}

// distinct reports whether paths from two roots cannot meet: variables of this
// function whose address stays here, two package variables, or two fresh objects.
func (p *Program) distinct(a, b *Val) bool {
	x, y := a.SSA, b.SSA
	if p.Private(x) || p.Private(y) {
		return true
	}
	_, xg := x.(*ssa.Global)
	_, yg := y.(*ssa.Global)
	_, xa := x.(*ssa.Alloc)
	_, ya := y.(*ssa.Alloc)
	return (xg || xa) && (yg || ya)
}

// Private reports whether v is a variable or new object of this function whose address is only
// loaded from and stored to here.
func (p *Program) Private(v ssa.Value) bool {
	a, ok := v.(*ssa.Alloc)
	if !ok {
		return false
	}
	if r, ok := p.privates[a]; ok {
		return r
	}
	r := onlyAccessed(a)
	p.privates[a] = r
	return r
}

func onlyAccessed(addr ssa.Value) bool {
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.Store:
			if ref.Val == addr {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyAccessed(ref) {
				return false
			}
		case *ssa.IndexAddr:
			if !onlyAccessed(ref) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// callEffect: a call changes what its arguments' addresses name, what the
// functions of this package that it reaches write, and what closures captured.
func (w *write) callEffect(p *Program, l *Loc) effect {
	if p.Private(l.Root.SSA) {
		return leaves
	}
	if a, ok := l.Root.SSA.(*ssa.Alloc); ok {
		if p.closureWrites(a, w.call) {
			return clobbers
		}
		if isVariable(a) {
			for _, arg := range w.call.Args {
				if addressOf(arg) == a {
					return clobbers
				}
			}
		}
	}
	if p.effects != nil && p.effects.callWrites(w.call, l) {
		return clobbers
	}
	return leaves
}

// isVariable reports whether a is a declared variable rather than a composite literal or new(T):
// passing &x says that x may be written, passing a pointer says nothing.
func isVariable(a *ssa.Alloc) bool {
	switch a.Comment {
	case "complit", "new", "slicelit", "varargs", "makeslice":
		return false
	}
	return true
}

// addressOf returns the variable whose address (or whose field's address) v is.
func addressOf(v ssa.Value) *ssa.Alloc {
	for {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return nil
		}
	}
}

func zeroOf(t *types.Basic) constant.Value {
	switch {
	case t.Info()&types.IsBoolean != 0:
		return constant.MakeBool(false)
	case t.Info()&types.IsString != 0:
		return constant.MakeString("")
	}
	return constant.MakeInt64(0)
}
