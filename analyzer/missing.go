package analyzer

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// complete returns an error if a function that the package names is of a direct import of which there are no
// facts, because it was not analysed: by a driver that skips dependencies, or whose cache forgets facts.
// To guess what such functions do would make findings come and go with the cache.
func complete(pass *analysis.Pass, cat *catalog.Catalog) error {
	called := map[*types.Package]bool{}
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok {
			called[fn.Pkg()] = true
		}
	}
	var missing []string
	for _, p := range pass.Pkg.Imports() {
		if called[p] && informative(pass, cat, p) && !pass.ImportPackageFact(p, new(Analysed)) {
			missing = append(missing, p.Path())
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	return fmt.Errorf("no facts of %s, which %s calls: use a driver that analyses dependencies first (go vet, the keymaster command), and clean its cache (golangci-lint cache clean)",
		strings.Join(missing, ", "), pass.Pkg.Path())
}

// informative reports whether facts of an import may say something: the catalogue does not describe it, and
// it is not of the standard library, which some drivers never analyse. Paths of the latter have no dot in
// their first element; other packages without one are known by the module.
func informative(pass *analysis.Pass, cat *catalog.Catalog, p *types.Package) bool {
	if cat.Describes(p.Path()) {
		return false
	}
	first, _, _ := strings.Cut(p.Path(), "/")
	if strings.Contains(first, ".") {
		return true
	}
	return pass.Module != nil && pass.Module.Path != "std" && strings.HasPrefix(p.Path()+"/", pass.Module.Path+"/")
}
