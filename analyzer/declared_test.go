package analyzer_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestDirectiveMessages wants of each message about a directive that it is one line, and says where it
// belongs: it begins with its category and points into the comment.
func TestDirectiveMessages(t *testing.T) {
	downloadCorpus(t)
	graph := graphOf(t, corpus, "./directives/...")
	forms := map[string]bool{}
	for _, root := range graph.Roots {
		for _, d := range root.Diagnostics {
			if d.Category != "KM009" {
				continue
			}
			pos, end := root.Package.Fset.Position(d.Pos), root.Package.Fset.Position(d.End)
			if strings.Contains(d.Message, "\n") || !strings.HasPrefix(d.Message, "KM009: ") {
				t.Errorf("%s: no clear line: %q", pos, d.Message)
			}
			if pos.Line != end.Line || pos.Column >= end.Column || filepath.Base(d.URL) != "KM009.md" {
				t.Errorf("%s-%s: %s (%s)", pos, end, d.Message, d.URL)
			}
			for _, form := range messageForms {
				if strings.Contains(d.Message, form) {
					forms[form] = true
				}
			}
		}
	}
	for _, form := range messageForms {
		if !forms[form] {
			t.Errorf("no message in the corpus says %q", form)
		}
	}
}

// messageForms are parts of the messages of KM009, one of each kind.
var messageForms = []string{
	"unknown directive", "lacks its reason", "stands on", "stands here twice", "contradicts",
	"has no result that is", "has no value that is", "is given nothing that can be the refusal", "is of no use",
	"changes nothing", "suppresses nothing",
}

// TestDirectivesByDriver compares the drivers: what a directive says reaches other packages in each.
func TestDirectivesByDriver(t *testing.T) {
	downloadCorpus(t)
	alone := standAlone(t, corpus, analyzer.Settings{}, "./directives/...")
	if len(alone) == 0 {
		t.Fatal("nothing found")
	}
	sameLines(t, "no gate", standAlone(t, corpus, analyzer.Settings{NoGate: true}, "./directives/..."), alone)
}

// TestDirectivesInTests asks for reports in tests and generated files.
func TestDirectivesInTests(t *testing.T) {
	downloadCorpus(t)
	quiet := standAlone(t, corpus, analyzer.Settings{}, "./directives")
	loud := standAlone(t, corpus, analyzer.Settings{Tests: true, Generated: true}, "./directives")
	var more []string
	for _, line := range loud {
		if !slices.Contains(quiet, line) {
			_, text, _ := strings.Cut(line, "directives/")
			name, _, _ := strings.Cut(text, ":")
			more = append(more, name+strings.TrimPrefix(line[strings.Index(line, ": KM"):], ":")[:6])
		}
	}
	want := []string{"generated.go KM009", "silent_test.go KM009"}
	if !slices.Equal(slices.Compact(slices.Sorted(slices.Values(more))), want) {
		t.Errorf("asked for, there are %q, want %q", more, want)
	}
}
