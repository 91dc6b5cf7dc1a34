package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Turn turns the conditions round that depend on the checks at the given places: the operand of an if statement's
// condition that the check stands in, or the only one that asks for the variable that has its answer. It returns nil
// unless it can do so for each of them.
func (s *Source) Turn(checks []token.Pos) []analysis.TextEdit {
	var all []analysis.TextEdit
	for _, pos := range checks {
		edits := s.turnAt(pos)
		if edits == nil {
			return nil
		}
		all = append(all, edits...)
	}
	return all
}

func (s *Source) turnAt(pos token.Pos) []analysis.TextEdit {
	path, _ := s.path(pos)
	if operand := s.operand(path, pos); operand != nil {
		return s.turn(operand)
	}
	for i, n := range path {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for _, wanted := range []func(types.Type) bool{isBool, isError} {
			for _, lhs := range assign.Lhs {
				if id, ok := lhs.(*ast.Ident); ok && id.Name != "_" && wanted(s.Info.TypeOf(id)) {
					if asks := s.asks(path[i:], id); len(asks) == 1 {
						return s.turn(asks[0])
					}
					return nil
				}
			}
		}
		return nil
	}
	return nil
}

// operand returns the operand of an if statement's condition, between its && and ||, that has pos in it; nil if it
// is in none.
func (s *Source) operand(path []ast.Node, pos token.Pos) ast.Expr {
	var last ast.Expr
	for i, n := range path {
		if i > 0 && last != nil {
			if stmt, ok := n.(*ast.IfStmt); ok {
				if stmt.Cond != last {
					return nil
				}
				return leaf(stmt.Cond, pos)
			}
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return nil
		case ast.Expr:
			last = n
		default:
			return nil
		}
	}
	return nil
}

// leaf returns the operand of && and || in x that has pos in it.
func leaf(x ast.Expr, pos token.Pos) ast.Expr {
	switch b := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if b.Op == token.LAND || b.Op == token.LOR {
			if pos < b.OpPos {
				return leaf(b.X, pos)
			}
			return leaf(b.Y, pos)
		}
	case *ast.UnaryExpr:
		if inner, ok := ast.Unparen(b.X).(*ast.BinaryExpr); ok && b.Op == token.NOT && (inner.Op == token.LAND || inner.Op == token.LOR) {
			return leaf(inner, pos)
		}
	}
	return x
}

// turn negates a condition in the way in which one writes that.
func (s *Source) turn(x ast.Expr) []analysis.TextEdit {
	switch c := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return []analysis.TextEdit{{Pos: c.Pos(), End: c.X.Pos()}}
		}
	case *ast.BinaryExpr:
		other := map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL}[c.Op]
		if other == token.ILLEGAL {
			return nil
		}
		return []analysis.TextEdit{{Pos: c.OpPos, End: c.OpPos + 2, NewText: []byte(other.String())}}
	case *ast.CallExpr, *ast.Ident, *ast.SelectorExpr:
		return []analysis.TextEdit{insert(x.Pos(), "!")}
	}
	return nil
}

// asks returns the operands of conditions that ask for the variable which is defined by name.
func (s *Source) asks(path []ast.Node, name *ast.Ident) []ast.Expr {
	obj, ok := s.Info.Defs[name].(*types.Var)
	if !ok {
		return nil // another assignment's too
	}
	var all []ast.Expr
	ast.Inspect(path[len(path)-1], func(n ast.Node) bool {
		if u, ok := n.(*ast.Ident); ok && s.Info.Uses[u] == obj {
			at, _ := s.path(u.Pos())
			if x := s.operand(at, u.Pos()); x != nil {
				all = append(all, x)
			}
		}
		return true
	})
	return all
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}
