package directive

import (
	"go/ast"
	"go/token"
)

// A layout says what stands on the lines of a file. Lines are those of the file itself: a
// //line comment does not move them.
type layout struct {
	file     *token.File
	pkg      int               // line of the package clause
	code     map[int]token.Pos // first code on the line; what neither begins nor ends there is not seen
	comments map[int]bool      // lines that a comment reaches
	decls    map[int]Target    // outermost declaration that begins on the line
	stmts    map[int]ast.Stmt  // outermost statement that begins on the line
}

func newLayout(file *token.File, f *ast.File) *layout {
	l := &layout{
		file: file, code: map[int]token.Pos{}, comments: map[int]bool{},
		decls: map[int]Target{}, stmts: map[int]ast.Stmt{},
	}
	l.pkg = l.line(f.Package)
	l.mark(f.Package)
	for _, g := range f.Comments {
		for _, c := range g.List {
			for n := l.line(c.Pos()); n <= l.line(c.End()); n++ {
				l.comments[n] = true
			}
		}
	}
	ast.Inspect(f, l.visit)
	return l
}

func (l *layout) line(pos token.Pos) int { return l.file.PositionFor(pos, false).Line }

func (l *layout) mark(pos token.Pos) {
	n := l.line(pos)
	if first, ok := l.code[n]; !ok || pos < first {
		l.code[n] = pos
	}
}

func (l *layout) visit(n ast.Node) bool {
	switch n := n.(type) {
	case nil, *ast.CommentGroup, *ast.Comment:
		return false
	case *ast.File:
		return true
	case *ast.FuncDecl:
		l.declare(n, function)
	case *ast.GenDecl, ast.Spec:
		l.declare(n, other)
	case *ast.StructType:
		for _, f := range n.Fields.List {
			l.declare(f, structField)
		}
	case *ast.InterfaceType:
		for _, f := range n.Methods.List {
			if len(f.Names) > 0 {
				l.declare(f, interfaceMethod)
			} else {
				l.declare(f, embedded)
			}
		}
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		// Parts of statements.
	case ast.Stmt:
		if at := l.line(n.Pos()); l.stmts[at] == nil {
			l.stmts[at] = n
		}
	}
	if pos, end := n.Pos(), n.End(); pos.IsValid() && pos < end { // not so for an omitted list
		l.mark(pos)
		l.mark(end - 1)
	}
	return true
}

func (l *layout) declare(n ast.Node, k kind) {
	if at := l.line(n.Pos()); l.decls[at].kind == none {
		l.decls[at] = Target{Decl: n, kind: k}
	}
}

// target finds what a directive at pos speaks of; ok is false if there is no such thing.
func (l *layout) target(pos token.Pos) (t Target, ok bool) {
	line := l.line(pos)
	first, isCode := l.code[line]
	alone := !isCode || pos < first
	if alone {
		for line++; l.comments[line] && !l.begins(line); line++ {
		}
	}
	if !l.begins(line) || line == l.pkg {
		return Target{}, false
	}
	if d := l.decls[line]; d.Decl != nil && d.Decl.Pos() == l.code[line] {
		t = d
	}
	// What stands in a declaration is not what begins on its line.
	if s := l.stmts[line]; s != nil && (t.Decl == nil || s.Pos() == t.Decl.Pos()) {
		t.Statement = s
	}
	if alone && t.Decl != nil {
		t.Pos, t.End = t.Decl.Pos(), t.Decl.End()
	} else {
		t.Pos, t.End = l.bounds(line)
	}
	return t, true
}

// begins reports whether code stands on the line.
func (l *layout) begins(line int) bool {
	_, ok := l.code[line]
	return ok
}

// bounds returns where a line begins and where the next one does.
func (l *layout) bounds(line int) (pos, end token.Pos) {
	if line == l.file.LineCount() {
		return l.file.LineStart(line), token.Pos(l.file.Base() + l.file.Size() + 1)
	}
	return l.file.LineStart(line), l.file.LineStart(line + 1)
}
