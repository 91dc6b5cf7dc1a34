package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// rounds lets a fixer change a copy of a module until it finds nothing more to change, and returns what is left.
func rounds(t *testing.T, source, name string, fix func(dir string) result) []string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	before := ""
	for range 10 {
		fix(dir)
		if r := run(t, dir, nil, "go", "build", "./..."); r.status != 0 {
			t.Fatalf("what %s makes does not compile:\n%s", name, r.stderr)
		}
		now := both(run(t, dir, nil, keymaster, "./..."))
		if now == before {
			return drivertest.Lines(now)
		}
		before = now
	}
	t.Fatalf("%s does not come to an end", name)
	return nil
}

// golangci-lint run --fix leaves programs that compile, and mends as much as keymaster -fix, if in more runs.
func TestFix(t *testing.T) {
	source := filepath.Join(root, "testdata/modules")
	all := drivertest.Lines(both(run(t, source, nil, keymaster, "./...")))
	want := rounds(t, source, "keymaster -fix", func(dir string) result { return run(t, dir, nil, keymaster, "-fix", "./...") })
	cache := t.TempDir()
	have := rounds(t, source, "golangci-lint", func(dir string) result {
		return lint(t, linter, cache, dir, documentedConfig(t, ""), "--fix", "./...")
	})
	if len(have) != len(want) || len(have) > len(all)/2 {
		t.Errorf("of %d findings golangci-lint leaves %d, and keymaster %d", len(all), len(have), len(want))
	}
}
