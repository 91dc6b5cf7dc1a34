package analyzer

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

//go:generate go test -run ^TestSchema$ -update

// bindFlags gives a a flag for each setting. Flags count in their order, after the values that s has.
func bindFlags(a *analysis.Analyzer, s *Settings) {
	f := &a.Flags
	f.Var(&textFlag{s}, "settings", "the `text` of a settings file, YAML or JSON; adds to what was set before, may be repeated")
	f.Var(&packsFlag{s}, "packs", "comma-separated `list` of packs of the catalogue to switch on or off: miekg=false; may be repeated")
	f.Var(&boolFlag{s, "tests", &s.Tests}, "tests", "report in _test.go files too")
	f.Var(&boolFlag{s, "generated", &s.Generated}, "generated", "report in generated files too")
	f.Var(&codesFlag{s}, "codes", "comma-separated `list` of codes with error, warning, note or off: KM005=off; may be repeated")
	f.Var(&requireFlag{s}, "require", "`what` is asked of a call that needs the role: either a role check or a handled refusal, both, role, or refusal")
	f.Var(&namesFlag{s: s}, "names", "`pattern` of names that speak of the role, words or a regular expression between slashes, instead of \"key master\"; may be repeated")
	f.Var(&funcsFlag{s}, "noreturn", "comma-separated `functions` that never return: path.Func, (*path.Type).Method; may be repeated")
	f.Var(&boolFlag{s, "nogate", &s.NoGate}, "nogate", "analyse every package, also those in which nothing can matter (for debugging the gate)")
}

// SettingsOf returns the settings of an analyzer that [New] made, with what its flags were given so far.
func SettingsOf(a *analysis.Analyzer) Settings {
	s, _ := a.Flags.Lookup("settings").Value.(flag.Getter).Get().(Settings)
	return s
}

// from records that a flag made the setting at path.
func (s *Settings) from(name, path string) {
	if s.origins == nil {
		s.origins = map[string]origin{}
	}
	s.origins[path] = origin{file: "flag -" + name, path: path}
}

// A textFlag takes the content of a settings file.
type textFlag struct{ s *Settings }

// String is also called on the zero value, by package flag, as the other flags' are.
func (f *textFlag) String() string { return "" }

// Get returns the settings that the flags amount to.
func (f *textFlag) Get() any { return f.s.clone() }

// Set adds what a text says.
func (f *textFlag) Set(text string) error {
	err := f.s.read(source{name: "flag -settings", lines: strings.Contains(text, "\n")}, []byte(text))
	if e, ok := errors.AsType[*catalog.ParseError](err); ok {
		at := *e
		at.File = "" // package flag names the flag
		return &at
	}
	return err
}

// A boolFlag is a setting that is on or off.
type boolFlag struct {
	s    *Settings
	name string
	is   *bool
}

func (f *boolFlag) IsBoolFlag() bool { return true }

func (f *boolFlag) String() string { return strconv.FormatBool(f.is != nil && *f.is) }

// Set takes what package flag does.
func (f *boolFlag) Set(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return errors.New("want true or false")
	}
	*f.is = on
	f.s.from(f.name, f.name)
	return nil
}

// A packsFlag switches packs on and off.
type packsFlag struct{ s *Settings }

func (f *packsFlag) String() string { return "" }

// Set takes names of packs, each with "=true", "=false" or nothing, which is true.
func (f *packsFlag) Set(text string) error {
	if text == "" {
		return nil
	}
	next := f.s.clone()
	for entry := range strings.SplitSeq(text, ",") {
		name, value, given := strings.Cut(entry, "=")
		on, err := strconv.ParseBool(value)
		if err != nil && given {
			return fmt.Errorf("%q: want a pack, %s=true or %s=false", entry, name, name)
		}
		if next.Packs == nil {
			next.Packs = map[string]bool{}
		}
		next.Packs[name] = on || !given
	}
	if err := next.checkPacks(); err != nil {
		return err
	}
	for name := range next.Packs {
		if on, known := f.s.Packs[name]; !known || on != next.Packs[name] {
			next.from("packs", "packs."+name)
		}
	}
	*f.s = next
	return nil
}

// A namesFlag is a list of patterns, which takes the place of one that was there before.
type namesFlag struct {
	s     *Settings
	given []string
}

func (f *namesFlag) String() string {
	if f.s == nil {
		return ""
	}
	return strings.Join(f.s.Names, ", ")
}

// Set adds a pattern to those that were given by this flag.
func (f *namesFlag) Set(text string) error {
	given := append(slices.Clip(f.given), text)
	if err := (Settings{Names: given}).Check(); err != nil {
		return err
	}
	f.given, f.s.Names = given, given
	f.s.from("names", "names")
	return nil
}

// A funcsFlag is a list of functions. It may be given more than once and adds to the list
// each time, so that what a settings file lists is not lost.
type funcsFlag struct{ s *Settings }

func (f *funcsFlag) String() string {
	if f.s == nil {
		return ""
	}
	return strings.Join(f.s.NoReturn, ",")
}

// Set adds names separated by commas; an empty text has none. Names that do not pass are not kept.
func (f *funcsFlag) Set(text string) error {
	if text == "" {
		return nil
	}
	names := append(slices.Clip(f.s.NoReturn), strings.Split(text, ",")...)
	if at, err := checkFuncs(names); err != nil {
		return fmt.Errorf("noreturn[%d]: %w", at, err)
	}
	for i := len(f.s.NoReturn); i < len(names); i++ {
		f.s.from("noreturn", indexed("noreturn", i))
	}
	f.s.NoReturn = names
	return nil
}
