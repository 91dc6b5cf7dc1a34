package source

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// A Decl is a declaration at package level.
type Decl struct {
	Name        string // Func, (T).Method or (*T).Method; of others the first name
	First, Last int    // its lines, with its comment
}

// Decl returns the declaration around a line, nil if there is none.
func (f *Files) Decl(name string, line int) *Decl {
	file := f.file(name)
	if !file.read {
		file.read = true
		file.decls = decls(file.text)
	}
	for i := range file.decls {
		if d := &file.decls[i]; d.First <= line && line <= d.Last {
			return d
		}
	}
	return nil
}

func decls(text []byte) []Decl {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution|parser.ParseComments)
	if parsed == nil || err != nil && len(parsed.Decls) == 0 {
		return nil
	}
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	var list []Decl
	for _, d := range parsed.Decls {
		first := d.Pos()
		if doc := comment(d); doc != nil {
			first = doc.Pos()
		}
		list = append(list, Decl{Name: declName(d), First: line(first), Last: line(d.End())})
	}
	return list
}

func comment(d ast.Decl) *ast.CommentGroup {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Doc
	case *ast.GenDecl:
		return d.Doc
	}
	return nil
}

func declName(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || len(d.Recv.List) == 0 {
			return d.Name.Name
		}
		return "(" + receiver(d.Recv.List[0].Type) + ")." + d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				return spec.Names[0].Name
			case *ast.TypeSpec:
				return spec.Name.Name
			}
		}
	}
	return ""
}

// receiver leaves out type parameters, whose names may change.
func receiver(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return "*" + receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	default:
		return types.ExprString(e)
	}
}
