package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
)

// Names that are hints: of the role, and of what an operation acts on.
var (
	naming   = regexp.MustCompile(`(?i)key_?master`)
	speaking = regexp.MustCompile(`(?i)master|role|zone|server|host|computer|domain|addr`)
)

// renameLocals gives each local variable a name that means nothing and is the function's only
// such name, except where its name is a hint.
func renameLocals(e *edit) {
	names := map[types.Object]string{}
	implicit := map[*ast.Ident]bool{} // v in switch v := x.(type): each clause has its own
	ast.Inspect(e.fn, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSwitchStmt); ok {
			if a, ok := s.Assign.(*ast.AssignStmt); ok {
				implicit[a.Lhs[0].(*ast.Ident)] = true
			}
		}
		id, ok := n.(*ast.Ident)
		if !ok || implicit[id] || id.Name == "_" || speaking.MatchString(id.Name) {
			return true
		}
		if v, ok := e.Info.Defs[id].(*types.Var); ok && !v.IsField() && e.take() {
			names[v] = e.fresh().Name
		}
		return true
	})
	ast.Inspect(e.fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if name := names[e.Info.ObjectOf(id)]; name != "" {
				id.Name = name
			}
		}
		return true
	})
}

// reverseDeclarations turns the order of the functions of each file round, and that of the files.
func reverseDeclarations(p *Package, edits []*edit) {
	moved := map[ast.Decl]bool{}
	for _, e := range edits {
		moved[e.fn] = e.take()
	}
	for _, f := range p.Files {
		var fns, others []ast.Decl
		for _, d := range f.Decls {
			if moved[d] {
				fns = append(fns, d)
			} else {
				others = append(others, d)
			}
		}
		slices.Reverse(fns)
		f.Decls = append(others, fns...)
	}
	slices.Reverse(p.Files)
}

// moveToFile moves every other function to a file of its own, which imports the same.
func moveToFile(p *Package, edits []*edit) {
	moved := map[ast.Decl]bool{}
	for i, e := range edits {
		if i%2 == 0 && e.take() {
			moved[e.fn] = true
		}
	}
	for _, f := range slices.Clone(p.Files) {
		var stay, leave []ast.Decl
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
				leave = append(leave, d)
			}
			if moved[d] {
				leave = append(leave, d)
			} else {
				stay = append(stay, d)
			}
		}
		f.Decls = stay
		p.addFile(f, leave)
	}
}
