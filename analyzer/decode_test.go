package analyzer_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// What is wrong with settings is said in one line, with the place and the path of the setting.
func TestParseSettingsErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"# nothing\n", ""},
		{"{}", ""},
		{"names: " + strings.Repeat("[", 1<<20), "s.yml: the settings are longer than 262144 bytes"},
		{"test: true", `s.yml:1: test: unknown key (did you mean "tests"?)`},
		{"Tests: true", `s.yml:1: Tests: unknown key (did you mean "tests"?)`},
		{"tests: yes please", `s.yml:1: tests: want true or false, have the text "yes please"`},
		{"\ntests: 1", `s.yml:2: tests: want true or false, have 1`},
		{"tests: true\ntests: true", `s.yml:2: mapping key "tests" already defined at [1:1]`},
		{"- tests", `s.yml:1: want a mapping, have a list`},
		{"tests: true\n---\ntests: true", `s.yml:3: a second document; want one per file`},
		{"packs: [miekg]", `s.yml:1: packs: want a mapping, have a list`},
		{"packs:\n  meikg: false", `s.yml:2: packs.meikg: no such pack (did you mean "miekg"?)`},
		{"packs: {go: false}", `s.yml:1: packs.go: cannot be switched off: other packs need it`},
		{"packs: {miekg: 'off'}", `s.yml:1: packs.miekg: want true or false, have the text "off"`},
		{"codes: [KM005]", `s.yml:1: codes: want a mapping, have a list`},
		{"codes:\n  KM005: off\n  KM05: off", `s.yml:3: codes.KM05: unknown code (did you mean "KM005"?)`},
		{"codes: {km005: off}", `s.yml:1: codes.km005: unknown code (did you mean "KM005"?)`},
		{"codes:\n  KM005: warn", `s.yml:2: codes.KM005: unknown severity "warn" (want error, warning, note, off)`},
		{"codes: {KM005: false}", `s.yml:1: codes.KM005: want text, have false`},
		{"codes: {KM001: error, KM002: warning, KM003: note, KM009: off}", ""},
		{"\nrequire: all", `s.yml:2: require: unknown requirement "all" (want either, both, role, refusal)`},
		{"require: ''", `s.yml:1: require: unknown requirement "" (want either, both, role, refusal)`},
		{"require: [role]", `s.yml:1: require: want text, have a list`},
		{"require: refusal", ""},
		{"names: key master", `s.yml:1: names: want a list, have the text "key master"`},
		{"names:\n  - key master\n  - /(/", "s.yml:3: names[1]: \"/(/\": error parsing regexp: missing closing ): `(`"},
		{"noreturn: [os.Exit, x]", `s.yml:1: noreturn[1]: "x": want path.Func, (path.Type).Method or (*path.Type).Method`},
		{"rows:\n  operations:\n    - fun: a.B", `s.yml:3: rows.operations[0].fun: unknown key (did you mean "func"?)`},
		{"rows:\n  operations:\n    - does: x", `s.yml:3: rows.operations[0].func: "" is no function: want path.Func, (path.Type).Method or (*path.Type).Method`},
		{"rows:\n  operations:\n    - func: a.B\n      zone: [arg]", `s.yml:4: rows.operations[0].zone[0]: "arg" is no place: want recv, "arg N" or "result N", each with optional .Fields`},
		{"rows:\n  operations:\n    - func: a.B\n    - func: a.B", `s.yml:4: rows.operations[1]: the same row as rows.operations[0] (s.yml:3)`},
		{"rows: {checks: [{func: a.B, outcome: maybe}]}", `s.yml:1: rows.checks[0].outcome: unknown outcome "maybe" (want true, false, nil, non-nil)`},
		{"rows: {support: true}", `s.yml:1: rows.support: of built-in packs only`},
		{"rows: {pack: go}", ""},
		{"rows: {pack: go, noReturn: [a.B]}", `s.yml:1: rows: two packs are called go; rows do not replace those of a built-in pack: remove this, or switch that pack off`},
		{"rows:\n  operations:\n    - func: (*github.com/miekg/dns.RRSIG).Sign", `s.yml:3: rows.operations[0]: pack settings: (*github.com/miekg/dns.RRSIG).Sign has two rows of one kind; rows do not replace those of a built-in pack: remove this, or switch that pack off`},
		{"packs: {miekg: false}\nrows:\n  operations:\n    - func: (*github.com/miekg/dns.RRSIG).Sign", ""},
	} {
		_, err := analyzer.ParseSettings("s.yml", []byte(test.text))
		if have := text(err); have != test.want {
			t.Errorf("%q:\nhave %s\nwant %s", test.text, have, test.want)
		}
	}
}

