package gclplugin

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A fixer picks the fixes of a package that golangci-lint can make in one run. It makes all that it is given:
// every alternative, and an import as often as there are fixes that add it.
type fixer struct{ edits []analysis.TextEdit }

// pick returns the first of some fixes, unless it touches what one does that was picked before: the next run makes it.
func (f *fixer) pick(fixes []analysis.SuggestedFix) []analysis.SuggestedFix {
	if len(fixes) == 0 || slices.ContainsFunc(fixes[0].TextEdits, f.touches) {
		return nil
	}
	f.edits = append(f.edits, fixes[0].TextEdits...)
	return fixes[:1]
}

func (f *fixer) touches(e analysis.TextEdit) bool {
	return slices.ContainsFunc(f.edits, func(o analysis.TextEdit) bool { return e.Pos <= editEnd(o) && o.Pos <= editEnd(e) })
}

func editEnd(e analysis.TextEdit) token.Pos {
	if !e.End.IsValid() {
		return e.Pos
	}
	return e.End
}
