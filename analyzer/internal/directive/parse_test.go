package directive

import (
	"fmt"
	"go/ast"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/code"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ comment, want string }{
		// No directives: prose, other tools', other comments.
		{"// keymaster:only -- x", ""},
		{"//\tkeymaster:only -- x", ""},
		{"// //keymaster:only -- x", ""},
		{"//nolint:keymaster // x", ""},
		{"//go:noinline", ""},
		{"/*keymaster:only -- x*/", ""},
		{"//keymaster", ""},
		{"//keymaster is a word", ""},
		{"//keymasters:only -- x", ""},
		{"//Keymaster:only -- x", ""},
		{"//lint:ignore KM001 x", ""},
		{"//", ""},

		{"//keymaster:only -- callers ask", "//keymaster:only -- callers ask"},
		{"//keymaster:only \t --   two  blanks \t", "//keymaster:only -- two  blanks"},
		{"//keymaster:only -- a -- b", "//keymaster:only -- a -- b"},
		{"//keymaster:only -- see https://example.com/x", "//keymaster:only -- see https://example.com/x"},
		{"//keymaster:only -- \"don't `", "//keymaster:only -- \"don't `"},
		{"//keymaster:only -- callers ask // want `x`", "//keymaster:only -- callers ask"},
		{"//keymaster:only\u00a0--\u2003callers", "//keymaster:only -- callers"},
		{"//keymaster:check", "//keymaster:check"},
		{"//keymaster:check true", "//keymaster:check true"},
		{"//keymaster:check false -- lost", "//keymaster:check false -- lost"},
		{"//keymaster:check nil // a remark", "//keymaster:check nil"},
		{"//keymaster:check //nolint", "//keymaster:check"},
		{"//keymaster:refusal", "//keymaster:refusal"},
		{"//keymaster:refusal -- by text", "//keymaster:refusal -- by text"},
		{"//keymaster:assume -- the installer asked", "//keymaster:assume -- the installer asked"},
		{"//keymaster:ignore KM001 -- a lab", "//keymaster:ignore KM001 -- a lab"},
		{"//keymaster:ignore KM005,KM001 -- a lab", "//keymaster:ignore KM005,KM001 -- a lab"},

		{"//keymaster:", "0-12: //keymaster: is followed by no verb: want one of only, check, refusal, assume, ignore"},
		{"//keymaster: only -- x", "0-22: //keymaster: is followed by no verb: want one of only, check, refusal, assume, ignore"},
		{"//keymaster:Only -- x", "0-21: //keymaster: is followed by no verb: want one of only, check, refusal, assume, ignore"},
		{"//keymaster:olny -- x", `0-16: unknown directive "//keymaster:olny" (did you mean "only"?)`},
		{"//keymaster:ignored KM001 -- x", `0-19: unknown directive "//keymaster:ignored" (did you mean "ignore"?)`},
		{"//keymaster:suppress KM001 -- x", `0-20: unknown directive "//keymaster:suppress": want one of only, check, refusal, assume, ignore`},
		{"//keymaster:only--x", `0-19: unknown directive "//keymaster:only--x" (did you mean "only"?)`},
		{"//keymaster:o\x1b[31m", `0-18: unknown directive "//keymaster:o\x1b[31m": want one of only, check, refusal, assume, ignore`},

		{"//keymaster:only", "0-16: //keymaster:only lacks its reason: write //keymaster:only -- reason"},
		{"//keymaster:only --", "0-16: //keymaster:only lacks its reason: write //keymaster:only -- reason"},
		{"//keymaster:only -- ", "0-16: //keymaster:only lacks its reason: write //keymaster:only -- reason"},
		{"//keymaster:only // -- x", "0-16: //keymaster:only lacks its reason: write //keymaster:only -- reason"},
		{"//keymaster:only -- // x", "0-16: //keymaster:only lacks its reason: write //keymaster:only -- reason"},
		{"//keymaster:assume", "0-18: //keymaster:assume lacks its reason: write //keymaster:assume -- reason"},
		{"//keymaster:check true --", "0-17: //keymaster:check lacks its reason: write //keymaster:check true -- reason"},
		{"//keymaster:ignore KM001,KM005", "0-18: //keymaster:ignore lacks its reason: write //keymaster:ignore KM001,KM005 -- reason"},

		{"//keymaster:only callers ask", `17-24: //keymaster:only: unexpected "callers": a reason stands after --, as in //keymaster:only -- reason`},
		{"//keymaster:only --callers ask", `17-26: //keymaster:only: unexpected "--callers": a reason stands after --, as in //keymaster:only -- reason`},
		{"//keymaster:only true -- x", `17-21: //keymaster:only: unexpected "true": it takes no argument`},
		{"//keymaster:refusal err -- x", `20-23: //keymaster:refusal: unexpected "err": it takes no argument`},
		{"//keymaster:assume \u2014 asked", "19-22: //keymaster:assume: unexpected \"\u2014\": a reason stands after --, as in //keymaster:assume -- reason"},
		{"//keymaster:check True", `18-22: //keymaster:check: unexpected "True": it takes one of true, false or nil`},
		{"//keymaster:check !", `18-19: //keymaster:check: unexpected "!": it takes one of true, false or nil`},
		{"//keymaster:check true nil -- x", `23-26: //keymaster:check: unexpected "nil": it takes one of true, false or nil`},
		{"//keymaster:check true for zones", `23-26: //keymaster:check: unexpected "for": a reason stands after --, as in //keymaster:check -- reason`},

		{"//keymaster:ignore", "0-18: //keymaster:ignore lacks its codes: write //keymaster:ignore KM001 -- reason"},
		{"//keymaster:ignore -- a lab", "0-18: //keymaster:ignore lacks its codes: write //keymaster:ignore KM001 -- reason"},
		{"//keymaster:ignore KM001, KM005 -- x", `26-31: //keymaster:ignore: unexpected "KM005": codes are separated by commas, without blanks`},
		{"//keymaster:ignore KM001 a lab", `25-26: //keymaster:ignore: unexpected "a": a reason stands after --, as in //keymaster:ignore KM001 -- reason`},
		{"//keymaster:ignore KM001,,KM005 -- x", `19-31: //keymaster:ignore: "KM001,,KM005": want codes separated by commas, without blanks`},
		{"//keymaster:ignore ,KM001 -- x", `19-25: //keymaster:ignore: ",KM001": want codes separated by commas, without blanks`},
		{"//keymaster:ignore KM001,KM01 -- x", `25-29: //keymaster:ignore: unknown code "KM01" (did you mean "KM001"?)`},
		{"//keymaster:ignore km004 -- x", `19-24: //keymaster:ignore: unknown code "km004" (did you mean "KM004"?)`},
		{"//keymaster:ignore all -- x", `19-22: //keymaster:ignore: unknown code "all": want one of KM001, KM002, KM003, KM004, KM005, KM006, KM007, KM008, KM009`},
		{"//keymaster:ignore KM001,KM005,KM001 -- x", `31-36: //keymaster:ignore: KM001 is given twice`},
	} {
		if have := outcome(Parse(&ast.Comment{Text: test.comment})); have != test.want {
			t.Errorf("%q:\nhave %s\nwant %s", test.comment, have, test.want)
		}
	}
}

