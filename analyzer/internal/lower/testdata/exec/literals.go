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

type point struct{ x, y int }

func say(s string, n int) int { println(s, n); return n }

func called() {
	n := 1
	func() { n = 2; println("in", n) }()
	x := func(a, b int) int { return a*b + n }(3, 4)
	println(n, x)
	a, b := func() (int, string) { return n + 1, "b" }()
	println(a, b)
	func(s string, xs ...int) { println(s, len(xs), xs == nil) }("none")
	func(s string, xs ...int) { println(s, len(xs), xs[1]) }("two", 1, say("second", 2))
	func(s string, xs ...int) { println(s, len(xs), xs[1]) }("all", []int{5, 6, 7}...)
	func(_ int, _ string) { println("blank") }(say("evaluated", 1), "")
	func(int, string) { println("nameless") }(say("evaluated", 2), "")
	println(func() int { return 1 }() + func() int { return 2 }()*func() int { return 3 }())
}

func order() {
	f := func(s string) int { println("f", s); return len(s) }
	println(say("a", 1), f("bb"), say("c", 3))
	xs := []int{say("d", 4), f("eee"), say("g", 6), f("hhhh")}
	println(len(xs), xs[0], xs[1], xs[2], xs[3])
	p := point{x: say("x", 1), y: f("y")}
	q := point{say("x", 2), f("yy")}
	println(p.x, p.y, q.x, q.y)
	m := map[int]int{say("k", 1): f("v"), f("kk"): say("v", 2)}
	println(len(m), m[1], m[2])
	println(say("l", 1)+f("r"), f("l")-say("r", 3))
	ps := []*point{{say("p", 1), f("p")}, {f("q"), say("q", 2)}}
	println(ps[0].x, ps[1].y)
	ms := []map[string]int{{"a": say("m", 1)}, {"b": f("m")}}
	println(ms[0]["a"], ms[1]["b"])
	arr := [...]int{2: say("i", 2), 0: f("zero")}
	println(len(arr), arr[0], arr[2])
}

func short() {
	t := func(s string) bool { println("true", s); return true }
	f := func(s string) bool { println("false", s); return false }
	println(t("a") && f("b") && t("c"))
	println(f("a") && t("b") || t("c"))
	println(t("a") || f("b"))
	println(f("a") || f("b") || t("c"))
	if !t("x") || f("y") && t("z") {
		println("no")
	} else if f("u") || t("w") {
		println("yes")
	}
	println((t("p") && say("q", 1) == 1) == (f("r") || say("s", 1) == 2))
}

type node struct {
	val  int
	next *node
	arr  [3]int
	mine map[string]int
}

func (n *node) get(s string) *node { println("get", s); return n }
func (n *node) add(k int) *node    { n.val += k; return n }
func (n node) sum(k int) int       { return n.val + k }

type outer struct{ in node }

func (o *outer) get(s string) *outer { println("outer", s); return o }

// Left sides are places.
func places() {
	n := &node{mine: map[string]int{}}
	f := func(s string) int { println("f", s); return len(s) }
	n.get("a").val = f("xx")
	println(n.val)
	n.get("b").arr[f("i")] = f("val")
	println(n.arr[1])
	*&n.get("c").val = f("three")
	println(n.val)
	n.get("d").arr[2], n.get("e").val = f("2"), f("33")
	println(n.arr[2], n.val)
	n.get("f").mine["k"] = f("mmm")
	println(n.mine["k"])
	n.get("g").val += f("plus")
	println(n.val)
	n.get("h").arr[f("")]++
	println(n.arr[0])
	o := &outer{}
	println(o.get("o").in.add(f("ptr")).val, o.in.val)
	o.get("p").in.get("q").add(f("pp"))
	println(o.in.val)
	p := &o.get("r").in.arr[f("1")]
	*p = 9
	println(o.in.arr[1])
	println(o.get("s").in.sum(f("sum")))
	s := o.get("t").in.arr[f("1"):]
	s[0] = 8
	println(o.in.arr[1])
	var i interface{} = o
	i.(*outer).in.val, n.get("z").val = f("any"), f("more")
	println(o.in.val, n.val)
}

// A call with several results, and a left side that acts.
func several() {
	n := &node{}
	two := func(s string) (int, int) { println("two", s); return 1, 2 }
	n.get("a").val, n.get("b").arr[say("i", 1)] = two("x")
	println(n.val, n.arr[1])
	func(a, b int) { println(a, b) }(two("y"))
	pass := func(s string, a ...int) { println(s, len(a)) }
	pass("z", 1, 2)
	var c, d = two("c")
	println(c, d)
	sum := func(a ...int) int {
		t := 0
		for _, x := range a {
			t += x
		}
		return t
	}
	println(sum(two("s")))
	ret := func() (int, int) { return two("r") }
	println(ret())
}

func sayAll(a, b any) { _, _ = a, b; println("all") }

func declarations() {
	var (
		a    = 1
		b    = func() int { a++; return a }()
		c    = say("c", 5)
		d, e = func() (int, int) { return c, b }()
	)
	println(a, b, c, d, e)
	const k = 3
	type local struct{ z int }
	l := func(z int) local { type inner struct{ local }; return inner{local{z + k}}.local }
	println(l(1).z, l(2).z)
}

