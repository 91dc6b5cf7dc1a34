package analyzer

import "golang.org/x/tools/go/analysis"

// Analyzer is keymaster with default settings, for drivers that need a
// package-level variable (go vet, nogo). Everybody else calls [New].
var Analyzer = New(Settings{})

// New returns a fresh analyzer; its flags start at the values of s.
func New(s Settings) *analysis.Analyzer {
	r := &runner{settings: s}
	a := &analysis.Analyzer{
		Name:      "keymaster",
		Doc:       doc,
		URL:       "https://pkg.go.dev/github.com/keymasterlint/keymaster/analyzer",
		Run:       r.run,
		FactTypes: []analysis.Fact{new(Summary)},
	}
	a.Flags.BoolVar(&r.settings.NoGate, "nogate", s.NoGate, "analyse every package, also those in which nothing can matter (for debugging the gate)")
	a.Flags.BoolVar(&r.settings.Tests, "tests", s.Tests, "report in _test.go files too")
	a.Flags.BoolVar(&r.settings.Generated, "generated", s.Generated, "report in generated files too")
	return a
}
