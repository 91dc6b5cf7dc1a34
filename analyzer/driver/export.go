package driver

import (
	"context"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"os/exec"
	"strings"
	"sync"
)

// exports hands out the types of imported packages: from export data where the
// compiler can make it, else from source. Export data is asked for late and for
// few packages, since the go command has to compile whatever is not in its cache.
type exports struct {
	ctx   context.Context
	cfg   *Config
	graph *graph
	fset  *token.FileSet

	mu        sync.Mutex
	asked     map[string]bool   // IDs of plain packages; without a file, they are read from source
	files     map[string]string // ID of a plain package -> file with its export data
	refused   map[string]error  // path of a module that the go command does not list -> why
	broken    error             // why the go command cannot be asked anything
	sizes     types.Sizes
	universes map[string]*universe
}

func newExports(ctx context.Context, cfg *Config, g *graph, fset *token.FileSet) *exports {
	return &exports{
		ctx: ctx, cfg: cfg, graph: g, fset: fset,
		asked:     make(map[string]bool),
		files:     make(map[string]string),
		refused:   make(map[string]error),
		universes: make(map[string]*universe),
	}
}

// prepare makes the export data of n's imports available. As one question to
// the go command costs about as much as many, it asks on behalf of all packages
// that, by the facts known so far, will pass the gate later.
func (x *exports) prepare(n *node) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.sizes == nil {
		x.sizes = targetSizes(x.ctx, x.cfg.Dir)
	}
	if len(x.wanted([]*node{n})) == 0 {
		return nil
	}
	var passing []*node
	facts := make(map[*node]bool)
	for _, m := range x.graph.nodes {
		for _, imp := range m.imports {
			facts[m] = facts[m] || facts[imp] || imp.matters
		}
		if m == n || m.likely || m.relevance.passes(facts[m]) {
			passing = append(passing, m)
		}
	}
	// What has no export data is read from source, which needs its imports in turn.
	for {
		wanted := x.wanted(passing)
		if len(wanted) == 0 {
			return nil
		}
		if err := x.ask(wanted); err != nil {
			return err
		}
	}
}

// missing reports whether the export data of n has yet to be asked for. Test
// variants are never asked for: the compiler would have to make them first.
func (x *exports) missing(n *node) bool { return n.variant() == "" && !x.asked[n.pkg.ID] }

// targetSizes returns the sizes of types on the architecture that the go command
// builds for, which it may know from its own settings as well as the environment.
func targetSizes(ctx context.Context, dir string) types.Sizes {
	cmd := exec.CommandContext(ctx, "go", "env", "GOARCH")
	cmd.Dir = dir
	arch, err := cmd.Output()
	if err != nil {
		arch = []byte(build.Default.GOARCH)
	}
	if sizes := types.SizesFor("gc", strings.TrimSpace(string(arch))); sizes != nil {
		return sizes
	}
	return types.SizesFor("gc", "amd64")
}

func (x *exports) typesSizes() types.Sizes {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.sizes
}

func (x *exports) universe(variant string) *universe {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.universes[variant] == nil {
		x.universes[variant] = newUniverse(x.fset)
	}
	return x.universes[variant]
}

// importer resolves n's imports. Plain packages share one universe, of export
// data; each test variant has one of its own besides, of packages from source.
// That is sound since only variants import variants: no plain package's export
// data speaks of a package that the variant replaces.
//
// Errors in an import's own source go to broken: they are the cause of whatever
// the type checker says about the import.
func (x *exports) importer(n *node, broken func([]error)) importerFunc {
	return func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		listed := n.pkg.Imports[path]
		if listed == nil {
			// Cgo's output has imports of its own; besides, a cycle's last import is missing.
			file, err := x.fileOf(path)
			switch {
			case err != nil:
				return nil, err
			case file != "":
				return x.universe("").load(path, func() ([]byte, error) { return readExport(file) })
			}
			return nil, errNoExport
		}
		pkg, errs := x.load(x.graph.byID[listed.ID])
		if pkg == nil {
			broken(errs)
			return nil, errNoExport
		}
		return pkg, nil
	}
}

var errNoExport = errors.New("the go command has no export data for it")

func (x *exports) load(imp *node) (*types.Package, []error) {
	u := x.universe(imp.variant())
	if imp.variant() == "" {
		file, err := x.fileOf(imp.pkg.ID)
		if err != nil {
			return nil, []error{err}
		}
		if file != "" {
			pkg, err := u.load(imp.pkg.PkgPath, func() ([]byte, error) { return readExport(file) })
			if err != nil {
				return nil, []error{&Error{Msg: fmt.Sprintf("cannot import %s: %s", imp.pkg.PkgPath, oneLine(err.Error()))}}
			}
			return pkg, nil
		}
	}
	pkg, errs := x.fromSource(u, imp)
	if pkg == nil {
		errs = append(errs, x.refusal(imp)...)
	}
	return pkg, errs
}

// fileOf returns the file with a plain package's export data, if there is one.
func (x *exports) fileOf(id string) (string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.asked[id] {
		if err := x.ask([]string{id}); err != nil {
			return "", err
		}
	}
	return x.files[id], nil
}

// fromSource type-checks the declarations of an import that has no export data:
// a test variant, or a package that does not compile or that the go command
// refuses to list.
func (x *exports) fromSource(u *universe, n *node) (*types.Package, []error) {
	if pkg := u.get(barePath(n.pkg.PkgPath)); pkg != nil {
		return pkg, nil
	}
	p, errs := checkNode(x, n, false)
	if len(errs) > 0 {
		return nil, errs
	}
	// Somebody else may have checked the package meanwhile; the first one counts.
	return u.addFirst(p.types), nil
}
