package catalog

import (
	"maps"
	"slices"
)

// Refusals returns the functions that know the refusal by themselves.
func (p *Pack) Refusals() []Test {
	return slices.DeleteFunc(slices.Clone(p.Tests), func(t Test) bool { return !t.whole() })
}

// Within returns the import paths of which code that p can matter for imports one, directly or not, or has it
// itself, in order: those that p lists, and those of what its rows name that gives rise to anything.
func (p *Pack) Within() []string {
	paths := map[string]bool{}
	for _, path := range p.Packages {
		paths[path] = true
	}
	for _, o := range p.Operations {
		addPath(paths, o.Func)
	}
	for _, k := range p.Checks {
		addPath(paths, k.Func)
	}
	for _, e := range p.Establishes {
		addPath(paths, e.Func)
	}
	for _, t := range p.Refusals() {
		addPath(paths, t.Func)
	}
	for _, u := range p.Updates {
		addPath(paths, u.Message)
	}
	for _, a := range p.Answers {
		for _, c := range a.Consts {
			addPath(paths, c)
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// Named returns the import paths of all functions, types and constants that p's rows name, in order.
func (p *Pack) Named() []string {
	paths := map[string]bool{}
	for _, path := range p.Within() {
		paths[path] = true
	}
	lists := [][]string{p.NoReturn, p.Unwinds, p.NonNil}
	for _, o := range p.Operations {
		lists = append(lists, o.NotThrough)
	}
	for _, u := range p.Updates {
		lists = append(lists, u.Setters, u.Adders, u.New, u.Parsers, u.Records)
	}
	for _, f := range p.Flows {
		addPath(paths, f.Func)
	}
	for _, t := range p.Tests {
		addPath(paths, t.Func)
	}
	for _, r := range p.Runs {
		addPath(paths, r.Func)
		addPath(paths, r.Error)
	}
	for _, r := range p.Processes {
		addPath(paths, r.Type)
		lists = append(lists, r.Pipes)
		for _, s := range r.New {
			addPath(paths, s.Func)
		}
	}
	for _, t := range p.Texts {
		addPath(paths, t.Func)
	}
	for _, e := range p.Errors {
		name, _ := e.name()
		addPath(paths, name)
		for _, path := range e.Of {
			paths[path] = true
		}
	}
	for _, list := range lists {
		for _, name := range list {
			addPath(paths, name)
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// addPath adds the import path of a name; that of the predeclared error is none.
func addPath(paths map[string]bool, name string) {
	if s, err := parseFunc(name); err == nil && s.pkg != "" {
		paths[s.pkg] = true
	}
}
