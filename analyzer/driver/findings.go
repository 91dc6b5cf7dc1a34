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

	pkg     *checkedPackage // nil if it was found by another process
	related []Related       // then
	fixes   []Fix           // then
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

// A Related is a place that belongs to a finding, such as a step of the path to it.
type Related struct {
	Pos, End token.Position
	Message  string
}

// Related returns the places that belong to the finding, in their order.
func (f Finding) Related() []Related {
	if f.pkg == nil {
		return f.related
	}
	var list []Related
	for _, rel := range f.Diagnostic.Related {
		list = append(list, Related{
			Pos:     place(f.pkg.fset, f.pkg.dir, rel.Pos),
			End:     place(f.pkg.fset, f.pkg.dir, orPos(rel.End, rel.Pos)),
			Message: rel.Message,
		})
	}
	return list
}

// A Fix is an edit that does away with a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes of a file from Start up to End.
type Edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

// Fixes returns the fixes of the finding, best first, with the edits of each in the order of the file.
func (f Finding) Fixes() []Fix {
	if f.pkg == nil {
		return f.fixes
	}
	var list []Fix
	for _, fix := range f.Diagnostic.SuggestedFixes {
		edits := make([]Edit, 0, len(fix.TextEdits))
		for _, e := range fix.TextEdits {
			file := f.pkg.fset.File(e.Pos)
			edits = append(edits, Edit{file.Name(), file.Offset(e.Pos), file.Offset(editEnd(e)), string(e.NewText)})
		}
		slices.SortStableFunc(edits, func(a, b Edit) int {
			return cmp.Or(strings.Compare(a.Filename, b.Filename), cmp.Compare(a.Start, b.Start))
		})
		list = append(list, Fix{fix.Message, edits})
	}
	return list
}

// A Part is a part of a finding's text.
type Part int

// The parts of a line of text.
const (
	PartPlace   Part = iota // path:line:col:
	PartCode                // the code that the message begins with
	PartRelated             // the message of a place that belongs to a finding
	PartSource              // the program's lines
)

// A Text says how findings are written as text.
type Text struct {
	Path    func(string) string       // shortens a file's name; nil: it stays
	Context int                       // how many lines to show around a finding's; negative for none
	Paint   func(Part, string) string // dresses a part for the eye; nil: it stays
}

// Print writes findings as "path:line:col: message". If context is not negative,
// the finding's lines follow with so many lines around them.
func (t Text) Print(w io.Writer, findings []Finding) {
	for _, f := range findings {
		message := Printable(f.Diagnostic.Message)
		if rest, ok := strings.CutPrefix(message, f.Diagnostic.Category); ok {
			message = t.paint(PartCode, f.Diagnostic.Category) + rest
		}
		t.line(w, f.Pos, f.End, message)
		if t.Context < 0 {
			continue // the message has the way in short
		}
		for _, rel := range f.Related() {
			t.line(w, rel.Pos, rel.End, "\t"+t.paint(PartRelated, Printable(rel.Message)))
		}
	}
}

func (t Text) paint(part Part, s string) string {
	if t.Paint == nil || s == "" {
		return s
	}
	return t.Paint(part, s)
}

func (t Text) line(w io.Writer, pos, end token.Position, message string) {
	shown := pos
	if t.Path != nil {
		shown.Filename = t.Path(shown.Filename)
	}
	shown.Filename = Printable(shown.Filename)
	fmt.Fprintf(w, "%s %s\n", t.paint(PartPlace, shown.String()+":"), message)
	if t.Context >= 0 {
		t.context(w, pos, end)
	}
}

func (t Text) context(w io.Writer, pos, end token.Position) {
	data, err := os.ReadFile(pos.Filename)
	if err != nil {
		return // the lines are a comfort, the finding stands without them
	}
	lines := strings.Split(string(data), "\n")
	for i := max(1, pos.Line-t.Context); i <= min(len(lines), end.Line+t.Context); i++ {
		line := Printable(strings.ReplaceAll(lines[i-1], "\t", "    "))
		fmt.Fprintf(w, "%d\t%s\n", i, t.paint(PartSource, line))
	}
}
