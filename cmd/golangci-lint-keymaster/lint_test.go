package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// signed has three findings: one that is left, one that a //nolint comment for keymaster takes away, and one that
// a comment for another linter does not.
const signed = `package p

import "os/exec"

func Plain(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

func Suppressed(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() //nolint:keymaster // a lab
}

func Other(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() //nolint:errcheck // not this one
}
`

// place returns path, line and column of a finding.
func place(line string) string {
	before, _, _ := strings.Cut(line, ": ")
	return before
}

// places returns path and line of each finding.
func places(r result) []string {
	var list []string
	for _, line := range drivertest.Lines(r.stdout) {
		at := place(line)
		list = append(list, at[:strings.LastIndex(at, ":")])
	}
	return list
}

func TestNolint(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signed})
	r := lint(t, linter, t.TempDir(), dir, documentedConfig(t, ""), "./...")
	if want := []string{"p/p.go:14", "p/p.go:6"}; !slices.Equal(places(r), want) || r.stderr != "" || r.status != 1 {
		t.Errorf("status %d, want findings in %s:\n%s%s", r.status, want, r.stdout, r.stderr)
	}
}

// Settings arrive, those too whose keys golangci-lint puts into lower case.
func TestSettings(t *testing.T) {
	dir := module(t, map[string]string{
		"hsm/hsm.go":  "package hsm\n\nvar Sink error\n\nfunc Roll() error { return Sink }\n\nfunc Leave() {}\n",
		"p/p.go":      "package p\n\nimport \"m/hsm\"\n\nfunc P() error {\n\thsm.Leave()\n\treturn hsm.Roll()\n}\n",
		"p/p_test.go": "package p\n\nimport \"m/hsm\"\n\nfunc T() error { return hsm.Roll() }\n",
	})
	const row = "rows: {operations: [{func: m/hsm.Roll, does: rolls a key over, nonNil: [0]}]"
	cache := t.TempDir() // of which no setting may see another's results
	for _, test := range []struct {
		settings string
		want     []string
	}{
		{"{}", nil},
		{row + "}", []string{"p/p.go:7"}},
		{row + "}\ntests: true", []string{"p/p.go:7", "p/p_test.go:5"}},
		{row + "}\ncodes: {KM001: off}", nil},
		{row + ", noReturn: [m/hsm.Leave]}", nil},
		{row + "}", []string{"p/p.go:7"}},
	} {
		r := lint(t, linter, cache, dir, documentedConfig(t, test.settings), "./...")
		if !slices.Equal(places(r), test.want) {
			t.Errorf("%s: status %d, want %s:\n%s%s", test.settings, r.status, test.want, r.stdout, r.stderr)
		}
	}
}

// What is wrong with settings is one line with the path of the key, and no findings.
func TestBadSettings(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signed})
	const at = "Error: build linters: plugin(keymaster): newPlugin linters.settings.custom.keymaster.settings: "
	for _, test := range []struct{ settings, want string }{
		{"test: true", at + `test: unknown key (did you mean "tests"?)`},
		{"names: zone owner", at + `names: want a list, have the text "zone owner"`},
		{"rows: {operations: [{symbol: a.B}]}", at + "rows.operations[0].symbol: unknown key"},
		{"[tests]", at + "want a mapping, have a list"},
	} {
		r := lint(t, linter, t.TempDir(), dir, documentedConfig(t, test.settings), "./...")
		if r.status == 0 || r.status == 1 || r.stdout != "" || r.stderr != test.want+"\n" {
			t.Errorf("%s: status %d, %s%s\nwant %s", test.settings, r.status, r.stdout, r.stderr, test.want)
		}
	}
	if have, want := page(t), at+"rows.operations[0].symbol: unknown key"; !strings.Contains(have, "    "+want+"\n") {
		t.Errorf("docs/golangci-lint.md does not show\n%s", want)
	}
}

// The repository's own configuration lets nothing of its tree pass, and keymaster is among its linters.
func TestOwnTree(t *testing.T) {
	name, err := filepath.Abs(filepath.Join(root, ".golangci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}
	if r := run(t, root, env, linter, "config", "verify"); r.status != 0 {
		t.Errorf("golangci-lint config verify: status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	dir := module(t, map[string]string{"p/p.go": signed})
	if r := run(t, dir, env, linter, "run", "--config="+name, "--allow-parallel-runners", "./..."); r.status != 1 || strings.Count(r.stdout, "(keymaster)") != 2 {
		t.Errorf("of two findings of keymaster the configuration shows, with status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	if testing.Short() {
		t.Skip("linting the whole tree takes a while")
	}
	for _, dir := range []string{root, "."} {
		env := append(env, "GOWORK="+os.Getenv("GOWORK"))
		if r := run(t, dir, env, linter, "run", "--allow-parallel-runners"); r.status != 0 {
			t.Errorf("golangci-lint run in %s: status %d\n%s%s", dir, r.status, r.stdout, r.stderr)
		}
	}
}
