package analyzer

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"
)

// whole reports whether the package comes with its functions' bodies, and these with types. Some drivers run
// the analyzer on dependencies of which they have declared types only (go/packages without NeedDeps).
// The first name in a body shows that.
func whole(pass *analysis.Pass) bool {
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				if id := firstName(d.Body); id != nil {
					return resolved(pass, id)
				}
			}
		}
	}
	return len(pass.Files) > 0
}

func firstName(body *ast.BlockStmt) *ast.Ident {
	var first *ast.Ident
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && first == nil && id.Name != "_" {
			first = id
		}
		return first == nil
	})
	return first
}

func resolved(pass *analysis.Pass, id *ast.Ident) bool {
	_, used := pass.TypesInfo.Uses[id]
	_, defined := pass.TypesInfo.Defs[id]
	return used || defined
}
