package lift

import (
	"go/ast"
	"go/token"
)

// huge is the number of branches from which on a function takes package ssa noticeably longer.
const huge = 1000

// Huge reports whether a function in f, literals included, or all initialisers together have so many
// branches that they should be lifted here.
func Huge(f *ast.File) bool {
	inits := 0
	for _, d := range f.Decls {
		n := branches(d)
		if _, ok := d.(*ast.FuncDecl); !ok {
			inits += n
			n = inits
		}
		if n >= huge {
			return true
		}
	}
	return false
}

func branches(d ast.Decl) int {
	count := 0
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.CommClause:
			count++
		case *ast.CaseClause:
			count += max(1, len(n.List))
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				count++
			}
		}
		return true
	})
	return count
}
