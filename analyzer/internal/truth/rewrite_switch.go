package truth

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// switchStmt turns a switch on an error, an error code or an rcode into one without tag,
// so that each case is a test of its own; the order of the tests is the same.
func (in *instrumenter) switchStmt(s *ast.SwitchStmt) []ast.Stmt {
	tagType := in.info.TypeOf(s.Tag)
	tag := s.Tag
	coded := tag != nil && (isError(tagType) || isErrno(tagType) || isInt(tagType)) && slices.ContainsFunc(s.Body.List,
		func(c ast.Stmt) bool { return c.(*ast.CaseClause).List != nil })
	before := in.init(&s.Init)
	if coded && asIdent(tag) == nil {
		in.temps++
		name := ast.NewIdent(fmt.Sprintf("labTag%d", in.temps))
		bind := &ast.AssignStmt{Lhs: []ast.Expr{name}, Tok: token.DEFINE, Rhs: []ast.Expr{in.expr(tag)}}
		tag = name
		if s.Init != nil {
			before = append(before, s.Init)
			s.Init = nil
		}
		before = append(before, bind)
	}
	switch {
	case coded:
		s.Tag = nil
	case isBool(tagType):
		s.Tag = in.use(s.Tag)
	default:
		s.Tag = in.expr(s.Tag)
	}
	vain := in.vainClauses(s)
	for i, c := range s.Body.List {
		in.clause(c.(*ast.CaseClause), func(e ast.Expr) ast.Expr {
			use := "Use"
			if vain[i] {
				use = "Vain"
			}
			switch {
			case coded:
				return lab(use, lab("Begin"), in.caseTest(tag, tagType, e))
			case s.Tag == nil:
				return lab(use, lab("Begin"), in.expr(e))
			}
			return in.expr(e)
		})
	}
	return grouped(before, s)
}

func (in *instrumenter) caseTest(tag ast.Expr, tagType types.Type, e ast.Expr) ast.Expr {
	code, ok := in.errnoCode(e)
	switch {
	case ok && isErrno(tagType):
		return lab("EqErrno", tag, number(code))
	case ok:
		return lab("Eq", tag, number(code))
	case isInt(tagType):
		return lab("EqInt", tag, in.expr(e))
	case in.info.Types[e].IsNil():
		return &ast.BinaryExpr{X: tag, Op: token.EQL, Y: ast.NewIdent("nil")}
	}
	return lab("EqErr", tag, in.expr(e))
}

// typeAsserted returns the x.(type) of a type switch.
func typeAsserted(assign ast.Stmt) *ast.TypeAssertExpr {
	if s, ok := assign.(*ast.AssignStmt); ok {
		return s.Rhs[0].(*ast.TypeAssertExpr)
	}
	return assign.(*ast.ExprStmt).X.(*ast.TypeAssertExpr)
}

// looksBehind reports whether a type switch on an error asks for wrappers.
func (in *instrumenter) looksBehind(s *ast.TypeSwitchStmt) bool {
	return isError(in.info.TypeOf(typeAsserted(s.Assign).X)) && slices.ContainsFunc(s.Body.List, func(c ast.Stmt) bool {
		return slices.ContainsFunc(c.(*ast.CaseClause).List, func(e ast.Expr) bool {
			return !isErrno(in.info.TypeOf(e)) && !in.info.Types[e].IsNil()
		})
	})
}

func (in *instrumenter) clause(c *ast.CaseClause, f func(ast.Expr) ast.Expr) {
	for i, e := range c.List {
		c.List[i] = f(e)
	}
	c.Body = in.stmts(c.Body)
}

// vain reports whether a branch with this body goes where execution goes without
// it, and does nothing on the way. docs/rule.md does not say whether a test that
// decides only that is a test, so the truth test leaves it open.
func (in *instrumenter) vain(body []ast.Stmt) bool {
	if len(body) == 0 {
		return true
	}
	jump := ""
	switch s := body[0].(type) {
	case *ast.BranchStmt:
		jump = s.Tok.String()
		if s.Label != nil {
			jump += " " + s.Label.Name
		}
	case *ast.ReturnStmt:
		if s.Results == nil {
			jump = "return"
		}
	}
	return slices.Contains(in.after, jump)
}

// vainClauses reports for each clause whether the outcome of its test changes
// nothing: it is vain itself and so is everything that comes after it.
func (in *instrumenter) vainClauses(s *ast.SwitchStmt) []bool {
	out := make([]bool, len(s.Body.List))
	vain := true
	for _, c := range s.Body.List {
		if c := c.(*ast.CaseClause); c.List == nil {
			vain = in.vain(c.Body) // what runs when no test holds
		}
	}
	for i, c := range slices.Backward(s.Body.List) {
		vain = vain && in.vain(c.(*ast.CaseClause).Body)
		out[i] = vain
	}
	return out
}
