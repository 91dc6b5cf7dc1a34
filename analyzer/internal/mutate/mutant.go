package mutate

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Place is where a mutation applies: the nth such place of a function.
type Place struct {
	Func string
	N    int
}

// A Mutant is a package after a mutation.
type Mutant struct {
	*Package
	Places   map[string]int // by function: how often it was applied
	Rejected []string       // functions left alone, because they did not type-check
	origin   map[string]string
}

// An applier changes functions through [edit]s.
type applier func(p *Package, edits []*edit)

// mutate applies f to the functions of s, at the places that take accepts. Functions which
// that gives type errors are left alone.
func (s *Source) mutate(f applier, take func(Place) bool) (*Mutant, error) {
	rejected := map[string]bool{}
	for {
		p, wrong, err := s.check()
		if err != nil {
			return nil, err
		}
		if len(wrong) > 0 {
			return nil, wrong[0]
		}
		m := &Mutant{Places: map[string]int{}, origin: map[string]string{}}
		edits := p.edits(m, func(at Place) bool { return !rejected[at.Func] && take(at) })
		f(p, edits)
		for _, e := range edits {
			e.file.Decls = append(e.file.Decls, e.decls...)
		}
		text, err := p.Text()
		if err != nil {
			return nil, err
		}
		if m.Package, wrong, err = text.check(); err != nil {
			return nil, err
		}
		m.Rejected = slices.Sorted(maps.Keys(rejected))
		if len(wrong) == 0 {
			return m, nil
		}
		for _, err := range wrong {
			fn := m.Origin(m.Enclosing(err.Pos))
			if rejected[fn] || m.Places[fn] == 0 {
				return nil, fmt.Errorf("%w in %s, which was not changed", err, fn)
			}
			rejected[fn] = true
		}
	}
}

// Origin returns the function out of which a mutation made the function of the given name.
func (m *Mutant) Origin(fn string) string {
	for m.origin[fn] != "" {
		fn = m.origin[fn]
	}
	return fn
}

// emptyLines are where positions of moved nodes left them.
var emptyLines = regexp.MustCompile(`\n\s*\n`)

// Show prints what has become of some functions, with all that was made out of them.
func (m *Mutant) Show(fns ...string) string {
	var b bytes.Buffer
	for _, f := range m.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && slices.Contains(fns, m.Origin(Name(d))) {
				if err := format.Node(&b, m.Fset, d); err != nil {
					return err.Error()
				}
				b.WriteByte('\n')
			}
		}
	}
	return strings.TrimSpace(emptyLines.ReplaceAllString(b.String(), "\n"))
}
