package lower

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/interp"
)

// A program is run twice, as it is written and as it is lowered: it must say the same.

// Packages that the programs import, or that the interpreter asks for.
var stubs = map[string]string{
	"runtime": `package runtime
type Error interface { error; RuntimeError() }
type errorString string
func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }
`,
	// In place of the end of a goroutine, which the interpreter cannot do. The programs that call it
	// do not recover.
	"quit": `package quit
func Now(why string) { panic("quit") }
`,
	"os": `package os
func Exit(code int)
`,
	"iter": `package iter
type Seq[V any] func(yield func(V) bool)
type Seq2[K, V any] func(yield func(K, V) bool)
`,
	// Its goroutines run where they start: the interpreter has no more than that to offer.
	"sync": `package sync
type WaitGroup struct { n int }
func (wg *WaitGroup) Go(f func()) { wg.n++; done := make(chan int); go func() { f(); done <- 0 }(); <-done; wg.n-- }
func (wg *WaitGroup) Wait() { if wg.n != 0 { panic("not done") } }
func OnceFunc(f func()) func() { done := false; return func() { if !done { done = true; f() } } }
func OnceValue[T any](f func() T) func() T {
	done := false
	var v T
	return func() T { if !done { done = true; v = f() }; return v }
}
`,
	"x/errgroup": `package errgroup
type Group struct { err error }
func Make() (*Group, int) { return &Group{}, 1 }
func (g *Group) SetLimit(int) {}
func (g *Group) Go(f func() error) {
	done := make(chan int)
	go func() { if err := f(); err != nil && g.err == nil { g.err = err }; done <- 0 }()
	<-done
}
func (g *Group) Wait() error { return g.err }
`,
	"tools": `package tools
func Double(n int) int { println("double", n); return n * 2 }
func Half(n int) int { println("half", n); return n / 2 }
type Counter struct{ N int }
func (c *Counter) Add(n int) int { c.N += n; return c.N }
type Hooks struct { Name string; Run func(int) int }
`,
	"slices": `package slices
import "iter"
func All[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) { for i, v := range s { if !yield(i, v) { return } } }
}
func Backward[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) { for i := len(s) - 1; i >= 0; i-- { if !yield(i, s[i]) { return } } }
}
func Values[S ~[]E, E any](s S) iter.Seq[E] {
	return func(yield func(E) bool) { for _, v := range s { if !yield(v) { return } } }
}
`,
	"maps": `package maps
import "iter"
func All[M ~map[K]V, K comparable, V any](m M) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { for k, v := range m { if !yield(k, v) { return } } }
}
func Keys[M ~map[K]V, K comparable, V any](m M) iter.Seq[K] {
	return func(yield func(K) bool) { for k := range m { if !yield(k) { return } } }
}
func Values[M ~map[K]V, K comparable, V any](m M) iter.Seq[V] {
	return func(yield func(V) bool) { for _, v := range m { if !yield(v) { return } } }
}
`,
}

// A testLibrary says of the calls of some functions, or of all, that they are what matters.
type testLibrary struct{ all bool }

func (testLibrary) Unwinds(fn *types.Func) bool    { return fn.Pkg() != nil && fn.Pkg().Path() == "quit" }
func (l testLibrary) Performs(fn *types.Func) bool { return l.all || fn.Name() == "performed" }
func (testLibrary) Runs(fn *types.Func) *Run       { return knownRuns[fn.FullName()] }
func (testLibrary) Matters(*types.Func) bool       { return true }
func (testLibrary) Stays(fn *types.Func) bool      { return fn.Name() == "stays" }
func (testLibrary) Apart(*types.Func) bool         { return false }
func (testLibrary) Marked(ast.Stmt) int            { return 0 }

// knownRuns are what the catalogue knows of functions that run others.
var knownRuns = map[string]*Run{
	"(*sync.Once).Do":        {Now: true},
	"sync.OnceFunc":          {Kept: true},
	"sync.OnceValue":         {Kept: true},
	"(*sync.WaitGroup).Go":   {},
	"(*x/errgroup.Group).Go": {Failed: "(*x/errgroup.Group).Wait"},
}

// A source is a type-checked program.
type source struct {
	fset  *token.FileSet
	pkg   *types.Package
	files []*ast.File
	info  *types.Info
	deps  map[string]*source
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
}

// check parses and type-checks a package's files, given by name.
func check(path string, files map[string]string) (*source, error) {
	s := &source{fset: token.NewFileSet(), deps: map[string]*source{}}
	return s, s.check(path, files)
}

