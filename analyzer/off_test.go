package analyzer_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// switchable has a finding with each of two codes, and directives that have something to suppress only
// while those are looked for.
var switchable = map[string]string{"p/p.go": `package p

import "os/exec"

func Bare(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

func Ignored(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() //keymaster:ignore KM001 -- a lab
}

//keymaster:only
func Malformed(zone string) error { return nil }

//keymaster:ignore KM009 -- to come
//keymaster:nosuch
func Tolerated() {}
`}

// A code that is off takes its findings with it, and no others: what suppresses them is not idle.
func TestCodesOff(t *testing.T) {
	dir := module(t, switchable)
	for _, test := range []struct {
		codes map[string]code.Severity
		want  []string
	}{
		{nil, []string{"6: KM001", "13: KM009"}},
		{map[string]code.Severity{"KM001": code.Note, "KM009": code.Error}, []string{"6: KM001", "13: KM009"}},
		{map[string]code.Severity{"KM001": analyzer.Off}, []string{"13: KM009"}},
		{map[string]code.Severity{"KM009": analyzer.Off}, []string{"6: KM001"}},
		{map[string]code.Severity{"KM001": analyzer.Off, "KM009": analyzer.Off}, nil},
	} {
		var have []string
		for _, line := range standAlone(t, dir, analyzer.Settings{Codes: test.codes}, "./...") {
			have = append(have, codeInLine.ReplaceAllString(line, "$1: $2"))
		}
		slices.Sort(test.want)
		slices.Sort(have)
		if !slices.Equal(have, test.want) {
			t.Errorf("%v: found %q, want %q", test.codes, have, test.want)
		}
	}
	vetted := vet(t, dir, "-codes=KM001=off", "./...")
	if len(vetted) != 1 || codeInLine.ReplaceAllString(vetted[0], "$2") != "KM009" {
		t.Errorf("go vet without KM001 finds %q", vetted)
	}
}

var codeInLine = regexp.MustCompile(`^.*?:(\d+):\d+: (KM\d{3}): .*$`)

// The settings decide on a severity where they say something, else the code does.
func TestSeverity(t *testing.T) {
	s := analyzer.Settings{Codes: map[string]code.Severity{"KM001": code.Note, "KM002": analyzer.Off}}
	for _, c := range code.All() {
		want := c.Severity
		if given, ok := s.Codes[c.ID]; ok {
			want = given
		}
		if have := s.Severity(c.ID); have != want || s.Reports(c.ID) != (want != analyzer.Off) {
			t.Errorf("%s: severity %s, reported %t, want %s", c.ID, have, s.Reports(c.ID), want)
		}
		if !(analyzer.Settings{}).Reports(c.ID) {
			t.Errorf("%s is off by default", c.ID)
		}
	}
}

// What a program gives is checked like what a file says.
func TestBadCodes(t *testing.T) {
	for _, test := range []struct {
		s    analyzer.Settings
		want string
	}{
		{analyzer.Settings{Codes: map[string]code.Severity{"KM010": analyzer.Off}}, `codes.KM010: unknown code (did you mean "KM001"?)`},
		{analyzer.Settings{Codes: map[string]code.Severity{"KM001": ""}}, `codes.KM001: unknown severity "" (want error, warning, note, off)`},
		{analyzer.Settings{Require: "every"}, `require: unknown requirement "every" (want either, both, role, refusal)`},
		{analyzer.Settings{Require: analyzer.RequireBoth}, ""},
		{analyzer.Settings{}, ""},
	} {
		if have := text(test.s.Check()); have != test.want {
			t.Errorf("%+v: %s, want %s", test.s, have, test.want)
		}
	}
}
