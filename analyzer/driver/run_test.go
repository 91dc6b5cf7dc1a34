package driver

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// chain is a -> b -> c, where a never imports c, and calls c's functions through
// a wrapper, through a type and through an alias of a generic type.
var chain = map[string]string{
	"c/c.go": `package c

func OpSign() {}

func Safe() {}

type Signer struct{}

func (Signer) OpRun() {}

type Box[T any] struct{}

func (Box[T]) OpOpen() {}
`,
	"b/b.go": `package b

import "m/c"

type Signer = c.Signer

var Box c.Box[int]

func Wrap() { c.OpSign() }

func Safe() {}
`,
	"a/a.go": `package a

import "m/b"

func F() { b.Wrap() }

func G(s b.Signer) { s.OpRun() }

func H() { b.Box.OpOpen() }
`,
}

func TestChain(t *testing.T) {
	dir := module(t, chain)
	inA := []string{
		"a/a.go:5:12: call of Wrap Wrap<-OpSign",
		"a/a.go:7:22: call of OpRun OpRun",
		"a/a.go:9:12: call of OpOpen OpOpen",
	}
	inB := "b/b.go:9:15: call of OpSign OpSign"

	found, errs := standAlone(t, dir, "./a")
	sameLines(t, "stand-alone, a alone", found, inA...)
	sameLines(t, "errors", errs)
	found, _ = standAlone(t, dir, "./...")
	sameLines(t, "stand-alone", found, append(inA, inB)...)

	for range 2 { // the second time from the go command's cache
		found, ok := vet(t, dir, "vet", "./a")
		sameLines(t, "go vet, a alone", found, inA...)
		if ok {
			t.Error("go vet exits with status 0 in spite of findings")
		}
	}
}

func TestTestVariants(t *testing.T) {
	dir := module(t, map[string]string{
		"c/c.go": chain["c/c.go"],
		"p/p.go": "package p\n\nimport \"m/c\"\n\nfunc F() { c.OpSign() }\n",
		// The fact about OpTest exists only in the variant of p.
		"p/p_test.go": "package p\n\nimport (\n\t\"m/c\"\n\t\"testing\"\n)\n\nfunc OpTest() {}\n\nfunc TestP(t *testing.T) { c.OpSign() }\n",
		"q/q.go":      "package q\n\nimport \"m/p\"\n\nfunc G() { p.F() }\n",
		// The external test sees q recompiled for p.test.
		"p/x_test.go": "package p_test\n\nimport (\n\t\"m/p\"\n\t\"m/q\"\n\t\"testing\"\n)\n\nfunc TestX(t *testing.T) {\n\tp.OpTest()\n\tq.G()\n}\n",
		// A package of tests alone.
		"z/z_test.go": "package z\n\nimport (\n\t\"m/c\"\n\t\"testing\"\n)\n\nfunc TestZ(t *testing.T) { c.OpSign() }\n",
	})
	want := []string{
		"p/p.go:5:12: call of OpSign OpSign",
		"p/p_test.go:10:28: call of OpSign OpSign",
		"p/x_test.go:10:2: call of OpTest OpTest",
		"p/x_test.go:11:2: call of G G<-F<-OpSign",
		"q/q.go:5:12: call of F F<-OpSign",
		"z/z_test.go:8:28: call of OpSign OpSign",
	}
	found, errs := standAlone(t, dir, "./...")
	sameLines(t, "stand-alone", found, want...)
	sameLines(t, "errors", errs)

	found, _ = vet(t, dir, "vet", "./...")
	sameLines(t, "go vet", sortLines(found), want...)

	found, _ = runConfig(t, Config{Dir: dir, Patterns: []string{"./p", "./q"}})
	sameLines(t, "without tests", found, want[0], want[4])
}

