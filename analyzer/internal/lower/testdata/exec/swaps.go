package main

// try shows how f ends. Its deferred call stays one, as it is in a loop: it sees every panic.
func try(name string, f func()) {
	for range 1 {
		defer func() {
			switch r := recover().(type) {
			case nil:
				println(name, "returned")
			case int:
				println(name, "panicked:", r)
			default:
				println(name, "panicked")
			}
		}()
	}
	f()
}

func one(n int) int { println("one", n); return n + 1 }
func two(n int) int { println("two", n); return n + 2 }

func say(n int) int { println("say", n); return n }

// swapped holds one of two literals, or of a literal and a function.
func swapped(c, d bool) int {
	f := func(n int) int { println("first", n); return n * 2 }
	if c {
		f = func(n int) int {
			if n > 3 {
				panic(n)
			}
			return n * 3
		}
	}
	x := f(say(2)) + f(1)
	if d {
		f = two
	}
	return f(x)
}

// unset may be nil when it is called.
func unset(c bool) (r int) {
	defer func() {
		if recover() != nil {
			println("no function")
			r = -1
		}
	}()
	var f func(int) int
	if c {
		f = one
	}
	println(f == nil, nil != f)
	return f(1)
}

func cleared() {
	f := func() { println("once only") }
	for i := range 3 {
		if f != nil {
			f()
			f = nil
		} else {
			println("round", i)
		}
	}
}

// hidden functions use variables that are declared later than what holds them, or in other scopes.
func hidden(c bool) int {
	var f func() int
	if c {
		kept := say(4)
		f = func() int { return kept }
	} else {
		n := say(5)
		f = func() int { n++; return n }
		n *= 10
	}
	a := f()
	b := f()
	return a*100 + b
}

// rounds give a function the variable of one round, which is not that of the last.
func rounds() int {
	var f func() int
	for i := range 4 {
		if i%2 == 0 {
			f = func() int { return i }
		}
	}
	sum := f()
	for i := 0; i < 4; i++ {
		n := i
		if i < 2 {
			f = func() int { n++; return n }
		}
		n *= 2
		sum += f()
	}
	return sum*10 + f()
}

// itself calls what it is assigned to.
func itself() int {
	var down func(n int) int
	down = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + down(n-1)
	}
	return down(4)
}

func typed(x any) string {
	f := func() string { return "none" }
	switch x := x.(type) {
	case string:
		f = func() string { return "string " + x }
	case error:
		f = func() string { x = nil; return "error" }
	case int:
		if x > 1 {
			f = func() string { return "many" }
		}
	}
	return f()
}

// within assigns in literals, with variables of their own.
func within() int {
	f := func() int { return 1 }
	set := func(n int) {
		m := n * 2
		f = func() int { return n + m }
	}
	set(3)
	a := f()
	set(4)
	b := f()
	func() { f = func() int { return 7 } }()
	return a*100 + b*10 + f()
}

func given(f func(int) int) int { return f(1) + f(2) }

func passed(c bool) int {
	f := one
	if c {
		f = func(n int) int { return n * 10 }
	}
	g := f
	f = two
	return given(f) + given(g) + func(h func(int) int) int { return h(3) }(g)
}

func later(c bool) {
	f := func(s string) { println("first", s) }
	defer f("deferred early")
	if c {
		f = func(s string) { println("second", s, recover() != nil) }
	}
	defer f("deferred late")
	defer func() { f("in literal") }()
	if c {
		panic("c")
	}
}

func never() {
	var f func()
	defer f()
	println("goes on")
}

func several(c bool) (int, string) {
	f := func(a int, b ...string) (int, string) { return a + len(b), "x" }
	if c {
		f = func(a int, b ...string) (n int, s string) {
			defer func() { n++ }()
			for _, x := range b {
				s += x
			}
			return a, s
		}
	}
	n, s := f(say(1), "a", "b")
	println(f(2, []string{"c"}...))
	var m, u = f(3)
	return n + m, s + u
}

func pair() (int, string) { return 9, "p" }

func spread(c bool) {
	f := func(n int, s string) { println("f", n, s) }
	if c {
		f = func(n int, s string) { println("g", s, n) }
	}
	f(pair())
	f(func() (int, string) { return 1, "q" }())
}

func read(f func() int) func() int { return f }

// stored is read, as a value.
func stored(c bool) int {
	f := func() int { return 1 }
	if c {
		f = func() int { return 2 }
	}
	fs := []func() int{f, read(f)}
	f = nil
	return fs[0]()*10 + fs[1]()
}

func addressed(c bool) int {
	f := func() int { return 1 }
	p := &f
	if c {
		*p = func() int { return 2 }
	}
	return f()
}

func swap() int {
	f, g := func() int { return 1 }, func() int { return 2 }
	f, g = g, f
	return f()*10 + g()
}

func copied(c bool) int {
	a := func() int { return 1 }
	b := func() int { return 2 }
	f := a
	if c {
		f = b
	}
	return f()
}

func again(n int) int {
	f := func() int { return n }
	i := 0
back:
	x := i
	if i == 1 {
		f = func() int { x++; return x * 10 }
	}
	i++
	if i < 3 {
		goto back
	}
	return f() + f()
}

func initial(c bool) {
	if f := one; c {
		f = two
		println(f(1))
	} else {
		println(f(2))
	}
	for f := one; ; f = two {
		if f(1) == 3 {
			break
		}
	}
}

func main() {
	for _, c := range []bool{false, true} {
		try("swapped", func() { println(swapped(c, !c)) })
		try("swapped both", func() { println(swapped(true, c)) })
		println(unset(c))
		println(hidden(c))
		println(passed(c))
		try("later", func() { later(c) })
		println(several(c))
		spread(c)
		println(stored(c), addressed(c), copied(c))
		initial(c)
	}
	cleared()
	println(rounds(), itself(), within(), swap(), again(1))
	println(typed("s"), typed(2), typed(1), typed(nil), typed(error(failure{})))
	try("never", never)
}

type failure struct{}

func (failure) Error() string { return "failure" }
