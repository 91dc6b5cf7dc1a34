package gate

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// helping are declarations and how many helpers are among them.
var helping = []struct {
	code string
	want int
}{
	// What takes errors and gives something.
	{"func Failed(err error) bool { return err != nil }", 1},
	{"func failed(err error) bool { return err != nil }", 0},
	{"func Failed(err error) bool", 0},
	{"func Log(err error) {}", 0},
	{"func Text(err error) string { return err.Error() }", 0},
	{"func Wrap(text string, errs ...error) error { return errs[0] }", 1},
	{"func First(errs []error) (int, error) { return 0, errs[0] }", 1},
	{"func Is(x any) bool { return x == nil }", 1},
	{"func Is(x interface{ Error() string }) bool { return x == nil }", 1},
	{"func Same[T any](x T) T { return x }", 1},
	{"func Do(fn func() error) error { return fn() }", 1},
	{"func Do(fn func() (int, error)) (err error) { return nil }", 1},
	{"func Do(fn func()) error { return nil }", 0},
	{"func Later(err error) func() { return nil }", 1},
	{"type List []error; func (l List) Err() error { return nil }", 1},
	{"type Func func() error; func Do(fn Func) (error) { return fn() }", 1},
	{"type T U; type U T; func F(t T) error { return nil }", 0}, // does not compile, but ends
	{"type Problem = error; func Failed(p Problem) bool { return p != nil }", 1},
	{"func Not(b bool) bool { return !b }", 0},
	{"type T struct{}; func (t *T) Wrap(err error) error { return err }", 1},
	{"type t struct{}; func (t *t) Wrap(err error) error { return err }", 1},

	// What may never return.
	{"func Now() { panic(0) }", 1},
	{"func now() { panic(0) }", 0},
	{"func Now() { os.Exit(1) }", 1},
	{"func Now() { runtime.Goexit() }", 1},
	{"func Now(l Logger) { l.Fatalw(\"x\") }", 1},
	{"func Now(t testing.TB) { t.FailNow() }", 1},
	{"func Now() { select {} }", 1},
	{"func Now() { select { default: } }", 0},
	{"func Now() { for {} }", 1},
	{"func Now() { for x := range y {} }", 0},
	{"func Now() { L: goto L }", 1},
	{"func Now() { later() }; func later() { much() }; func much() { panic(0) }", 1},
	{"func Now() { later() }; func later() { Now() }", 0},
	{"func Now() { later[int]() }; func later[T any]() { panic(0) }", 1},
	{"func Now() { func() { panic(0) }() }", 1},
	{"func Now(t *T) { t.die() }; func (t *T) die() { panic(0) }", 1},
	{"func Now() { stop.Leave() }", 1}, // Leave ends elsewhere
	{"func Now() { stop.Stay() }", 0},
}

func TestHelpers(t *testing.T) {
	for _, test := range helping {
		for name, want := range map[string]int{"p": test.want, "main": 0} {
			f, err := parser.ParseFile(token.NewFileSet(), "p.go", "package "+name+"\n"+test.code, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if found := Helpers([]*ast.File{f}, func(name string) bool { return name == "Leave" }); len(found) != want {
				t.Errorf("package %s: %s: %d helpers, want %d", name, test.code, len(found), want)
			}
		}
	}
}
