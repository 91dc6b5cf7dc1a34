package analyzer

import (
	"fmt"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// Settings holds everything a user can set. The zero value is the default
// behaviour of docs/rule.md: `require: either`, silence in tests and generated files.
type Settings struct {
	// NoGate analyses every package, also those in which nothing can matter.
	// It exists to show that the gate loses nothing.
	NoGate bool
	// Tests reports in _test.go files too.
	Tests bool
	// Generated reports in generated files too.
	Generated bool
	// NoReturn names functions that never return, in the form of types.Func.FullName
	// without type parameters: example.com/log.Die, (*example.com/log.Logger).Die, or
	// (example.com/log.Logger).Die for an interface's method. Those of the standard library
	// are known, and those whose body is in the package show it. A name of which there is no
	// function is not noticed: only its form is checked.
	NoReturn []string
}

// Check returns an error that names the setting that is wrong, in one line. With such
// settings an analyzer fails on each package, so drivers check once what users give them.
func (s Settings) Check() error {
	return checkFuncs("noreturn", s.NoReturn)
}

// catalogue returns the built-in one and what the settings add to it.
func (s Settings) catalogue() (*catalog.Catalog, error) {
	if len(s.NoReturn) == 0 {
		return catalog.Default(), nil
	}
	return catalog.Default().With(&catalog.Pack{Pack: "settings", NoReturn: s.NoReturn})
}

// checkFuncs checks the setting at path, a list of functions.
func checkFuncs(path string, names []string) error {
	for i, name := range names {
		if err := catalog.CheckFunc(name); err != nil {
			return fmt.Errorf("%s[%d]: %q: %w", path, i, name, err)
		}
		if first := slices.Index(names, name); first < i {
			return fmt.Errorf("%s[%d]: %q: the same as %s[%d]", path, i, name, path, first)
		}
	}
	return nil
}
