package analyzer_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/keymasterlint/keymaster/analyzer"
)

// FuzzSettings wants of any list of names that it is refused in one line that names its path, or
// that flag and settings keep it as it is.
func FuzzSettings(f *testing.F) {
	for _, test := range noReturnTests {
		f.Add(strings.Join(test.names, "\n"))
	}
	f.Add("(*a/b.C).D\n(a/b.C).D\nb.C")
	f.Fuzz(func(t *testing.T, list string) {
		names := strings.Split(list, "\n")
		err := analyzer.Settings{NoReturn: names}.Check()
		oneLine(t, err)
		if slices.Contains(names, "") || strings.Contains(list, ",") {
			if err == nil {
				t.Fatalf("%q passes", names)
			}
			return // a flag reads them as another list
		}
		text := strings.Join(names, ",")
		flagErr := setNoReturn(analyzer.Settings{}, text)
		repeatedErr := setNoReturn(analyzer.Settings{}, names...)
		if (err == nil) != (flagErr == nil) || (err == nil) != (repeatedErr == nil) {
			t.Fatalf("%q: settings say %v, a flag %v, several flags %v", names, err, flagErr, repeatedErr)
		}
		if err != nil {
			return
		}
		given := slices.Clone(names)
		a := analyzer.New(analyzer.Settings{NoReturn: names})
		printed := a.Flags.Lookup("noreturn").Value.String()
		again := analyzer.New(analyzer.Settings{})
		if err := again.Flags.Lookup("noreturn").Value.Set(printed); err != nil {
			t.Fatalf("%q is printed as %q, which gives %v", names, printed, err)
		}
		if have := again.Flags.Lookup("noreturn").Value.String(); have != printed || !slices.Equal(strings.Split(have, ","), given) {
			t.Fatalf("%q becomes %q and then %q", given, printed, have)
		}
	})
}

// oneLine fails unless an error is one printable line that begins with its setting.
func oneLine(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	text := err.Error()
	if !strings.HasPrefix(text, "noreturn[") || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		t.Fatalf("no clear line: %q", text)
	}
}