func sortLines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	lines = lines[:len(lines)-1]
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func TestOddPackages(t *testing.T) {
	dir := module(t, map[string]string{
		"c/c.go":      chain["c/c.go"],
		"empty/e.go":  "package empty // Op\n",
		"only/README": "no Go files here",
		"off/off.go":  "//go:build never\n\npackage off\n",
		"asm/asm.go":  "package asm\n\nimport \"m/c\"\n\nfunc InAssembly()\n\nfunc F() { InAssembly(); c.OpSign() }\n",
		"asm/asm.s":   "TEXT ·InAssembly(SB), 4, $0-0\n\tRET\n",
		"line/l.go":   "package line\n\nimport \"m/c\"\n\n//line /elsewhere/x.y:100\nfunc F() { c.OpSign() }\n",
		"gen/g.go": `package gen

import "m/c"

type Set[K comparable, V interface{ ~[]E }, E any] map[K]V

func (s Set[K, V, E]) F(b c.Box[E]) { b.OpOpen() }

func Apply[T any](f func(T)) func(T) { c.OpSign(); return f }

var _ = Apply[int](nil)

type Rec[T any] struct{ next *Rec[T] }
`,
	})
	want := []string{
		"asm/asm.go:7:26: call of OpSign OpSign",
		"gen/g.go:7:39: call of OpOpen OpOpen",
		"gen/g.go:9:40: call of OpSign OpSign",
		"line/l.go:6:12: call of OpSign OpSign",
	}
	found, errs := standAlone(t, dir, "./...")
	sameLines(t, "stand-alone", found, want...)
	sameLines(t, "errors", errs)
	found, _ = vet(t, dir, "vet", "./...")
	sameLines(t, "go vet", sortLines(found), want...)
}

func TestCgo(t *testing.T) {
	enabled, err := exec.Command("go", "env", "CGO_ENABLED").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"c/c.go":       chain["c/c.go"],
		"cgo/cgo.go":   "package cgo\n\n// int one(void) { return 1; }\nimport \"C\"\n\nimport \"m/c\"\n\nfunc F() int {\n\tc.OpSign()\n\treturn int(C.one())\n}\n",
		"cgo/plain.go": "package cgo\n\nimport \"m/c\"\n\n//line elsewhere.y:7\nfunc G() { c.OpSign() }\n",
		"user/u.go":    "package user\n\nimport \"m/cgo\"\n\nfunc H() { cgo.F() }\n",
	}
	// Cgo's own directives and comments are not to be confused with the user's.
	files["cgo/moved.go"] = `package cgo

// int two(int a, int b) { return 2; }
import "C"

import "m/c"

//line cgo.go:1
func Moved() {
	c.OpSign()
	_ = C.two(
		1,
		C.int(2),
	)
	_, c.Sink = C.two(3, 4); c.OpSign()
/*line /elsewhere/x.y:100:1*/	c.OpSign()
}
`
	files["c/c.go"] += "\nvar Sink error\n"
	want := []string{
		"cgo/cgo.go:9:2: call of OpSign OpSign",
		"cgo/moved.go:10:2: call of OpSign OpSign",
		"cgo/moved.go:15:27: call of OpSign OpSign",
		"cgo/moved.go:16:31: call of OpSign OpSign",
		"cgo/plain.go:6:12: call of OpSign OpSign",
		"user/u.go:5:12: call of F F<-OpSign",
	}
	if strings.TrimSpace(string(enabled)) != "1" {
		// Without a C compiler the go command leaves the cgo file out, and with it F.
		delete(files, "user/u.go")
		want = want[4:5]
	}
	dir := module(t, files)
	found, errs := standAlone(t, dir, "./...")
	sameLines(t, "stand-alone", found, want...)
	sameLines(t, "errors", errs)
	found, _ = vet(t, dir, "vet", "./...")
	sameLines(t, "go vet", sortLines(found), want...)
}

