package code_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/code"
)

var update = flag.Bool("update", false, "write what is generated from text/*.md")

// TestGenerated compares the pages, and the lists of codes in README.md and in the manual, with the texts.
func TestGenerated(t *testing.T) {
	for name, want := range generated(t) {
		have, err := os.ReadFile(name)
		if *update && string(have) != want {
			err = os.WriteFile(name, []byte(want), 0o644)
			have = []byte(want)
		}
		if err != nil || string(have) != want {
			t.Errorf("%s differs from text/*.md (%v); run go generate ./analyzer/code", name, err)
		}
	}
	pages, err := filepath.Glob("../../docs/KM*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		if id := strings.TrimSuffix(filepath.Base(name), ".md"); code.Find(id) == nil {
			t.Errorf("%s is the page of no code", name)
		}
	}
}

// generated returns what files should hold, by name.
func generated(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, c := range code.All() {
		files["../../docs/"+c.ID+".md"] = fmt.Sprintf("<!-- Generated from analyzer/code/text by go generate ./analyzer/code. Do not edit. -->\n\n%s", c.Page())
	}
	files["../../README.md"] = replaced(t, "../../README.md", "\n## Codes\n\n", "\n## ", readmeTable())
	files["../doc.go"] = replaced(t, "../doc.go", "\n// # Codes\n//\n", "\n// # ", manualList())
	return files
}

// replaced returns what a file holds, with text between a heading and the next.
func replaced(t *testing.T, name, heading, next, text string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), heading)
	_, after, closed := strings.Cut(rest, next)
	if !ok || !closed {
		t.Fatalf("%s has no section %q with another behind it", name, strings.TrimSpace(heading))
	}
	return before + heading + text + next + after
}

func readmeTable() string {
	var b strings.Builder
	b.WriteString("| code | name | reported when | severity |\n|---|---|---|---|\n")
	for _, c := range code.All() {
		fmt.Fprintf(&b, "| [%s](docs/%s.md) | %s | %s | %s |\n", c.ID, c.ID, c.Name, c.Summary, c.Severity)
	}
	b.WriteString("\n`keymaster -explain KM001` prints a code's page, `keymaster -explain list` this list.\n" +
		"The setting `codes` gives codes another severity, or switches them off.\n")
	return b.String()
}

// manualList is the list as the manual has it, in which Markdown means nothing.
func manualList() string {
	plain := strings.NewReplacer("`", "", "*", "")
	var b strings.Builder
	b.WriteString("// keymaster -explain KM001 says more of a code, as does its page in docs.\n//\n")
	for _, c := range code.All() {
		fmt.Fprintf(&b, "//   - %s (%s, %s): %s\n", c.ID, c.Name, c.Severity, plain.Replace(c.Summary))
	}
	b.WriteString("//")
	return b.String()
}

// TestRule wants the codes to be those that the rule names.
func TestRule(t *testing.T) {
	rule, err := os.ReadFile("../../docs/rule.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, have []string
	for line := range strings.Lines(string(rule)) {
		if cells := strings.Split(line, " | "); strings.HasPrefix(line, "| KM") {
			want = append(want, strings.TrimPrefix(cells[0], "| ")+" "+cells[1])
		}
	}
	for _, c := range code.All() {
		have = append(have, c.ID+" "+c.Name)
	}
	if !slices.Equal(have, want) {
		t.Errorf("codes are\n\t%s\nin docs/rule.md they are\n\t%s", strings.Join(have, "\n\t"), strings.Join(want, "\n\t"))
	}
}
