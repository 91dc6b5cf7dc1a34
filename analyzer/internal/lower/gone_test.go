package lower

import (
	"maps"
	"slices"
	"testing"
)

// Gone are the functions that are analysed in their callers, and no others.
func TestGone(t *testing.T) {
	s, err := check("p", map[string]string{"p.go": `package p

func Exported(f func()) { f() }

func runner(f func()) { f() }

// outer hands on what it is given: its own call of inner stays, but nothing calls it.
func outer(f func()) { inner(f) }
func inner(f func()) { f() }

func value(f func()) { f() }

var use = value

func called(f func()) { f() }

func recursive(f func(), n int) {
	f()
	if n > 0 {
		recursive(f, n-1)
	}
}

func never(f func()) { f() }

func selfish(f func()) { selfish(func() { f() }) }

func ping(f func()) { pong(func() { f() }) }
func pong(f func()) { ping(func() { f() }) }

func plain(n int) int { return n }

type t struct{}

func (t) method(f func()) { f() }
func (t) other(f func())  { f() }

func named() {}

func Caller(g func()) {
	runner(func() {})
	outer(func() {})
	called(g)
	called(func() {})
	value(func() {})
	recursive(func() {}, plain(3))
	t{}.method(func() {})
	f := t{}.other
	f(g)
	runner(named)
	Exported(func() {})
}
`})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for fn := range maps.Keys(Package(s.pkg, s.files, s.info, testLibrary{}).Gone) {
		got = append(got, fn.Name())
	}
	slices.Sort(got)
	if want := []string{"inner", "method", "outer", "runner"}; !slices.Equal(got, want) {
		t.Errorf("gone are %v, not %v", got, want)
	}
}
