package analyzer

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Analyzer is keymaster with default settings, for drivers that need a
// package-level variable (go vet, nogo). Everybody else calls [New].
var Analyzer = New(Settings{})

// New returns a fresh analyzer; its flags start at the values of s. Settings that
// [Settings.Check] refuses make it fail.
func New(s Settings) *analysis.Analyzer {
	s.NoReturn = slices.Clone(s.NoReturn)
	r := &runner{settings: s}
	a := &analysis.Analyzer{
		Name:      "keymaster",
		Doc:       doc,
		URL:       "https://pkg.go.dev/github.com/keymasterlint/keymaster/analyzer",
		Run:       r.run,
		FactTypes: []analysis.Fact{new(Summary), new(Sentinel), new(Declared), new(Analysed)},
	}
	a.Flags.BoolVar(&r.settings.NoGate, "nogate", s.NoGate, "analyse every package, also those in which nothing can matter (for debugging the gate)")
	a.Flags.BoolVar(&r.settings.Tests, "tests", s.Tests, "report in _test.go files too")
	a.Flags.BoolVar(&r.settings.Generated, "generated", s.Generated, "report in generated files too")
	a.Flags.Var(&funcsFlag{"noreturn", &r.settings.NoReturn}, "noreturn", "comma-separated `functions` that never return: path.Func, (*path.Type).Method; may be repeated")
	return a
}
