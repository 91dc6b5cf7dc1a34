package directive

import (
	"go/ast"
	"go/token"
	"slices"
)

// InFile returns the directives of a file that was parsed with its comments, and those that have
// no effect because they are malformed, stand where they mean nothing, or say again what another
// one says. Both are in source order.
func InFile(fset *token.FileSet, f *ast.File) (directives []*Directive, problems []*Problem) {
	var l *layout // most files have no directive
	said := map[statement]bool{}
	for _, g := range f.Comments {
		for _, c := range g.List {
			d, p := Parse(c)
			if d != nil {
				if l == nil {
					l = newLayout(fset.File(f.FileStart), f)
				}
				p = l.place(d, said)
			}
			switch {
			case p != nil:
				problems = append(problems, p)
			case d != nil:
				directives = append(directives, d)
			}
		}
	}
	return directives, problems
}

// A statement is that a verb holds of something.
type statement struct {
	verb Verb
	of   ast.Node
}

// place finds what d speaks of.
func (l *layout) place(d *Directive, said map[statement]bool) *Problem {
	f := forms[slices.IndexFunc(forms, func(f form) bool { return f.verb == d.Verb })]
	name := prefix + string(d.Verb)
	t, ok := l.target(d.Comment.Slash)
	if !ok {
		return problem(d.Comment.Slash, name, "%s speaks of nothing: put it right above %s", name, f.on)
	}
	if !f.fits(t) {
		return problem(d.Comment.Slash, name, "%s stands on %s: it belongs on %s", name, t.describe(), f.on)
	}
	s := statement{d.Verb, t.Decl}
	switch d.Verb {
	case Assume:
		s.of = t.Statement
	case Ignore: // each code that suppresses nothing is reported anyway
		s.of = d.Comment
	}
	if said[s] {
		return problem(d.Comment.Slash, name, "%s stands here twice: remove one", name)
	}
	said[s] = true
	d.Target = t
	return nil
}
