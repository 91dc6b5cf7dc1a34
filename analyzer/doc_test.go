package analyzer_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

func TestDoc(t *testing.T) {
	a := analyzer.New(analyzer.Settings{})
	if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
		t.Error(err)
	}
	title, text, ok := strings.Cut(a.Doc, "\n\n")
	if !ok || strings.TrimSpace(text) == "" {
		t.Fatalf("Doc is %q; want a title, a blank line and the text", a.Doc)
	}
	if n := len(title); n == 0 || n > 60 {
		t.Errorf("the title has %d letters, want at most 60: %s", n, title)
	}
	if strings.ContainsAny(title, ".\n") || unicode.IsUpper(rune(title[0])) {
		t.Errorf("the title is no single line without capital and period: %q", title)
	}
	if strings.Contains(text, "\n# Analyzer ") {
		t.Error("the manual has a second analyzer")
	}
	a.Flags.VisitAll(func(f *flag.Flag) {
		if !strings.Contains(text, "\t-"+f.Name+" ") {
			t.Errorf("doc.go does not describe -%s", f.Name)
		}
	})
}

func TestReadmeNamesFlags(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	analyzer.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if !strings.Contains(string(readme), "`-"+f.Name+"`") {
			t.Errorf("README.md does not name -%s", f.Name)
		}
	})
}

// TestCodesHavePages runs on the demo: a diagnostic's category has a page, and its URL names that page.
func TestCodesHavePages(t *testing.T) {
	a := analyzer.New(analyzer.Settings{})
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: ".."}, "./testdata/demo/...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, root := range graph.Roots {
		for _, d := range root.Diagnostics {
			n++
			page := d.Category + ".md"
			if text, err := os.ReadFile(filepath.Join("../docs", page)); err != nil {
				t.Errorf("%s has no page: %v", d.Category, err)
			} else if !strings.Contains(string(text), "\n# "+d.Category+": ") {
				t.Errorf("docs/%s has no title with its code", page)
			}
			if c := code.Find(d.Category); c == nil || d.URL != c.URL() {
				t.Errorf("URL of %s is %s, which is not its code's", d.Category, d.URL)
			}
			if !strings.HasPrefix(d.Message, d.Category+": ") {
				t.Errorf("the message does not begin with its category %s: %s", d.Category, d.Message)
			}
		}
	}
	if n == 0 {
		t.Error("nothing found in the demo")
	}
}
