// Package live runs the tests of the refusal that package codes/km004 labels, on what the
// libraries make of a refusal, and so shows that what is labelled KM004 never matches and
// what is labelled safe does.
package live

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"codes/role"
)

// A run is a labelled function with its operation refused. It returns role.ErrElsewhere if
// and only if the function's test of the refusal matches.
type run func(t *testing.T) error

// notRun are labelled functions whose refusal cannot be made here.
var notRun = map[string]string{
	"dnscmd.ExitCode":    "no exit code exceeds 255 here; dnscmd's are not established, so the test is accepted",
	"powershell.Guarded": "the role is checked: nothing is refused",
	"signer.Text":        "Generate asks no signer",
	"sshshell.StatusOne": "it matches every failure, so it is no test of the refusal",
}

// onlyWindows are the themes whose libraries need Windows; oleError covers the errors of ole.
var onlyWindows = []string{"cim", "ole", "wmi"}

// TestLabels runs every function of km004 and compares whether its test matches with its
// label: dead is KM004, live is safe. What is plain KM001 never matches either.
func TestLabels(t *testing.T) {
	programs(t)
	runs := map[string]run{}
	for _, some := range []map[string]run{commands(), sessions(), shells(), updates(), signers(), procedures(), gopowershell()} {
		maps.Copy(runs, some)
	}
	labels := labelsOf(t)
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		theme, _, _ := strings.Cut(name, ".")
		if notRun[name] != "" || slices.Contains(onlyWindows, theme) {
			continue
		}
		fn := runs[name]
		if fn == nil {
			t.Errorf("%s has a label and no run", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			err := fn(t)
			matches := errors.Is(err, role.ErrElsewhere)
			t.Logf("%s: %v", labels[name], err)
			if live := labels[name] == "safe"; matches != live {
				t.Errorf("%s is labelled %s, but its test matches: %t", name, labels[name], matches)
			}
		})
	}
	for name := range runs {
		if labels[name] == "" {
			t.Errorf("%s is run and has no label", name)
		}
	}
	for name := range notRun {
		if labels[name] == "" {
			t.Errorf("%s is not run and has no label", name)
		}
	}
}

var label = regexp.MustCompile(`(?m)^// (\w+) is (KM\d{3}|safe)\b.*\n(?://.*\n)*func `)

// labelsOf returns what the comments of km004 say, by package and function.
func labelsOf(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../km004/*/*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files in ../km004: %v", err)
	}
	labels := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range label.FindAllStringSubmatch(string(text), -1) {
			labels[filepath.Base(filepath.Dir(name))+"."+m[1]] = m[2]
		}
	}
	return labels
}

// either runs fn for each form that a refusal can take and returns the first match: of
// several forms a test needs to know one.
func either[F any](forms []F, fn func(F) error) error {
	var err error
	for _, form := range forms {
		if err = fn(form); errors.Is(err, role.ErrElsewhere) {
			return err
		}
	}
	return err
}
