package analyzer

import (
	"fmt"
	"maps"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// Settings holds everything a user can set; the tags are the keys of a settings file. The zero value is
// the default behaviour of docs/rule.md: all packs, silence in tests and generated files.
type Settings struct {
	// Packs switches packs of the catalogue on or off by their names. All are on unless this says
	// otherwise. Packs that the others need (go, windows) cannot be switched off.
	Packs map[string]bool `yaml:"packs"`
	// Tests reports in _test.go files too.
	Tests bool `yaml:"tests"`
	// Generated reports in generated files too.
	Generated bool `yaml:"generated"`
	// Codes gives codes, by their IDs, other severities than they have by themselves: error, warning or note.
	// Those that are off are not reported.
	Codes map[string]code.Severity `yaml:"codes"`
	// Require says what is asked of each call that needs the role: either (the default) that it is guarded by
	// a role check or its refusal handled; both; role, that it is guarded; refusal, that its refusal is handled.
	Require string `yaml:"require"`
	// Names are patterns of names that speak of the role: words ("zone owner"), or a regular expression
	// between slashes ("/^owns/"). They take the place of the default, "key master". No list is the default;
	// with an empty one no name is taken for a role check.
	Names []string `yaml:"names"`
	// NoReturn names functions that never return, in the form of types.Func.FullName
	// without type parameters: example.com/log.Die, (*example.com/log.Logger).Die, or
	// (example.com/log.Logger).Die for an interface's method. Those of the standard library
	// are known, and those whose body is in the package show it.
	NoReturn []string `yaml:"noreturn"`
	// Rows are rows of the catalogue, in the format of the built-in packs. They may leave out what the
	// function's signature says.
	Rows catalog.Pack `yaml:"rows"`
	// NoGate analyses every package, also those in which nothing can matter.
	// It exists to show that the gate loses nothing.
	NoGate bool `yaml:"nogate"`

	origins map[string]origin // by path: where it was set, if that is known
}

// rowsPack is the name of the pack of a user's rows that gives none.
const rowsPack = "settings"

// Check returns an error that names the setting that is wrong, in one line. With such
// settings an analyzer fails on each package, so drivers check once what users give them.
func (s Settings) Check() error {
	_, err := s.prepare()
	return err
}

// A prepared catalogue, with what else an analysis needs of settings.
type prepared struct {
	cat   *catalog.Catalog
	names role.Names
	user  *catalog.Pack // nil: no rows of the user's
}

// prepare checks s and makes a catalogue of the built-in one and what the settings say.
func (s Settings) prepare() (*prepared, error) {
	p := &prepared{cat: catalog.Default()}
	if err := s.checkPacks(); err != nil {
		return nil, err
	}
	if err := s.checkCodes(); err != nil {
		return nil, err
	}
	if err := s.checkRequire(); err != nil {
		return nil, err
	}
	names, at, err := role.ParseNames(s.Names)
	if err != nil {
		return nil, s.errorAt(indexed("names", at), "%v", err)
	}
	p.names = names
	if at, err := checkFuncs(s.NoReturn); err != nil {
		return nil, s.errorAt(indexed("noreturn", at), "%v", err)
	}
	if err := s.Rows.CheckRows(); err != nil {
		if err.Same != "" {
			err.Text = "the same row as " + s.where("rows."+err.Same)
		}
		return nil, s.errorAt("rows."+err.Path, "%s", err.Text)
	}
	if off := s.off(); len(off) > 0 {
		if p.cat, err = p.cat.Without(func(pack string) bool { return off[pack] }); err != nil {
			return nil, err
		}
	}
	if p.user = s.userPack(); p.user == nil {
		return p, nil
	}
	cat, err := p.cat.With(p.user)
	if err != nil {
		return nil, s.errorAt("rows"+s.conflicting(p.cat), "%v; rows do not replace those of a built-in pack: remove this, or switch that pack off", err)
	}
	p.cat = cat
	return p, nil
}

// conflicting returns the path, within the rows, of the first that a catalogue does not take, or "".
func (s Settings) conflicting(cat *catalog.Catalog) string {
	for n, l := range rowLists(&s.Rows) {
		for i := range l.value.Len() {
			one := &catalog.Pack{Pack: rowsPack}
			rowLists(one)[n].value.Set(l.value.Slice(i, i+1))
			if _, err := cat.With(one); err != nil {
				return "." + indexed(l.key, i)
			}
		}
	}
	return ""
}

func (s Settings) checkPacks() error {
	packs := map[string]*catalog.Pack{}
	for _, p := range catalog.Default().Packs() {
		packs[p.Pack] = p
	}
	for _, name := range slices.Sorted(maps.Keys(s.Packs)) {
		switch p := packs[name]; {
		case p == nil:
			return s.errorAt("packs."+name, "no such pack%s", catalog.DidYouMean(name, slices.Collect(maps.Keys(packs))))
		case p.Support && !s.Packs[name]:
			return s.errorAt("packs."+name, "cannot be switched off: other packs need it")
		}
	}
	return nil
}

// off returns the packs that are switched off.
func (s Settings) off() map[string]bool {
	off := map[string]bool{}
	for name, on := range s.Packs {
		if !on {
			off[name] = true
		}
	}
	return off
}

// userPack returns the rows that the settings add to the catalogue, or nil.
func (s Settings) userPack() *catalog.Pack {
	p := s.Rows
	p.NoReturn = slices.Concat(p.NoReturn, s.NoReturn)
	if len(p.Named()) == 0 && len(p.Commands)+len(p.Answers)+len(p.Triggers)+len(p.Packages) == 0 {
		return nil
	}
	if p.Pack == "" {
		p.Pack = rowsPack
	}
	return &p
}

// Catalogue returns the rows that an analysis with these settings works with.
func (s Settings) Catalogue() (*catalog.Catalog, error) {
	p, err := s.prepare()
	if err != nil {
		return nil, err
	}
	return p.cat, nil
}

// checkFuncs checks a list of functions, and says which of them is wrong.
func checkFuncs(names []string) (at int, err error) {
	for i, name := range names {
		if err := catalog.CheckFunc(name); err != nil {
			return i, fmt.Errorf("%q: %w", name, err)
		}
		if first := slices.Index(names, name); first < i {
			return i, fmt.Errorf("%q: the same as noreturn[%d]", name, first)
		}
	}
	return 0, nil
}
