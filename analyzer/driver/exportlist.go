package driver

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// The methods below want exports.mu held.

// wanted lists the packages whose export data has yet to be asked for before the
// given ones can be type-checked.
func (x *exports) wanted(of []*node) []string {
	ids := make(map[string]bool)
	seen := make(map[*node]bool)
	var visit func(n *node)
	visit = func(n *node) {
		for _, imp := range n.imports {
			switch {
			case x.missing(imp):
				ids[imp.pkg.ID] = true
			case !seen[imp] && !x.hasFile(imp):
				seen[imp] = true
				visit(imp)
			}
		}
	}
	for _, n := range of {
		visit(n)
	}
	return slices.Sorted(maps.Keys(ids))
}

func (x *exports) hasFile(n *node) bool { return n.variant() == "" && x.files[n.pkg.ID] != "" }

// ask asks the go command for export data. It fails only if the go command
// cannot be asked at all; packages may be left without a file.
func (x *exports) ask(ids []string) error {
	if x.broken != nil {
		return x.broken
	}
	x.broken = x.askModules(ids)
	if x.broken == nil {
		x.broken = x.provide()
	}
	x.spread()
	return x.broken
}

// askModules asks for the packages of all modules but those that the go command
// refuses. With one of these among its arguments it fails as a whole: naming a
// package may need a go.mod other than the one that does for importing it. That
// depends on the module alone.
func (x *exports) askModules(ids []string) error {
	modules := make(map[string][]string)
	for _, id := range ids {
		x.asked[id] = true
		if m := x.moduleOf(id); x.refused[m] == nil {
			modules[m] = append(modules[m], id)
		}
	}
	if listed, err := x.export(modules, 0); listed || err != nil {
		return err
	}
	if err := x.probe(modules, slices.Sorted(maps.Keys(modules))); err != nil {
		for _, m := range x.culprits(modules, slices.Sorted(maps.Keys(modules)), err) {
			delete(modules, m)
		}
	}
	if x.ctx.Err() != nil {
		return x.ctx.Err()
	}
	listed, err := x.export(modules, 0)
	if !listed && err == nil {
		for m := range modules {
			x.refused[m] = errUnsaid
		}
	}
	return err
}

var errUnsaid = errors.New("the go command fails without saying why")

// moduleOf returns the path of a package's module, which is empty in the standard library.
func (x *exports) moduleOf(id string) string {
	if n := x.graph.byID[id]; n != nil && n.pkg.Module != nil {
		return n.pkg.Module.Path
	}
	return ""
}

// export asks for export data of packages and, with the mode to say so, of what
// they import. It reports whether the go command listed anything: if it fails as
// a whole, go/packages hides that.
func (x *exports) export(modules map[string][]string, deps packages.LoadMode) (bool, error) {
	paths := slices.Sorted(joined(modules))
	if len(paths) == 0 {
		return true, nil
	}
	roots, err := packages.Load(x.cfg.packagesConfig(x.ctx, false,
		packages.NeedName|packages.NeedExportFile|deps), paths...)
	if err != nil {
		return false, listError(x.ctx, err)
	}
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		if pkg.ExportFile != "" {
			x.asked[pkg.ID] = true
			x.files[pkg.ID] = pkg.ExportFile
		}
	})
	return len(roots) > 0, x.ctx.Err()
}

func joined(modules map[string][]string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, ids := range modules {
			for _, id := range ids {
				if !yield(id) {
					return
				}
			}
		}
	}
}

// probe reports why the go command refuses to list packages of these modules. It
// names one package of each and has nothing compiled.
func (x *exports) probe(modules map[string][]string, some []string) error {
	var paths []string
	for _, m := range some {
		paths = append(paths, modules[m][0])
	}
	_, err := packages.Load(x.cfg.packagesConfig(x.ctx, false, packages.NeedName), paths...)
	return err
}

// culprits returns the modules for which the go command fails, given why it
// fails for all of these together, and takes down the reasons.
func (x *exports) culprits(modules map[string][]string, some []string, why error) []string {
	if x.ctx.Err() != nil {
		return nil
	}
	if len(some) == 1 {
		msg := strings.TrimPrefix(oneLine(why.Error()), "err: exit status 1: stderr: ")
		x.refused[some[0]] = &Error{Msg: Printable(msg)}
		return some
	}
	var bad []string
	left, right := some[:len(some)/2], some[len(some)/2:]
	if err := x.probe(modules, left); err != nil {
		bad = x.culprits(modules, left, err)
		if why = x.probe(modules, right); why == nil {
			return bad
		}
	}
	return append(bad, x.culprits(modules, right, why)...)
}

// provide finds the export data of packages that the go command does not list by
// name, but as imports of others. If it does so, they must not be type-checked
// from source: the export data of the others speaks of their types.
func (x *exports) provide() error {
	providers := make(map[*node]*node) // package without export data -> one with it that imports it
	from := make(map[*node]*node)
	for _, n := range slices.Backward(x.graph.nodes) {
		if x.hasFile(n) {
			from[n] = n
		}
		if from[n] == nil {
			continue
		}
		for _, imp := range n.imports {
			from[imp] = from[n]
			if x.asked[imp.pkg.ID] && !x.hasFile(imp) {
				providers[imp] = from[n]
			}
		}
	}
	named := make(map[string][]string)
	for _, p := range providers {
		if m := x.moduleOf(p.pkg.ID); !slices.Contains(named[m], p.pkg.ID) {
			named[m] = append(named[m], p.pkg.ID)
		}
	}
	_, err := x.export(named, packages.NeedImports|packages.NeedDeps)
	return err
}

// spread has every package read from source that imports one without export data:
// there is none of it, or it speaks of types that are not those from source.
func (x *exports) spread() {
	for _, n := range x.graph.nodes {
		if x.missing(n) && slices.ContainsFunc(n.imports, func(imp *node) bool { return x.asked[imp.pkg.ID] && !x.hasFile(imp) }) {
			x.asked[n.pkg.ID] = true
		}
	}
}

// refusal words why the go command does not list a package's module. Unlike the
// others, it locks.
func (x *exports) refusal(n *node) []error {
	x.mu.Lock()
	defer x.mu.Unlock()
	module := x.moduleOf(n.pkg.ID)
	why := x.refused[module]
	if why == nil || n.variant() != "" {
		return nil
	}
	if module == "" {
		module = "the standard library"
	}
	return []error{&Error{Msg: fmt.Sprintf("no export data for packages of %s: %v", module, why)}}
}
