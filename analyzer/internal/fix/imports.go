package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// names gives the names by which packages are known at one place, and imports what has none yet.
type names struct {
	src   *Source
	file  *ast.File
	scope *types.Scope
	pos   token.Pos
	added []string // packages that the file has to import
}

func (s *Source) names(file *ast.File, pos token.Pos) *names {
	return &names{src: s, file: file, scope: s.scope(file, pos), pos: pos}
}

// of returns the name of a package; name is what it calls itself. It fails where something else hides the name,
// and where the package is neither imported nor of the standard library.
func (n *names) of(path, name string) (string, bool) {
	for _, spec := range n.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		local := name
		if spec.Name != nil {
			local = spec.Name.Name
		}
		if _, obj := n.scope.LookupParent(local, n.pos); obj != nil {
			if pkg, ok := obj.(*types.PkgName); ok && pkg.Imported().Path() == path {
				return local, true
			}
		}
		return "", false
	}
	if slices.Contains(n.added, path) {
		return name, true
	}
	if !standard[path] || n.taken(name) {
		return "", false
	}
	n.added = append(n.added, path)
	return name, true
}

// path returns the path of the package that calls itself by a name: the one that the file imports, or else the one
// of the standard library.
func (n *names) path(name string) string {
	path := name
	for _, p := range n.src.Pkg.Imports() {
		if p.Name() == name && slices.ContainsFunc(n.file.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == strconv.Quote(p.Path()) }) {
			path = p.Path()
		}
	}
	return path
}

// standard are the packages of the standard library that fixes may import.
var standard = map[string]bool{"errors": true, "fmt": true, "strings": true, "syscall": true}

// taken reports whether a name means something at the place, or in the package.
func (n *names) taken(name string) bool {
	_, obj := n.scope.LookupParent(name, n.pos)
	return obj != nil || n.src.Pkg.Scope().Lookup(name) != nil
}

// imports adds what the file has to import. There is one edit for each, wherever it is needed: fixes that are
// applied together have those in common then.
func (n *names) imports() []analysis.TextEdit {
	var edits []analysis.TextEdit
	for _, path := range slices.Sorted(slices.Values(n.added)) {
		edits = append(edits, n.add(path)...)
	}
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	return slices.CompactFunc(edits, func(a, b analysis.TextEdit) bool { return a.Pos == b.Pos && string(a.NewText) == string(b.NewText) })
}

// gap reports whether an empty line stands between two imports.
func (n *names) gap(a, b ast.Spec) bool {
	return n.src.lineOf(b.Pos()) > n.src.lineOf(a.End())+1
}

// add imports a package of the standard library: after the last of these that sorts before it, in the first group
// of imports.
func (n *names) add(path string) []analysis.TextEdit {
	quoted := strconv.Quote(path)
	for _, d := range n.file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			break
		}
		if !g.Lparen.IsValid() || len(g.Specs) == 0 {
			continue
		}
		var after ast.Spec
		for i, spec := range g.Specs {
			spec := spec.(*ast.ImportSpec)
			if !std(spec) || i > 0 && n.gap(g.Specs[i-1], spec) {
				break
			}
			if spec.Path.Value < quoted && spec.Comment == nil {
				after = spec
			}
		}
		if after != nil {
			return []analysis.TextEdit{insert(after.End(), "\n\t"+quoted)}
		}
		edits := []analysis.TextEdit{insert(g.Lparen+1, "\n\t"+quoted)}
		if first := g.Specs[0].(*ast.ImportSpec); !std(first) && n.endsLine(g.Lparen) {
			edits = append(edits, insert(g.Lparen+2, "\n"))
		}
		return edits
	}
	return []analysis.TextEdit{insert(n.file.Name.End(), "\n\nimport "+quoted)}
}

// std reports whether an import looks like one of the standard library.
func std(spec *ast.ImportSpec) bool {
	first, _, _ := strings.Cut(spec.Path.Value, "/")
	return !strings.Contains(first, ".")
}

// endsLine reports whether nothing stands behind a parenthesis in its line, in formatted source.
func (n *names) endsLine(p token.Pos) bool {
	return !slices.ContainsFunc(n.file.Comments, func(g *ast.CommentGroup) bool {
		return g.Pos() > p && n.src.lineOf(g.Pos()) == n.src.lineOf(p)
	})
}
