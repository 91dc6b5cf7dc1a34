package gclplugin

import (
	"go/token"
	"reflect"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer"
)

// built returns the analyzer of a plugin that is found by its name, as golangci-lint finds it.
func built(t *testing.T, conf any) *analysis.Analyzer {
	t.Helper()
	newPlugin, err := register.GetPlugin("keymaster")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlugin(conf)
	if err != nil {
		t.Fatal(err)
	}
	list, err := p.BuildAnalyzers()
	if err != nil || len(list) != 1 || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Fatalf("analyzers %v, %v, load mode %s", list, err, p.GetLoadMode())
	}
	if err := analysis.Validate(list); err != nil || list[0].Name != "keymaster" {
		t.Fatalf("analyzer %s: %v", list[0].Name, err)
	}
	return list[0]
}

// Several copies in one process have each their own settings.
func TestCopies(t *testing.T) {
	plain, tests, again := built(t, nil), built(t, map[string]any{"tests": true, "noreturn": []any{"a.B"}}), built(t, map[string]any{})
	if err := again.Flags.Set("require", "both"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name     string
		a        *analysis.Analyzer
		tests    bool
		require  string
		noReturn []string
	}{
		{"no settings", plain, false, "", nil},
		{"settings", tests, true, "", []string{"a.B"}},
		{"a flag", again, false, "both", nil},
	} {
		if s := analyzer.SettingsOf(test.a); s.Tests != test.tests || s.Require != test.require || !reflect.DeepEqual(s.NoReturn, test.noReturn) {
			t.Errorf("%s: %+v", test.name, s)
		}
	}
	p, err := New(map[string]any{"tests": true})
	if err != nil {
		t.Fatal(err)
	}
	one, _ := p.BuildAnalyzers()
	other, _ := p.BuildAnalyzers()
	if err := one[0].Flags.Set("tests", "false"); err != nil {
		t.Fatal(err)
	}
	if !analyzer.SettingsOf(other[0]).Tests {
		t.Error("a plugin's analyzers share their settings")
	}
}

// What is wrong is said with where it stands in golangci-lint's configuration.
func TestBadSettings(t *testing.T) {
	const at = "linters.settings.custom.keymaster.settings: "
	for _, test := range []struct {
		conf any
		want string
	}{
		{map[string]any{"test": true}, at + `test: unknown key (did you mean "tests"?)`},
		{map[string]any{"codes": map[string]any{"km005": "of"}}, at + `codes.KM005: unknown severity "of" (want error, warning, note, off)`},
		{map[string]any{"rows": map[string]any{"operations": []any{map[string]any{"symbol": "a.B"}}}}, at + "rows.operations[0].symbol: unknown key"},
		{[]any{"tests"}, at + "want a mapping, have a list"},
	} {
		if p, err := New(test.conf); err == nil || err.Error() != test.want || p != nil {
			t.Errorf("%v: %v, want %s", test.conf, err, test.want)
		}
	}
}

// A finding reaches golangci-lint as it is, but for what is related to it.
func TestNothingRelated(t *testing.T) {
	found := analysis.Diagnostic{
		Pos: 3, End: 5, Category: "KM001", Message: "KM001: x", URL: "u",
		SuggestedFixes: []analysis.SuggestedFix{{Message: "check", TextEdits: []analysis.TextEdit{{Pos: 3, End: 3, NewText: []byte("x")}}}},
		Related:        []analysis.RelatedInformation{{Pos: 1, End: 2, Message: "on the way"}},
	}
	a := adapted(&analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
		pass.Report(found)
		return pass.ReadFile("name")
	}})
	var have []analysis.Diagnostic
	pass := &analysis.Pass{
		Report:   func(d analysis.Diagnostic) { have = append(have, d) },
		ReadFile: func(name string) ([]byte, error) { return []byte("text of " + name), nil },
	}
	result, err := a.Run(pass)
	if text, _ := result.([]byte); err != nil || string(text) != "text of name" {
		t.Errorf("the pass reads %q, %v", text, err)
	}
	want := found
	want.Related = nil
	if !reflect.DeepEqual(have, []analysis.Diagnostic{want}) {
		t.Errorf("reported is %+v, want %+v", have, want)
	}
	if len(found.Related) != 1 {
		t.Error("the analyzer's own diagnostic is changed")
	}
}

// Of fixes only the first is left, and none that touches what another changes.
func TestFixes(t *testing.T) {
	fix := func(edits ...[2]int) analysis.SuggestedFix {
		var f analysis.SuggestedFix
		for _, e := range edits {
			f.TextEdits = append(f.TextEdits, analysis.TextEdit{Pos: token.Pos(e[0]), End: token.Pos(e[1])})
		}
		return f
	}
	for _, test := range []struct {
		name  string
		fixes [][]analysis.SuggestedFix // of findings in their order
		want  []bool
	}{
		{"none", [][]analysis.SuggestedFix{nil}, []bool{false}},
		{"alternatives", [][]analysis.SuggestedFix{{fix([2]int{5, 6}), fix([2]int{7, 8})}, {fix([2]int{8, 9})}}, []bool{true, true}},
		{"one import", [][]analysis.SuggestedFix{{fix([2]int{2, 2}, [2]int{10, 12})}, {fix([2]int{2, 2}, [2]int{20, 22})}, {fix([2]int{30, 32})}}, []bool{true, false, true}},
		{"an insertion without an end", [][]analysis.SuggestedFix{{fix([2]int{2, 0})}, {fix([2]int{2, 2})}}, []bool{true, false}},
		{"an overlap", [][]analysis.SuggestedFix{{fix([2]int{10, 20})}, {fix([2]int{15, 16})}, {fix([2]int{5, 11})}, {fix([2]int{21, 22})}}, []bool{true, false, false, true}},
		{"what is left out is in nobody's way", [][]analysis.SuggestedFix{{fix([2]int{1, 2})}, {fix([2]int{2, 3}, [2]int{8, 9})}, {fix([2]int{8, 9})}}, []bool{true, false, true}},
	} {
		var f fixer
		for i, fixes := range test.fixes {
			have := f.pick(fixes)
			if test.want[i] && !reflect.DeepEqual(have, fixes[:1]) || !test.want[i] && have != nil {
				t.Errorf("%s: of the fixes %v of finding %d are left %v", test.name, fixes, i, have)
			}
		}
	}
}
