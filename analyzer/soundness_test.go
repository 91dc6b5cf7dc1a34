package analyzer_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestSoundness runs the examples of docs/soundness.md: a line is reported
// exactly if a comment on it says so.
func TestSoundness(t *testing.T) {
	page, err := os.ReadFile("../docs/soundness.md")
	if err != nil {
		t.Fatal(err)
	}
	file, err := filepath.Abs("../testdata/soundness/examples.go") // nowhere but in the overlay
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(filepath.Dir(file), "elsewhere", "elsewhere.go")
	source, elsewhere := examples(t, string(page))
	loaded, err := packages.Load(&packages.Config{
		Mode:    packages.LoadSyntax,
		Dir:     "..",
		Overlay: map[string][]byte{file: []byte(source), other: []byte(elsewhere)},
	}, "./testdata/soundness", "./testdata/soundness/elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(loaded) > 0 {
		t.Fatal("the examples do not compile")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Settings{})}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	reported := map[int]bool{}
	for _, root := range graph.Roots {
		for _, d := range root.Diagnostics {
			if pos := root.Package.Fset.Position(d.Pos); pos.Filename == file {
				reported[pos.Line] = true
			}
		}
	}
	for i, line := range strings.Split(source, "\n") {
		_, comment, _ := strings.Cut(line, " // ")
		if want := strings.HasPrefix(comment, "reported"); want != reported[i+1] {
			t.Errorf("reported %v, docs/soundness.md says %v:\n%s", reported[i+1], want, line)
		}
	}
}

// examples makes one file of the page's Go code, and one of another package.
func examples(t *testing.T, page string) (source, elsewhere string) {
	t.Helper()
	var code strings.Builder
	for {
		_, rest, ok := strings.Cut(page, "```go\n")
		if !ok {
			break
		}
		var block string
		block, page, _ = strings.Cut(rest, "```\n")
		if code, ok := strings.CutPrefix(block, "package elsewhere\n"); ok {
			elsewhere += code
			continue
		}
		code.WriteString(block)
	}
	header := "package examples\n\nimport (\n"
	for _, path := range []string{"crypto", "encoding/json", "errors", "io", "log", "os", "os/exec", "reflect", "strings", "sync", "syscall", "time", "github.com/miekg/dns",
		"github.com/keymasterlint/keymaster/testdata/soundness/elsewhere"} {
		header += "\t\"" + path + "\"\n"
	}
	source = header + ")\n\n" + code.String()
	if _, err := parser.ParseFile(token.NewFileSet(), "examples.go", source, 0); err != nil {
		t.Fatal(err)
	}
	return source, "package elsewhere\n" + elsewhere
}
