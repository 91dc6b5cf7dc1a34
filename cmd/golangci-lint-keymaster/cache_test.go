package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A change is made to a source file for one build.
type change struct{ file, old, new string }

// marked puts a mark on each message.
var marked = change{root + "/analyzer/gclplugin/plugin.go", "d.Related = nil\n", "d.Related = nil\n\t\t\td.Message += \" (rebuilt)\"\n"}

// fixed is a version that stays the same whatever is built.
var fixed = change{"version.go", `const unversioned = "(devel)"`, `const unversioned = "2.15.0"`}

// rebuilt builds the command from changed sources.
func rebuilt(t *testing.T, changes ...change) string {
	t.Helper()
	dir := t.TempDir()
	var overlay struct{ Replace map[string]string }
	overlay.Replace = map[string]string{}
	for _, c := range changes {
		text, err := os.ReadFile(c.file)
		if err != nil || strings.Count(string(text), c.old) != 1 {
			t.Fatalf("%s does not have %q once: %v", c.file, c.old, err)
		}
		name, err := filepath.Abs(c.file)
		if err != nil {
			t.Fatal(err)
		}
		overlay.Replace[name] = filepath.Join(dir, filepath.Base(c.file))
		if err := os.WriteFile(overlay.Replace[name], []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	command := filepath.Join(dir, "linter")
	if err := build(".", "-overlay="+filepath.Join(dir, "overlay.json"), "-o", command, "."); err != nil {
		t.Fatal(err)
	}
	return command
}

// marks returns how many findings a golangci-lint has, and how many of them bear the mark.
func marks(t *testing.T, command, cache, dir string) (findings, marks int) {
	t.Helper()
	r := lint(t, command, cache, dir, documentedConfig(t, ""), "./...")
	if r.stderr != "" || r.status != 1 {
		t.Fatalf("status %d, %s%s", r.status, r.stdout, r.stderr)
	}
	return strings.Count(r.stdout, ": KM001: "), strings.Count(r.stdout, " (rebuilt)\n")
}

// A keymaster that was rebuilt is not told what the one before it found.
func TestRebuilt(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signed})
	cache := t.TempDir()
	other := rebuilt(t, marked)
	for i, test := range []struct {
		command string
		marks   int
	}{{linter, 0}, {linter, 0}, {other, 2}, {linter, 0}, {other, 2}} {
		if findings, marks := marks(t, test.command, cache, dir); findings != 2 || marks != test.marks {
			t.Errorf("run %d: %d findings, %d of them of the rebuilt command, want 2 and %d", i, findings, marks, test.marks)
		}
	}
}

// With a version that stays the same it would be. When it is not any more, version.go can do without.
func TestVersionIsNeeded(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command twice")
	}
	dir := module(t, map[string]string{"p/p.go": signed})
	cache := t.TempDir()
	marks(t, rebuilt(t, fixed), cache, dir)
	if _, marks := marks(t, rebuilt(t, fixed, marked), cache, dir); marks > 0 {
		t.Error("golangci-lint tells builds of one version apart: simplify version.go")
	}
}

// The version names what the command was built from.
func TestVersion(t *testing.T) {
	r := run(t, ".", nil, linter, "version")
	for _, want := range []string{"has version (devel) built with go1.", "golangci-lint v2.15.", ", keymaster (devel)"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("version says %q, without %q", r.stdout, want)
		}
	}
}
