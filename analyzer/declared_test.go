package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
)

// directives analyses the corpus's packages with directives.
func directives(t *testing.T, patterns ...string) *checker.Graph {
	t.Helper()
	downloadCorpus(t)
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: corpus}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Settings{})}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	return graph
}

// TestDeclaredCodec encodes each fact of the corpus ten times, byte for byte the same, and decodes it.
func TestDeclaredCodec(t *testing.T) {
	graph := directives(t, "./directives/lib")
	n := 0
	for _, f := range graph.Roots[0].AllObjectFacts() {
		fact, ok := f.Fact.(*analyzer.Declared)
		if !ok {
			continue
		}
		n++
		first := encoded(t, fact)
		for range 9 {
			if again := encoded(t, fact); !bytes.Equal(again, first) {
				t.Errorf("%s is encoded as %q, then as %q", fact, first, again)
			}
		}
		decoded := new(analyzer.Declared)
		if err := gob.NewDecoder(bytes.NewReader(first)).Decode(decoded); err != nil {
			t.Error(err)
		}
		if *decoded != *fact || !bytes.Equal(encoded(t, decoded), first) {
			t.Errorf("%s is decoded as %s", fact, decoded)
		}
		const budget = 200
		if len(first) > budget {
			t.Errorf("%s takes %d bytes, want at most %d", fact, len(first), budget)
		}
	}
	if n < 20 {
		t.Errorf("only %d facts", n)
	}
}

func encoded(t *testing.T, fact *analyzer.Declared) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDirectiveMessages wants of each message about a directive that it is one line, and says where it
// belongs: it begins with its category and points into the comment.
func TestDirectiveMessages(t *testing.T) {
	graph := directives(t, "./directives/...")
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
