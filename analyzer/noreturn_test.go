package analyzer_test

import (
	"flag"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// quit is a package whose functions do not return, which its callers cannot see.
const quit = `package quit

import "os"

var exit = os.Exit

func Die()  { exit(1) }
func Warn() {}

type Logger struct{}

func (*Logger) Die() { exit(1) }

type Dier interface{ Die() }

type Box[T any] struct{ V T }

func (Box[T]) Die() { exit(1) }

func DieOf[T any](T) { exit(1) }
`

// caller has one function for each way to call one of quit's; Warned and Deferred go on.
const caller = `package p

import (
	"crypto"

	"github.com/miekg/dns"

	"m/later"; "m/quit"
)

type job struct {
	*quit.Logger
	sig *dns.RRSIG
	key crypto.Signer
}

type alias = quit.Logger

type dier interface{ quit.Dier }

func isKeyMaster() bool

func (j *job) Func() error         { if !isKeyMaster() { quit.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Method() error       { if !isKeyMaster() { j.Logger.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Promoted() error     { if !isKeyMaster() { j.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Alias() error        { if !isKeyMaster() { new(alias).Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Dier(d dier) error   { if !isKeyMaster() { d.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Box() error          { if !isKeyMaster() { quit.Box[int]{}.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Generic() error      { if !isKeyMaster() { quit.DieOf(1) }; return j.sig.Sign(j.key, nil) }
func (j *job) Deferred() error     { if !isKeyMaster() { defer quit.Die() }; return j.sig.Sign(j.key, nil) }
func (j *job) Warned() error       { if !isKeyMaster() { quit.Warn() }; return j.sig.Sign(j.key, nil) }
func (j *job) Later() error        { if !isKeyMaster() { later.Leave() }; return j.sig.Sign(j.key, nil) }
`

// later is a package of which it is known that its function never returns where that is known of quit's.
const later = "package later\n\nimport \"m/quit\"\n\nfunc Leave() { quit.Die() }\n"

// A function of another package that the settings name ends a path.
func TestNoReturn(t *testing.T) {
	dir := module(t, map[string]string{"quit/quit.go": quit, "later/later.go": later, "p/p.go": caller, "p/p.s": ""})
	names := []string{"m/quit.Die", "(*m/quit.Logger).Die", "(m/quit.Dier).Die", "(m/quit.Box).Die", "m/quit.DieOf"}
	// The lines of caller in which each of them stands, and those that stay.
	lines := [][]string{{"p/p.go:23", "p/p.go:32"}, {"p/p.go:24", "p/p.go:25", "p/p.go:26"}, {"p/p.go:27"}, {"p/p.go:28"}, {"p/p.go:29"}}
	stay := []string{"p/p.go:30", "p/p.go:31"}

	all := func(lines [][]string) []string {
		return slices.Sorted(slices.Values(slices.Concat(append(lines, stay)...)))
	}
	want := all(lines)
	find := func(names ...string) []string {
		return places(standAlone(t, dir, analyzer.Settings{NoReturn: names}, "./..."))
	}
	sameLines(t, "without names", find(), want)
	for i := range names {
		want := all(slices.Delete(slices.Clone(lines), i, i+1))
		sameLines(t, names[i], find(names[i]), want)
	}
	sameLines(t, "with other names", find("m/gone.Die", "(*m/p.job).Warned"), want)
	both(t, dir, analyzer.Settings{NoReturn: names}, []string{"-noreturn=" + names[0], "-noreturn=" + strings.Join(names[1:], ",")}, stay...)
}

// What the settings name stands beside the built-in rows, and may be one of them.
func TestNoReturnKeepsBuiltin(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": "package p\n\n" + strings.Replace(imports, "\n\n", "\n\t\"log\"\n\n", 1) + `
func isKeyMaster(k crypto.Signer) bool { return roles[k] }

var roles map[crypto.Signer]bool

func F(s *dns.RRSIG, k crypto.Signer) error {
	if !isKeyMaster(k) {
		log.Fatal("elsewhere")
	}
	return s.Sign(k, nil)
}
`})
	for _, name := range []string{"example.com/p.Die", "log.Fatal"} {
		sameLines(t, name, standAlone(t, dir, analyzer.Settings{NoReturn: []string{name}}, "./..."), nil)
	}
}

const wantFunc = "want path.Func, (path.Type).Method or (*path.Type).Method"

