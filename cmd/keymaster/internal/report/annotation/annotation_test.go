package annotation

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/reporttest"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// A command is what the runner understands.
type command struct {
	name       string
	properties map[string]string
	data       string
}

// runner reads a line as GitHub's runner does: commands of the first form stand at the start of a line, of the
// second anywhere in it.
func runner(line string) (command, bool) {
	line = strings.TrimLeftFunc(line, unicode.IsSpace)
	if info, data, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::"); ok && strings.HasPrefix(line, "::") {
		c := command{properties: map[string]string{}}
		name, properties, _ := strings.Cut(info, " ")
		c.name = name
		for pair := range strings.SplitSeq(properties, ",") {
			key, value, _ := strings.Cut(pair, "=")
			c.properties[key] = unescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
		}
		c.data = unescape(data, "%0D", "\r", "%0A", "\n", "%25", "%")
		return c, true
	}
	if _, rest, ok := strings.Cut(line, "##["); ok {
		name, data, closed := strings.Cut(rest, "]")
		return command{name: name, data: data}, closed
	}
	return command{}, false
}

func unescape(s string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return s
}

// The runner reads one command for each finding, and it is the one that was meant.
func TestHostile(t *testing.T) {
	root := t.TempDir()
	for seed := range uint64(300) {
		findings := reporttest.Findings(t, root, rand.New(rand.NewPCG(seed, 1)))
		files := source.NewFiles()
		var b bytes.Buffer
		if err := Write(&b, report.RootOf(root), files, findings); err != nil {
			t.Fatal(err)
		}
		// .NET, in which the runner is written, ends lines at carriage returns too.
		lines := regexp.MustCompile(`\r\n|\r|\n`).Split(strings.TrimSuffix(b.String(), "\n"), -1)
		if len(lines) != len(findings) {
			t.Fatalf("seed %d: %d lines for %d findings:\n%s", seed, len(lines), len(findings), &b)
		}
		for i, f := range findings {
			c, _ := runner(lines[i])
			want := command{
				name: map[string]string{"KM001": "error", "KM009": "warning"}[f.Code],
				properties: map[string]string{
					"file": driver.Printable("p/" + filepath.Base(f.File)), "line": "3", "endLine": "3",
					"col":       fmt.Sprint(files.Column(f.File, 3, f.Column)),
					"endColumn": fmt.Sprint(files.Column(f.File, 3, f.EndColumn)),
					"title":     map[string]string{"KM001": "KM001 unguarded", "KM009": "KM009 bad-directive"}[f.Code],
				},
				data: f.Message,
			}
			if fmt.Sprint(c) != fmt.Sprint(want) {
				t.Errorf("seed %d: the runner reads\n%v\nof %q\nwant\n%v", seed, c, lines[i], want)
			}
			if strings.ContainsFunc(lines[i], unicode.IsControl) {
				t.Errorf("seed %d: control characters in %q", seed, lines[i])
			}
		}
	}
}

// What GitHub would drop without a word is printed as text, in which there are no commands.
func TestLimits(t *testing.T) {
	root := t.TempDir()
	var findings []report.Finding
	for i := range 25 {
		place := report.Place{File: filepath.Join(root, fmt.Sprintf("::error::x%d.go", i)), Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 2}
		message := driver.Printable("##[error]y " + strings.Repeat("ü", 3000))
		findings = append(findings, report.Finding{Place: place, Code: "KM001", Message: message}, report.Finding{Place: place, Code: "KM009", Message: "z"})
	}
	var b bytes.Buffer
	if err := Write(&b, report.RootOf(root), source.NewFiles(), findings); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	plain := 0
	for line := range strings.Lines(b.String()) {
		c, ok := runner(strings.TrimSuffix(line, "\n"))
		if !ok {
			plain++
			continue
		}
		count[c.name]++
		if len(c.data) > 4096 || strings.Contains(c.data, "\ufffd") || c.name == "error" && !strings.HasSuffix(c.data, "ü...") {
			t.Errorf("the message has %d bytes: %q", len(c.data), c.data)
		}
	}
	if len(count) != 2 || count["error"] != 10 || count["warning"] != 10 || plain != 1+30 {
		t.Errorf("%v commands and %d other lines", count, plain)
	}
	if !strings.Contains(b.String(), "\nGitHub shows 10 annotations of a kind; 30 findings more:\n- ::error::x10.go:11:1: KM001: ") {
		t.Errorf("the rest is missing:\n%s", &b)
	}
}
