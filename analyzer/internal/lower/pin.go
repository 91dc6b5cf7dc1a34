package lower

import (
	"go/ast"
	"go/types"
)

// pin computes what a call is given now, for the call itself happens later.
func (f *frame) pin(call *ast.CallExpr) []ast.Stmt {
	var out []ast.Stmt
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
	case *ast.SelectorExpr:
		switch s := f.l.info.Selections[fun]; {
		case s == nil: // a function of another package, or a variable
			if _, isVar := f.l.info.Uses[fun.Sel].(*types.Var); isVar {
				out = f.l.keep(&call.Fun)
			}
		case s.Kind() == types.MethodVal:
			out = f.pinReceiver(fun)
		case s.Kind() == types.FieldVal:
			out = f.l.keep(&call.Fun)
		}
	default:
		if f.isValue(fun) {
			out = f.l.keep(&call.Fun)
		}
	}
	return append(out, f.pinArgs(call)...)
}

// pinArgs computes what a call is given, but for what it calls.
func (f *frame) pinArgs(call *ast.CallExpr) []ast.Stmt {
	if f.l.several(call) {
		return f.spread(call)
	}
	var out []ast.Stmt
	for i, a := range call.Args {
		if f.l.known(a) == nil && addressed(a, f.l.info) == nil {
			out = append(out, f.pinValue(&call.Args[i])...)
		}
	}
	return out
}

// isValue reports whether fun, which is called, is a function value that may change.
func (f *frame) isValue(fun ast.Expr) bool {
	switch e := fun.(type) {
	case *ast.Ident:
		v, ok := f.l.info.Uses[e].(*types.Var)
		return ok && f.l.bound[v] == nil
	case *ast.IndexExpr:
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		return !ok || f.l.info.Instances[id].Type == nil
	case *ast.IndexListExpr:
		return false
	}
	return true
}

// pinReceiver computes the receiver of a method: its copy, or which variable it is. What is embedded in it
// is taken not to change: syntax that says which field that is would need a selection, which only the
// type checker makes.
func (f *frame) pinReceiver(sel *ast.SelectorExpr) []ast.Stmt {
	var out []ast.Stmt
	for _, x := range f.l.receiver(sel) {
		out = append(out, f.pinValue(x)...)
	}
	s := f.l.info.Selections[sel]
	recv := s.Obj().(*types.Func).Signature().Recv().Type()
	if p, ok := types.Unalias(s.Recv()).(*types.Pointer); ok && len(s.Index()) == 1 && !isReference(recv) {
		sel.X = &ast.StarExpr{X: sel.X} // a copy of what it points to now
		f.l.typed(sel.X, p.Elem())
		out = append(out, f.l.keep(&sel.X)...)
	}
	return out
}

// pinValue puts a value that may change in a variable.
func (f *frame) pinValue(s *ast.Expr) []ast.Stmt {
	tv := f.l.info.Types[*s]
	if tv.Value != nil || tv.IsNil() || tv.IsType() {
		return nil
	}
	if id, ok := (*s).(*ast.Ident); ok && f.l.info.Uses[id] != nil && f.l.info.Types[id].Type == nil {
		return nil // a package
	}
	return f.l.keep(s)
}

func isReference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return false
}