func (s *source) check(path string, files map[string]string) error {
	for name, text := range files {
		f, err := parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		s.files = append(s.files, f)
	}
	s.info = newInfo()
	conf := types.Config{Importer: s, GoVersion: "go1.26"}
	var err error
	s.pkg, err = conf.Check(path, s.fset, s.files, s.info)
	return err
}

// Import implements [types.Importer].
func (s *source) Import(path string) (*types.Package, error) {
	if d := s.deps[path]; d != nil {
		return d.pkg, nil
	}
	text, ok := stubs[path]
	if !ok {
		return importer.Default().Import(path)
	}
	d := &source{fset: s.fset, deps: s.deps}
	if err := d.check(path, map[string]string{path + ".go": text}); err != nil {
		return nil, err
	}
	s.deps[path] = d
	return d.pkg, nil
}

// build makes the SSA form of a program whose files may have been lowered. The builder panics if it
// does not understand them, or if what it makes is not sane.
func (s *source) build(files []*ast.File, info *types.Info) (main *ssa.Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("building: %v", r)
		}
	}()
	prog := ssa.NewProgram(s.fset, ssa.SanityCheckFunctions|ssa.InstantiateGenerics|ssa.GlobalDebug|ssa.BuildSerially)
	if _, err := s.Import("runtime"); err != nil {
		return nil, err
	}
	for _, d := range s.deps {
		prog.CreatePackage(d.pkg, d.files, d.info, true)
	}
	main = prog.CreatePackage(s.pkg, files, info, false)
	prog.Build()
	return main, dominated(main)
}

// An outcome is what a program printed, and how it ended.
type outcome struct {
	out  string
	code int
}

// interpret runs a program in a temporary file's company: that is where its output goes.
func interpret(main *ssa.Package, file *os.File) outcome {
	stderr := os.Stderr
	os.Stderr = file
	defer func() { os.Stderr = stderr }()
	done := make(chan int, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				fmt.Fprintln(file, "interpreter:", r)
				done <- -1
			}
		}()
		done <- interp.Interpret(main, 0, types.SizesFor("gc", "amd64"), "program", nil)
	}()
	code := -2
	select {
	case code = <-done:
	case <-time.After(10 * time.Second):
	}
	size, _ := file.Seek(0, 1)
	out := make([]byte, size)
	file.ReadAt(out, 0)
	file.Truncate(0)
	file.Seek(0, 0)
	if before, _, ok := strings.Cut(string(out), spent); ok {
		return outcome{before, 0}
	}
	return outcome{string(out), code}
}

// An execution is what became of a program's two forms.
type execution struct {
	source         *source
	result         Result
	before, after  *ssa.Package
	written, lower outcome
}

// execute runs a program as it is written and lowered.
func execute(files map[string]string, lib Library, file *os.File) (*execution, error) {
	s, err := check("main", files)
	if err != nil {
		return nil, err
	}
	x := &execution{source: s}
	x.result = Package(s.pkg, s.files, s.info, lib)
	if x.before, err = s.build(s.files, s.info); err != nil {
		return x, fmt.Errorf("as it is written: %v", err)
	}
	if x.after, err = s.build(x.result.Files, x.result.Info); err != nil {
		return x, fmt.Errorf("lowered: %v", err)
	}
	x.written = interpret(x.before, file)
	x.lower = interpret(x.after, file)
	if x.written != x.lower {
		return x, fmt.Errorf("as it is written it ends with %d, lowered with %d\n%s",
			x.written.code, x.lower.code, difference(x.written.out, x.lower.out))
	}
	return x, nil
}

// difference shows where two outputs part.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	part := func(l []string) string { return strings.Join(l[min(i, len(l)):min(i+6, len(l))], "\n\t") }
	return fmt.Sprintf("both print\n\t%s\nthen as it is written\n\t%s\nand lowered\n\t%s",
		strings.Join(x[max(0, i-6):i], "\n\t"), part(x), part(y))
}

func outputFile(t testing.TB) *os.File {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestExecution(t *testing.T) {
	paths, err := filepath.Glob("testdata/exec/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs: ", err)
	}
	out := outputFile(t)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".go"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, lib := range []testLibrary{{}, {all: true}} {
				if _, err := execute(map[string]string{path: string(text)}, lib, out); err != nil {
					t.Errorf("all: %v: %v", lib.all, err)
				}
			}
		})
	}
}

func TestBuild(t *testing.T) {
	paths, err := filepath.Glob("testdata/build/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs: ", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := check("main", map[string]string{path: string(text)})
		if err != nil {
			t.Fatal(err)
		}
		r := Package(s.pkg, s.files, s.info, testLibrary{})
		if _, err := s.build(r.Files, r.Info); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
