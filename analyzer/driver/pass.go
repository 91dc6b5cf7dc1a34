package driver

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// A checkedPackage is a type-checked package, ready for analysis.
type checkedPackage struct {
	path    string // package path without a test variant's suffix
	dir     string
	fset    *token.FileSet
	files   []*ast.File
	types   *types.Package
	info    *types.Info
	sizes   types.Sizes
	module  *analysis.Module
	other   []string // non-Go files
	ignored []string // files left out by build constraints

	analysed func(pkgPath string) bool // whether an import was; nil if all were
}

// An outcome is what the analysis of one package yields.
type outcome struct {
	diagnostics []analysis.Diagnostic
	facts       encodedFacts // the package's own facts; nil if there are none
}

// runPackage runs the analyzer, after those that it requires, on one package.
// It is the only place that calls Run, so every driver behaves alike.
func runPackage(a *analysis.Analyzer, p *checkedPackage, imported factTable) (outcome, error) {
	ft := make(factTypes)
	addFactTypes(ft, a, make(map[*analysis.Analyzer]bool))
	facts := newFactSet(p.types, ft, imported)
	facts.analysed = p.analysed
	r := &packageRun{
		p:       p,
		facts:   facts,
		results: make(map[*analysis.Analyzer]any),
		root:    a,
	}
	if err := r.run(a); err != nil {
		return outcome{}, &Error{Msg: err.Error()}
	}
	if r.facts.err != nil {
		return outcome{}, &Error{Msg: fmt.Sprintf("%s: %v", p.path, r.facts.err)}
	}
	data, err := r.facts.encode()
	if err != nil {
		return outcome{}, &Error{Msg: fmt.Sprintf("%s: %v", p.path, err)}
	}
	return outcome{r.diagnostics, data}, nil
}

func addFactTypes(ft factTypes, a *analysis.Analyzer, seen map[*analysis.Analyzer]bool) {
	if seen[a] {
		return
	}
	seen[a] = true
	ft.add(a.FactTypes)
	for _, req := range a.Requires {
		addFactTypes(ft, req, seen)
	}
}

type packageRun struct {
	p           *checkedPackage
	facts       *factSet
	results     map[*analysis.Analyzer]any
	root        *analysis.Analyzer
	diagnostics []analysis.Diagnostic
}

func (r *packageRun) run(a *analysis.Analyzer) (err error) {
	if _, done := r.results[a]; done {
		return nil
	}
	inputs := make(map[*analysis.Analyzer]any, len(a.Requires))
	for _, req := range a.Requires {
		if err := r.run(req); err != nil {
			return err
		}
		inputs[req] = r.results[req]
	}
	// A defect in the analyzer must cost one package's findings, not the run.
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("internal error analysing %s: %s; please report it", r.p.path, oneLine(fmt.Sprint(v)))
		}
	}()
	result, err := a.Run(r.pass(a, inputs))
	if _, ok := errors.AsType[*catalog.ParseError](err); ok {
		return err // a mistake in the settings is no package's, and said once
	}
	if err != nil {
		return fmt.Errorf("cannot analyse %s: %s", r.p.path, oneLine(err.Error()))
	}
	r.results[a] = result
	return nil
}

func (r *packageRun) pass(a *analysis.Analyzer, inputs map[*analysis.Analyzer]any) *analysis.Pass {
	p := r.p
	want := make(map[reflect.Type]bool, len(a.FactTypes))
	for _, f := range a.FactTypes {
		want[reflect.TypeOf(f)] = true
	}
	return &analysis.Pass{
		Analyzer:          a,
		Fset:              p.fset,
		Files:             p.files,
		OtherFiles:        p.other,
		IgnoredFiles:      p.ignored,
		Pkg:               p.types,
		TypesInfo:         p.info,
		TypesSizes:        p.sizes,
		Module:            p.module,
		ResultOf:          inputs,
		Report:            func(d analysis.Diagnostic) { r.report(a, d) },
		ReadFile:          p.readFile,
		ImportObjectFact:  r.facts.importObject,
		ExportObjectFact:  r.facts.exportObject,
		ImportPackageFact: r.facts.importPackage,
		ExportPackageFact: r.facts.exportPackage,
		AllObjectFacts:    func() []analysis.ObjectFact { return r.facts.allObjects(want) },
		AllPackageFacts:   func() []analysis.PackageFact { return r.facts.allPackages(want) },
	}
}

func (r *packageRun) report(a *analysis.Analyzer, d analysis.Diagnostic) {
	if a != r.root {
		return // what a required analyzer says was not asked for
	}
	d.SuggestedFixes = slices.DeleteFunc(d.SuggestedFixes, func(f analysis.SuggestedFix) bool { return !validFix(r.p, f) })
	r.diagnostics = append(r.diagnostics, d)
}

// readFile grants access to the package's own files only, as analysis.Pass demands.
func (p *checkedPackage) readFile(name string) ([]byte, error) {
	own := func(f *ast.File) bool { return p.fset.File(f.FileStart).Name() == name }
	if slices.Contains(p.other, name) || slices.Contains(p.ignored, name) || slices.ContainsFunc(p.files, own) {
		return os.ReadFile(name)
	}
	return nil, fmt.Errorf("%s is not a file of package %s", name, p.path)
}

// barePath strips the suffix of a test variant: "p [p.test]" has the path "p".
func barePath(id string) string {
	path, _, _ := strings.Cut(id, " [")
	return path
}
