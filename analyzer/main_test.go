package analyzer_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// The nested modules on which the tests run.
const (
	corpus  = "../testdata/corpus"
	demo    = "../testdata/demo"
	coredns = "../testdata/coredns"
)

// scratch holds what tests share; it is removed when all are done.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(withScratch(m.Run))
}

func withScratch(run func() int) int {
	dir, err := os.MkdirTemp("", "keymaster")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	scratch = dir
	return run()
}

// command returns the path of the built command.
func command(t testing.TB) string {
	t.Helper()
	name, err := buildCommand()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

var buildCommand = sync.OnceValues(func() (string, error) {
	name := filepath.Join(scratch, "keymaster")
	out, err := exec.Command("go", "build", "-o", name, "../cmd/keymaster").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the command: %v\n%s", err, out)
	}
	return name, nil
})

// downloadCorpus fetches what the corpus imports: analysistest does not use the network.
func downloadCorpus(t testing.TB) {
	t.Helper()
	if err := download(); err != nil {
		t.Fatal(err)
	}
}

var download = sync.OnceValue(func() error {
	cmd := exec.Command("go", "mod", "download")
	cmd.Dir = corpus
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go mod download in %s: %v\n%s", corpus, err, out)
	}
	return nil
})

// standAlone returns the findings of the stand-alone driver as sorted lines, with paths
// relative to dir. Packages that cannot be analysed fail the test.
func standAlone(t testing.TB, dir string, s analyzer.Settings, patterns ...string) []string {
	t.Helper()
	gate, err := s.Gate()
	if err != nil {
		t.Fatal(err)
	}
	result, err := driver.Run(t.Context(), driver.Config{
		Dir: dir, Patterns: patterns, Tests: true, NoGate: s.NoGate, Gate: gate, Analyzer: analyzer.New(s),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range result.Errors {
		t.Error(err)
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := result.PrintText(&b, dir, -1); err != nil {
		t.Fatal(err)
	}
	return drivertest.Lines(b.String())
}

// vet returns the findings of go vet with the built command as its tool.
func vet(t testing.TB, dir string, args ...string) []string {
	t.Helper()
	return drivertest.Lines(drivertest.GoCommand(t, dir, append([]string{"vet", "-vettool=" + command(t)}, args...)...))
}

// sameLines fails unless got and want are equal.
func sameLines(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s finds\n\t%s\nwant\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// module writes a module m of the given files, for which the corpus' dependencies are at
// hand, and returns its directory.
func module(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), strings.Replace(string(text), "module corpus", "module m", 1))
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