// outcome writes down what Parse returns.
func outcome(d *Directive, p *Problem) string {
	switch {
	case d != nil && p != nil:
		return "both a directive and a problem"
	case d != nil:
		return d.String()
	case p != nil:
		return fmt.Sprintf("%d-%d: %s", p.Pos, p.End, p.Text)
	}
	return ""
}

// Each code knows its place: what suppresses nothing is reported there.
func TestCodePositions(t *testing.T) {
	c := &ast.Comment{Slash: 100, Text: "//keymaster:ignore  KM003,KM001,KM008 -- x"}
	d, p := Parse(c)
	if p != nil {
		t.Fatal(p.Text)
	}
	for _, code := range d.Codes {
		if have := c.Text[code.Pos-c.Slash : code.End()-c.Slash]; have != code.Name {
			t.Errorf("%s is at %q", code.Name, have)
		}
	}
	if len(d.Codes) != 3 {
		t.Errorf("%d codes", len(d.Codes))
	}
}

// Comments put together from the grammar's own pieces: each gives a directive or a problem,
// and obeys check.
func TestParseProperties(t *testing.T) {
	pieces := []string{
		"only", "check", "refusal", "assume", "ignore", "onyl", " ", " ", " ", "\t", "\u00a0", "--", "--", "-", "//", "true", "false", "nil",
		"KM001", "KM002", "KM009", "KM010", ",", "reason", "\"", "`", ":", "é", "\xff", "\x00",
	}
	r := rand.New(rand.NewPCG(1, 2))
	parsed := 0
	for range 200_000 {
		text := prefix + pieces[r.IntN(6)]
		for range r.IntN(8) {
			text += pieces[r.IntN(len(pieces))]
		}
		if check(t, text) {
			parsed++
		}
	}
	if parsed < 1000 {
		t.Errorf("only %d directives", parsed)
	}
}

// check fails unless what Parse says of a comment fits what is in it. It reports whether the
// comment is a directive.
func check(t *testing.T, text string) bool {
	t.Helper()
	c := &ast.Comment{Slash: 7, Text: text}
	d, p := Parse(c)
	switch {
	case !strings.HasPrefix(text, prefix):
		if d != nil || p != nil {
			t.Fatalf("%q is %s", text, outcome(d, p))
		}
		return false
	case (d == nil) == (p == nil):
		t.Fatalf("%q gives %v and %v", text, d, p)
	case p != nil:
		if p.Pos < c.Pos() || p.End > c.End() || p.Pos >= p.End {
			t.Fatalf("%q: problem at %d-%d, outside of %d-%d", text, p.Pos, p.End, c.Pos(), c.End())
		}
		if p.Text == "" || strings.ContainsFunc(p.Text, isControl) {
			t.Fatalf("%q: the problem is no clear line: %q", text, p.Text)
		}
		return false
	}
	if f, _ := formOf(string(d.Verb)); d.Reason == "" && f.reason || (d.Verb == Ignore) != (len(d.Codes) > 0) || d.Outcome != "" && d.Verb != Check {
		t.Fatalf("%q: %+v", text, d)
	}
	for i, given := range d.Codes {
		if code.Find(given.Name) == nil || text[given.Pos-c.Slash:given.End()-c.Slash] != given.Name || i > 0 && given.Pos <= d.Codes[i-1].Pos {
			t.Fatalf("%q: %+v", text, d)
		}
	}
	again, p := Parse(&ast.Comment{Slash: 99, Text: d.String()})
	if p != nil || !reflect.DeepEqual(plain(d), plain(again)) {
		t.Fatalf("%q is printed as %q, which is\n%+v\nand not\n%+v", text, d, plain(again), plain(d))
	}
	return true
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// plain is d without positions.
func plain(d *Directive) Directive {
	p := *d
	p.Comment = nil
	p.Codes = slices.Clone(d.Codes)
	for i := range p.Codes {
		p.Codes[i].Pos = 0
	}
	return p
}
