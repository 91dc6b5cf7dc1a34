package lower

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// gone finds the functions that were used, and are no more but by each other. Nothing outside of the package
// can use them. What nothing used before stays: it is not written out anywhere.
func (l *lowerer) gone(files []*ast.File, lowered map[ast.Decl]ast.Decl) map[*types.Func]bool {
	used := map[*types.Func]bool{}
	var decls []ast.Decl
	for _, f := range files {
		for _, d := range f.Decls {
			fd, isFunc := d.(*ast.FuncDecl)
			if isFunc && l.apart(fd) {
				continue
			}
			l.mentions(d, used)
			if lowered[d] != nil {
				d = lowered[d]
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
			l.keepCircles(files, gone)
			return gone
		}
	}
}

// keepCircles takes out of gone what only functions that are gone use, in a circle: none of them is written
// out in what is left.
func (l *lowerer) keepCircles(files []*ast.File, gone map[*types.Func]bool) {
	within := map[*types.Func]map[*types.Func]bool{} // by function that is gone: what it used
	reached := map[*types.Func]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			in := reached
			if fd, ok := d.(*ast.FuncDecl); ok {
				if fn, _ := l.info.Defs[fd.Name].(*types.Func); gone[fn] {
					in = map[*types.Func]bool{}
					within[fn] = in
				} else if l.apart(fd) {
					continue
				}
			}
			l.mentions(d, in)
		}
	}
	for work := slices.Collect(maps.Keys(reached)); len(work) > 0; {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for next := range within[fn] {
			if !reached[next] {
				reached[next] = true
				work = append(work, next)
			}
		}
	}
	maps.DeleteFunc(gone, func(fn *types.Func, _ bool) bool { return !reached[fn] })
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
