package driver

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Finding is one diagnostic in its place.
type Finding struct {
	Package    string // ID of the package, such as "p" or "p [p.test]"
	Pos, End   token.Position
	Diagnostic analysis.Diagnostic

	pkg *checkedPackage
}

// newFindings places the diagnostics of one package and sorts them.
func newFindings(id string, p *checkedPackage, diags []analysis.Diagnostic) []Finding {
	findings := make([]Finding, 0, len(diags))
	for _, d := range diags {
		findings = append(findings, Finding{
			Package:    id,
			Pos:        place(p.fset, p.dir, d.Pos),
			End:        place(p.fset, p.dir, orPos(d.End, d.Pos)),
			Diagnostic: d,
			pkg:        p,
		})
	}
	return sortFindings(findings)
}

// sortFindings sorts by place and message and drops repetitions, which come from
// files that belong to several packages.
func sortFindings(findings []Finding) []Finding {
	slices.SortStableFunc(findings, compareFindings)
	return slices.CompactFunc(findings, func(a, b Finding) bool { return compareFindings(a, b) == 0 })
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Pos.Filename, b.Pos.Filename),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		strings.Compare(a.Diagnostic.Message, b.Diagnostic.Message),
	)
}

func orPos(pos, otherwise token.Pos) token.Pos {
	if pos.IsValid() {
		return pos
	}
	return otherwise
}

// printText writes findings as "path:line:col: message". If context is not
// negative, the finding's lines follow with so many lines around them.
func printText(w io.Writer, findings []Finding, context int, path func(string) string) {
	line := func(pos, end token.Position, message string) {
		shown := pos
		shown.Filename = Printable(path(pos.Filename))
		fmt.Fprintf(w, "%s: %s\n", shown, message)
		if context >= 0 {
			printContext(w, pos, end, context)
		}
	}
	for _, f := range findings {
		line(f.Pos, f.End, Printable(f.Diagnostic.Message))
		for _, rel := range f.Diagnostic.Related {
			pos := place(f.pkg.fset, f.pkg.dir, rel.Pos)
			line(pos, place(f.pkg.fset, f.pkg.dir, orPos(rel.End, rel.Pos)), "\t"+Printable(rel.Message))
		}
	}
}

func printContext(w io.Writer, pos, end token.Position, context int) {
	data, err := os.ReadFile(pos.Filename)
	if err != nil {
		return // the lines are a comfort, the finding stands without them
	}
	lines := strings.Split(string(data), "\n")
	for i := max(1, pos.Line-context); i <= min(len(lines), end.Line+context); i++ {
		fmt.Fprintf(w, "%d\t%s\n", i, Printable(strings.ReplaceAll(lines[i-1], "\t", "    ")))
	}
}
