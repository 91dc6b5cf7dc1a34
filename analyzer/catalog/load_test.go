package catalog_test

import (
	"go/types"
	"os"
	"os/exec"
	"regexp"
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
