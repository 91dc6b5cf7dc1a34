package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "x.go")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// Values that GitHub's own tests of its algorithm expect.
func TestHashes(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", []string{"c129715d7a2bc9a3:1"}},
		{" a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{" hello; \t\r\nworld!!!\r\n\n\n  \t\tGreetings\n End\r\n", []string{
			"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
			"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
		}},
		{" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", []string{ // some are no lines of the compiler's
			"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "c129715d7a2bc9a3:1",
		}},
		{strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{
			"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
			"a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
			"55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
		}},
	} {
		if have := hashes(test.text); !slices.Equal(have, test.want) {
			t.Errorf("%q:\nhave %q\nwant %q", test.text, have, test.want)
		}
	}
}

// There is a hash for each line that the compiler knows.
func TestHashLines(t *testing.T) {
	property := func(parts []byte) bool {
		text := ""
		for _, p := range parts {
			text += string("a \t\r\n\n"[int(p)%6])
		}
		return len(hashes(text)) == strings.Count(text, "\n")+1
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}

// A line keeps its hash when other lines come before it.
func TestHashMoves(t *testing.T) {
	const text = "one one one\ntwo " + "\nthree"
	property := func(before []string) bool {
		moved := ""
		for _, line := range before {
			moved += "x" + strings.NewReplacer("\n", "", "\r", "").Replace(line) + "\n"
		}
		have := hashes(moved + text)
		return slices.Equal(have[len(have)-3:], hashes(text))
	}
	if err := quick.Check(property, nil); err != nil {
		t.Error(err)
	}
}

func TestColumn(t *testing.T) {
	files := NewFiles()
	name := write(t, "plain\r\naß世𐐀z\n")
	for _, test := range [][3]int{{1, 3, 3}, {1, 6, 6}, {1, 99, 6}, {2, 1, 1}, {2, 2, 2}, {2, 4, 3}, {2, 7, 4}, {2, 11, 5}, {2, 12, 6}, {2, 0, 1}, {9, 5, 5}} {
		if have := files.Column(name, test[0], test[1]); have != test[2] {
			t.Errorf("column %d of line %d is %d, want %d", test[1], test[0], have, test[2])
		}
	}
	if have := files.Column(filepath.Join(t.TempDir(), "none"), 3, 4); have != 4 {
		t.Errorf("in a file that is not there: %d", have)
	}
}

func TestDecl(t *testing.T) {
	files := NewFiles()
	name := write(t, `package p

// F does.
func F() {
}

type T[A, B any] struct{}

//line elsewhere.go:1
func (t *T[A, B]) M() {
	_ = 1
}

var (
	x = 1
)

func (T2[A]) N() {}
func (broken
`)
	for line, want := range map[int]string{1: "", 2: "", 3: "F", 5: "F", 6: "", 7: "T", 9: "(*T).M", 12: "(*T).M", 14: "x", 18: "(T2).N", 99: ""} {
		have := ""
		if d := files.Decl(name, line); d != nil {
			have = d.Name
		}
		if have != want {
			t.Errorf("line %d is in %q, want %q", line, have, want)
		}
	}
	if d := NewFiles().Decl("nosuch", 1); d != nil {
		t.Errorf("a file that is not there declares %v", d)
	}
}
