package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// switchStmt rewrites a switch. Where something is written out for one of its cases, they are compared
// first, in their order, and the switch is left to choose between their numbers.
func (f *frame) switchStmt(s *ast.SwitchStmt) []ast.Stmt {
	pre := f.init(&s.Init)
	if s.Tag != nil {
		pre = f.after(pre, &s.Init, f.operands(&s.Tag))
	}
	if f.concernsCase(s.Body) {
		pre = f.after(pre, &s.Init, f.chosen(s))
	}
	f.clauses(s.Body)
	return append(pre, s)
}

func (f *frame) concernsCase(b *ast.BlockStmt) bool {
	for _, c := range b.List {
		for _, e := range c.(*ast.CaseClause).List {
			if f.concerns(e) {
				return true
			}
		}
	}
	return false
}

// chosen makes statements that find the number of a switch's case, and the switch one over that number.
func (f *frame) chosen(s *ast.SwitchStmt) []ast.Stmt {
	l := f.l
	number := l.variable("case", types.Typ[types.Int])
	out := []ast.Stmt{l.declare(number)}
	var tag *types.Var
	if s.Tag != nil {
		out = append(out, l.keep(&s.Tag)...)
		tag = l.info.Uses[s.Tag.(*ast.Ident)].(*types.Var)
	}
	found := l.label("chosen")
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		for _, e := range c.List {
			out = append(out, f.operands(&e)...)
			if tag != nil {
				e = &ast.BinaryExpr{X: l.use(tag), OpPos: e.Pos(), Op: token.EQL, Y: e}
				l.typed(e, types.Typ[types.Bool])
			}
			out = append(out, when(e, l.assign(number, l.number(i+1)), l.jump(found)))
		}
		if len(c.List) > 0 {
			c.List = []ast.Expr{l.number(i + 1)}
		}
	}
	s.Tag = l.use(number)
	return append(out, l.here(found))
}

// communications returns what a select computes before it waits.
func communications(b *ast.BlockStmt) []*ast.Expr {
	var slots []*ast.Expr
	receives := func(e ast.Expr) {
		slots = append(slots, &ast.Unparen(e).(*ast.UnaryExpr).X)
	}
	for _, c := range b.List {
		switch comm := c.(*ast.CommClause).Comm.(type) {
		case *ast.SendStmt:
			slots = append(slots, &comm.Chan, &comm.Value)
		case *ast.ExprStmt:
			receives(comm.X)
		case *ast.AssignStmt:
			receives(comm.Rhs[0])
		}
	}
	return slots
}
