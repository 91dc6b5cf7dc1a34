package report

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
)

func position(line, column int) token.Position {
	return token.Position{Filename: "/x.go", Line: line, Column: column}
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		pos, end token.Position
		want     Place
	}{
		{position(3, 4), position(3, 9), Place{"/x.go", 3, 4, 3, 9}},
		{position(3, 4), position(5, 1), Place{"/x.go", 3, 4, 3, 5}}, // on one line
		{position(3, 4), position(3, 4), Place{"/x.go", 3, 4, 3, 5}}, // to be seen
		{position(3, 4), token.Position{}, Place{"/x.go", 3, 4, 3, 5}},
		{position(3, 0), position(3, 0), Place{"/x.go", 3, 1, 3, 2}},
		{position(0, 0), position(0, 0), Place{"/x.go", 1, 1, 1, 2}},
	} {
		f := Findings([]driver.Finding{{Pos: test.pos, End: test.end, Diagnostic: analysis.Diagnostic{Category: "KM009", Message: "KM009: a\n\x1bKM009: b"}}})[0]
		if f.Place != test.want || f.Code != "KM009" || f.Message != `a\n\x1bKM009: b` || f.URL != code.Find("KM009").URL() || f.Severity() != code.Warning {
			t.Errorf("from %v to %v: %+v", test.pos, test.end, f)
		}
	}
	if s := (&Finding{Code: "KM000"}).Severity(); s != code.Warning {
		t.Errorf("of an unknown code: %s", s)
	}
}

// The root is the repository's, else the module's, else the directory itself; links do not matter.
func TestRoot(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(dir, "module", "a", "b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("module", link); err != nil {
		t.Fatal(err)
	}
	check := func(want string) {
		t.Helper()
		for _, from := range []string{deep, filepath.Join(link, "a", "b")} {
			root := RootOf(from)
			if string(root) != want {
				t.Errorf("the root of %s is %s, want %s", from, root, want)
			}
			wantRel, _ := filepath.Rel(want, filepath.Join(deep, "x y.go"))
			if rel, inside := root.Rel(filepath.Join(from, "x y.go")); !inside || rel != filepath.ToSlash(wantRel) {
				t.Errorf("%s is %s below %s", from, rel, root)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(deep, "x y.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	check(deep)
	for _, marker := range []string{"module/go.mod", ".git"} {
		if err := os.WriteFile(filepath.Join(dir, marker), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		check(filepath.Dir(filepath.Join(dir, marker)))
	}
	root := RootOf(dir)
	for name, want := range map[string]string{
		filepath.Join(deep, "x y.go"):      "module/a/b/x%20y.go",
		filepath.Join(dir, "a:b%c.go"):     "a%3Ab%25c.go",
		filepath.Join(dir, "-?#<\x1b>.go"): "-%3F%23%3C%1B%3E.go",
		filepath.Join(dir, "..", "o p.go"): "file://" + filepath.Join(filepath.Dir(dir), "o%20p.go"),
	} {
		if uri, inside := root.URI(name); uri != want || inside == (want[0] == 'f') {
			t.Errorf("%q is %s, want %s", name, uri, want)
		}
	}
}
