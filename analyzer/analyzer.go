package analyzer

import (
	"golang.org/x/tools/go/analysis"
)

// Analyzer is keymaster with default settings, for drivers that need a
// package-level variable (go vet, nogo). Everybody else calls [New].
var Analyzer = New(Settings{})

// New returns a fresh analyzer; its flags start at the values of s. Settings that
// [Settings.Check] refuses make it fail.
func New(s Settings) *analysis.Analyzer {
	r := &runner{settings: s.clone()}
	a := &analysis.Analyzer{
		Name:      "keymaster",
		Doc:       doc,
		URL:       "https://pkg.go.dev/github.com/keymasterlint/keymaster/analyzer",
		Run:       r.run,
		FactTypes: []analysis.Fact{new(Summary), new(Sentinel), new(Declared), new(Analysed)},
	}
	bindFlags(a, &r.settings)
	return a
}
