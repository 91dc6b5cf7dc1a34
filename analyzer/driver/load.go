package driver

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A node is a package of the import graph; nothing is known of its types.
type node struct {
	pkg       *packages.Package
	imports   []*node // sorted by ID
	report    bool    // matches the patterns
	broken    bool    // it, or what it imports, has errors that the list shows
	relevance *relevance
	likely    bool          // it passes the gate, or helps, whatever its imports say
	done      chan struct{} // closed once facts is final

	facts   factTable // what importers see: the package's facts and those of its imports
	matters bool      // the package itself exports facts that matter; guarded by exports.mu
}

// variant names the test binary that the package was recompiled for, or is empty:
// packages of one variant see each other instead of the plain packages.
func (n *node) variant() string {
	_, binary, _ := strings.Cut(n.pkg.ID, " [")
	return strings.TrimSuffix(binary, "]")
}

// A graph is the part of the import graph that matters: what the packages to
// report on import, directly or not, in dependency order.
type graph struct {
	nodes []*node
	byID  map[string]*node
	errs  []error
}

// listGraph lists the packages that match the patterns and all that they import.
func listGraph(ctx context.Context, cfg *Config) (*graph, error) {
	roots, err := packages.Load(cfg.packagesConfig(ctx, cfg.Tests,
		packages.NeedName|packages.NeedFiles|packages.NeedImports|packages.NeedDeps|packages.NeedModule), cfg.Patterns...)
	if err != nil {
		return nil, listError(ctx, err)
	}
	if len(roots) == 0 {
		return nil, &Error{Msg: fmt.Sprintf("no packages match %s", Printable(strings.Join(cfg.Patterns, " ")))}
	}
	g := &graph{byID: make(map[string]*node)}
	tested := make(map[string]bool) // packages that are reported on together with their tests
	for _, root := range roots {
		if root.ID == root.PkgPath+" ["+root.PkgPath+".test]" {
			tested[root.PkgPath] = true
		}
	}
	for _, root := range roots {
		if isTestMain(root) || tested[root.ID] && len(root.Errors) == 0 {
			continue
		}
		g.visit(cfg, root).report = true
	}
	return g, nil
}

// listError words a failure of the go command.
func listError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	msg := oneLine(err.Error())
	msg = strings.TrimPrefix(msg, "err: exit status 1: stderr: ")
	return &Error{Msg: "cannot list packages: " + Printable(msg)}
}

// isTestMain recognises the main package that the go command generates for a
// test: no other package imports variants that were made for it.
func isTestMain(pkg *packages.Package) bool {
	if pkg.Name != "main" || !strings.HasSuffix(pkg.ID, ".test") {
		return false
	}
	for _, imp := range pkg.Imports {
		if strings.HasSuffix(imp.ID, " ["+pkg.ID+"]") {
			return true
		}
	}
	return false
}

func (g *graph) visit(cfg *Config, pkg *packages.Package) *node {
	if n := g.byID[pkg.ID]; n != nil {
		return n
	}
	n := &node{pkg: pkg, done: make(chan struct{})}
	g.byID[pkg.ID] = n
	reach := cfg.gate.reach(barePath(pkg.PkgPath))
	for _, imp := range pkg.Imports {
		if imp.ID != "unsafe" {
			n.imports = append(n.imports, g.visit(cfg, imp))
		}
	}
	slices.SortFunc(n.imports, func(a, b *node) int { return strings.Compare(a.pkg.ID, b.pkg.ID) })
	for _, imp := range n.imports {
		reach |= imp.relevance.reach
		n.broken = n.broken || imp.broken
	}
	n.relevance = &relevance{gate: cfg.gate, reach: reach, files: pkg.GoFiles, own: ownPackage(pkg), named: cfg.gate.names(barePath(pkg.PkgPath))}
	if len(pkg.Errors) > 0 {
		n.broken = true
		g.errs = append(g.errs, listedErrors(cfg.Dir, pkg)...)
	}
	g.nodes = append(g.nodes, n)
	return n
}

func ownPackage(pkg *packages.Package) bool {
	module, version := "", ""
	if m := pkg.Module; m != nil {
		module, version = m.Path, m.Version
	}
	return gate.Own(module, version, barePath(pkg.PkgPath), pkg.GoFiles)
}

func listedErrors(dir string, pkg *packages.Package) []error {
	var errs []error
	for _, err := range pkg.Errors {
		errs = append(errs, &Error{Pos: listedPosition(dir, err.Pos), Msg: oneLine(err.Msg)})
	}
	return errs
}

func (cfg *Config) packagesConfig(ctx context.Context, tests bool, mode packages.LoadMode) *packages.Config {
	return &packages.Config{Context: ctx, Dir: cfg.Dir, BuildFlags: cfg.BuildFlags, Tests: tests, Mode: mode}
}

// compiledFiles asks the go command for the files that it would compile, which
// differ from the package's own files where cgo is used.
func compiledFiles(ctx context.Context, cfg *Config, n *node) ([]string, []error) {
	pattern := []string{barePath(n.pkg.PkgPath)}
	variant := n.variant()
	switch {
	case pattern[0] == "command-line-arguments":
		pattern = cfg.Patterns
	case variant != "":
		pattern = []string{strings.TrimSuffix(variant, ".test")}
	}
	mode := packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps
	listed, err := packages.Load(cfg.packagesConfig(ctx, variant != "", mode), pattern...)
	if err != nil {
		return nil, []error{listError(ctx, err)}
	}
	var files []string
	var errs []error
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		if pkg.ID != n.pkg.ID {
			return
		}
		errs = append(errs, listedErrors(cfg.Dir, pkg)...)
		for _, name := range pkg.CompiledGoFiles {
			// What cgo wrote lies in the build cache under names without extension.
			if ext := filepath.Ext(name); ext == ".go" || ext == "" {
				files = append(files, name)
			}
		}
	})
	if len(errs) == 0 && len(files) == 0 {
		errs = append(errs, &Error{Msg: fmt.Sprintf("package %s uses cgo and the go command does not list its compiled files; check that a C compiler is installed", n.pkg.PkgPath)})
	}
	return files, errs
}