// golangci-lint hands over values whose keys it has put into lower case, from YAML, TOML or JSON.
func TestDecodeSettings(t *testing.T) {
	const file = "codes: {KM005: off, KM009: error}\nrequire: role\ntests: true\nnames: [zone owner]\nnoreturn: [a.B]\npacks: {miekg: false}\nrows:\n  noReturn: [c.D]\n  operations:\n" +
		"    - {func: (*e.F).G, nonNil: [1], unless: {field: Flags, lacks: 256}, refusal: [{at: result 0, form: code}]}\n" +
		"  answers: [{name: X, forms: [code], value: -3, means: refused}]\n  checks: [{func: a.C, outcome: false}]\n"
	want, err := analyzer.ParseSettings("s.yml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	var fromYAML, fromJSON map[string]any
	if err := yaml.Unmarshal([]byte(file), &fromYAML); err != nil {
		t.Fatal(err)
	}
	data, err := yaml.YAMLToJSON([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &fromJSON); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{"yaml": fromYAML, "json": fromJSON, "lower case": lowerKeys(fromYAML), "upper case": upperKeys(fromYAML), "any keys": anyKeys(fromYAML)} {
		have, err := analyzer.DecodeSettings(value)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if shown(have) != shown(want) {
			t.Errorf("%s: have\n%s\nwant\n%s", name, shown(have), shown(want))
		}
	}
	round := map[string]any{}
	round["rows"] = round
	if _, err := analyzer.DecodeSettings(round); err == nil {
		t.Error("a value that holds itself passes")
	}
	for _, test := range []struct {
		value any
		want  string
	}{
		{nil, ""},
		{map[string]any{}, ""},
		{map[string]any{"test": true}, `test: unknown key (did you mean "tests"?)`},
		{map[string]any{"rows": map[string]any{"checks": []any{map[string]any{"func": "B"}}}}, `rows.checks[0].func: "B" is no function: want path.Func, (path.Type).Method or (*path.Type).Method`},
		{map[string]any{"names": []any{"x", 3}}, `names[1]: want text, have 3`},
		{map[string]any{"tests": nil}, `tests: want true or false, have nothing`},
		{[]any{"tests"}, `want a mapping, have a list`},
		{"tests", `want a mapping, have the text "tests"`},
		{map[string]any{"codes": map[string]any{"km005": "of"}}, `codes.KM005: unknown severity "of" (want error, warning, note, off)`},
		{map[string]any{"codes": map[string]any{"km005": "off", "KM005": "note"}}, `codes.KM005: the key is given twice`},
		{map[string]any{"tests": true, "Tests": true}, `tests: the key is given twice`},
		{func() {}, `settings: json: unsupported type: func()`},
	} {
		if _, err := analyzer.DecodeSettings(test.value); text(err) != test.want {
			t.Errorf("%v:\nhave %s\nwant %s", test.value, text(err), test.want)
		}
	}
}

// shown is what settings are, without where they come from.
func shown(s analyzer.Settings) string {
	var b strings.Builder
	if err := s.Show(&b); err != nil {
		return err.Error()
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		line, _, _ := strings.Cut(strings.TrimRight(line, "\n"), "# ")
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

func lowerKeys(v any) any {
	return rekey(v, func(m map[string]any, k string, e any) { m[strings.ToLower(k)] = e })
}

// upperKeys leaves the names of packs as they are, which are no keys of the format.
func upperKeys(v any) any {
	return rekey(v, func(m map[string]any, k string, e any) {
		if k != "miekg" {
			k = strings.ToUpper(k)
		}
		m[k] = e
	})
}

func rekey(v any, put func(m map[string]any, k string, e any)) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			put(m, k, rekey(e, put))
		}
		return m
	case []any:
		var list []any
		for _, e := range v {
			list = append(list, rekey(e, put))
		}
		return list
	}
	return v
}

func anyKeys(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[any]any{}
		for k, e := range v {
			m[k] = anyKeys(e)
		}
		return m
	case []any:
		var list []any
		for _, e := range v {
			list = append(list, anyKeys(e))
		}
		return list
	}
	return v
}

