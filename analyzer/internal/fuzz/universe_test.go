package fuzz

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

const corpus = "../../../testdata/corpus"

// load loads the corpus.
func load(f *testing.F) []*packages.Package {
	f.Helper()
	download := exec.Command("go", "mod", "download")
	download.Dir = corpus
	if out, err := download.CombinedOutput(); err != nil {
		f.Fatalf("go mod download: %v\n%s", err, out)
	}
	pkgs, err := packages.Load(&packages.Config{Dir: corpus, Mode: packages.LoadSyntax}, "./...")
	if err != nil {
		f.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		f.Fatal("the corpus has errors")
	}
	return pkgs
}

// A universe has the packages that programs may import, by path.
type universe map[string]*types.Package

func universeOf(pkgs []*packages.Package) universe {
	all := universe{"unsafe": types.Unsafe}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		if p.Types != nil && p.Types.Complete() {
			all[p.PkgPath] = p.Types
		}
	})
	return all
}

func (u universe) Import(path string) (*types.Package, error) {
	if p := u[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// check type-checks a package. What Go only calls unused is no error here: mutants are full of it.
func (u universe) check(path string, sources ...string) (*packages.Package, error) {
	p := &packages.Package{Fset: token.NewFileSet(), TypesSizes: types.SizesFor("gc", "amd64")}
	for n, source := range sources {
		f, err := parseFile(p.Fset, fmt.Sprintf("f%d.go", n), source)
		if err != nil {
			return nil, err
		}
		p.Syntax = append(p.Syntax, f)
	}
	var hard error
	p.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	cfg := types.Config{Importer: u, Sizes: p.TypesSizes, GoVersion: "go1.26", Error: func(err error) {
		if e, ok := errors.AsType[types.Error](err); !ok || !e.Soft || !strings.Contains(e.Msg, "and not used") {
			hard = err
		}
	}}
	p.Types, _ = cfg.Check(path, p.Fset, p.Syntax, p.TypesInfo) // errors arrive through cfg.Error
	return p, hard
}

func parseFile(fset *token.FileSet, name, source string) (*ast.File, error) {
	return parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
}
