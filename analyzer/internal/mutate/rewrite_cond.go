package mutate

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/astutil"
)

// negateTwice writes !!c for a condition c.
func negateTwice(e *edit) {
	e.eachCond(func(c ast.Expr) ast.Expr {
		if e.take() {
			return not(not(c))
		}
		return c
	})
}

// deMorgan writes !(!a || !b) for a && b, and the other way round.
func deMorgan(e *edit) {
	astutil.Apply(e.fn.Body, nil, func(c *astutil.Cursor) bool {
		b, ok := c.Node().(*ast.BinaryExpr)
		dual := map[token.Token]token.Token{token.LAND: token.LOR, token.LOR: token.LAND}
		if ok && dual[b.Op] != 0 && e.take() {
			c.Replace(not(&ast.BinaryExpr{X: not(b.X), Op: dual[b.Op], Y: not(b.Y)}))
		}
		return true
	})
}

// swapOperands writes b == a for a == b, and !(b == a) for a != b.
func swapOperands(e *edit) {
	astutil.Apply(e.fn.Body, nil, func(c *astutil.Cursor) bool {
		b, ok := c.Node().(*ast.BinaryExpr)
		if !ok || b.Op != token.EQL && b.Op != token.NEQ || hasCall(b.X) && hasCall(b.Y) || !e.take() {
			return true
		}
		equal := &ast.BinaryExpr{X: b.Y, Op: token.EQL, Y: b.X}
		if b.Op == token.EQL {
			c.Replace(equal)
		} else {
			c.Replace(not(equal))
		}
		return true
	})
}

func hasCall(x ast.Node) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		_, isCall := n.(*ast.CallExpr)
		found = found || isCall
		return !found
	})
	return found
}

// compareWithTrue writes c == true for a condition c, unless the function has a true of its own.
func compareWithTrue(e *edit) {
	for id, obj := range e.Info.Defs {
		if obj != nil && id.Name == "true" && e.fn.Pos() <= id.Pos() && id.Pos() < e.fn.End() {
			return
		}
	}
	e.eachCond(func(c ast.Expr) ast.Expr {
		if e.take() {
			return &ast.BinaryExpr{X: paren(c), Op: token.EQL, Y: ast.NewIdent("true")}
		}
		return c
	})
}

// nameCondition writes v := c; if v for if c. Labels are not to be in the way of a declaration.
func nameCondition(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		i, ok := s.(*ast.IfStmt)
		if !ok || !e.take() {
			return nil
		}
		var list []ast.Stmt
		if i.Init != nil {
			list = append(list, i.Init)
		}
		name := e.fresh()
		list = append(list, define(i.Cond, name), &ast.IfStmt{Cond: name, Body: i.Body, Else: i.Else})
		if i.Init == nil && !flowOf(e.fn.Body.List...).labels {
			return list
		}
		return []ast.Stmt{block(list...)}
	})
}

// breakForCondition writes for { if !c { break }; ... } for for c { ... }.
func breakForCondition(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		if l, ok := s.(*ast.ForStmt); ok && l.Cond != nil && e.take() {
			leave := &ast.IfStmt{Cond: not(l.Cond), Body: block(&ast.BranchStmt{Tok: token.BREAK})}
			l.Cond = nil
			l.Body.List = append([]ast.Stmt{leave}, l.Body.List...)
		}
		return nil
	})
}

// insertCall puts a call of a function that does nothing in front of each statement.
func insertCall(e *edit) {
	var nop *ast.Ident
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		var out []ast.Stmt
		for _, s := range list {
			if e.take() {
				if nop == nil {
					nop = e.fresh()
					e.add(nop, &ast.FuncType{Params: &ast.FieldList{}})
				}
				out = append(out, do(call(nop)))
			}
			out = append(out, s)
		}
		return out
	})
}
