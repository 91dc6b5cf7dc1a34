package truth

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// pruned drops declarations that no exported function uses, directly or not: nobody would judge them.
func pruned(src string) string {
	const head = "package p\n"
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", head+src, parser.SkipObjectResolution)
	if err != nil {
		return src
	}
	uses := map[string]map[string]bool{} // by declared name
	for _, d := range f.Decls {
		for _, name := range declared(d) {
			if uses[name] == nil {
				uses[name] = map[string]bool{}
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					uses[name][id.Name] = true
				}
				return true
			})
		}
	}
	live := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if !live[name] {
			live[name] = true
			for used := range uses[name] {
				visit(used)
			}
		}
	}
	for name := range uses {
		if ast.IsExported(name) {
			visit(name)
		}
	}
	var kept strings.Builder
	for _, d := range f.Decls {
		keep := false
		for _, name := range declared(d) {
			keep = keep || live[name]
		}
		if keep {
			from, to := fset.Position(d.Pos()).Offset-len(head), fset.Position(d.End()).Offset-len(head)
			kept.WriteString(src[from:to] + "\n")
		}
	}
	return kept.String()
}

// declared returns the names that a declaration is used by: of a method that an interface may ask for,
// the type's.
func declared(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			return []string{d.Name.Name}
		}
		if d.Name.IsExported() {
			return []string{receiver(d)}
		}
		return []string{d.Name.Name}
	case *ast.GenDecl:
		switch spec := d.Specs[0].(type) {
		case *ast.TypeSpec:
			return []string{spec.Name.Name}
		case *ast.ValueSpec:
			return []string{spec.Names[0].Name}
		}
	}
	return nil
}

// receiver returns the name of the type whose method d is.
func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if p, ok := t.(*ast.StarExpr); ok {
		t = p.X
	}
	if ix, ok := t.(*ast.IndexExpr); ok {
		t = ix.X
	}
	return t.(*ast.Ident).Name
}
