package summary

import (
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

var (
	held  = Port{Kind: Held}
	zoned = Port{Kind: Held, Zone: Name{Param: 1}}
	yes   = Port{Kind: ResultBool}
	null  = Port{Kind: ResultNil, N: 1}
	force = Port{Kind: ParamBool, N: 2}
	given = Port{Kind: ParamNil}
	empty = Relation{Root: True}
)

// in says that the refusal is in a result, as an error.
func in(result int) Port { return Port{Kind: ResultCarries, N: result, Form: catalog.Error} }

func implies(a, b bool) bool { return !a || b }

func TestReturnsInWords(t *testing.T) {
	for _, test := range []struct {
		name  string
		ports []Port
		holds func(v map[Port]bool) bool
		want  string
	}{
		{"all return", nil, func(map[Port]bool) bool { return true }, ""},
		{"none returns", nil, func(map[Port]bool) bool { return false }, "never returns"},
		{"the role is not asked for", []Port{yes}, func(v map[Port]bool) bool { return v[yes] }, ""},
		{"true on the key master", []Port{yes, held}, func(v map[Port]bool) bool { return implies(v[yes], v[held]) }, "check(result 0 true)"},
		{"false on the key master", []Port{yes, held}, func(v map[Port]bool) bool { return v[yes] || v[held] }, "check(result 0 false)"},
		{"nil on the key master", []Port{null, held}, func(v map[Port]bool) bool { return implies(v[null], v[held]) }, "check(result 1 nil)"},
		{"not nil on the key master", []Port{null, held}, func(v map[Port]bool) bool { return v[null] || v[held] }, "check(result 1 non-nil)"},
		{"a pair", []Port{yes, null, held},
			func(v map[Port]bool) bool { return implies(v[yes] || v[null], v[held]) },
			"check(result 0 true); check(result 1 nil)"},
		{"both of a pair are needed", []Port{yes, null, held},
			func(v map[Port]bool) bool { return implies(v[yes] && v[null], v[held]) }, ""},
		{"for a zone", []Port{yes, zoned}, func(v map[Port]bool) bool { return implies(v[yes], v[zoned]) }, "check(result 0 true)"},
		{"true on the key master, or if forced", []Port{force, yes, held},
			func(v map[Port]bool) bool { return implies(v[yes], v[held] || v[force]) }, ""},
		{"returns on the key master", []Port{held}, func(v map[Port]bool) bool { return v[held] }, "establishes"},
		{"returns on the key master, and says something", []Port{yes, held},
			func(v map[Port]bool) bool { return v[held] && v[yes] }, "establishes"},
		{"returns elsewhere only", []Port{held}, func(v map[Port]bool) bool { return !v[held] }, ""},
		{"never true", []Port{yes, held}, func(v map[Port]bool) bool { return !v[yes] }, ""},
	} {
		r := relation(test.ports, test.holds)
		if got := strings.Join(r.Lines(), "; "); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestFunctionInWords(t *testing.T) {
	carried := relation([]Port{given, in(1)}, func(v map[Port]bool) bool { return implies(v[in(1)], v[given]) })
	both := relation([]Port{in(0), in(2)}, func(v map[Port]bool) bool { return v[in(0)] != v[in(2)] })
	never := relation([]Port{given, in(1)}, func(v map[Port]bool) bool { return v[given] && !v[in(1)] })
	check := relation([]Port{yes, held}, func(v map[Port]bool) bool { return implies(v[yes], v[held]) })
	lost := Relation{Lost: True}
	for _, test := range []struct {
		name string
		f    Function
		want string
	}{
		{"nothing", Function{Returns: empty}, "relates"},
		{"never returns", Function{}, "never returns"},
		{"check", Function{Returns: check}, "check(result 0 true)"},

		{"test", Function{Returns: empty, Passed: []Passed{{Param: 2, Form: catalog.Error, Tests: true}}}, "refusal test(parameter 2)"},
		{"test in each form", Function{Returns: empty, Passed: []Passed{{Form: catalog.Error}, {Form: catalog.Code}}}, "refusal test(parameter 0)"},
		{"lost in a panic", Function{Returns: empty, Passed: []Passed{{Form: catalog.Error, Relation: lost}}}, "relates"},
		{"test of a text", Function{Returns: empty, Passed: []Passed{{Form: catalog.Text}}}, "relates"},
		{"test of a field", Function{Returns: empty, Passed: []Passed{{Form: catalog.Rcode, Field: "Rcode"}}}, "relates"},
		{"test if ignored", Function{Returns: empty, Passed: []Passed{{Form: catalog.Error, Dropped: true}}}, "relates"},
		{"wraps", Function{Returns: empty, Passed: []Passed{{Param: 1, Form: catalog.Error, Relation: carried}}}, "wraps(parameter 1, result 1)"},
		{"wraps twice", Function{Returns: empty, Passed: []Passed{{Form: catalog.Error, Relation: both}}},
			"wraps(parameter 0, result 0); wraps(parameter 0, result 2)"},
		{"throws away", Function{Returns: empty, Passed: []Passed{{Form: catalog.Error, Relation: never}}}, "relates"},

		{"operation", Function{Returns: empty, Performs: []Operation{{Func: "(*github.com/miekg/dns.RRSIG).Sign", Relation: carried}}},
			"operation((*dns.RRSIG).Sign; result 1)"},
		{"first result", Function{Returns: empty, Performs: []Operation{{Func: "a.b/c.F", Relation: both}}}, "operation(c.F; result 0)"},
		{"lost", Function{Returns: empty, Performs: []Operation{{Func: "(a/b.T).F", Relation: never}}}, "operation((b.T).F; lost)"},
		{"no import path", Function{Returns: empty, Performs: []Operation{{Func: "F", Relation: never}}}, "operation(F; lost)"},

		{"guards", Function{Returns: empty, Guards: []int{1, 0}}, "guards(parameter 0); guards(parameter 1)"},
		{"handles", Function{Returns: empty, Runs: []Run{{Param: 1, Tests: true}}}, "handles(parameter 1)"},
		{"handles twice", Function{Returns: empty, Runs: []Run{{Param: 1, Form: catalog.Error, Tests: true}, {Param: 1, Form: catalog.Code, Tests: true}}}, "handles(parameter 1)"},
		{"runs and returns", Function{Returns: empty, Runs: []Run{{Relation: carried}}}, "relates"},
		{"runs and loses", Function{Returns: empty, Runs: []Run{{Relation: lost}}}, "relates"},

		{"returns a check", Function{Returns: empty, Makes: []Made{{Result: 1, Function: Function{Returns: check}}}},
			"result 1: check(result 0 true)"},

		{"all in order", Function{
			Returns:  check,
			Passed:   []Passed{{Param: 1, Form: catalog.Error, Relation: carried}, {Form: catalog.Error}},
			Performs: []Operation{{Func: "p.F", Relation: never}},
			Guards:   []int{3},
		}, "check(result 0 true); guards(parameter 3); operation(p.F; lost); refusal test(parameter 0); wraps(parameter 1, result 1)"},
	} {
		if got := strings.Join(test.f.Lines(), "; "); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestVariableInWords(t *testing.T) {
	v := Variable{Is: []catalog.Form{catalog.Error, catalog.Code}, Holds: []catalog.Form{catalog.Rcode}}
	if got, want := v.String(), "refusal(error); refusal(code); holds refusal(rcode)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := new(Variable).String(); got != "" {
		t.Errorf("a variable that holds nothing is %q", got)
	}
}
