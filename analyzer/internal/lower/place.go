package lower

import (
	"go/ast"
	"go/types"
)

// place returns the operands of e, which denotes a variable: what must be evaluated to know which.
func (l *lowerer) place(e *ast.Expr) []*ast.Expr {
	switch x := (*e).(type) {
	case *ast.Ident:
		return nil
	case *ast.ParenExpr:
		return l.place(&x.X)
	case *ast.StarExpr:
		return []*ast.Expr{&x.X}
	case *ast.SelectorExpr:
		switch s := l.info.Selections[x]; {
		case s == nil:
			return nil // a variable of another package
		case isReference(s.Recv()):
			return []*ast.Expr{&x.X}
		}
		return l.place(&x.X)
	case *ast.IndexExpr:
		if _, array := l.info.TypeOf(x.X).Underlying().(*types.Array); array {
			return append(l.place(&x.X), &x.Index)
		}
		return []*ast.Expr{&x.X, &x.Index}
	}
	return []*ast.Expr{e}
}

// receiver returns the operands of the receiver in a call of a method, or of the package in one of
// a function.
func (l *lowerer) receiver(sel *ast.SelectorExpr) []*ast.Expr {
	if s := l.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal && !isReference(s.Recv()) && isReference(s.Obj().(*types.Func).Signature().Recv().Type()) {
		return l.place(&sel.X)
	}
	return []*ast.Expr{&sel.X}
}

// elements returns the operands of a composite literal.
func (l *lowerer) elements(lit *ast.CompositeLit) []*ast.Expr {
	t := l.info.TypeOf(lit)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem() // the & is left out
	}
	_, isMap := t.Underlying().(*types.Map)
	var slots []*ast.Expr
	for i := range lit.Elts {
		kv, ok := lit.Elts[i].(*ast.KeyValueExpr)
		switch {
		case !ok:
			slots = append(slots, &lit.Elts[i])
		case isMap:
			slots = append(slots, &kv.Key, &kv.Value)
		default:
			slots = append(slots, &kv.Value)
		}
	}
	return slots
}
