package main

// try shows how f ends. Its deferred call stays one, as it is in a loop: it sees every panic.
func try(name string, f func()) {
	for range 1 {
		defer func() {
			switch r := recover().(type) {
			case nil:
				println(name, "returned")
			case string:
				println(name, "panicked:", r)
			case int:
				println(name, "panicked:", r)
			case error:
				println(name, "panicked:", r.Error())
			}
		}()
	}
	f()
}

type problem string

func (p problem) Error() string { return string(p) }

func with(f func()) {
	println("before")
	f()
	println("after")
}

func withResult(f func(int) (int, error)) (n int, err error) {
	if n, err = f(1); err != nil {
		return 0, err
	}
	m, err := f(2)
	return n + m, err
}

func each(xs []int, f func(i, x int) bool) int {
	for i, x := range xs {
		if !f(i, x) {
			return i
		}
	}
	return -1
}

func nestedRunner(f func()) { with(func() { println("nested"); f() }) }

func maybe(f func()) {
	if f != nil {
		f()
	} else {
		println("no function")
	}
}

func changes(f func()) {
	f()
	f = func() { println("changed") }
	f()
}

func keeps(f func() int) func() int { return func() int { return f() + 1 } }

func all(fs ...func()) {
	for _, f := range fs {
		f()
	}
}

func options(n int, fs ...func(*int)) int {
	for _, f := range fs {
		f(&n)
	}
	return n
}

func recursive(n int, f func(int)) {
	if n > 0 {
		f(n)
		recursive(n-1, f)
	}
}

func mutual1(n int, f func(int)) {
	if f(n); n > 0 {
		mutual2(n-1, f)
	}
}

func mutual2(n int, f func(int)) { mutual1(n-1, func(k int) { f(k * 10) }) }

func generic[T any](x T, f func(T) T) T { return f(f(x)) }

type lock struct {
	name string
	held bool
}

func (l *lock) do(f func()) {
	l.held = true
	defer func() { l.held = false; println(l.name, "released") }()
	f()
}

func (l lock) copied(f func() string) string { return l.name + f() }

type wrapper struct{ lock }

type box[T any] struct{ v T }

func (b *box[T]) update(f func(T) T) { b.v = f(b.v) }

func set(p *int, n int)           { *p = n }
func swap(a, b *int)              { *a, *b = *b, *a }
func fill(p *int, err *error)     { *p = 7; *err = problem("filled") }
func grow(s *[]int)               { *s = append(*s, len(*s)) }
func named(p *struct{ a int })    { p.a++ }
func inner() (n int, err error)   { n = 1; fill(&n, &err); return }
func hello()                      { println("hello") }
func double(n int) (int, error)   { return n * 2, nil }
func noNames(func(), int, ...int) { println("nothing is run") }
func earlyReturn(f func() bool) string {
	switch {
	case f():
		return "case"
	}
	if f() {
		return "if"
	}
	return "end"
}

var global int

func simple() {
	n := 0
	with(func() { n++; println("in", n) })
	with(hello)
	with(func() {
		with(func() { n += 10; println("deeper", n) })
		if n > 5 {
			return
		}
		println("not here")
	})
	nestedRunner(func() { n *= 2; println("n", n) })
	f := func() { println("bound", n) }
	with(f)
	g := f
	with(g)
	maybe(nil)
	maybe(func() { println("some") })
	maybe(f)
	changes(func() { println("first") })
	println(keeps(func() int { return n })())
	all()
	all(f, func() { n++ }, hello)
	println(options(1), options(1, func(p *int) { *p += n }))
	noNames(func() { println("never") }, func() int { println("argument"); return 1 }())
	noNames(hello, 1, func() int { println("variadic"); return 2 }())
}

func results() {
	fail := false
	f := func(n int) (int, error) {
		if fail {
			return 0, problem("failed")
		}
		return n * 10, nil
	}
	n, err := withResult(f)
	println(n, err == nil)
	fail = true
	n, err = withResult(f)
	println(n, err.Error())
	println(withResult(double))
	sum := 0
	println(each([]int{3, 4, 5, 6}, func(i, x int) bool {
		sum += x
		return x != 5
	}), sum)
	println(earlyReturn(func() bool { sum++; return sum%2 == 0 }), sum)
	println(earlyReturn(func() bool { return false }))
	x := each([]int{1}, func(int, int) bool { return true }) + each([]int{1}, func(int, int) bool { return false })
	println(x)
	if n := each(nil, func(int, int) bool { return true }); n < 0 && each([]int{2}, func(_, x int) bool { return x == 1 }) == 0 {
		println("condition", n)
	}
}

func recursion() {
	t := 0
	recursive(3, func(n int) { t += n; println("t", t) })
	mutual1(5, func(n int) { println("mutual", n) })
	println(generic(2, func(n int) int { return n * n }), generic("a", func(s string) string { return s + s }))
	b := &box[int]{3}
	b.update(func(n int) int { return n + 1 })
	println(b.v)
	var walk func(n int, f func())
	walk = func(n int, f func()) {
		if n == 0 {
			f()
			return
		}
		walk(n-1, func() { println("level", n); f() })
	}
	walk(3, func() { println("bottom") })
	apply := func(f func(int) int, n int) int { return f(n) }
	println(apply(func(n int) int { return apply(func(k int) int { return k * n }, n+1) }, 4))
}

func methods() {
	l := lock{name: "l"}
	l.do(func() { println("held", l.held) })
	println(l.held)
	p := &l
	p.do(func() { p = &lock{name: "other"}; println(l.held, p.held) })
	println(l.copied(func() string { return "!" }), (&l).copied(func() string { l.name = "changed"; return "?" }))
	w := wrapper{lock{name: "w"}}
	w.do(func() { println("promoted", w.held) })
	w.lock.do(func() { println("selected", w.held) })
	do := l.do
	do(func() { println("method value") })
	(*lock).do(&l, func() { println("method expression") })
	get := func() *lock { println("get"); return &l }
	get().do(func() { println("got") })
	ls := []lock{{name: "a"}, {name: "b"}}
	ls[func() int { return 1 }()].do(func() { println(ls[1].held) })
}

func addresses() {
	n, m := 1, 2
	set(&n, 5)
	swap(&n, &m)
	println(n, m)
	var err error
	fill(&n, &err)
	println(n, err.Error())
	var s []int
	for range 3 {
		grow(&s)
	}
	println(len(s), s[2])
	var t struct{ a int }
	named(&t)
	println(t.a)
	println(inner())
	set(&global, 3)
	println(global)
	ps := []*int{}
	for i := range 3 {
		set(&i, i*2)
		ps = append(ps, &i)
	}
	println(*ps[0], *ps[1], *ps[2])
}

func panicking() {
	defer println("unwound")
	l := lock{name: "p"}
	func() {
		defer func() { println("recovered", recover() != nil, l.held) }()
		l.do(func() { panic("in runner") })
	}()
	each([]int{1, 2}, func(i, x int) bool {
		defer println("each", i)
		if x == 2 {
			panic(problem("each"))
		}
		return true
	})
}

func deferredRunners() {
	n := 1
	defer with(func() { println("deferred", n) })
	defer set(&n, 4)
	l := &lock{name: "d"}
	defer l.do(hello)
	l = &lock{name: "e"}
	f := func() { println("f", n) }
	defer maybe(f)
	defer f()
	n = 2
}

func main() {
	try("simple", simple)
	try("results", results)
	try("recursion", recursion)
	try("methods", methods)
	try("addresses", addresses)
	try("panicking", panicking)
	try("deferredRunners", deferredRunners)
}
