package lower

import "testing"

// A file of an old version has loops that share their variables: its functions mean something else in
// another file.
func TestVersions(t *testing.T) {
	x, err := execute(map[string]string{
		"old.go": `//go:build go1.21

package main

func old(keep func(func())) {
	for i := 0; i < 2; i++ {
		keep(func() { println("old", i) })
	}
}

func oldByOld() {
	old(func(f func()) { f(); fs = append(fs, f) })
}
`,
		"new.go": `package main

var fs []func()

func young(keep func(func())) {
	for i := 0; i < 2; i++ {
		keep(func() { println("new", i) })
	}
}

func main() {
	keep := func(f func()) { fs = append(fs, f) }
	old(keep)
	young(keep)
	oldByOld()
	for _, f := range fs {
		f()
	}
}
`,
	}, testLibrary{}, outputFile(t))
	if err != nil {
		t.Fatal(err)
	}
	if want := "old 0\nold 1\nold 2\nold 2\nnew 0\nnew 1\nold 2\nold 2\n"; x.lower.out != want {
		t.Errorf("printed %q, not %q", x.lower.out, want)
	}
	for fn := range x.result.Gone {
		if fn.Name() == "old" {
			t.Error("old is said to be gone")
		}
	}
	if len(x.result.Gone) == 0 {
		t.Error("young is not gone")
	}
}
