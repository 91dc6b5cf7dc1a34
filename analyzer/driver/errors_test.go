package driver

import "testing"

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

func TestOneLine(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"one", "one"},
		{"one:\n\ttwo\n\n three \n", "one: two three"},
	} {
		if got := oneLine(test.in); got != test.want {
			t.Errorf("oneLine(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestListedPosition(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "-"},
		{"-", "-"},
		{"x.go", "-"},
		{"x.go:3", "/d/x.go:3"},
		{"p/x.go:3:4", "/d/p/x.go:3:4"},
		{"/e/a:b.go:3:4", "/e/a:b.go:3:4"},
	} {
		if got := listedPosition("/d", test.in).String(); got != test.want {
			t.Errorf("listedPosition(%q) = %s, want %s", test.in, got, test.want)
		}
	}
}
