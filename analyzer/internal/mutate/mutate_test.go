package mutate_test

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/internal/mutate"
)

// program returns the program of testdata.
func program(t *testing.T) *mutate.Source {
	t.Helper()
	text, err := os.ReadFile("testdata/program/program.go")
	if err != nil {
		t.Fatal(err)
	}
	return &mutate.Source{
		Path:     "program",
		Files:    []mutate.File{{Name: "program.go", Text: text}},
		Importer: importer.ForCompiler(token.NewFileSet(), "source", nil),
		Sizes:    types.SizesFor("gc", runtime.GOARCH),
	}
}

// TestMeaning runs a program and all its mutants, which do the same.
func TestMeaning(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module m\n\ngo 1.26\n")
	var imports, calls strings.Builder
	src := program(t)
	for i, r := range mutate.Rewrites() {
		m, err := r.Mutate(src, func(mutate.Place) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, n := range m.Places {
			total += n
		}
		if total == 0 {
			t.Errorf("%s applies nowhere", r.Name)
		}
		if len(m.Rejected) > 0 {
			t.Errorf("%s does not type-check in %s", r.Name, m.Rejected)
		}
		text, err := m.Text()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range text.Files {
			write(t, filepath.Join(dir, fmt.Sprintf("m%d", i), f.Name), string(f.Text))
		}
		fmt.Fprintf(&imports, "m%d \"m/m%d\"\n", i, i)
		fmt.Fprintf(&calls, "{%q, m%d.Run()},\n", r.Name, i)
	}
	write(t, filepath.Join(dir, "main.go"), fmt.Sprintf(`package main
import (
"fmt"
"strings"
%s)
func main() {
	all := [][2]string{
%s}
	for _, m := range all[1:] {
		want := strings.Split(all[0][1], "\n")
		for i, line := range strings.Split(m[1], "\n") {
			if i == len(want) || line != want[i] {
				fmt.Printf("%%s does something else after %%s\n", m[0], want[:i])
				break
			}
		}
	}
}
`, imports.String(), calls.String()))
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("go run: %v\n%s", err, out)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
