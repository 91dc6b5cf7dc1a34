package analyzer

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// own reports whether the package is the user's own; see [gate.Own].
func own(pass *analysis.Pass) bool {
	var names []string
	for _, f := range pass.Files {
		names = append(names, fileName(pass, f))
	}
	module, version := "", ""
	if m := pass.Module; m != nil {
		module, version = m.Path, m.Version
	}
	return gate.Own(module, version, pass.Pkg.Path(), names)
}

// helpers returns the functions outside of tests for which a package may be looked at that does not pass
// the gate.
func (r *runner) helpers(pass *analysis.Pass) map[types.Object]bool {
	ends := map[string]bool{}
	for _, f := range pass.AllObjectFacts() {
		if s, ok := f.Fact.(*Summary); ok && s.Ends() {
			ends[f.Object.Name()] = true
		}
	}
	var files []*ast.File
	for _, f := range pass.Files {
		if !strings.HasSuffix(fileName(pass, f), "_test.go") {
			files = append(files, f)
		}
	}
	helpers := map[types.Object]bool{}
	for _, d := range r.gate.Helpers(files, func(name string) bool { return ends[name] }) {
		helpers[pass.TypesInfo.Defs[d.Name]] = true
	}
	return helpers
}

func fileName(pass *analysis.Pass, f *ast.File) string { return pass.Fset.File(f.FileStart).Name() }
