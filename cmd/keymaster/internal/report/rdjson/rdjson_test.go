package rdjson

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/reporttest"
)

// Whatever is in the findings, each is one line of JSON that says the same, and nothing in it is read as
// something else on the way.
func TestHostile(t *testing.T) {
	root := t.TempDir()
	for seed := range uint64(200) {
		findings := reporttest.Findings(t, root, rand.New(rand.NewPCG(seed, 0)))
		var b bytes.Buffer
		if err := Write(&b, report.RootOf(root), findings); err != nil {
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
			if want := map[string]string{"KM001": "ERROR", "KM009": "WARNING"}[f.Code]; d.Severity != want {
				t.Errorf("seed %d: severity %s, want %s", seed, d.Severity, want)
			}
		}
	}
}
