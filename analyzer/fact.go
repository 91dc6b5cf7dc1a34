package analyzer

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
)

// Summary is the fact of a function that means something for its callers. It must
// stay gob-compatible and deterministic; TestFacts says so.
type Summary struct {
	// Lines are sorted: see engine.Package.Describe.
	Lines []string
}

// AFact implements analysis.Fact.
func (*Summary) AFact() {}

func (s *Summary) String() string { return strings.Join(s.Lines, "; ") }

// exportFacts describes every declared function that means something to its callers.
func (j *job) exportFacts(sites []*engine.Site) {
	in := map[*ssa.Function][]*engine.Site{}
	for _, s := range sites {
		in[s.Call.Parent()] = append(in[s.Call.Parent()], s)
	}
	for _, fn := range j.pkg.Funcs {
		if obj := fn.Object(); obj != nil && obj.Pkg() == j.pass.Pkg {
			if lines := j.pkg.Describe(fn, in[fn]); len(lines) > 0 {
				j.pass.ExportObjectFact(obj, &Summary{lines})
			}
		}
	}
}
