package catalog_test

import (
	"go/types"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

const resolveModule = "testdata/modules/resolve"

// loaded is the nested module with all that it imports, and the packages of Go that
// rows name. Loading compiles them, once for all tests.
var loaded = sync.OnceValues(func() ([]*packages.Package, error) {
	download := exec.Command("go", "mod", "download")
	download.Dir = resolveModule
	download.Stderr = os.Stderr
	if err := download.Run(); err != nil {
		return nil, err
	}
	return packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedExportFile,
		Dir:  resolveModule,
	}, "./...", "bufio", "bytes", "errors", "fmt", "io", "log", "os", "regexp", "runtime", "slices", "strconv", "strings", "syscall", "testing")
})

// load returns the real packages by import path.
func load(t *testing.T) map[string]*types.Package {
	t.Helper()
	roots, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*types.Package{}
	packages.Visit(roots, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, e)
		}
		if p.Types != nil {
			all[p.PkgPath] = p.Types
		}
	})
	return all
}

// TestVersions checks that the rows are resolved against the version of github.com/miekg/dns that
// this module itself requires.
func TestVersions(t *testing.T) {
	version := func(file string) string {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`(?m)^\s*(?:require )?github\.com/miekg/dns (\S+)`).FindSubmatch(data)
		if m == nil {
			t.Fatalf("%s does not require github.com/miekg/dns", file)
		}
		return string(m[1])
	}
	have, want := version(resolveModule+"/go.mod"), version("../../go.mod")
	if have != want {
		t.Errorf("%s requires github.com/miekg/dns %s, this module %s", resolveModule, have, want)
	}
}

// Helpers of the resolver that ask go/types.

// element returns the i-th variable of list, or nil.
func element(list *types.Tuple, i int) *types.Var {
	if i < 0 || i >= list.Len() {
		return nil
	}
	return list.At(i)
}

func nilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}

func typeName(t types.Type) *types.TypeName {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

func methods(t types.Type) (names []string) {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for m := range types.NewMethodSet(t).Methods() {
		names = append(names, m.Obj().Name())
	}
	return names
}

func fields(t types.Type) (names []string) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		names = append(names, f.Name())
		if f.Embedded() {
			names = append(names, fields(f.Type())...)
		}
	}
	return names
}

// embedded returns the unexported type of pkg with the given name that an exported struct
// embeds: testing.T has its methods from testing.common.
func embedded(pkg *types.Package, name string) types.Object {
	for _, n := range pkg.Scope().Names() {
		st, ok := pkg.Scope().Lookup(n).Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range st.Fields() {
			if f.Embedded() && f.Name() == name && strings.ToLower(name) == name {
				return typeName(f.Type())
			}
		}
	}
	return nil
}
