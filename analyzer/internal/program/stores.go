package program

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// stores are writes of one kind, sorted by where their addresses start. A function that fills a
// table has as many of them as places that they do not concern.
type stores struct {
	all    []*write
	sorted bool
	roots  map[*Val]*rooted
	byType *typeutil.Map // the roots that others may mean too, by their types: *aliases
	any    aliases       // those of all types
	loose  []*write      // those whose root was not known yet, and may be any
}

// aliases are roots, those that are variables apart.
type aliases struct{ vars, others []*rooted }

// rooted are the stores to parts of what one address, or one map or slice, stands for.
type rooted struct {
	root  *Val
	all   []*write
	first map[Step][]*write // by the first step of the path
	some  []*write          // those to an element that only the execution knows
	bare  []*write          // those without a path
}

// near returns the stores that may concern l: those from its own root, and where foreign says so,
// those from other roots of type t, or of all types if t is nil.
func (s *stores) near(p *Program, l *Loc, t types.Type, foreign bool) []*write {
	if len(s.all) == 0 {
		return nil
	}
	if !s.sort(p) {
		return s.all
	}
	found := s.loose[:len(s.loose):len(s.loose)]
	if own := s.roots[l.Root]; own != nil {
		found = append(found, own.near(l)...)
	}
	if !foreign || p.Private(l.Root.SSA) {
		return found
	}
	from := &s.any
	if t != nil {
		if from, _ = s.byType.At(t).(*aliases); from == nil {
			return found
		}
	}
	add := func(roots []*rooted) {
		for _, r := range roots {
			if r.root != l.Root {
				found = append(found, r.all...)
			}
		}
	}
	add(from.others)
	if !variable(l.Root.SSA) {
		add(from.vars)
	}
	return found
}

// sort numbers the addresses and sorts the stores. Where an address depends on a location of the
// kind that is being sorted, it reports false.
func (s *stores) sort(p *Program) bool {
	if s.sorted {
		return s.roots != nil
	}
	s.sorted = true
	type place struct {
		root *Val
		path []Step
	}
	places := make([]place, len(s.all))
	for i, w := range s.all {
		places[i].root, places[i].path = w.address(p)
	}
	s.roots, s.byType = map[*Val]*rooted{}, &typeutil.Map{}
	for i, w := range s.all {
		at := places[i]
		if at.root.pending {
			s.loose = append(s.loose, w)
			continue
		}
		r := s.roots[at.root]
		if r == nil {
			r = &rooted{root: at.root, first: map[Step][]*write{}}
			s.roots[at.root] = r
			s.alias(p, r)
		}
		r.add(w, at.path)
	}
	return true
}

func (s *stores) alias(p *Program, r *rooted) {
	if p.Private(r.root.SSA) {
		return
	}
	of, _ := s.byType.At(r.root.Type).(*aliases)
	if of == nil {
		of = &aliases{}
		s.byType.Set(r.root.Type, of)
	}
	for _, a := range []*aliases{of, &s.any} {
		if variable(r.root.SSA) {
			a.vars = append(a.vars, r)
		} else {
			a.others = append(a.others, r)
		}
	}
}

func (r *rooted) add(w *write, path []Step) {
	r.all = append(r.all, w)
	switch {
	case len(path) == 0:
		r.bare = append(r.bare, w)
	case path[0].unknown():
		r.some = append(r.some, w)
	default:
		r.first[path[0]] = append(r.first[path[0]], w)
	}
}

// near returns the stores that may concern l, which has the same root.
func (r *rooted) near(l *Loc) []*write {
	if len(l.Path) == 0 || l.Path[0].unknown() {
		return r.all
	}
	found := append(r.bare[:len(r.bare):len(r.bare)], r.first[l.Path[0]]...)
	if l.Path[0].Field == nil {
		found = append(found, r.some...)
	}
	return found
}