func statements() {
	f := func(n int) int { println("f", n); return n }
	if x := f(1); x > 0 {
		println("if", x)
	} else if y := f(2); y > 0 {
		println("else", y)
	}
	if f(0) > 0 {
	} else if y := f(3); y > f(2) {
		println("else", y)
	}
	for i := f(0); i < f(3); i += f(1) {
		if i == 1 {
			continue
		}
		println("for", i)
	}
	switch x := f(2); f(x) {
	case f(1):
		println("one")
	case f(2), f(3):
		println("two")
		fallthrough
	case 4:
		println("through")
	default:
		println("default")
	}
	switch {
	case f(0) == 1:
	case f(1) == 1:
		println("case")
	}
	anything := func(n int) any {
		if n == 0 {
			return "s"
		}
		return n
	}
	switch x := anything(f(1)).(type) {
	case string:
		println("string", x)
	case int, bool:
		println("int or bool")
		_ = x
	}
	switch anything(0).(type) {
	case string:
		println("string")
	}
	ch := make(chan int, f(2))
	ch <- f(7)
	select {
	case v := <-ch:
		println(func() int { return v + 1 }())
	default:
	}
	select {
	case ch <- f(8):
		println("sent", <-ch)
	default:
	}
	for i := range f(2) {
		println("range", i)
	}
	for i, x := range func() []int { return []int{4, 5} }() {
		println(i, f(x))
	}
	x := []int{1, 2, 3}
	x[f(0)]++
	x[f(1)] *= f(3)
	println(x[0], x[1], len(x[f(1):f(2)]))
	var e any = 3
	n, ok := anything(f(3)).(int)
	println(n, ok, e.(int))
	m := map[int]string{1: "one"}
	s, ok := m[f(1)]
	println(s, ok)
	delete(m, f(1))
	println(len(m), len(append(x, func() []int { return x }()...)))
	v, ok := <-func() chan int { c := make(chan int, 1); c <- 4; return c }()
	println(v, ok)
	println(*func() *int { y := 5; return &y }(), -f(1), [3]int{1, 2, 3}[f(2)], "abc"[f(1)])
}

func jumps() {
	n := 0
	add := func(k int) int { n += k; return n }
L:
	for i := 0; i < 3; i++ {
		for j := add(0); ; j++ {
			if add(1) > 6 {
				break L
			}
			if j > add(0) {
				continue L
			}
			if n%2 == 0 {
				continue L
			}
		}
	}
	println(n)
	n = 0
back:
	if add(1) < 4 {
		println("back", n)
		goto back
	}
S:
	switch add(1) {
	case 5:
		for {
			if add(1) > 8 {
				break S
			}
		}
	}
	println(n)
R:
	for i := range add(-6) {
		for {
			if i == 1 {
				break R
			}
			continue R
		}
	}
	x := func() int {
	L:
		for i := 0; ; i++ {
			switch {
			case i < 3:
				continue L
			case i == 5:
				break L
			}
		}
		goto end
	end:
		return n
	}
	println(x(), x(), x())
}

// Each round has its own variable.
func rounds() {
	var fs []func()
	for i := func() int { return 0 }(); i < 3; i++ {
		fs = append(fs, func() { i += 10; println(i) })
	}
	for i := 0; i < 2; i++ {
		f := func() int { return i }
		fs = append(fs, func() { println(f(), i) })
		i := f() + 5
		func() { fs = append(fs, func() { println(i) }) }()
	}
	for i, f := 0, func(n int) int { return n * 2 }; i < 3; i = f(i) + 1 {
		fs = append(fs, func() { println("twice", i) })
	}
	for _, f := range fs {
		f()
	}
	for _, f := range fs {
		f()
	}
}

func closures() {
	n := 0
	inc := func() int { n++; return n }
	twice := func() int { return inc() + inc() }
	println(twice(), twice(), n)
	var fact func(int) int
	fact = func(k int) int {
		if k == 0 {
			return 1
		}
		return k * fact(k-1)
	}
	println(fact(5))
	g := inc
	println(g())
	f := func() int { return 1 }
	if n > 2 {
		f = func() int { return 2 }
	}
	println(f())
	h := func() int { return 3 }
	ph := &h
	*ph = func() int { return 4 }
	println(h())
	counter := func() func() int { c := 0; return func() int { c++; return c } }
	c1, c2 := counter(), counter()
	println(c1(), c1(), c2(), counter()())
	type fn func(fn, int) int
	y := func(self fn, k int) int {
		if k == 0 {
			return 0
		}
		return k + self(self, k-1)
	}
	println(y(y, 4))
	shadow := func(n int) int { n++; return n }
	println(shadow(n), n)
	v, w := func() int { return 1 }, func() int { return 2 }
	println(v() + w())
	a, err := func() int { return 5 }, error(nil)
	b, err := func() int { return 6 }, error(nil)
	println(a(), b(), err == nil)
	var dead = func() { println("never") }
	_ = dead
	println(func(n int) (r int) {
		r = n
		if n > 1 {
			return
		}
		r++
		return
	}(1))
	println(func(n int) (r int) {
		{
			r := n
			return r + 1
		}
	}(4))
}

func boom() int { panic("boom") }

func panics() {
	f := func(n int) int {
		println("f", n)
		if n > 1 {
			panic(n)
		}
		return n
	}
	println(f(1))
	println(f(2))
	println(f(3))
}

func main() {
	try("called", called)
	try("order", order)
	try("short", short)
	try("places", places)
	try("several", several)
	try("declarations", declarations)
	try("statements", statements)
	try("jumps", jumps)
	try("rounds", rounds)
	try("closures", closures)
	try("panics", panics)
	sayAll(1, 2)
	func() { boom() }()
}
