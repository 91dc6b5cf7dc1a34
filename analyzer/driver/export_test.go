package driver

import (
	"context"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"
)

// refusing has tests of a dependency that need the modules m/b and m/c. Both are
// left out of go.mod, so that the go command refuses to list them by name.
// Package m/a/mock, however, is listed together with its import m/b.
var refusing = map[string]string{
	"go.mod": `module m

go 1.26.0

require m/a v1.0.0

replace m/a => ./a

replace m/b => ./b

replace m/c => ./c
`,
	"m.go":        "package m\n\nimport _ \"m/a\"\n",
	"a/go.mod":    "module m/a\n\ngo 1.26.0\n\nrequire m/b v1.0.0\n\nrequire m/c v1.0.0\n",
	"a/a.go":      "package a\n",
	"a/mock/m.go": "package mock\n\nimport \"m/b\"\n\nfunc New() *b.T { return nil }\n",
	"a/a_test.go": `package a

import (
	"strings"

	"m/a/mock"
	"m/b"
	"m/c"
)

func f() {
	b.OpTake(mock.New())
	c.OpRead(strings.NewReader(""))
}
`,
	"b/go.mod": "module m/b\n\ngo 1.26.0\n",
	"b/b.go":   "package b\n\ntype T struct{}\n\nfunc OpTake(*T) {}\n",
	"c/go.mod": "module m/c\n\ngo 1.26.0\n",
	"c/c.go":   "package c\n\nimport (\n\t\"io\"\n\n\t\"m/c/d\"\n)\n\nfunc OpRead(io.Reader) d.D { return 0 }\n",
	"c/d/d.go": "package d\n\nimport \"net/mail\"\n\ntype D int\n\nvar V mail.Address\n",
}

// What the go command refuses to list costs no other package its export data.
func TestRefused(t *testing.T) {
	dir := module(t, refusing)
	cfg := Config{Dir: dir, Patterns: []string{"m/a"}, Tests: true, Analyzer: opAnalyzer(), gate: opGate()}
	if err := cfg.complete(); err != nil {
		t.Fatal(err)
	}
	g, err := listGraph(context.Background(), &cfg)
	if err != nil {
		t.Fatal(err)
	}
	x := newExports(context.Background(), &cfg, g, token.NewFileSet())
	n := g.byID["m/a [m/a.test]"]
	if n == nil {
		t.Fatal("the tests of m/a are not listed")
	}
	if err := x.prepare(n); err != nil {
		t.Fatal(err)
	}
	if got, want := sorted(maps.Keys(x.files)), "io m/a/mock m/b net/mail strings"; !containsAll(got, want) {
		t.Errorf("export data of %v, want that of %s", got, want)
	}
	if got := sorted(maps.Keys(x.refused)); !slices.Equal(got, []string{"m/b", "m/c"}) {
		t.Errorf("refused modules %v, want m/b and m/c", got)
	}
	asked := len(x.asked)
	if _, errs := checkNode(x, n, true); len(errs) > 0 {
		t.Error(errs)
	}
	if len(x.asked) != asked {
		t.Errorf("%d packages asked for one by one", len(x.asked)-asked)
	}
	found, errs := standAlone(t, dir, "m/a")
	sameLines(t, "findings", found,
		"a/a_test.go:12:2: call of OpTake OpTake",
		"a/a_test.go:13:2: call of OpRead OpRead")
	sameLines(t, "errors", errs)
}

// A refused package that cannot be read from source either is an error.
func TestRefusedBroken(t *testing.T) {
	files := maps.Clone(refusing)
	files["c/d/d.go"] = "package d\n\ntype D = undefined\n"
	dir := module(t, files)
	_, errs := standAlone(t, dir, "m/a")
	sameLines(t, "errors", strings.ReplaceAll(errs, dir, "DIR"),
		"c/d/d.go:3:10: undefined: undefined",
		"op: no export data for packages of m/c: go: updates to go.mod needed; to update it: go mod tidy")
}

func sorted(seq func(func(string) bool)) []string { return slices.Sorted(seq) }

func containsAll(got []string, want string) bool {
	for w := range strings.FieldsSeq(want) {
		if !slices.Contains(got, w) {
			return false
		}
	}
	return true
}
