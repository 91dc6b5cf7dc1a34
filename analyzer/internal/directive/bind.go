package directive

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Bound is what the directives of a package say, by what they speak of.
type Bound struct {
	// Objects are the functions, methods, interface methods and fields that a directive stands on, in
	// source order. Those of a generic declaration are its origin.
	Objects  []types.Object
	On       map[types.Object][]*Directive // in source order
	Assumes  []*Directive
	Ignores  []*Directive
	Problems []*Problem
}

// Bind reads the directives of a type-checked package's files.
func Bind(fset *token.FileSet, files []*ast.File, info *types.Info) *Bound {
	b := &Bound{On: map[types.Object][]*Directive{}}
	for _, f := range files {
		directives, problems := InFile(fset, f)
		b.Problems = append(b.Problems, problems...)
		for _, d := range directives {
			switch d.Verb {
			case Assume:
				b.Assumes = append(b.Assumes, d)
			case Ignore:
				b.Ignores = append(b.Ignores, d)
			default:
				b.declare(d, info)
			}
		}
	}
	return b
}

// declare notes what d says of the objects that its target declares.
func (b *Bound) declare(d *Directive, info *types.Info) {
	for _, name := range declared(d.Target.Decl) {
		obj := info.Defs[name]
		if obj == nil {
			continue
		}
		if b.On[obj] == nil {
			b.Objects = append(b.Objects, obj)
		}
		b.On[obj] = append(b.On[obj], d)
	}
}

// declared returns the names that a function's or field's declaration declares.
func declared(n ast.Node) []*ast.Ident {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return []*ast.Ident{n.Name}
	case *ast.Field:
		if len(n.Names) == 0 {
			return embeddedName(n.Type)
		}
		return n.Names
	}
	return nil
}

// embeddedName returns the name of an embedded field, of which the type is e.
func embeddedName(e ast.Expr) []*ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return []*ast.Ident{e}
	case *ast.StarExpr:
		return embeddedName(e.X)
	case *ast.SelectorExpr:
		return []*ast.Ident{e.Sel}
	case *ast.IndexExpr:
		return embeddedName(e.X)
	case *ast.IndexListExpr:
		return embeddedName(e.X)
	}
	return nil
}

// Problem says what is wrong with d beside its form and its place.
func (d *Directive) Problem(format string, args ...any) *Problem {
	return problem(d.Comment.Slash, d.Name(), format, args...)
}

// Name returns the directive without arguments: //keymaster:only.
func (d *Directive) Name() string { return prefix + string(d.Verb) }

// Covers reports whether an Ignore speaks of what stands at pos. Directives between it and its target
// belong to it.
func (d *Directive) Covers(pos token.Pos) bool {
	return d.Target.Covers(pos) || d.Comment.Slash < pos && pos < d.Target.Pos
}
