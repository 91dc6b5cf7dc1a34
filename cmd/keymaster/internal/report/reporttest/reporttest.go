// Package reporttest makes findings of programs that mean harm to those who read reports of them.
package reporttest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
)

// Pieces are what means something to a terminal, a runner, a browser or a viewer.
var Pieces = []string{
	"::", "::error::", "::stop-commands::x", "##[add-mask]x", "##vso[task.x]", "%", "%0A", "%25", "\r", "\n", "\x1b[31m", "\x1b]8;;x\a",
	"<script>alert(1)</script>", "&lt;", "[click](https://example.invalid)", "](", "{0}", "{", "}", "\u202e", "\u2028", "\ufeff",
	"\x00", "\x7f", "\u009b", "\xff", ",", "=", " ", "'", `"`, `\`, "/", "../", "ü", "世", "𐐀", "a", "Sign", "#", "?", ":",
}

// Text returns a text of such pieces.
func Text(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(6) {
		b.WriteString(Pieces[r.IntN(len(Pieces))])
	}
	return b.String()
}

// name returns a text that can be a file's name.
func name(r *rand.Rand) string {
	return strings.NewReplacer("/", "", "\x00", "").Replace(Text(r)) + "x.go"
}

// Findings writes files below root and returns findings in them, as the driver would give them.
func Findings(t testing.TB, root string, r *rand.Rand) []report.Finding {
	t.Helper()
	var list []report.Finding
	made := 0
	place := func() report.Place {
		made++
		file := filepath.Join(root, "p", fmt.Sprint(made)+name(r))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		line := strings.ReplaceAll(Text(r), "\n", "")
		if err := os.WriteFile(file, []byte("package p\n\n"+line+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		columns := []int{1}
		for i := range line {
			columns = append(columns, i+1)
		}
		from, to := columns[r.IntN(len(columns))], len(line)+1
		return report.Place{File: file, Line: 3, Column: from, EndLine: 3, EndColumn: max(from+1, to)}
	}
	for range 1 + r.IntN(4) {
		f := report.Finding{
			Place:   place(),
			Code:    []string{"KM001", "KM009"}[r.IntN(2)],
			Message: driver.Printable(Text(r)),
			URL:     "https://example.org/x",
		}
		for range r.IntN(3) {
			f.Path = append(f.Path, report.Step{Place: place(), Message: driver.Printable(Text(r))})
		}
		for range r.IntN(3) {
			fix := driver.Fix{Message: driver.Printable(Text(r))}
			for at := range 1 + r.IntN(3) {
				fix.Edits = append(fix.Edits, driver.Edit{Filename: f.File, Start: 3 * at, End: 3*at + r.IntN(3), New: Text(r)})
			}
			f.Fixes = append(f.Fixes, fix)
		}
		list = append(list, f)
	}
	return list
}
