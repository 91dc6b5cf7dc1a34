package truth

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

//go:embed world/rt/*.go world/dns/*.go world/lab/*.go
var worldFiles embed.FS

// A World is a temporary module in which generated functions are type-checked,
// compiled and run: the packages they call and the stand-in for miekg/dns.
type World struct {
	dir   string
	fset  *token.FileSet
	deps  map[string]*packages.Package
	count int
}

// The module of what is judged, and the one of the helpers that are not.
const module, otherModule = "truth.test/w", "dep.test/h"

const goMod = "module " + module + `

go 1.26

require github.com/miekg/dns v1.1.73

replace github.com/miekg/dns => ./standin
`

// imports maps the package names that cases may use to their paths.
var imports = map[string]string{
	"bufio": "bufio", "crypto": "crypto", "errors": "errors", "fmt": "fmt", "log": "log", "os": "os", "slices": "slices",
	"runtime": "runtime", "strings": "strings", "sync": "sync", "syscall": "syscall",
	"dns": "github.com/miekg/dns", "rt": "truth.test/w/rt", "lab": "truth.test/w/lab",
}

// qualifier matches the use of each of them.
var qualifier = func() map[string]*regexp.Regexp {
	m := map[string]*regexp.Regexp{}
	for name := range imports {
		m[name] = regexp.MustCompile(`(^|[^\w.])` + name + `\.[A-Z]`)
	}
	return m
}()

// NewWorld writes the module into dir and loads what cases may import.
func NewWorld(dir string) (*World, error) {
	w := &World{dir: dir, fset: token.NewFileSet(), deps: map[string]*packages.Package{}}
	for path, from := range map[string]string{"rt": "rt", "lab": "lab", "standin": "dns"} {
		if err := w.copyPackage(path, from); err != nil {
			return nil, err
		}
	}
	if err := w.write("go.mod", goMod); err != nil {
		return nil, err
	}
	if err := w.write("standin/go.mod", "module github.com/miekg/dns\n\ngo 1.26\n"); err != nil {
		return nil, err
	}
	var paths []string
	for _, path := range imports {
		if path != imports["lab"] {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Fset: w.fset, Env: goEnv()}
	pkgs, err := packages.Load(cfg, paths...)
	if err != nil {
		return nil, err
	}
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("loading %s: %v", p.PkgPath, p.Errors[0])
		}
		w.deps[p.PkgPath] = p
	}
	return w, nil
}

// goEnv keeps settings meant for the surrounding module away from the temporary one.
func goEnv() []string { return append(os.Environ(), "GOFLAGS=-buildvcs=false", "GOWORK=off") }

func (w *World) copyPackage(to, from string) error {
	entries, err := worldFiles.ReadDir("world/" + from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		text, err := worldFiles.ReadFile("world/" + from + "/" + e.Name())
		if err != nil {
			return err
		}
		if err := w.write(to+"/"+e.Name(), string(text)); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) write(name, text string) error {
	path := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// file makes a Go file of declarations behind one line that imports what they mention.
func file(pkg, decls string, local map[string]*packages.Package) string {
	var paths []string
	for name, path := range imports {
		if qualifier[name].MatchString(decls) {
			paths = append(paths, strconv.Quote(path))
		}
	}
	for name, p := range local {
		if strings.Contains(decls, name+".") {
			paths = append(paths, strconv.Quote(p.PkgPath))
		}
	}
	sort.Strings(paths)
	return fmt.Sprintf("package %s; import (%s)\n%s", pkg, strings.Join(paths, "; "), decls)
}

// check type-checks one file of cases as a package of its own. The package is
// nil if the text does not parse; type errors come back in errs.
func (w *World) check(src string) (pkg *packages.Package, errs []types.Error, err error) {
	w.count++
	dir := fmt.Sprintf("cases%d", w.count)
	return w.checkPackage(module+"/"+dir, filepath.Join(w.dir, dir, "cases.go"), src, nil)
}

// checkPackage is check for a package that may import the local ones.
func (w *World) checkPackage(path, name, src string, local map[string]*packages.Package) (pkg *packages.Package, errs []types.Error, err error) {
	f, err := parser.ParseFile(w.fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	deps := importer{}
	maps.Copy(deps, w.deps)
	for _, p := range local {
		deps[p.PkgPath] = p
	}
	sizes := types.SizesFor("gc", "amd64")
	conf := types.Config{
		Importer: deps, Sizes: sizes, GoVersion: "go1.26",
		Error: func(err error) {
			if te, ok := err.(types.Error); ok {
				errs = append(errs, te)
			}
		},
	}
	tpkg, _ := conf.Check(path, w.fset, []*ast.File{f}, info) // errors arrive through conf.Error
	pkg = &packages.Package{
		ID: path, Name: tpkg.Name(), PkgPath: path, GoFiles: []string{name}, CompiledGoFiles: []string{name},
		Imports: map[string]*packages.Package{}, Types: tpkg, Fset: w.fset, Syntax: []*ast.File{f},
		TypesInfo: info, TypesSizes: sizes, IllTyped: len(errs) > 0,
	}
	for _, dep := range tpkg.Imports() {
		pkg.Imports[dep.Path()] = deps[dep.Path()]
	}
	return pkg, errs, nil
}

type importer map[string]*packages.Package

func (i importer) Import(path string) (*types.Package, error) {
	if p := i[path]; p != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("cases may not import %s", path)
}

// lines splits src, keeping line i+1 at index i.
func lines(src string) []string {
	return strings.Split(string(bytes.TrimRight([]byte(src), "\n")), "\n")
}
