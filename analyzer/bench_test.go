package analyzer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// BenchmarkGate measures the gate on the source text of the corpus.
func BenchmarkGate(b *testing.B) {
	names, err := filepath.Glob(filepath.Join(corpus, "*", "*.go"))
	if err != nil {
		b.Fatal(err)
	}
	var sources [][]byte
	var size int64
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, text)
		size += int64(len(text))
	}
	if size == 0 {
		b.Fatal("no sources")
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range sources {
			gate.Builtin().Bytes(text)
		}
	}
}

// BenchmarkEngine measures SSA, engine and judgement on the corpus, which is loaded before.
func BenchmarkEngine(b *testing.B) {
	pkgs := load(b, "./...")
	a := analyzer.New(analyzer.Settings{})
	b.ReportAllocs()
	for b.Loop() {
		found := 0
		for _, p := range pkgs {
			found += analyse(b, a, p)
		}
		if found == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkDemo measures whole stand-alone runs, the go command included.
func BenchmarkDemo(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		result, err := driver.Run(b.Context(), driver.Config{
			Dir: demo, Patterns: []string{"./..."}, Tests: true, Analyzer: analyzer.New(analyzer.Settings{}),
		})
		if err != nil {
			b.Fatal(err)
		}
		if len(result.Findings) == 0 || len(result.Errors) > 0 {
			b.Fatal(result.Findings, result.Errors)
		}
	}
}

// load loads packages of the corpus.
func load(b *testing.B, patterns ...string) []*packages.Package {
	b.Helper()
	downloadCorpus(b)
	pkgs, err := packages.Load(&packages.Config{Dir: corpus, Mode: packages.LoadSyntax}, patterns...)
	if err != nil {
		b.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		b.Fatal("the corpus has errors")
	}
	return pkgs
}

// check type-checks a file that imports what p imports, directly or not.
func check(b *testing.B, p *packages.Package, source string) *packages.Package {
	b.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		b.Fatal(err)
	}
	imports := map[string]*types.Package{}
	packages.Visit([]*packages.Package{p}, nil, func(p *packages.Package) { imports[p.PkgPath] = p.Types })
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	cfg := types.Config{Importer: importer(imports), Sizes: p.TypesSizes}
	pkg, err := cfg.Check("p", fset, []*ast.File{f}, info)
	if err != nil {
		b.Fatal(err)
	}
	return &packages.Package{Fset: fset, Syntax: []*ast.File{f}, Types: pkg, TypesInfo: info, TypesSizes: p.TypesSizes}
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) { return i[path], nil }

// analyse runs the analyzer on one package, without facts, and counts the findings.
func analyse(b *testing.B, a *analysis.Analyzer, p *packages.Package) int {
	b.Helper()
	found := 0
	pass := &analysis.Pass{
		Analyzer: a, Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, TypesInfo: p.TypesInfo, TypesSizes: p.TypesSizes,
		Report:            func(analysis.Diagnostic) { found++ },
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return true }, // all were analysed
		ExportPackageFact: func(analysis.Fact) {},
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		ReadFile:          os.ReadFile,
	}
	if _, err := a.Run(pass); err != nil {
		b.Fatal(err)
	}
	return found
}
