package lower

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// opaque counts what hides from its caller what a function does: function values made, and called.
func opaque(fn *ssa.Function) int {
	n := 0
	for _, b := range fn.Blocks {
		for _, ins := range b.Instrs {
			if _, ok := ins.(*ssa.MakeClosure); ok {
				n++
			}
			if c, ok := ins.(ssa.CallInstruction); ok && !c.Common().IsInvoke() && c.Common().StaticCallee() == nil {
				if _, builtin := c.Common().Value.(*ssa.Builtin); !builtin {
					n++
				}
			}
		}
	}
	return n
}

// Where it is known which functions a variable may hold, no function value is left.
func TestChosen(t *testing.T) {
	pkg, _ := lowerOnly(t, `package main

import (
	"slices"
	"tools"
)

func one() int { return 1 }

func replaced(c bool, n int) int {
	f := func() int { return n }
	if c {
		f = func() int { return n + 1 }
	}
	return f()
}

func unset(c bool, n int) int {
	var f func() int
	if c {
		m := n * 2
		f = func() int { return m }
	}
	if f == nil {
		return 0
	}
	return f()
}

func maker(c bool, n int) func() int {
	if c {
		return one
	}
	return func() int { n++; return n }
}

func performed() {}

func made(c bool) int {
	performed()
	h := maker(c, 1)
	return h() + maker(!c, 2)()
}

func given(f func() int) int { return f() }

func passed(c bool) int {
	f := one
	if c {
		f = func() int { return 2 }
	}
	g := f
	return given(g)
}

func deferred(c bool) (n int) {
	f := func() { n = 1 }
	if c {
		f = func() { n = 2 }
	}
	defer f()
	f = nil
	return 0
}

func iterator(c bool) func(func(int) bool) {
	if c {
		return func(func(int) bool) {}
	}
	return func(yield func(int) bool) { yield(1) }
}

func ranged(c bool) (n int) {
	for i := range iterator(c) {
		n += i
	}
	for i := range slices.Values([]int{1}) {
		n += i
	}
	return n
}

func elsewhere(c bool, n int) int {
	f := tools.Double
	if c {
		f = tools.Half
	}
	return f(n)
}

func hidden(f func() int, c bool) int {
	if c {
		f = one
	}
	return f()
}

func main() {}
`)
	for _, name := range []string{"replaced", "unset", "made", "passed", "deferred", "ranged", "elsewhere"} {
		if n := opaque(pkg.Func(name)); n != 0 {
			t.Errorf("%s makes or calls %d function values", name, n)
		}
	}
	if opaque(pkg.Func("hidden")) == 0 {
		t.Error("hidden calls what it does not know no more")
	}
}

// A method that is only ever given to functions of the package is written out like one that is called.
func TestMethodValue(t *testing.T) {
	pkg, r := lowerOnly(t, `package main

func performed() {}

type job struct{ n int }

func (j *job) sign() { performed(); j.n++ }

func with(f func()) { f() }

func given(j *job) {
	with(j.sign)
}

func held(j *job, c bool) {
	f := j.sign
	if c {
		f = func() {}
	}
	f()
}

func main() {}
`)
	for _, name := range []string{"given", "held"} {
		if n := opaque(pkg.Func(name)); n != 0 {
			t.Errorf("%s makes or calls %d function values", name, n)
		}
	}
	var gone []string
	for fn := range r.Gone {
		gone = append(gone, fn.Name())
	}
	if slices.Sort(gone); !slices.Equal(gone, []string{"performed", "sign", "with"}) {
		t.Errorf("gone are %v", gone)
	}
}
