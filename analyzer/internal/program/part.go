package program

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// part returns a field or element of a struct or array that was read from memory.
func (p *Program) part(v *Val, s Step, t types.Type) *Val {
	w := v.whole
	return p.before(p.loc(w.root, append(w.path[:len(w.path):len(w.path)], s), t), w.block, w.at)
}

// Part returns field i of the struct v.
func (p *Program) Part(v *Val, i int) *Val { return p.field(v, i, fieldOf(v.Type, i).Type()) }

func (p *Program) field(v *Val, i int, t types.Type) *Val {
	if v.whole != nil {
		return p.part(v, Step{Field: fieldOf(v.Type, i)}, t)
	}
	if v.Kind == Const {
		if c := zeroConst(t); c != nil {
			return p.constVal(c.Value, c.Type())
		}
	}
	n := p.pureTyped("."+strconv.Itoa(i), t, v)
	for len(v.parts) <= i {
		v.parts = append(v.parts, nil)
	}
	v.parts[i] = n
	return n
}

// Parts returns the fields of the struct v that have been numbered, by number, if it was not read from
// memory; nil for the others.
func (p *Program) Parts(v *Val) []*Val {
	s, ok := v.Type.Underlying().(*types.Struct)
	if !ok || v.Kind != Entry {
		return v.parts
	}
	parts := make([]*Val, s.NumFields())
	for i := range parts {
		path := append(v.Loc.Path[:len(v.Loc.Path):len(v.Loc.Path)], Step{Field: s.Field(i)})
		if l := p.locs[pathKey(v.Loc.Root, path)]; l != nil {
			parts[i] = l.entry
		}
	}
	return parts
}

// Read reports whether a struct was read from memory: its fields are what was there.
func (v *Val) Read() bool { return v.whole != nil }

func fieldIndex(t types.Type, f *types.Var) int {
	if s, ok := t.Underlying().(*types.Struct); ok {
		for i := range s.NumFields() {
			if s.Field(i) == f {
				return i
			}
		}
	}
	return -1
}

// literalLen returns the length of a slice literal, or -1.
func literalLen(v ssa.Value) int64 {
	if s, ok := v.(*ssa.Slice); ok && s.Low == nil && s.High == nil {
		if a, ok := s.X.(*ssa.Alloc); ok {
			if arr, ok := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array); ok {
				return arr.Len()
			}
		}
	}
	return -1
}

// literalArray returns the array behind a slice literal, or nil.
func literalArray(v ssa.Value) *ssa.Alloc {
	if literalLen(v) < 0 {
		return nil
	}
	return v.(*ssa.Slice).X.(*ssa.Alloc)
}

// FieldOf is Field for a struct that is at hand itself too.
func (p *Program) FieldOf(ins ssa.Instruction, base ssa.Value, names []string) *Val {
	s, ok := base.Type().Underlying().(*types.Struct)
	if !ok || len(names) == 0 {
		return p.Field(ins, base, names)
	}
	v := p.Of(base)
	for _, n := range names {
		i := slices.IndexFunc(slices.Collect(s.Fields()), func(f *types.Var) bool { return f.Name() == n })
		if i < 0 {
			return nil
		}
		v = p.Part(v, i)
		if s, ok = v.Type.Underlying().(*types.Struct); !ok && n != names[len(names)-1] {
			return nil
		}
	}
	return v
}

// home returns the package whose names a type's fields have: its own, or for a type without a name the given one.
func home(t types.Type, pkg *types.Package) *types.Package {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg()
	}
	return pkg
}

// Field returns what the named field, possibly promoted, of the struct that base points to holds
// just before instruction ins; nil if there is no such field. Without names it returns base itself.
func (p *Program) Field(ins ssa.Instruction, base ssa.Value, names []string) *Val {
	if len(names) == 0 {
		return p.Of(base)
	}
	ptr, ok := base.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	root, path := p.address(base)
	t := ptr.Elem()
	for _, n := range names {
		obj, index, _ := types.LookupFieldOrMethod(t, true, home(t, p.Fn.Pkg.Pkg), n)
		if _, ok := obj.(*types.Var); !ok {
			return nil
		}
		for _, i := range index {
			s, ok := t.Underlying().(*types.Struct)
			if !ok {
				return nil // behind an embedded pointer
			}
			path = append(path[:len(path):len(path)], Step{Field: s.Field(i)})
			t = s.Field(i).Type()
		}
	}
	return p.before(p.loc(root, path, t), p.at(ins.Block()), p.Position(ins))
}
