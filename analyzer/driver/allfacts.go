package driver

import (
	"go/types"
	"reflect"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// allObjects lists the object facts of the wanted types, the package's own
// first. Facts about objects of which the package's imports hold no trace are
// left out: there is no types.Object to name them by.
func (s *factSet) allObjects(want map[reflect.Type]bool) []analysis.ObjectFact {
	var all []analysis.ObjectFact
	for key, fact := range s.local {
		if key.object != nil && want[key.typ] {
			all = append(all, analysis.ObjectFact{Object: key.object, Fact: fact})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Object.Pos() != all[j].Object.Pos() {
			return all[i].Object.Pos() < all[j].Object.Pos()
		}
		return factOrder(all[i].Fact, all[j].Fact)
	})
	s.eachImported(want, func(pkg *types.Package, path objectpath.Path, fact analysis.Fact) {
		if path == "" {
			return
		}
		if obj, err := objectpath.Object(pkg, path); err == nil {
			all = append(all, analysis.ObjectFact{Object: obj, Fact: fact})
		}
	})
	return all
}

// allPackages lists the package facts of the wanted types, the package's own first.
func (s *factSet) allPackages(want map[reflect.Type]bool) []analysis.PackageFact {
	var all []analysis.PackageFact
	for key, fact := range s.local {
		if key.object == nil && want[key.typ] {
			all = append(all, analysis.PackageFact{Package: s.pkg, Fact: fact})
		}
	}
	sort.Slice(all, func(i, j int) bool { return factOrder(all[i].Fact, all[j].Fact) })
	s.eachImported(want, func(pkg *types.Package, path objectpath.Path, fact analysis.Fact) {
		if path == "" {
			all = append(all, analysis.PackageFact{Package: pkg, Fact: fact})
		}
	})
	return all
}

func factOrder(a, b analysis.Fact) bool {
	return factTypeName(reflect.TypeOf(a)) < factTypeName(reflect.TypeOf(b))
}

func (s *factSet) eachImported(want map[reflect.Type]bool, visit func(*types.Package, objectpath.Path, analysis.Fact)) {
	if len(s.imported) == 0 {
		return
	}
	known := make(map[string]*types.Package)
	collectImports(s.pkg, known)
	paths := make([]string, 0, len(s.imported))
	for path := range s.imported {
		if known[path] != nil && path != s.pkg.Path() {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	for _, path := range paths {
		facts := s.of(path)
		names := make([]factName, 0, len(facts))
		for name := range facts {
			names = append(names, name)
		}
		sortFactNames(names)
		for _, name := range names {
			if fact := facts[name]; want[reflect.TypeOf(fact)] {
				visit(known[path], name.Object, fact)
			}
		}
	}
}

func collectImports(pkg *types.Package, known map[string]*types.Package) {
	for _, imp := range pkg.Imports() {
		if known[imp.Path()] == nil {
			known[imp.Path()] = imp
			collectImports(imp, known)
		}
	}
}
