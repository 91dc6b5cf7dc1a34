package truth

import (
	"go/ast"
	"go/types"
)

func (in *instrumenter) assign(s *ast.AssignStmt) []ast.Stmt {
	for _, e := range s.Lhs {
		if ix, ok := e.(*ast.IndexExpr); ok {
			ix.X, ix.Index = in.expr(ix.X), in.expr(ix.Index)
		}
	}
	if len(s.Lhs) != len(s.Rhs) {
		return in.assignTuple(s)
	}
	for i, e := range s.Rhs {
		switch id := asIdent(s.Lhs[i]); {
		case id == nil:
			s.Rhs[i] = in.value(e, in.variable(s.Lhs[i]))
		case id.Name == "_" && asIdent(e) != nil:
			// It only keeps the compiler quiet: no read.
		case id.Name == "_" && isBool(in.info.TypeOf(e)):
			s.Rhs[i] = lab("Drop", lab("Begin"), in.expr(e))
		default:
			s.Rhs[i] = in.value(e, in.variable(id))
		}
	}
	return []ast.Stmt{s}
}

// variable returns the variable or field that e names, if it does.
func (in *instrumenter) variable(e ast.Expr) *types.Var {
	if id := nameOf(e); id != nil {
		v, _ := in.info.ObjectOf(id).(*types.Var)
		return v
	}
	return nil
}

// assignTuple rewrites an assignment of several results. A test that one of them
// is the outcome of belongs to the variable that takes it.
func (in *instrumenter) assignTuple(s *ast.AssignStmt) []ast.Stmt {
	call := false
	switch e := ast.Unparen(s.Rhs[0]).(type) {
	case *ast.CallExpr:
		fn := in.callee(e)
		call = fn == nil || in.local[fn]
		s.Rhs[0] = in.expr(e)
	case *ast.UnaryExpr:
		s.Rhs[0] = lab("Recv2", in.expr(e.X))
	case *ast.IndexExpr:
		s.Rhs[0] = in.index(e, "Lookup2")
		call = s.Rhs[0] != ast.Expr(e)
	default:
		s.Rhs[0] = in.expr(e)
	}
	bind := lab("Bind", text("_"), ast.NewIdent("false"))
	for _, e := range s.Lhs {
		if v := in.variable(e); v != nil && isBool(v.Type()) {
			bind = lab("Bind", in.key(v), in.isRead(v))
		}
	}
	if !call {
		return []ast.Stmt{s}
	}
	return []ast.Stmt{&ast.ExprStmt{X: lab("Begin")}, s, &ast.ExprStmt{X: bind}}
}
