package analyzer

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
}
