package lower

import (
	"go/ast"
	"go/types"
)

// A slot is where a value stands that might be called by what can be seen.
type slot struct {
	at   *ast.Expr
	kind slotKind
	// several says that the value is the first of those that the expression gives.
	several bool
}

type slotKind int

const (
	called   slotKind = iota // itself
	given                    // to a function of the package
	kept                     // by a variable that the body calls, or gives to such a function
	returned                 // to callers that may call it
)

// slots finds the slots in a body.
func (l *lowerer) slots(body *ast.BlockStmt) []slot {
	var found []slot
	runs := l.runVariables(body)
	keeps := func(id *ast.Ident, i, names int, values []ast.Expr) {
		if !runs[l.info.ObjectOf(id)] {
			return
		}
		if names == len(values) {
			found = append(found, slot{at: &values[i], kind: kept})
		} else if i == 0 && len(values) == 1 {
			found = append(found, slot{at: &values[0], kind: kept, several: true})
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = append(found, slot{at: &n.Fun, kind: called})
			if l.decls[l.callee(n)] != nil || l.runOf(n) != nil {
				for i := range n.Args {
					found = append(found, slot{at: &n.Args[i], kind: given})
				}
			}
		case *ast.AssignStmt:
			for i, x := range n.Lhs {
				if id, ok := x.(*ast.Ident); ok {
					keeps(id, i, len(n.Lhs), n.Rhs)
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				keeps(id, i, len(n.Names), n.Values)
			}
		case *ast.ReturnStmt:
			for i := range n.Results {
				found = append(found, slot{at: &n.Results[i], kind: returned})
			}
		}
		return true
	})
	return found
}

// runVariables finds the variables that a body calls, or gives to functions of the package.
func (l *lowerer) runVariables(body *ast.BlockStmt) map[types.Object]bool {
	found := map[types.Object]bool{}
	note := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			found[l.info.Uses[id]] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			note(call.Fun)
			if l.decls[l.callee(call)] != nil {
				for _, a := range call.Args {
					note(a)
				}
			}
		}
		return true
	})
	delete(found, nil)
	return found
}
