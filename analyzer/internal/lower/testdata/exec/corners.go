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

type inner struct{ n int }

func (i inner) val()  { println("val", i.n) }
func (i *inner) ptr() { println("ptr", i.n) }

type middle struct{ *inner }
type outer struct {
	middle
	name string
	f    func(int) int
}

type valuer interface{ val() }

// Methods of what is embedded, deferred.
func promoted() {
	o := &outer{middle{&inner{1}}, "o", nil}
	defer o.ptr()
	p := o
	defer p.inner.ptr()
	p = nil
	var v valuer = o
	defer v.val()
	v = nil
	f := o.val
	defer f()
	g := (*inner).ptr
	defer g(o.inner)
	h := inner.val
	defer h(*o.inner)
	o.f = func(n int) int { println("old", n); return n }
	defer o.f(o.n)
	o.f = nil
}

var escaped func()

// A result is what it is when the function returns, whatever changes its variable later.
func results() {
	n := func() (r int) {
		escaped = func() { r = 9 }
		return 1
	}() + func() int { escaped(); return 0 }()
	println(n)
	var p *int
	m := func() (r int) { p = &r; r = 2; return }() + func() int { *p = 7; return 0 }()
	println(m)
	a, b := func() (x, y int) {
		defer func() { x, y = y, x }()
		return 1, 2
	}()
	println(a, b)
	x := 1
	x, y := func() (int, int) { return x + 1, x }()
	println(x, y)
	x, y = func() (int, int) { return y, x }()
	println(x, y)
	swap := func(a, b int) (b2, a2 int) { b2, a2 = b, a; return }
	x, y = swap(swap(x, y))
	println(x, y)
}

// Each call has variables of its own.
func separate() {
	var fs []func() int
	counter := func(start int) func() int {
		n := start
		return func() int { n++; return n }
	}
	for i := range 2 {
		c := counter(i * 10)
		fs = append(fs, c, counter(i))
		c()
	}
	for _, f := range fs {
		println(f(), f())
	}
	keep := func(p *int) { *p++ }
	var ps []*int
	for range 2 {
		n := 0
		keep(&n)
		func() { ps = append(ps, &n) }()
		keep(&n)
	}
	println(*ps[0], *ps[1], ps[0] == ps[1])
	type rec struct {
		next *rec
		f    func() string
	}
	r := &rec{f: func() string { return "r" }}
	r = &rec{r, func() string { return r.next.f() + "s" }}
	println(r.f())
	arr := [2]int{1, 2}
	func(a [2]int) { a[0] = 9; println(a[0], arr[0]) }(arr)
	func(a *[2]int) { a[0] = 8 }(&arr)
	println(arr[0])
}

func clauses(x any) (s string) {
	defer func() { s += "." }()
	switch v := x.(type) {
	case int, int8:
		defer func() { _, ok := v.(int); println("int", ok) }()
	case string:
		f := func() string { v += "!"; return v }
		s = f() + f()
		defer func() { s += v }()
		return s
	case error:
		return func() string { return v.Error() }()
	case nil:
		defer func() { println("nil", v == nil) }()
		func() { s = "nil" }()
		return
	case func() string:
		with := func(f func() string) string { return f() + f() }
		return with(v)
	}
	return "other"
}

type problem struct{}

func (*problem) Error() string { return "problem" }

// Nothing is written out here, or all of it, but it must stay the same.
func nested(depth int) int {
	f := func(n int) int {
		g := func(n int) int {
			h := func(n int) int {
				defer func() {
					defer func() {
						if r := recover(); r != nil {
							println("innermost")
							panic("h")
						}
					}()
					if n > 2 {
						panic("n")
					}
				}()
				return n + depth
			}
			defer func() { depth++ }()
			return h(n) + h(n+1)
		}
		return g(n) * g(n)
	}
	return f(1) + f(depth)
}

func chain(fs ...func(func())) func(func()) {
	return func(last func()) {
		run := last
		for _, f := range fs {
			next := run
			run = func() { f(next) }
		}
		run()
	}
}

func wrap(s string) func(func()) {
	return func(f func()) { println("<" + s); f(); println(s + ">") }
}

func pingPong(n int, ping, pong func(int)) {
	if n == 0 {
		return
	}
	ping(n)
	pingPong(n-1, pong, ping)
}

func passing() {
	chain(wrap("a"), wrap("b"))(func() { println("c") })
	n := 0
	pingPong(3, func(k int) { n += k; println("ping", n) }, func(k int) { n -= k; println("pong", n) })
	apply := func(f func(func(int)), g func(int)) { f(g); f(func(k int) { g(k * 2) }) }
	apply(func(h func(int)) { h(1); h(2) }, func(k int) { n += k })
	println(n)
	self := func(f func(int) int, k int) int { return f(f(k)) }
	println(self(func(k int) int { return self(func(j int) int { return j + k }, k) }, 3))
}

type stack []func()

func (s *stack) push(f func()) { *s = append(*s, f) }
func (s stack) run() {
	for i := len(s) - 1; i >= 0; i-- {
		s[i]()
	}
}

func stacked() {
	var s stack
	defer s.run()
	defer func() { s.run() }()
	for i := range 3 {
		s.push(func() { println("stacked", i) })
	}
}

func main() {
	try("promoted", promoted)
	try("results", results)
	try("separate", separate)
	for _, x := range []any{1, int8(1), "s", &problem{}, nil, func() string { return "f" }, 1.5} {
		println(clauses(x))
	}
	try("nested", func() { println(nested(1)) })
	try("nested", func() { println(nested(3)) })
	try("passing", passing)
	try("stacked", stacked)
}
