package catalog

import (
	"go/types"
	"strings"
)

// Helpers of the resolver that ask go/types.

// element returns the i-th variable of list, or nil.
func element(list *types.Tuple, i int) *types.Var {
	if i < 0 || i >= list.Len() {
		return nil
	}
	return list.At(i)
}

func nilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}

// basic returns the predeclared type of the given name, or nil.
func basic(name string) *types.Basic {
	typ, _ := types.Universe.Lookup(name).(*types.TypeName)
	if typ == nil {
		return nil
	}
	b, _ := typ.Type().(*types.Basic)
	return b
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isTexts(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && isText(s.Elem())
}

// written returns how rows write fn.
func written(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.FullName()
	}
	name, star := namedOf(recv.Type()), ""
	if name == nil {
		return fn.FullName()
	}
	if _, ok := types.Unalias(recv.Type()).(*types.Pointer); ok {
		star = "*"
	}
	if name.Pkg() == nil {
		return "(" + star + name.Name() + ")." + fn.Name()
	}
	return "(" + star + name.Pkg().Path() + "." + name.Name() + ")." + fn.Name()
}

func typeName(t types.Type) *types.TypeName {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

func methods(t types.Type) (names []string) {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for m := range types.NewMethodSet(t).Methods() {
		names = append(names, m.Obj().Name())
	}
	return names
}

func fields(t types.Type) (names []string) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		names = append(names, f.Name())
		if f.Embedded() {
			names = append(names, fields(f.Type())...)
		}
	}
	return names
}

// embedded returns the unexported type of pkg with the given name that an exported struct
// embeds: testing.T has its methods from testing.common.
func embedded(pkg *types.Package, name string) types.Object {
	for _, n := range pkg.Scope().Names() {
		st, ok := pkg.Scope().Lookup(n).Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range st.Fields() {
			if f.Embedded() && f.Name() == name && strings.ToLower(name) == name {
				return typeName(f.Type())
			}
		}
	}
	return nil
}
