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

func say(s string) string { println("say", s); return s }

func lifo() {
	for i := range 2 {
		println("loop", i)
	}
	defer println("first")
	defer func() { println("second") }()
	defer func(s string) { println(s) }(say("third"))
	println("body")
}

func conditional(n int) (r int) {
	if n > 0 {
		defer func() { r += 1; println("one", r) }()
	}
	if n > 1 {
		defer func() { r *= 2; println("two", r) }()
		if n > 2 {
			return 10
		}
	}
	switch n {
	case 0:
		defer func() { println("zero") }()
	case 2:
		x := n * 7
		defer func() { println("x", x) }()
		x++
	}
	r = 5
	return r + n
}

type stack struct {
	name string
	sub  sub
	fn   func()
}
type sub struct{ n int }

func (s stack) val(a int)     { println("val", s.name, a) }
func (s *stack) ptr(a int)    { println("ptr", s.name, a) }
func (s *sub) show()          { println("sub", s.n) }
func (s sub) show2()          { println("sub2", s.n) }
func (s *stack) run(f func()) { println("run", s.name); f() }

type shower interface{ show() }

// What a deferred call is given is computed where it is deferred.
func early() {
	s := &stack{name: "a", sub: sub{1}}
	v := stack{name: "v"}
	n := 1
	f := func() { println("old f") }
	defer f()
	g := func() { println("old g") }
	defer g()
	g = func() { println("new g") }
	defer s.val(n)
	defer s.ptr(n)
	defer v.val(n)
	defer v.ptr(n)
	defer s.sub.show()
	defer s.sub.show2()
	defer v.sub.show()
	defer v.sub.show2()
	var i shower = &v.sub
	defer i.show()
	i = &s.sub
	s.fn = func() { println("old fn") }
	defer s.fn()
	s.fn = func() { println("new fn") }
	m := v.ptr
	defer m(say2("m", 3))
	fs := []func(){func() { println("fs0") }, func() { println("fs1") }}
	defer fs[n]()
	fs[1] = nil
	defer pick("pick")()
	defer two(pair())
	defer s.run(func() { println("n", n) })
	x := []int{1}
	defer func(x []int, k int) { println(len(x), k) }(x, x[0])
	x = append(x, 2)
	x[0] = 3
	s.name, s.sub.n = "changed", 10
	v.name, v.sub.n = "changed", 20
	s = &stack{name: "b"}
	n = 2
	println("end", i != nil)
}

func say2(s string, n int) int { println("say", s); return n }
func pick(s string) func()     { println(s); return func() { println("picked", s) } }
func pair() (int, string)      { println("pair"); return 1, "p" }
func two(n int, s string)      { println(n, s) }

func builtins() {
	m := map[string]int{"a": 1, "b": 2}
	ch := make(chan int, 1)
	defer func() { _, ok := <-ch; println(len(m), ok) }()
	defer delete(m, say("a"))
	defer close(ch)
	defer print("x", "\n")
	xs := []int{0, 0}
	defer func() { println(xs[0]) }()
	defer copy(xs, []int{7})
}

func named() (a int, err error) {
	defer func() {
		if err == nil {
			a *= 2
		}
	}()
	a = 4
	return a + 1, nil
}

func bare() (n int) {
	defer func() { n++ }()
	n = 3
	if n > 2 {
		return
	}
	return 9
}

func shadowed() (err error) {
	defer func() { println("outer nil", err == nil) }()
	{
		err := error(problem("x"))
		if err != nil {
			return err
		}
	}
	return nil
}

type problem string

func (p problem) Error() string { return string(p) }

func blank() (_ int, s string) {
	defer func() { s += "!" }()
	return 3, "blank"
}

func unnamed(n int) (int, string) {
	defer func() { n++; println("unnamed", n) }()
	return n, say("r")
}

func nested() {
	defer func() {
		defer println("inner deferred")
		defer func() {
			defer println("innermost")
			println("inner")
		}()
		println("outer")
	}()
	func() {
		defer println("of the literal")
		println("literal")
	}()
	for i := range 2 {
		func() {
			defer println("round", i)
			if i == 0 {
				return
			}
			defer println("second", i)
		}()
	}
	println("body")
}

// Deferred calls in loops stay.
func loops(n int) (r int) {
	for i := range n {
		defer func() { r += i; println("deferred", i, r) }()
	}
	k := 0
again:
	defer println("k", k)
	if k++; k < 3 {
		goto again
	}
	return 100
}

// Variables of inner blocks live on in the deferred call.
func inner(n int) {
	if n == 0 {
		return
	}
	if x := n * 2; x > 2 {
		p := &x
		y := [3]int{x, x + 1, x + 2}
		defer func() { println(*p, x, y[n%3]) }()
		x++
		y[0] = 50
	}
	switch v := any(n).(type) {
	case int:
		q := &v
		defer func() { v++; println("v", v, *q) }()
		v += 5
	case string:
		defer println(v)
	}
	if n == 2 {
		println("early")
		return
	}
	var z struct{ a, b int }
	z.a = n
	keep := func() { z.b++ }
	keepers = append(keepers, keep)
	defer func() { println("z", z.a, z.b) }()
	keep()
	a, b := func() (int, int) { return n, n + 1 }()
	pb := &b
	defer func() { println(a, *pb) }()
	ch := make(chan int, 1)
	ch <- 4
	select {
	case c := <-ch:
		pc := &c
		defer func() { println("c", c, *pc) }()
		c++
	}
	{
		var w = [2]int{n, n}
		type t struct{ k int }
		var u t
		u.k = 3
		defer func() { println(w[n%2], u.k) }()
		w[n%2]++
		u.k++
	}
}

var keepers []func()

func labels(n int) {
	defer println("done", n)
L:
	for {
		switch n {
		case 0:
			break L
		case 1:
			return
		default:
			n--
			continue L
		}
	}
	goto end
end:
	println("end", n)
}

func method() {
	s := stack{name: "m"}
	defer s.run(func() {
		defer println("after")
		println("ran")
	})
	s.run(func() { println("now") })
}

func finish(err *error, what string) {
	if *err != nil {
		*err = problem(what + ": " + (*err).Error())
	}
}

func annotated(fail bool) (err error) {
	defer finish(&err, say("annotated"))
	if fail {
		return problem("failed")
	}
	return nil
}

func returnsLiteral() (f func() int) {
	n := 1
	defer func() { n++ }()
	return func() int { return n }
}

func main() {
	try("lifo", lifo)
	for n := range 4 {
		println(conditional(n))
	}
	try("early", early)
	try("builtins", builtins)
	println(named())
	println(bare())
	println(shadowed() != nil)
	println(blank())
	println(unnamed(1))
	try("nested", nested)
	println(loops(3))
	for n := range 4 {
		inner(n)
		labels(n)
	}
	for _, k := range keepers {
		k()
	}
	method()
	println(annotated(true).Error(), annotated(false) == nil)
	println(returnsLiteral()())
}