func TestErrors(t *testing.T) {
	dir := module(t, map[string]string{
		"c/c.go":           chain["c/c.go"],
		"good/good.go":     "package good\n\nimport \"m/c\"\n\nfunc F() { c.OpSign() }\n",
		"bad/bad.go":       "package bad\n\nimport \"m/c\"\n\nfunc F() int { c.OpSign(); return \"x\" }\n",
		"syntax/s.go":      "package syntax // Op\n\nfunc F() {\n\tif }\n",
		"missing/m.go":     "package missing // Op\n\nimport \"m/nosuch\"\n\nvar X = nosuch.X\n",
		"onbad/onbad.go":   "package onbad\n\nimport \"m/bad\"\n\nfunc G() { bad.F() } // Op\n",
		"worse/worse.go":   "package worse\n\nvar X = undefined\n",
		"onworse/o.go":     "package onworse\n\nimport \"m/worse\"\n\nvar Y = worse.X // Op\n",
		"panics/panics.go": "package panics\n\nfunc OpPanic() {}\n",
		"cycle/a/a.go":     "package a // Op\n\nimport _ \"m/cycle/b\"\n",
		"cycle/b/b.go":     "package b // Op\n\nimport _ \"m/cycle/a\"\n",
		"cycle/s/s.go":     "package s // Op\n\nimport _ \"m/cycle/s\"\n",
		"dropped/d.go":     "package dropped\n\nimport _ \"m/worse\"\n\nfunc F() { this is not Go }\n",
	})
	tests := []struct {
		name, pattern string
		errs          []string
	}{
		{"a type error", "./bad", []string{
			`bad/bad.go:5:35: cannot use "x" (untyped string constant) as int value in return statement`}},
		{"a syntax error", "./syntax", []string{
			"syntax/s.go:4:5: expected operand, found '}'"}},
		{"an import that does not exist", "./missing", []string{
			"missing/m.go:3:8: package m/nosuch is not in std (GOROOT/src/m/nosuch)"}},
		{"an import cycle", "./cycle/a", []string{
			"cycle/b/b.go:3:10: could not import m/cycle/a (the go command has no export data for it)",
			"op: import cycle not allowed: import stack: [m/cycle/a m/cycle/b m/cycle/a]"}},
		{"a package that imports itself", "./cycle/s", []string{
			"op: import cycle not allowed: import stack: [m/cycle/s m/cycle/s]"}},
		{"a package that does not exist", "./nosuch", []string{
			"op: stat DIR/nosuch: directory not found"}},
		{"a panic in the analyzer", "./panics", []string{
			"op: internal error analysing m/panics: first line second line; please report it"}},
		{"a package that the gate drops is not parsed", "./dropped", nil},
		{"an import with an error in a body", "./onbad", []string{
			`bad/bad.go:5:35: cannot use "x" (untyped string constant) as int value in return statement`}},
		{"an import with an error in a declaration", "./onworse", []string{
			"worse/worse.go:3:9: undefined: undefined"}},
	}
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	goroot := strings.TrimSpace(string(out))
	for _, test := range tests {
		found, errs := standAlone(t, dir, test.pattern, "./good")
		errs = strings.ReplaceAll(strings.ReplaceAll(errs, dir, "DIR"), goroot, "GOROOT")
		sameLines(t, test.name, found, "good/good.go:5:12: call of OpSign OpSign")
		sameLines(t, test.name+", errors", errs, test.errs...)
	}
	// The go command compiles the imports of what it vets, hence no m/worse here.
	write(t, dir+"/plain/p.go", "package plain\n")
	write(t, dir+"/dropped/d.go", "package dropped\n\nimport _ \"m/plain\"\n\nfunc F() { this is not Go }\n")
	found, ok := vet(t, dir, "vet", "./dropped", "./good")
	sameLines(t, "go vet, with a dropped package", found, "good/good.go:5:12: call of OpSign OpSign")
	if ok {
		t.Error("go vet exits with status 0 in spite of findings")
	}
}

func TestNothingToDo(t *testing.T) {
	dir := module(t, map[string]string{"README": ""})
	for _, cfg := range []struct {
		config Config
		want   string
	}{
		{Config{Dir: dir}, "op: no packages given; name some, as in ./..."},
		{Config{Dir: dir, Patterns: []string{"./..."}}, "op: no packages match ./..."},
		{Config{Dir: dir + "/nosuch", Patterns: []string{"."}}, "op: no directory " + dir + "/nosuch"},
	} {
		found, errs := runConfig(t, cfg.config)
		sameLines(t, "findings", found)
		sameLines(t, "errors", errs, cfg.want)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := module(t, chain)
	_, err := Run(ctx, Config{Dir: dir, Patterns: []string{"./..."}, Analyzer: opAnalyzer()})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestProgress(t *testing.T) {
	var last, total int
	runConfig(t, Config{Dir: module(t, chain), Patterns: []string{"./..."}, Progress: func(done, all int) {
		if done != last+1 {
			t.Errorf("%d packages done after %d", done, last)
		}
		last, total = done, all
	}})
	if last != 3 || total != 3 {
		t.Errorf("progress ended with %d of %d, want 3 of 3", last, total)
	}
}
