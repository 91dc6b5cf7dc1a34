package analyzer

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// inOrder sorts findings by file, place, and message. Positions alone give no order of files: go/packages parses
// files at the same time, and each begins where those end that happened to be read before.
func inOrder(fset *token.FileSet, found []analysis.Diagnostic) []analysis.Diagnostic {
	slices.SortStableFunc(found, func(a, b analysis.Diagnostic) int {
		p, q := fset.PositionFor(a.Pos, false), fset.PositionFor(b.Pos, false)
		return cmp.Or(strings.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset), strings.Compare(a.Message, b.Message))
	})
	return found
}
