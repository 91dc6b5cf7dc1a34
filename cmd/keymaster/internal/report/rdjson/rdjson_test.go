package rdjson

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/reporttest"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// Whatever is in the findings, each is one line of JSON that says the same, and nothing in it is read as
// something else on the way.
func TestHostile(t *testing.T) {
	root := t.TempDir()
	for seed := range uint64(200) {
		findings := reporttest.Findings(t, root, rand.New(rand.NewPCG(seed, 0)))
		var b bytes.Buffer
		if err := Write(&b, report.RootOf(root), source.NewFiles(), findings); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != len(findings) {
			t.Fatalf("seed %d: %d lines for %d findings:\n%s", seed, len(lines), len(findings), &b)
		}
		if i := strings.IndexFunc(b.String(), func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' || r == '<' || r == '>' }); i >= 0 {
			t.Errorf("seed %d: %q is not escaped", seed, b.String()[i])
		}
		for i, f := range findings {
			var d diagnostic
			dec := json.NewDecoder(strings.NewReader(lines[i]))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&d); err != nil {
				t.Fatalf("seed %d: %v: %s", seed, err, lines[i])
			}
			path := strings.ToValidUTF8("p/"+filepath.Base(f.File), "\ufffd")
			if strings.ReplaceAll(d.Location.Path, "\ufffd\ufffd", "\ufffd") != strings.ReplaceAll(path, "\ufffd\ufffd", "\ufffd") ||
				d.Message != f.Message || d.Code.Value != f.Code || d.Code.URL != f.URL || len(d.RelatedLocations) != len(f.Path) {
				t.Errorf("seed %d: %s of %+v", seed, lines[i], f)
			}
			if at := d.Location.Range; at.Start != (position{f.Line, f.Column}) || at.End != (position{f.EndLine, f.EndColumn}) {
				t.Errorf("seed %d: range %v of %+v", seed, at, f)
			}
			if len(d.Suggestions) != len(f.Fixes) {
				t.Fatalf("seed %d: %d suggestions of %d fixes", seed, len(d.Suggestions), len(f.Fixes))
			}
			for n, fix := range f.Fixes {
				if have, want := suggested(t, f.File, d.Suggestions[n]), strings.ToValidUTF8(fixed(t, f.File, fix), "\ufffd"); have != want {
					t.Errorf("seed %d: suggestion makes %q, the fix %q", seed, have, want)
				}
			}
			if want := map[string]string{"KM001": "ERROR", "KM009": "WARNING"}[f.Code]; d.Severity != want {
				t.Errorf("seed %d: severity %s, want %s", seed, d.Severity, want)
			}
		}
	}
}

// fixed returns the first line of a file after a fix, which is in this line.
func fixed(t *testing.T, file string, fix driver.Fix) string {
	t.Helper()
	line, at, done := firstLine(t, file), 0, ""
	for _, e := range fix.Edits {
		done += line[at:e.Start] + e.New
		at = e.End
	}
	return done + line[at:]
}

// suggested returns the first line of a file after a suggestion.
func suggested(t *testing.T, file string, s suggestion) string {
	t.Helper()
	line := firstLine(t, file)
	if s.Range.Start.Line != 1 || s.Range.End.Line != 1 {
		t.Errorf("suggestion in %v, want line 1", s.Range)
	}
	return line[:s.Range.Start.Column-1] + s.Text + line[s.Range.End.Column-1:]
}

func firstLine(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}
