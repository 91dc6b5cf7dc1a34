package driver

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/quick"
	"unicode"
)

func TestPrintable(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain, ünïcödé 世界", "plain, ünïcödé 世界"},
		{"a\nb\tc\r\x1b[31m\x7f", `a\nb\tc\r\x1b[31m\x7f`},
		{"bad \xff byte", `bad \xff byte`},
		{"right \u202e to left", `right \u202e to left`},
		{"\u0085 and \U000e0001", `\u0085 and \U000e0001`},
		{"\ufffd", `\ufffd`},
		{"###[add-mask] ##vso[x] # ##", `#\x23#[add-mask] \x23#vso[x] # ##`},
	} {
		if got := Printable(test.in); got != test.want {
			t.Errorf("Printable(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

// The JSON says what it said before, and shows nothing but what can be shown.
func TestPrintableJSON(t *testing.T) {
	property := func(parts []string, runes []rune) bool {
		in := map[string]string{"x": strings.Join(parts, "##[") + string(runes) + "\x7f\u009b\u202e\U000e0001###[x]"}
		data, err := json.MarshalIndent(in, "", "\t")
		if err != nil {
			return false
		}
		var before, after map[string]string
		safe := PrintableJSON(data)
		if json.Unmarshal(data, &before) != nil || json.Unmarshal(safe, &after) != nil || before["x"] != after["x"] {
			return false
		}
		shown := strings.NewReplacer("\n", "", "\t", "").Replace(string(safe))
		return !strings.Contains(shown, "##") && !strings.ContainsFunc(shown, func(r rune) bool { return !unicode.IsPrint(r) })
	}
	if err := quick.Check(property, nil); err != nil {
		t.Error(err)
	}
}
