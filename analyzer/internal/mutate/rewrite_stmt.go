package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// wrapInBlock puts the later half of each list into a block of its own.
func wrapInBlock(e *edit) {
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		half := len(list) / 2
		tail := list[half:]
		if f := flowOf(tail...); len(tail) == 0 || f.falls || hasLabel(tail) || !e.take() {
			return list
		}
		return append(list[:half:half], block(tail...))
	})
}

// hasLabel reports whether a label is declared among list.
func hasLabel(list []ast.Stmt) bool {
	found := false
	ast.Inspect(block(list...), func(n ast.Node) bool {
		_, isLabel := n.(*ast.LabeledStmt)
		found = found || isLabel
		return !found
	})
	return found
}

// loopOnce writes for { ...; break } for a list of statements.
func loopOnce(e *edit) {
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		if f := flowOf(list...); len(list) == 0 || f.breaks || f.continues || f.falls || hasLabel(list) || !e.take() {
			return list
		}
		body := block(list...)
		if !e.leavesAtEnd(list) {
			body.List = append(body.List, &ast.BranchStmt{Tok: token.BREAK})
		}
		return []ast.Stmt{&ast.ForStmt{Body: body}}
	})
}

// nameResult writes v := f(); return v for return f().
func nameResult(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		r, ok := s.(*ast.ReturnStmt)
		if !ok || len(r.Results) != 1 || !e.isCall(r.Results[0]) || !e.take() {
			return nil
		}
		names := e.names(r.Results[0])
		// A goto must not jump over a declaration.
		return []ast.Stmt{block(define(r.Results[0], names...), ret(names...))}
	})
}

// names returns fresh names for the values of x.
func (e *edit) names(x ast.Expr) []ast.Expr {
	n := 1
	if t, ok := e.Info.TypeOf(x).(*types.Tuple); ok {
		n = t.Len()
	}
	var names []ast.Expr
	for range n {
		names = append(names, e.fresh())
	}
	return names
}

// isCall reports whether x calls something that is no type and not built in.
func (e *edit) isCall(x ast.Expr) bool {
	c, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	tv := e.Info.Types[c.Fun]
	return tv.IsValue()
}

// nameArgument writes v := g(); f(v) for f(g()), where nothing else is called in between.
func nameArgument(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		x, ok := s.(*ast.ExprStmt)
		if !ok || !e.isCall(x.X) {
			return nil
		}
		outer := x.X.(*ast.CallExpr)
		if len(outer.Args) == 0 || hasCall(outer.Fun) || !e.isCall(outer.Args[0]) || !e.single(outer.Args[0]) || !e.take() {
			return nil
		}
		name := e.fresh()
		first := define(outer.Args[0], name)
		outer.Args[0] = name
		return []ast.Stmt{block(first, s)}
	})
}

// single reports whether x has one value.
func (e *edit) single(x ast.Expr) bool {
	_, tuple := e.Info.TypeOf(x).(*types.Tuple)
	return !tuple && !e.Info.Types[x].IsVoid()
}

// copyOnAssignment writes w := f(); v := w for v := f().
func copyOnAssignment(e *edit) {
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		var out []ast.Stmt
		for _, s := range list {
			if a, ok := s.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && plainAssign(a) && e.isCall(a.Rhs[0]) && e.take() {
				names := make([]ast.Expr, len(a.Lhs))
				for i := range names {
					names[i] = e.fresh()
				}
				out = append(out, define(a.Rhs[0], names...))
				a.Rhs = names
			}
			out = append(out, s)
		}
		return out
	})
}

// plainAssign reports whether a gives values to names: evaluating those has no effect.
func plainAssign(a *ast.AssignStmt) bool {
	for _, x := range a.Lhs {
		if _, ok := x.(*ast.Ident); !ok {
			return false
		}
	}
	return a.Tok == token.ASSIGN || a.Tok == token.DEFINE
}
