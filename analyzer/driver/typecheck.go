package driver

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

// parseFiles parses a package's files. Texts that were read for the gate are
// passed in sources, so that no file is read twice.
func parseFiles(fset *token.FileSet, names []string, sources map[string][]byte) ([]*ast.File, []error) {
	files := make([]*ast.File, 0, len(names))
	var errs []error
	for _, name := range names {
		src, ok := sources[name]
		if !ok {
			var err error
			if src, err = os.ReadFile(name); err != nil {
				errs = append(errs, readError(err))
				continue
			}
		}
		f, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, parseErrors(err)...)
			continue
		}
		files = append(files, f)
	}
	return files, errs
}

// readError words a failure to read a file of the program.
func readError(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return &Error{Msg: fmt.Sprintf("cannot read %s: %v", Printable(pe.Path), pe.Err)}
	}
	return &Error{Msg: oneLine(err.Error())}
}

// typeCheck fills in p's types from its files. The package is of use only if
// there are no errors.
func typeCheck(p *checkedPackage, goVersion string, bodies bool, imports importerFunc) []error {
	errs := &typeErrors{fset: p.fset, dir: p.dir}
	conf := types.Config{
		Importer:         imports,
		Sizes:            p.sizes,
		GoVersion:        goVersion,
		IgnoreFuncBodies: !bodies,
		Error:            errs.add,
	}
	p.info = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
	pkg, err := conf.Check(p.path, p.fset, p.files, p.info)
	if err != nil && len(errs.errs) == 0 {
		errs.add(err)
	}
	p.types = pkg
	return errs.errs
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// A universe is a set of imported packages that may refer to each other: within
// it there is one package of each path.
type universe struct {
	mu       sync.Mutex
	fset     *token.FileSet
	packages map[string]*types.Package
}

func newUniverse(fset *token.FileSet) *universe {
	return &universe{fset: fset, packages: make(map[string]*types.Package)}
}

// load returns the package of this path, from the export data that open yields
// if it is not there yet.
func (u *universe) load(path string, open func() ([]byte, error)) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if pkg := u.packages[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	data, err := open()
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(bytes.NewReader(data), u.fset, u.packages, path)
}

// addFirst makes a package that was type-checked from source importable, unless
// there is one of its path already, and returns the one that counts.
func (u *universe) addFirst(pkg *types.Package) *types.Package {
	u.mu.Lock()
	defer u.mu.Unlock()
	if old := u.packages[pkg.Path()]; old != nil && old.Complete() {
		return old
	}
	u.packages[pkg.Path()] = pkg
	return pkg
}

// get returns the complete package of this path, or nil.
func (u *universe) get(path string) *types.Package {
	u.mu.Lock()
	defer u.mu.Unlock()
	if pkg := u.packages[path]; pkg != nil && pkg.Complete() {
		return pkg
	}
	return nil
}

// readExport returns the export data held in a file of the go command: an
// archive that the compiler wrote, or export data alone.
func readExport(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	// Up to Go 1.27 the go command hands out archives, and this is the only public
	// way to find the export data in one.
	r, err := gcexportdata.NewReader(bytes.NewReader(data)) //nolint:staticcheck // SA1019: see above
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(r); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
