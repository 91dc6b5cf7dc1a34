package driver

import "testing"

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
