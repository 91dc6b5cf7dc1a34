package code_test

import (
	"go/format"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/semver"

	"github.com/keymasterlint/keymaster/analyzer/code"
)

// TestFind wants each code to be found by its ID, in order, and nothing else.
func TestFind(t *testing.T) {
	if !slices.IsSorted(code.IDs()) || len(code.IDs()) == 0 {
		t.Errorf("the codes are %q", code.IDs())
	}
	for i, c := range code.All() {
		if code.Find(c.ID) != c || code.IDs()[i] != c.ID {
			t.Errorf("%s is not found", c.ID)
		}
	}
	for _, id := range []string{"", "KM", "km001", "KM000", "KM0011", "unguarded"} {
		if c := code.Find(id); c != nil {
			t.Errorf("%q is %s", id, c.ID)
		}
	}
	code.All()[0] = nil
	if code.All()[0] == nil {
		t.Error("whoever gets the codes can change them")
	}
}

var word = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestFields wants of each code that it has all that a user may ask for.
func TestFields(t *testing.T) {
	for _, c := range code.All() {
		if !word.MatchString(c.Name) {
			t.Errorf("%s: the name is %q", c.ID, c.Name)
		}
		if c.Summary == "" || strings.ContainsAny(c.Summary, "\n|") || strings.HasSuffix(c.Summary, ".") {
			t.Errorf("%s: the summary is no part of a line: %q", c.ID, c.Summary)
		}
		if !slices.Contains(code.Severities, c.Severity) {
			t.Errorf("%s: the severity is %q", c.ID, c.Severity)
		}
		if !semver.IsValid(c.Since) || semver.Canonical(c.Since) != c.Since {
			t.Errorf("%s: since %q is no version", c.ID, c.Since)
		}
		for what, text := range map[string]string{"text": c.Text, "how to diagnose": c.Diagnose, "how to resolve": c.Resolve, "when silent": c.Silent, "sources": c.Sources} {
			if text == "" || strings.Contains(text, "<!--") || strings.Count(text, "```")%2 != 0 || strings.HasPrefix(text, "#") {
				t.Errorf("%s: %s is missing, or odd Markdown:\n%s", c.ID, what, text)
			}
			if strings.Contains(text, code.Find("KM001").Before) {
				t.Errorf("%s: %s swallows an example", c.ID, what)
			}
		}
		if c.Before != c.Examples[0].Before || c.After != c.Examples[0].After {
			t.Errorf("%s: the first example is not the example", c.ID)
		}
		if path.Base(c.URL()) != c.ID+".md" {
			t.Errorf("%s: the address is %s", c.ID, c.URL())
		}
	}
}

// TestExamplesAreFormatted wants examples to be as gofmt has them: users copy them.
func TestExamplesAreFormatted(t *testing.T) {
	for _, c := range code.All() {
		for _, e := range c.Examples {
			for _, source := range []string{e.Before, e.After} {
				if out, err := format.Source([]byte(source)); err != nil || string(out) != source {
					t.Errorf("%s, %s: not as gofmt has it (%v):\n%s", c.ID, e.Title, err, source)
				}
			}
		}
	}
}

var links = regexp.MustCompile(`\]\(([^)\s]*)\)`)

// TestLinks wants links of pages to lead to files, and those of the help to the same files, from everywhere.
func TestLinks(t *testing.T) {
	const repository = "https://github.com/keymasterlint/keymaster/blob/main/"
	for _, c := range code.All() {
		page, help := links.FindAllStringSubmatch(c.Page(), -1), links.FindAllStringSubmatch(c.Help(), -1)
		if len(page) == 0 || len(page) != len(help) {
			t.Fatalf("%s: %d links on the page, %d in the help", c.ID, len(page), len(help))
		}
		for i, l := range page {
			file := filepath.Join("../../docs", l[1])
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
			in, ok := strings.CutPrefix(help[i][1], repository)
			if !ok || filepath.Join("../..", in) != file {
				t.Errorf("%s: %s is %s in the help", c.ID, l[1], help[i][1])
			}
		}
	}
}

var tags = regexp.MustCompile(`\[[A-Z]+\]`)

// TestSources wants each tag in a text to be explained, and no other.
func TestSources(t *testing.T) {
	for _, c := range code.All() {
		used := map[string]bool{}
		for _, name := range tags.FindAllString(c.Text+c.Diagnose+c.Resolve+c.Silent, -1) {
			used[name] = true
		}
		explained := 0
		for line := range strings.Lines(c.Sources) {
			if name := tags.FindString(line); name != "" {
				explained++
				if !used[name] {
					t.Errorf("%s: %s is explained and not used", c.ID, name)
				}
			}
		}
		if len(used) == 0 || explained != len(used) {
			t.Errorf("%s: %d tags are used, %d explained", c.ID, len(used), explained)
		}
	}
}
