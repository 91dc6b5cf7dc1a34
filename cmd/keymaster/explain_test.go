package main

import (
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/code"
)

// -explain prints all that there is of a code, wherever it is asked.
func TestExplain(t *testing.T) {
	dir := t.TempDir()
	for _, c := range code.All() {
		for _, id := range []string{c.ID, strings.ToLower(c.ID)} {
			stdout, stderr, status := keymaster(t, dir, "-explain", id)
			if stdout != c.Help() || stderr != "" || status != statusClean {
				t.Errorf("-explain %s: status %d, %s%s", id, status, stdout, stderr)
			}
		}
	}
	stdout, stderr, status := keymaster(t, dir, "-explain=list")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if stderr != "" || status != statusClean || len(lines) != len(code.All()) {
		t.Fatalf("-explain=list: status %d, %s%s", status, stdout, stderr)
	}
	for i, c := range code.All() {
		if f := strings.Fields(lines[i]); strings.Join(f, " ") != strings.Join([]string{c.ID, c.Name, string(c.Severity), c.Summary}, " ") {
			t.Errorf("-explain=list says %q of %s", lines[i], c.ID)
		}
	}
	for given, want := range map[string]string{
		"KM01":   `keymaster: -explain: unknown code "KM01" (did you mean "KM001"?): -explain list names all`,
		"SA1000": `keymaster: -explain: unknown code "SA1000": -explain list names all`,
		"\x1b[m": `keymaster: -explain: unknown code "\x1b[m": -explain list names all`,
	} {
		if stdout, stderr, status := keymaster(t, dir, "-explain", given); stdout != "" || stderr != want+"\n" || status != statusError {
			t.Errorf("-explain %q: status %d, %s%swant %s", given, status, stdout, stderr, want)
		}
	}
}
