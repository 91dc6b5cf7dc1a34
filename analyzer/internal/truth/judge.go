package truth

import (
	"fmt"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// A Report is one diagnostic of the analyzer.
type Report struct {
	Line          int
	Code, Message string
}

var leadingCode = regexp.MustCompile(`^KM\d{3}`)

// verdicts are the codes that say "not safe". The others stand beside a verdict.
var verdicts = []string{"KM001", "KM002", "KM003", "KM004", "KM007"}

func (r Report) isVerdict() bool { return slices.Contains(verdicts, r.Code) }

// analyze runs a on the plain source of b and returns its reports in order of lines.
func (w *World) analyze(a *analysis.Analyzer, b *batch) ([]Report, error) {
	pkg, err := w.split(b)
	if err != nil {
		return nil, err
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, nil)
	if err != nil {
		return nil, err
	}
	var out []Report
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("analyzing: %w", act.Err)
		}
		for _, d := range act.Diagnostics {
			code := d.Category
			if !leadingCode.MatchString(code) {
				code = leadingCode.FindString(d.Message)
			}
			out = append(out, Report{w.fset.Position(d.Pos).Line, code, d.Message})
		}
	}
	slices.SortStableFunc(out, func(a, b Report) int { return a.Line - b.Line })
	return out, nil
}