// A text adds to what was set before, in the order in which texts and flags come.
func TestSettingsAdd(t *testing.T) {
	base, err := analyzer.ParseSettings("f.yml", []byte("tests: true\nnames: [a]\nnoreturn: [a.B]\npacks: {miekg: false}\nrows: {noReturn: [c.D]}\ncodes: {KM005: off, KM006: off}\nrequire: role"))
	if err != nil {
		t.Fatal(err)
	}
	a := analyzer.New(base)
	other := analyzer.New(base)
	for _, flag := range [][2]string{
		{"settings", "names: [b, c]\nnoreturn: [b.B]\nrows: {noReturn: [d.D], checks: [{func: e.F}]}\ncodes: {KM001: note}"},
		{"codes", "KM006=note,KM007=off"}, {"codes", ""}, {"codes", "KM008=error"}, {"require", "both"}, {"packs", "miekg"}, {"noreturn", "c.B"}, {"generated", "true"}, {"tests", "false"},
	} {
		if err := a.Flags.Set(flag[0], flag[1]); err != nil {
			t.Fatal(flag, err)
		}
	}
	s := analyzer.SettingsOf(a)
	for path, want := range map[string]string{
		"tests": "flag -tests", "generated": "flag -generated", "names": "flag -settings:1", "noreturn[0]": "f.yml:3", "noreturn[1]": "flag -settings:2",
		"noreturn[2]": "flag -noreturn", "packs.miekg": "flag -packs", "packs.go": "default", "rows.noReturn[0]": "f.yml:5", "rows.noReturn[1]": "flag -settings:3",
		"rows.checks[0]": "flag -settings:3", "nogate": "default",
		"codes.KM001": "flag -settings:4", "codes.KM002": "default", "codes.KM005": "f.yml:6", "codes.KM006": "flag -codes", "codes.KM008": "flag -codes", "require": "flag -require",
	} {
		if have := s.Origin(path); have != want {
			t.Errorf("%s is from %s, want %s", path, have, want)
		}
	}
	if !reflect.DeepEqual(s.NoReturn, []string{"a.B", "b.B", "c.B"}) || !reflect.DeepEqual(s.Names, []string{"b", "c"}) || s.Tests || !s.Generated || !s.Packs["miekg"] ||
		!reflect.DeepEqual(s.Codes, map[string]code.Severity{"KM001": "note", "KM005": "off", "KM006": "note", "KM007": "off", "KM008": "error"}) || s.Require != "both" {
		t.Errorf("have %s", shown(s))
	}
	if !reflect.DeepEqual(shown(analyzer.SettingsOf(other)), shown(base)) {
		t.Error("flags of one analyzer change another")
	}
	for _, flag := range []struct{ name, value, want string }{
		{"settings", "noreturn: [a.B]", `noreturn[0]: "a.B": the same as noreturn[0]`},
		{"settings", "rows: {checks: [{func: e.F}]}", `rows.checks[0]: the same row as rows.checks[0] (flag -settings:3)`},
		{"settings", "{", "1: "},
		{"packs", "miekg,go=false", `packs.go: cannot be switched off: other packs need it`},
		{"packs", "miekg=perhaps", `"miekg=perhaps": want a pack, miekg=true or miekg=false`},
		{"tests", "perhaps", "want true or false"},
		{"codes", "KM005=note,KM006=bad", `codes.KM006: unknown severity "bad" (want error, warning, note, off)`},
		{"codes", "KM05=off", `codes.KM05: unknown code (did you mean "KM005"?)`},
		{"codes", "KM005", `"KM005": want a code with error, warning, note or off: KM005=off`},
		{"require", "", "want one of either, both, role, refusal"},
		{"names", "9", `names[0]: "9": want words of letters a to z, or a regular expression between slashes`},
	} {
		if err := a.Flags.Lookup(flag.name).Value.Set(flag.value); err == nil || err.Error() != flag.want && flag.value != "{" {
			t.Errorf("-%s=%s: %v, want %s", flag.name, flag.value, err, flag.want)
		}
	}
	if shown(analyzer.SettingsOf(a)) != shown(s) {
		t.Error("a flag that is refused changes something")
	}
}

// FuzzParseSettings wants one clear line, or settings that are shown as a file that says the same.
func FuzzParseSettings(f *testing.F) {
	f.Add(boxRows)
	f.Add("tests: true\nnames: [key master, /x/]\nnoreturn: [a.B]\ncodes: {KM005: off}\nrequire: both\npacks: {miekg: false}\nrows: {pack: mine, doc: 'x: \"y\"', triggers: [{word: a-b}]}")
	f.Add("rows:\n  operations:\n  - {func: a.B, does: \"#\\n- x\", source: '', unless: {field: X, lacks: 3}}\n  answers:\n  - {name: 'null', forms: [text], text: \"9'\\t\\\\\", means: refused}")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := analyzer.ParseSettings("s.yml", []byte(text))
		if err != nil {
			line := err.Error()
			if !strings.HasPrefix(line, "s.yml:") || strings.ContainsFunc(line, unicode.IsControl) {
				t.Fatalf("no clear line: %q", line)
			}
			return
		}
		var b strings.Builder
		if err := s.Show(&b); err != nil {
			t.Fatal(err)
		}
		again, err := analyzer.ParseSettings("again.yml", []byte(b.String()))
		if err != nil {
			t.Fatalf("%q is shown as\n%s\nwhich gives %v", text, b.String(), err)
		}
		if shown(again) != shown(s) || !reflect.DeepEqual(again.Rows, s.Rows) && len(shown(s)) == 0 {
			t.Fatalf("%q is shown as\n%s\nand then as\n%s", text, shown(s), shown(again))
		}
	})
}