var noReturnTests = []struct {
	names []string
	err   string
}{
	{nil, ""},
	{[]string{"os.Exit"}, ""},
	{[]string{"example.com/log.Die", "(*example.com/log.Logger).Die", "(example.com/log.Logger).Die"}, ""},
	{[]string{"gopkg.in/yaml.v3.Marshal", "(*example.com/a-b~c/v2.T).M"}, ""},
	{[]string{"(error).Error"}, ""},
	{[]string{"example.com/größe.Größe"}, ""},
	{[]string{"a.B", "c.D", "foo"}, `noreturn[2]: "foo": ` + wantFunc},
	{[]string{""}, `noreturn[0]: "": ` + wantFunc},
	{[]string{"a.B", ""}, `noreturn[1]: "": ` + wantFunc},
	{[]string{" a.B"}, `noreturn[0]: " a.B": ` + wantFunc},
	{[]string{"a.B()"}, `noreturn[0]: "a.B()": ` + wantFunc},
	{[]string{"*a.T.M"}, `noreturn[0]: "*a.T.M": ` + wantFunc},
	{[]string{"(a.T)M"}, `noreturn[0]: "(a.T)M": ` + wantFunc},
	{[]string{"(**a.T).M"}, `noreturn[0]: "(**a.T).M": ` + wantFunc},
	{[]string{"(T).M"}, `noreturn[0]: "(T).M": ` + wantFunc},
	{[]string{"(a.T[E]).M"}, `noreturn[0]: "(a.T[E]).M": ` + wantFunc},
	{[]string{"a.B\nc"}, `noreturn[0]: "a.B\nc": ` + wantFunc},
	{[]string{"a\x00.B"}, `noreturn[0]: "a\x00.B": ` + wantFunc},
	{[]string{"a\xff.B"}, `noreturn[0]: "a\xff.B": ` + wantFunc},
	{[]string{"a.func"}, `noreturn[0]: "a.func": ` + wantFunc},
	{[]string{"/a.B"}, `noreturn[0]: "/a.B": ` + wantFunc},
	{[]string{"a.B", "c.D", "a.B"}, `noreturn[2]: "a.B": the same as noreturn[0]`},
}

// Settings and flag take the same and complain alike.
func TestNoReturnSyntax(t *testing.T) {
	for _, test := range noReturnTests {
		s := analyzer.Settings{NoReturn: test.names}
		if have := text(s.Check()); have != test.err {
			t.Errorf("Check of %q:\nhave %s\nwant %s", test.names, have, test.err)
		}
		if slices.Equal(test.names, []string{""}) {
			continue // an empty flag is an empty list
		}
		if have := text(setNoReturn(analyzer.Settings{}, strings.Join(test.names, ","))); have != test.err {
			t.Errorf("-noreturn=%s:\nhave %s\nwant %s", strings.Join(test.names, ","), have, test.err)
		}
		if test.err != "" {
			a := analyzer.New(s)
			if _, err := a.Run(nil); text(err) != test.err {
				t.Errorf("Run with %q:\nhave %v\nwant %s", test.names, err, test.err)
			}
		}
	}
}

// The flag adds to the settings and to itself, and what it refuses changes nothing.
func TestNoReturnRepeated(t *testing.T) {
	given := make([]string, 1, 4)
	given[0] = "a.A"
	a := analyzer.New(analyzer.Settings{NoReturn: given})
	other := analyzer.New(analyzer.Settings{NoReturn: given})
	f := a.Flags.Lookup("noreturn")
	for _, step := range []struct{ set, err, have string }{
		{"b.B,(*c.C).M", "", "a.A,b.B,(*c.C).M"},
		{"", "", "a.A,b.B,(*c.C).M"},
		{"d.D,b.B", `noreturn[4]: "b.B": the same as noreturn[1]`, "a.A,b.B,(*c.C).M"},
		{"d.D", "", "a.A,b.B,(*c.C).M,d.D"},
	} {
		if err := f.Value.Set(step.set); text(err) != step.err {
			t.Errorf("%q: %v, want %s", step.set, err, step.err)
		}
		if have := f.Value.String(); have != step.have {
			t.Errorf("after %q: %s, want %s", step.set, have, step.have)
		}
	}
	if have := other.Flags.Lookup("noreturn").Value.String(); have != "a.A" || f.DefValue != "a.A" {
		t.Errorf("another analyzer has %s, the default is %s; want a.A", have, f.DefValue)
	}
}

// setNoReturn gives the analyzer of s the flag each time.
func setNoReturn(s analyzer.Settings, texts ...string) error {
	a := analyzer.New(s)
	a.Flags.Init("keymaster", flag.ContinueOnError)
	a.Flags.SetOutput(io.Discard)
	for _, text := range texts {
		if err := a.Flags.Set("noreturn", text); err != nil {
			return err
		}
	}
	return nil
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
