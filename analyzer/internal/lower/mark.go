package lower

import (
	"go/ast"
	"go/types"
)

// A mark is a variable that is declared and looked at, and does nothing. Statements are rewritten,
// copied and left out; what stands just before them stays.

// hasMarks reports whether a body of the source has a marked statement.
func (l *lowerer) hasMarks(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(ast.Stmt); ok && !found {
			found = l.lib.Marked(s) > 0
		}
		return !found
	})
	return found
}

// copyMark marks the copy of a marked statement, and notes the copy of a mark. Who goes to a label comes to what it labels, and so
// that is marked in its place.
func (l *lowerer) copyMark(from, to ast.Node) {
	if e, ok := from.(ast.Expr); ok && l.marks[e] > 0 {
		l.marks[to.(ast.Expr)] = l.marks[e]
	}
	s, ok := from.(ast.Stmt)
	if !ok {
		return
	}
	n := l.lib.Marked(s)
	if n == 0 {
		n = l.marked[s]
	}
	if n == 0 {
		return
	}
	out := to.(ast.Stmt)
	for labeled, ok := out.(*ast.LabeledStmt); ok; labeled, ok = out.(*ast.LabeledStmt) {
		out = labeled.Stmt
	}
	l.marked[out] = n
}

// mark returns the mark of a statement, if it has one.
func (l *lowerer) mark(s ast.Stmt) []ast.Stmt {
	n := l.marked[s]
	if n == 0 {
		return nil
	}
	v := l.variable("mark", types.Typ[types.Bool])
	look := l.use(v)
	l.marks[look] = n
	return []ast.Stmt{l.declare(v), l.evaluate(look)}
}
