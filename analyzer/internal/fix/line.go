package fix

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A line is where a statement stands in formatted source.
type line struct {
	src    *Source
	file   *ast.File
	indent string         // what its line begins with
	body   *ast.BlockStmt // of a function that is one line, with this statement alone; or nil
}

// line finds the statement around the innermost node of a path. It fails where the statement does not stand at the
// beginning of a line and is not the body of a function.
func (s *Source) line(path []ast.Node) (line, bool) {
	at := -1
	for i, n := range path {
		if _, ok := n.(ast.Stmt); ok {
			at = i
			break
		}
	}
	if at < 0 || at+1 >= len(path) {
		return line{}, false
	}
	if parent, ok := path[at+1].(*ast.IfStmt); ok && (parent.Init == path[at] || parent.Else == path[at]) {
		return s.line(path[at+1:])
	}
	l := line{src: s, file: path[len(path)-1].(*ast.File)}
	switch parent := path[at+1].(type) {
	case *ast.BlockStmt:
		if s.lineOf(parent.Lbrace) == s.lineOf(path[at].Pos()) {
			fn, ok := path[at+2].(*ast.FuncDecl)
			l.indent, l.body = "\t", parent
			return l, ok && len(parent.List) == 1 && s.lineOf(fn.Pos()) == s.lineOf(parent.Rbrace) && !s.comments(l.file, parent)
		}
	case *ast.CaseClause:
		if s.lineOf(parent.Colon) == s.lineOf(path[at].Pos()) {
			return line{}, false
		}
	case *ast.CommClause:
		if s.lineOf(parent.Colon) == s.lineOf(path[at].Pos()) {
			return line{}, false
		}
	default:
		return line{}, false
	}
	if s.commentBefore(l.file, path[at]) {
		return line{}, false
	}
	l.indent = strings.Repeat("\t", s.Fset.PositionFor(path[at].Pos(), false).Column-1)
	return l, true
}

// end returns the end of what ends at pos, and of a comment that stands behind it on its line.
func (l line) end(pos token.Pos) token.Pos {
	if l.body != nil {
		return pos
	}
	s := l.src
	for _, g := range l.file.Comments {
		if g.Pos() >= pos && s.lineOf(g.Pos()) == s.lineOf(pos) && s.lineOf(g.End()) == s.lineOf(pos) {
			return g.End()
		}
	}
	return pos
}

// open gives the statement lines of its own, before which and behind which edits are made.
func (l line) open(edits []analysis.TextEdit) []analysis.TextEdit {
	if l.body == nil || len(edits) == 0 {
		return edits
	}
	stmt := l.body.List[0]
	return append(append([]analysis.TextEdit{
		{Pos: l.body.Lbrace + 1, End: stmt.Pos(), NewText: []byte("\n\t")},
	}, edits...), analysis.TextEdit{Pos: stmt.End(), End: l.body.Rbrace, NewText: []byte("\n")})
}

func (s *Source) lineOf(p token.Pos) int { return s.Fset.PositionFor(p, false).Line }

// comments reports whether comments stand in a node.
func (s *Source) comments(file *ast.File, n ast.Node) bool {
	return slices.ContainsFunc(file.Comments, func(g *ast.CommentGroup) bool { return n.Pos() <= g.Pos() && g.End() <= n.End() })
}

// commentBefore reports whether a comment stands before a node on its line.
func (s *Source) commentBefore(file *ast.File, n ast.Node) bool {
	return slices.ContainsFunc(file.Comments, func(g *ast.CommentGroup) bool {
		return g.End() <= n.Pos() && s.lineOf(g.End()) == s.lineOf(n.Pos())
	})
}
