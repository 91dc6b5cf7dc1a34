package truth

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// loop returns the statements that count its iterations. A loop of fixed length
// may run to its end.
func (in *instrumenter) loop(s ast.Stmt, fixed bool) (enter, tick ast.Stmt) {
	id, count := in.line(s), "Tick"
	if fixed {
		count = "TickFixed"
	}
	return &ast.ExprStmt{X: lab("Enter", id)}, &ast.ExprStmt{X: lab(count, id)}
}

func (in *instrumenter) loopBody(b *ast.BlockStmt, label string, tick ast.Stmt) {
	after := in.after
	in.after = []string{"continue", "continue " + label}
	in.block(b)
	b.List = append([]ast.Stmt{tick}, b.List...)
	in.after = after
}

// constantBound reports whether a loop's condition compares with a constant.
func constantBound(cond ast.Expr) bool {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	_, ok = b.Y.(*ast.BasicLit)
	return ok
}

// knownLength reports whether the program itself bounds a range over x.
func (in *instrumenter) knownLength(x ast.Expr) bool {
	if _, call := ast.Unparen(x).(*ast.CallExpr); call {
		return false
	}
	_, fn := in.info.TypeOf(x).Underlying().(*types.Signature)
	return !fn
}

// ranged rewrites what a loop ranges over.
func (in *instrumenter) ranged(x ast.Expr) ast.Expr {
	switch t := in.info.TypeOf(x).Underlying().(type) {
	case *types.Chan:
		return lab("Drain", in.expr(x))
	case *types.Signature:
		yield := t.Params().At(0).Type().Underlying().(*types.Signature)
		return lab(fmt.Sprint("Seq", yield.Params().Len()), in.expr(x))
	}
	return in.expr(x)
}

// selectStmt turns a select into a choice among the clauses that are ready.
func (in *instrumenter) selectStmt(s *ast.SelectStmt) []ast.Stmt {
	var before []ast.Stmt
	hold := func(e ast.Expr) ast.Expr {
		in.temps++
		name := ast.NewIdent(fmt.Sprint("labSel", in.temps))
		before = append(before, &ast.AssignStmt{Lhs: []ast.Expr{name}, Tok: token.DEFINE, Rhs: []ast.Expr{e}})
		return name
	}
	ready := []ast.Expr{ast.NewIdent("false")}
	var clauses []ast.Stmt
	for _, c := range s.Body.List {
		c := c.(*ast.CommClause)
		var comm ast.Stmt
		index := len(ready) - 1
		switch s := c.Comm.(type) {
		case nil:
			ready[0], index = ast.NewIdent("true"), -1
		case *ast.SendStmt:
			ch := hold(in.expr(s.Chan))
			ready = append(ready, lab("CanSend", ch))
			comm = &ast.SendStmt{Chan: ch, Value: in.expr(s.Value)}
		case *ast.ExprStmt:
			recv := ast.Unparen(s.X).(*ast.UnaryExpr)
			recv.X = hold(in.expr(recv.X))
			ready, comm = append(ready, lab("CanRecv", recv.X)), s
		case *ast.AssignStmt:
			recv := ast.Unparen(s.Rhs[0]).(*ast.UnaryExpr)
			recv.X = hold(in.expr(recv.X))
			ready, comm = append(ready, lab("CanRecv", recv.X)), s
		}
		body := in.stmts(c.Body)
		if comm != nil {
			body = append([]ast.Stmt{comm}, body...)
		}
		clauses = append(clauses, &ast.CaseClause{List: []ast.Expr{number(index)}, Body: body})
	}
	before = append(before, &ast.SwitchStmt{
		Tag: lab("Select", ready...), Body: &ast.BlockStmt{List: clauses},
	})
	return []ast.Stmt{&ast.BlockStmt{List: before}}
}
