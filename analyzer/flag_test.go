package analyzer_test

import (
	"flag"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// flagged says, of each key of a settings file, what a file can have there, and what a flag says for that.
var flagged = map[string]struct{ file, flag, value string }{
	"packs":     {"packs: {miekg: false, wmi: true}", "packs", "miekg=false,wmi"},
	"tests":     {"tests: true", "tests", "true"},
	"generated": {"generated: true", "generated", "true"},
	"codes":     {"codes: {KM005: off, KM001: warning}", "codes", "KM005=off,KM001=warning"},
	"require":   {"require: both", "require", "both"},
	"names":     {"names: [zone owner]", "names", "zone owner"},
	"noreturn":  {"noreturn: [a.B, (*c.D).E]", "noreturn", "a.B,(*c.D).E"},
	"rows":      {"rows: {checks: [{func: a.Owns}]}", "settings", `{"rows": {"checks": [{"func": "a.Owns"}]}}`},
	"nogate":    {"nogate: true", "nogate", "true"},
}

// TestFlagOfEachSetting: what a file can set flags can, each given once, in any order, for nogo takes them from a map.
func TestFlagOfEachSetting(t *testing.T) {
	var file string
	var names []string
	for field := range reflect.TypeFor[analyzer.Settings]().Fields() {
		key := field.Tag.Get("yaml")
		if !field.IsExported() {
			continue
		}
		one, ok := flagged[key]
		if !ok {
			t.Errorf("setting %s is not tested: has it a flag?", key)
			continue
		}
		want := parsed(t, one.file)
		if want == shown(analyzer.Settings{}) {
			t.Errorf("%s: %s is the default", key, one.file)
		}
		if have := byFlags(t, one.flag); have != want {
			t.Errorf("%s: -%s=%s sets\n%s\nwant\n%s", key, one.flag, one.value, have, want)
		}
		file += one.file + "\n"
		names = append(names, one.flag)
	}
	want := parsed(t, file)
	for seed := range uint64(50) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if have := byFlags(t, names...); have != want {
			t.Errorf("%s set\n%s\nwant\n%s", names, have, want)
		}
	}
}

// byFlags returns the settings of an analyzer whose flags of these names were given, as a file.
func byFlags(t *testing.T, names ...string) string {
	t.Helper()
	a := analyzer.New(analyzer.Settings{})
	for _, name := range names {
		for _, one := range flagged {
			if one.flag == name {
				if err := a.Flags.Set(name, one.value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return shown(analyzer.SettingsOf(a))
}

func parsed(t *testing.T, text string) string {
	t.Helper()
	s, err := analyzer.ParseSettings("test", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return shown(s)
}

// No flag is without a setting: a file can say all that flags can.
func TestSettingOfEachFlag(t *testing.T) {
	var known []string
	for _, one := range flagged {
		known = append(known, one.flag)
	}
	analyzer.New(analyzer.Settings{}).Flags.VisitAll(func(f *flag.Flag) {
		if !slices.Contains(known, f.Name) {
			t.Errorf("-%s makes no setting that is known here", f.Name)
		}
	})
}
