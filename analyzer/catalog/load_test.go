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

// A module is a nested one, with what loads it.
type module struct {
	dir string
	env []string // beside the process's own
	std []string // packages of Go that rows name and nothing in the module imports
}

// modules are where the packages are that rows name. Those of Windows exist only there.
var modules = []module{
	{resolveModule, nil, []string{"bufio", "bytes", "errors", "fmt", "io", "log", "os", "regexp", "runtime", "slices", "strconv", "strings", "syscall", "testing"}},
	{"../../testdata/transports", []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0"}, nil},
}

// load loads packages of the module.
func (m module) load(mode packages.LoadMode, patterns ...string) ([]*packages.Package, error) {
	env := append(os.Environ(), m.env...)
	download := exec.Command("go", "mod", "download")
	download.Dir, download.Env, download.Stderr = m.dir, env, os.Stderr
	if err := download.Run(); err != nil {
		return nil, err
	}
	return packages.Load(&packages.Config{Mode: mode, Dir: m.dir, Env: env}, patterns...)
}

// loaded is the nested modules with all that they import, and the packages of Go that
// rows name. Loading compiles them, once for all tests.
var loaded = sync.OnceValues(func() ([]*packages.Package, error) {
	var roots []*packages.Package
	for _, m := range modules {
		const mode = packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedExportFile
		list, err := m.load(mode, append([]string{"./..."}, m.std...)...)
		if err != nil {
			return nil, err
		}
		roots = append(roots, list...)
	}
	return roots, nil
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
		if p.Types != nil && all[p.PkgPath] == nil {
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
