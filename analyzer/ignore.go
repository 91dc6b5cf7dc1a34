package analyzer

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/directive"
)

const badDirective = "KM009"

// A report collects the findings of a package and leaves out those that directives suppress.
type report struct {
	ignores []*directive.Directive
	silent  func(token.Pos) bool
	found   []analysis.Diagnostic
}

// add adds a finding about an operation; where one is already, one is enough.
func (r *report) add(d analysis.Diagnostic) {
	if !slices.ContainsFunc(r.found, func(o analysis.Diagnostic) bool { return o.Pos == d.Pos }) {
		r.found = append(r.found, d)
	}
}

// bad adds a directive that has no effect, or none that counts.
func (r *report) bad(p *directive.Problem) {
	if !r.silent(p.Pos) {
		r.found = append(r.found, analysis.Diagnostic{
			Pos: p.Pos, End: p.End, Category: badDirective, URL: urlOf(badDirective),
			Message: badDirective + ": " + p.Text,
		})
	}
}

// kept returns the findings that are left and wanted, and a finding for each code that suppresses none. What
// says of a code that it suppresses nothing can be suppressed too, and so KM009 comes last. Codes that are not
// wanted are left out in the end, so that what suppresses them is not called idle for that.
func (r *report) kept(wanted func(code string) bool) []analysis.Diagnostic {
	r.suppress(func(code string) bool { return code != badDirective })
	r.suppress(func(code string) bool { return code == badDirective })
	return slices.DeleteFunc(r.found, func(d analysis.Diagnostic) bool { return !wanted(d.Category) })
}

// suppress applies the codes for which applies holds.
func (r *report) suppress(applies func(code string) bool) {
	gone := make([]bool, len(r.found))
	var idle []*directive.Problem
	for _, d := range r.ignores {
		for _, c := range d.Codes {
			if !applies(c.Name) {
				continue
			}
			used := false
			for i, f := range r.found {
				if f.Category == c.Name && d.Covers(f.Pos) {
					gone[i], used = true, true
				}
			}
			if !used {
				idle = append(idle, &directive.Problem{
					Pos: c.Pos, End: c.End(),
					Text: fmt.Sprintf("%s %s suppresses nothing here: remove %s", d.Name(), c.Name, c.Name),
				})
			}
		}
	}
	var left []analysis.Diagnostic
	for i, f := range r.found {
		if !gone[i] {
			left = append(left, f)
		}
	}
	r.found = slices.Clip(left)
	for _, p := range idle {
		r.bad(p)
	}
}
