package lower

import (
	"go/ast"
	"go/types"
)

// gone finds the functions that were used, and are no more but by each other. Nothing outside of the package
// can use them. What nothing used before stays: it is not written out anywhere.
func (l *lowerer) gone(files []*ast.File, lowered map[*ast.FuncDecl]*ast.FuncDecl) map[*types.Func]bool {
	used := map[*types.Func]bool{}
	var decls []ast.Decl
	for _, f := range files {
		for _, d := range f.Decls {
			fd, isFunc := d.(*ast.FuncDecl)
			if isFunc && l.apart(fd) {
				continue
			}
			l.mentions(d, used)
			if isFunc && lowered[fd] != nil {
				d = lowered[fd]
			}
			decls = append(decls, d)
		}
	}
	gone := map[*types.Func]bool{}
	for {
		left := map[*types.Func]bool{}
		for _, d := range decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if fn, _ := l.info.Defs[fd.Name].(*types.Func); gone[fn] {
					continue
				}
			}
			l.mentions(d, left)
		}
		before := len(gone)
		for fn := range l.decls {
			if used[fn] && !left[fn] && (!fn.Exported() || l.pkg.Name() == "main") {
				gone[fn] = true
			}
		}
		if len(gone) == before {
			return gone
		}
	}
}

// mentions adds the functions that n names.
func (l *lowerer) mentions(n ast.Node, in map[*types.Func]bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if fn, ok := l.info.Uses[id].(*types.Func); ok {
				in[fn.Origin()] = true
			}
		}
		return true
	})
}

func (l *lowerer) apart(d *ast.FuncDecl) bool {
	fn, ok := l.info.Defs[d.Name].(*types.Func)
	return ok && l.lib.Apart(fn)
}
