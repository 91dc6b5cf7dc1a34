package declare

import (
	"fmt"
	"go/types"
	"slices"
)

// A Contract is an interface's method that is declared to be an operation.
type Contract struct {
	Method *types.Func
	Reason string
}

// An Implementation is a method of a type that implements the interface of a contract: it is one too.
type Implementation struct {
	Method *types.Func
	Reason string
}

// Implementations returns the methods of a package's types that implement interfaces with contracts. Where
// several do, the first contract gives the reason. Types and contracts are taken in the order given.
func Implementations(pkg *types.Package, named []*types.TypeName, contracts []Contract) []Implementation {
	var found []Implementation
	seen := map[*types.Func]bool{}
	for _, c := range contracts {
		recv := c.Method.Signature().Recv().Type()
		iface, ok := recv.Underlying().(*types.Interface)
		if !ok || !iface.IsMethodSet() || isGeneric(recv) {
			continue
		}
		for _, t := range named {
			if types.IsInterface(t.Type()) || !implements(t.Type(), iface) {
				continue
			}
			obj, _, _ := types.LookupFieldOrMethod(t.Type(), true, c.Method.Pkg(), c.Method.Name())
			m, ok := obj.(*types.Func)
			if !ok || m.Pkg() != pkg || types.IsInterface(m.Signature().Recv().Type()) || seen[m.Origin()] {
				continue
			}
			seen[m.Origin()] = true
			found = append(found, Implementation{m.Origin(), fmt.Sprintf("%s; by %s", c.Reason, nameOf(recv, pkg))})
		}
	}
	return found
}

func implements(t types.Type, iface *types.Interface) bool {
	return types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)
}

// isGeneric reports whether t is generic, so that nothing implements it as it stands.
func isGeneric(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.TypeParams().Len() > 0
}

// nameOf names an interface as seen from pkg.
func nameOf(t types.Type, pkg *types.Package) string {
	if _, ok := t.(*types.Named); !ok {
		return "an interface"
	}
	return types.TypeString(t, func(p *types.Package) string {
		if p == pkg {
			return ""
		}
		return p.Name()
	})
}

// Types returns the types that a package declares, in functions too, in source order.
func Types(info *types.Info) []*types.TypeName {
	var named []*types.TypeName
	for _, obj := range info.Defs {
		t, ok := obj.(*types.TypeName)
		if !ok || t.IsAlias() {
			continue
		}
		if _, ok := t.Type().(*types.Named); ok {
			named = append(named, t)
		}
	}
	slices.SortFunc(named, func(a, b *types.TypeName) int { return int(a.Pos() - b.Pos()) })
	return named
}
