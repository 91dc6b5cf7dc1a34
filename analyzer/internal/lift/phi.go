package lift

import (
	"go/token"
	"go/types"
	"reflect"
	"unsafe"

	"golang.org/x/tools/go/ssa"
)

// Package ssa lets others make phis, but not say in which block they are and of which type. They
// are made whole here by where it keeps that.
var at, known = findOffsets()

// offsets are the places of a phi's fields.
type offsets struct{ block, typ, pos, num uintptr }

// Possible reports whether phis look as this package expects; if not, package ssa is of another
// version and has to lift variables itself.
func Possible() bool { return known }

func findOffsets() (offsets, bool) {
	var at offsets
	phi := reflect.TypeFor[ssa.Phi]()
	for _, want := range []struct {
		name string
		typ  reflect.Type
		to   *uintptr
	}{
		{"block", reflect.TypeFor[*ssa.BasicBlock](), &at.block},
		{"typ", reflect.TypeFor[types.Type](), &at.typ},
		{"pos", reflect.TypeFor[token.Pos](), &at.pos},
		{"num", reflect.TypeFor[int](), &at.num},
	} {
		f, ok := phi.FieldByName(want.name)
		if !ok || f.Type != want.typ {
			return offsets{}, false
		}
		// Each field on the way is part of the struct before it.
		t := phi
		for _, i := range f.Index {
			if t.Kind() != reflect.Struct {
				return offsets{}, false
			}
			*want.to += t.Field(i).Offset
			t = t.Field(i).Type
		}
	}
	return at, true
}

// newPhi returns a phi for block b, with room for the values.
func newPhi(b *ssa.BasicBlock, t types.Type, pos token.Pos, num int, comment string) *ssa.Phi {
	phi := &ssa.Phi{Comment: comment, Edges: make([]ssa.Value, len(b.Preds))}
	p := unsafe.Pointer(phi)
	*(**ssa.BasicBlock)(unsafe.Add(p, at.block)) = b
	*(*types.Type)(unsafe.Add(p, at.typ)) = t
	*(*token.Pos)(unsafe.Add(p, at.pos)) = pos
	*(*int)(unsafe.Add(p, at.num)) = num
	return phi
}
