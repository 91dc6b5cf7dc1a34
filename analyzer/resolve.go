package analyzer

import (
	"go/types"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// gate returns the gate for what was prepared.
func (p *prepared) gate() *gate.Gate {
	if p.cat == catalog.Default() && p.names.Default() {
		return gate.Builtin()
	}
	var named []string
	if p.user != nil {
		named = p.user.Named()
	}
	return gate.New(p.cat, p.names, named...)
}

// Gate returns the gate for these settings: whoever decides which packages to analyse has to ask it.
func (s Settings) Gate() (*gate.Gate, error) {
	p, err := s.prepare()
	if err != nil {
		return nil, err
	}
	return p.gate(), nil
}

// resolve returns an error if the settings name something that is not there, in pkg or in what it imports.
// What is of other packages cannot be looked up.
func (s Settings) resolve(p *prepared, pkg *types.Package) error {
	if p.user == nil {
		return nil
	}
	loaded := map[string]*types.Package{pkg.Path(): pkg}
	for _, i := range pkg.Imports() {
		loaded[i.Path()] = i
	}
	var first error
	r := catalog.Resolver{
		Package: func(path string) *types.Package { return loaded[path] },
		Own:     pkg,
		Fail: func(at, text string) {
			if first == nil {
				first = s.errorAt(s.userPath(at), "%s", text)
			}
		},
	}
	r.Resolve(p.cat, p.user)
	for i := range p.user.Checks {
		row, at := &p.user.Checks[i], indexed("checks", i)
		if fn := r.Function(at+".func", row.Func); fn != nil {
			if _, _, ok := answerOf(fn, row); !ok {
				r.Fail(at, lacks(row))
			}
		}
	}
	return first
}

// userPath returns the path of a setting from that in the pack of the user's rows, to whose functions that
// never return those of the setting noreturn were added.
func (s Settings) userPath(at string) string {
	for i := range s.NoReturn {
		if at == indexed("noReturn", len(s.Rows.NoReturn)+i) {
			return indexed("noreturn", i)
		}
	}
	return "rows." + at
}

// lacks says what the function of a check has no result for.
func lacks(row *catalog.Check) string {
	switch row.Outcome {
	case "":
		return row.Func + " has no result there that is a bool or an error: say which outcome shows the role"
	case "true", "false":
		return row.Func + " has no result there that is a bool"
	}
	return row.Func + " has no result there that may be nil"
}
