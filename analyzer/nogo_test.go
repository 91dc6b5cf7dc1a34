package analyzer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestNogo compares what Bazel's nogo finds with what is found stand-alone, with all defaults and with settings that
// nogo has from its configuration.
func TestNogo(t *testing.T) {
	downloadCorpus(t)
	for _, test := range []struct {
		name, settings string
		dirs           []string
	}{
		{"default", "", []string{corpus, merged(t)}},
		{"settings", "require: refusal\ngenerated: true\ncodes: {KM002: off}\nrows: {operations: [{func: (*github.com/miekg/dns.DS).String}]}", []string{corpus}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var flags map[string]string
			if test.settings != "" {
				flags = map[string]string{"settings": test.settings, "names": "/^owns/"}
			}
			a := analyzer.New(analyzer.Settings{})
			for name, value := range flags {
				if err := a.Flags.Set(name, value); err != nil {
					t.Fatal(err)
				}
			}
			n := newNogo(t, flags)
			for _, dir := range test.dirs {
				sameAsNogo(t, n.analyse(t, dir), standAlone(t, dir, analyzer.SettingsOf(a), "./..."), dir)
			}
		})
	}
}

// sameAsNogo compares what was found below a directory. Nogo leaves out what golangci-lint's directives name, and it
// believes line directives: files with these are left out here.
func sameAsNogo(t *testing.T, nogo, found []string, dir string) {
	t.Helper()
	comparable := func(finding string) bool {
		name, rest, _ := strings.Cut(finding, ":")
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return false // the name is one of a line directive
		}
		number, _, _ := strings.Cut(rest, ":")
		line, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(finding)
		}
		return !strings.Contains(string(text), "\n//line ") && !strings.Contains(strings.Split(string(text), "\n")[line-1], "//nolint:keymaster")
	}
	nogo, found = filtered(nogo, comparable), filtered(found, comparable)
	if len(found) < 50 {
		t.Errorf("%d findings are too few to compare", len(found))
	}
	for _, finding := range filtered(nogo, func(f string) bool { return !slices.Contains(found, f) }) {
		t.Errorf("nogo alone finds %s", finding)
	}
	for _, finding := range filtered(found, func(f string) bool { return !slices.Contains(nogo, f) }) {
		t.Errorf("nogo does not find %s", finding)
	}
}

func filtered(list []string, keep func(string) bool) (kept []string) {
	for _, s := range list {
		if keep(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// merged returns a copy of the modules in which they are one.
func merged(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	zones := filepath.Join(dir, "zones")
	if err := os.CopyFS(zones, os.DirFS(modules)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"hsm", "signer"} {
		if err := os.Rename(filepath.Join(zones, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"go.mod", "go.sum"} {
			if err := os.Remove(filepath.Join(dir, name, file)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		if err := os.Rename(filepath.Join(zones, file), filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
	}
	goCommand(t, dir, "mod", "edit", "-module=example.com", "-droprequire=example.com/hsm", "-droprequire=example.com/signer",
		"-dropreplace=example.com/hsm", "-dropreplace=example.com/signer")
	return dir
}
