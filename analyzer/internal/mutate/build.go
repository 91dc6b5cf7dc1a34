package mutate

import (
	"go/ast"
	"go/token"
)

func block(list ...ast.Stmt) *ast.BlockStmt { return &ast.BlockStmt{List: list} }

func paren(x ast.Expr) ast.Expr {
	switch x.(type) {
	case *ast.Ident, *ast.CallExpr, *ast.SelectorExpr, *ast.ParenExpr:
		return x
	}
	return &ast.ParenExpr{X: x}
}

func not(x ast.Expr) ast.Expr { return &ast.UnaryExpr{Op: token.NOT, X: paren(x)} }

func call(fun ast.Expr, args ...ast.Expr) *ast.CallExpr { return &ast.CallExpr{Fun: fun, Args: args} }

// define declares variables: names := x.
func define(x ast.Expr, names ...ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: names, Tok: token.DEFINE, Rhs: []ast.Expr{x}}
}

func ret(results ...ast.Expr) ast.Stmt { return &ast.ReturnStmt{Results: results} }

func do(x ast.Expr) ast.Stmt { return &ast.ExprStmt{X: x} }

func literal(t *ast.FuncType, list ...ast.Stmt) *ast.FuncLit {
	return &ast.FuncLit{Type: t, Body: block(list...)}
}

func results(types ...ast.Expr) *ast.FieldList {
	if len(types) == 0 {
		return nil
	}
	list := &ast.FieldList{}
	for _, t := range types {
		list.List = append(list.List, &ast.Field{Type: t})
	}
	return list
}
