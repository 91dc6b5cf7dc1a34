package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// vetted is a module without imports from elsewhere, so that a new cache fills in no time: p and t have
// findings, t has a test too, q imports both, r nothing.
var vetted = map[string]string{
	".keymaster.yml": "rows:\n  operations:\n    - func: m/hsm.Roll\n      does: rolls a key over\n",
	"hsm/hsm.go":     "package hsm\n\nvar Sink error\n\nfunc Roll() error { return Sink }\n",
	"p/p.go":         "package p\n\nimport \"m/hsm\"\n\nfunc P() error { return hsm.Roll() }\n",
	"t/t.go":         "package t\n\nimport \"m/hsm\"\n\nfunc T() error { return hsm.Roll() }\n",
	"t/t_test.go":    "package t\n\nfunc helper() error { return T() }\n",
	"q/q.go":         "package q\n\nimport (\n\t\"m/p\"\n\t\"m/t\"\n)\n\n//keymaster:only -- whoever calls it knows\nfunc Q() { _, _ = p.P(), t.T() }\n",
	"r/r.go":         "package r\n",
}

// cached runs a command with a go cache of its own.
func cached(t *testing.T, cache, dir string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return run(t, dir, exec.Command("env", append([]string{"GOCACHE=" + cache}, args...)...))
}

// entries returns the files that the cache has, without those that only tell when it was used.
func entries(t *testing.T, cache string) (list []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(cache, "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// aged makes files old: of those that have just been written the go command caches less.
func aged(t *testing.T, dir string) {
	t.Helper()
	old := time.Now().Add(-time.Hour)
	if err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error { return cmp.Or(err, os.Chtimes(name, old, old)) }); err != nil {
		t.Fatal(err)
	}
}

// TestVetOrder holds that no order in which packages are analysed loses a finding. The go command caches a
// package's results under a key that does not say whether it was a dependency.
func TestVetOrder(t *testing.T) {
	patterns := []string{"./p", "./t", "./q", "./r", "./hsm", "./p ./q", "./...", "m/t m/r", "p/p.go"}
	dir := module(t, vetted)
	aged(t, dir)
	want := make(map[string]string)
	for _, p := range patterns {
		stdout, stderr, status := keymaster(t, dir, strings.Fields(p)...)
		if stderr != "" || status == statusError {
			t.Fatalf("%s: status %d, %s%s", p, status, stdout, stderr)
		}
		want[p] = fmt.Sprint(status, stdout)
	}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 0))
		cache := t.TempDir()
		order := slices.Clone(patterns)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for i, p := range order {
			stdout, stderr, status := cached(t, cache, dir, append([]string{binary, "vet"}, strings.Fields(p)...)...)
			if have := fmt.Sprint(status, stdout); have != want[p] || stderr != "" {
				t.Errorf("after %q, %s:\n%s%s\nwant\n%s", order[:i], p, have, stderr, want[p])
			}
		}
		before := entries(t, cache)
		for _, p := range order {
			cached(t, cache, dir, append([]string{binary, "vet"}, strings.Fields(p)...)...)
		}
		if after := entries(t, cache); len(after) != len(before) {
			t.Errorf("nothing changed, and the cache has grown from %d to %d files", len(before), len(after))
		}
	}
}

// A plain go vet loses findings in this order. When it does not any more, driver.Vet can do without
// -dependencies.
func TestVetIsNeeded(t *testing.T) {
	dir := module(t, vetted)
	cache := t.TempDir()
	settings := "-settings=" + vetted[".keymaster.yml"]
	for _, p := range []string{"./q", "./p"} {
		if _, stderr, _ := cached(t, cache, dir, "go", "vet", "-vettool="+binary, settings, p); p == "./p" && strings.Contains(stderr, "KM001") {
			t.Error("the go command's key tells dependencies from others: simplify driver.Vet")
		}
	}
}

// Settings count, wherever they are from, and whatever was cached with others.
func TestVetSettings(t *testing.T) {
	dir := module(t, vetted)
	cache := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string, want bool, args ...string) {
		t.Helper()
		stdout, stderr, status := cached(t, cache, dir, append([]string{binary, "vet"}, args...)...)
		if strings.Contains(stdout, "p/p.go:5:25: KM001: ") != want || stderr != "" || status == statusError {
			t.Errorf("%s: status %d, %s%s", what, status, stdout, stderr)
		}
	}
	check("first", true, "./...")
	write(".keymaster.yml", "tests: true\n")
	check("without the row", false, "./...")
	write("other.yml", vetted[".keymaster.yml"])
	check("in another file", true, "-config=other.yml", "./...")
	write("other.yml", "noreturn: [m/hsm.Roll]\n"+vetted[".keymaster.yml"])
	check("the file changed", true, "-config=other.yml", "./...")
	check("by value", true, "-settings", vetted[".keymaster.yml"], "-tests", "./...")
	check("with a flag", true, "-tests=false", "-settings="+vetted[".keymaster.yml"], "./p")
	check("back", false, "./...")
	write(".keymaster.yml", vetted[".keymaster.yml"])
	check("as at first", true, "./...")
	write("p/p.go", strings.Replace(vetted["p/p.go"], "func P()", "\n//keymaster:only -- they know\nfunc P()", 1))
	check("the source changed", false, "./...")
}

// Formats, selections and errors are as without vet.
func TestVetOutput(t *testing.T) {
	dir := module(t, vetted)
	for _, args := range [][]string{{"-f=sarif"}, {"-f=rdjsonl"}, {"-f=github"}, {"-json"}, {"-c=1"}, {"-write-baseline=b.json"}, {"-baseline=b.json"}} {
		args = append(args, "./...")
		want, _, wantStatus := keymaster(t, dir, args...)
		stdout, stderr, status := keymaster(t, dir, append([]string{"vet"}, args...)...)
		if stdout != want || stderr != "" || status != wantStatus {
			t.Errorf("%v: status %d, %s%s\nwant status %d, %s", args, status, stdout, stderr, wantStatus, want)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "r/r.go"), []byte("package r // keymaster\n\nfunc F() int { return \"\\x1b\" }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args     []string
		findings int
		stderr   string // %s stands for anything
	}{
		{[]string{"./..."}, 2, `r/r.go:3:23: cannot use "\x1b"%s`},
		{[]string{"./nosuch"}, 0, "keymaster: stat %s/nosuch: directory not found%s"},
		{[]string{"-fix", "./..."}, 0, "keymaster: keymaster vet knows no -fix, -test and -dependencies; keymaster does without vet"},
		{[]string{"-packs=nosuch", "./..."}, 0, `keymaster: invalid value "nosuch" for flag -packs: %s`},
	} {
		stdout, stderr, status := keymaster(t, dir, append([]string{"vet"}, test.args...)...)
		if strings.Count(stdout, ": KM001: ") != test.findings || strings.Count(stderr, "\n") != 1 || !matches(test.stderr, strings.TrimSuffix(stderr, "\n")) || status != statusError {
			t.Errorf("%v: status %d, %s%s\nwant %s", test.args, status, stdout, stderr, test.stderr)
		}
	}
}
