package mutate

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// A clause is a statement in a list that can be a guard, and the next operation behind it.
type clause struct {
	list   []ast.Stmt
	at, op int
}

// eachClause calls change for each clause and puts the list that it returns in its list's place.
func (f *faulty) eachClause(change func(clause) []ast.Stmt) {
	f.eachList(func(list []ast.Stmt) []ast.Stmt {
		for at := len(list) - 1; at >= 0; at-- {
			if !f.guardLike(list[at]) {
				continue
			}
			op := slices.IndexFunc(list[at:], func(s ast.Stmt) bool { return f.ops.in(s) })
			if op > 0 && f.take() {
				list = change(clause{list, at, at + op})
			}
		}
		return list
	})
}

// guardLike reports whether s is an if statement without else or a call of a function of the
// package, and has no effect on the function's variables.
func (f *faulty) guardLike(s ast.Stmt) bool {
	switch x := s.(type) {
	case *ast.IfStmt:
		return x.Else == nil && !f.ops.in(s) && !f.assigns(s)
	case *ast.ExprStmt:
		c, ok := x.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		fn := typeutil.StaticCallee(f.Info, c)
		return fn != nil && fn.Pkg() == f.Types && !f.ops.in(s) && !f.assigns(s)
	}
	return false
}

// blindClause lets an if statement decide by something unknown, and drops a call.
func (f *faulty) blindClause(c clause) []ast.Stmt {
	i, ok := c.list[c.at].(*ast.IfStmt)
	if !ok {
		return dropClause(c)
	}
	i.Cond = call(f.opaque())
	return c.list
}

func dropClause(c clause) []ast.Stmt { return slices.Delete(c.list, c.at, c.at+1) }

// moveClause moves the clause behind the operation. What that returned is returned behind both.
func (f *faulty) moveClause(c clause) []ast.Stmt {
	guard := c.list[c.at]
	after := []ast.Stmt{c.list[c.op], guard}
	if r, ok := c.list[c.op].(*ast.ReturnStmt); ok && len(r.Results) == 1 && f.isCall(r.Results[0]) {
		names := f.names(r.Results[0])
		after = []ast.Stmt{define(r.Results[0], names...), guard, ret(names...)}
	}
	list := slices.Clone(c.list[:c.at])
	list = append(list, c.list[c.at+1:c.op]...)
	list = append(list, after...)
	return append(list, c.list[c.op+1:]...)
}
