package mutate

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// An operative knows the calls of a package that perform operations.
type operative struct {
	info   *types.Info
	direct Matcher
	funcs  map[types.Object]bool // those with an operation in their bodies, at any depth
}

func (p *Package) operative(direct Matcher) *operative {
	o := &operative{info: p.Info, direct: direct, funcs: map[types.Object]bool{}}
	for changed := true; changed; {
		changed = false
		for _, d := range p.Functions() {
			if fn := p.Info.Defs[d.Name]; !o.funcs[fn] && o.in(d.Body) {
				o.funcs[fn], changed = true, true
			}
		}
	}
	return o
}

// in reports whether an operation is called in n, or named as a value.
func (o *operative) in(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || o.is(n)
		case *ast.Ident:
			found = found || o.funcs[origin(o.info.Uses[n])]
		}
		return !found
	})
	return found
}

// is reports whether n is a call that may perform an operation. Of a function in a variable that
// depends on its results: a bool alone is an answer.
func (o *operative) is(n ast.Node) bool {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	switch fn := typeutil.Callee(o.info, c).(type) {
	case *types.Func:
		return o.direct(o.info, c) || o.funcs[fn.Origin()]
	case *types.Var:
		t, ok := o.info.TypeOf(c).(*types.Basic)
		return !ok || t.Kind() != types.Bool
	}
	lit, ok := ast.Unparen(c.Fun).(*ast.FuncLit)
	return ok && o.in(lit.Body)
}

// calls returns the operations in x, none within another.
func (o *operative) calls(x ast.Expr) []ast.Expr {
	var list []ast.Expr
	ast.Inspect(x, func(n ast.Node) bool {
		if n != nil && o.is(n) {
			list = append(list, n.(ast.Expr))
			return false
		}
		return true
	})
	return list
}

// Reach returns, for each function that may perform an operation, the functions of the package
// that it may get to, itself among them.
func (p *Package) Reach(operation Matcher) map[string][]string {
	o := p.operative(operation)
	names := map[types.Object]string{}
	for name, d := range p.Functions() {
		names[p.Info.Defs[d.Name]] = name
	}
	reach := map[string][]string{}
	for name, d := range p.Functions() {
		if !o.funcs[p.Info.Defs[d.Name]] {
			continue
		}
		list := []string{name}
		p.origins(d.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if to := names[origin(p.Info.Uses[id])]; to != "" && !slices.Contains(list, to) {
					list = append(list, to)
				}
			}
			return false
		})
		reach[name] = list
	}
	return reach
}

// origin returns the generic function of which obj may be an instance.
func origin(obj types.Object) types.Object {
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}
