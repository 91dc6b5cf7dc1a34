package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// sweep removes what gives known functions to variables that nothing reads any more.
func (l *lowerer) sweep(body *ast.BlockStmt) {
	l.compared(body)
	for l.sweepOnce(body) {
	}
}

func (l *lowerer) sweepOnce(body *ast.BlockStmt) bool {
	used := l.read(body)
	dead := func(e ast.Expr) bool {
		v := l.holds(e)
		return v != nil && !used[v]
	}
	removed := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i := len(n.Lhs) - 1; i >= 0 && len(n.Lhs) == len(n.Rhs); i-- {
				if dead(n.Lhs[i]) {
					n.Lhs = append(n.Lhs[:i:i], n.Lhs[i+1:]...)
					n.Rhs = append(n.Rhs[:i:i], n.Rhs[i+1:]...)
					removed = true
				}
			}
		case *ast.ValueSpec:
			for i := len(n.Values) - 1; i >= 0 && len(n.Names) == len(n.Values); i-- {
				if dead(n.Names[i]) {
					n.Names = append(n.Names[:i:i], n.Names[i+1:]...)
					n.Values = append(n.Values[:i:i], n.Values[i+1:]...)
					removed = true
				}
			}
		}
		return true
	})
	return removed
}

// holds returns the variable that e names, if it holds a known function, or one of several.
func (l *lowerer) holds(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := l.info.ObjectOf(id).(*types.Var)
	if !ok || l.bound[v] == nil && l.choices[v] == nil {
		return nil
	}
	return v
}

// read finds what a body reads: names that are not only given a known function.
func (l *lowerer) read(body *ast.BlockStmt) map[types.Object]bool {
	read := map[types.Object]bool{}
	given := map[ast.Expr]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.ASSIGN && len(n.Lhs) == len(n.Rhs) {
				for _, x := range n.Lhs {
					if l.holds(x) != nil {
						given[ast.Unparen(x)] = true
					}
				}
			}
		case *ast.Ident:
			if obj := l.info.Uses[n]; obj != nil && !given[n] {
				read[obj] = true
			}
		}
		return true
	})
	return read
}
