package main

// try shows how f ends. Its deferred call stays one, as it is in a loop: it sees every panic.
func try(name string, f func()) {
	for range 1 {
		defer func() { println(name, recover() != nil) }()
	}
	f()
}

func sign() int { println("sign"); return 1 }
func skip() int { println("skip"); return 2 }

func handler(verbose bool, n int) func() int {
	println("handler")
	if verbose {
		m := n * 2
		return func() int { m++; println("verbose", n); return m }
	}
	n++
	return func() int { return n }
}

func named(c bool) (f func() int, err error) {
	if c {
		f = sign
		return
	}
	return skip, nil
}

func recovered(c bool) (f func() int) {
	defer func() {
		if recover() != nil {
			f = func() int { return -1 }
		}
	}()
	if c {
		panic("c")
	}
	return sign
}

func lost(c bool) func() int {
	defer func() { recover() }()
	if c {
		panic("c")
	}
	return func() int { return 3 }
}

func upTo(n int) func(func(int) bool) {
	if n < 0 {
		return func(func(int) bool) { println("nothing") }
	}
	n *= 2
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				println("stopped")
				return
			}
		}
	}
}

func noIterator(c bool) func(func() bool) {
	if c {
		return nil
	}
	return func(yield func() bool) { _ = yield() && yield() }
}

func find(n, want int) int {
	for i := range upTo(n) {
		if i == want {
			return i
		}
		if i == 4 {
			break
		}
		if i == 2 {
			continue
		}
		println("at", i)
	}
	return -1
}

type server struct{ n int }

func (s *server) handle(c bool) func(int) int {
	s.n++
	if c {
		return func(n int) int { s.n += n; return s.n }
	}
	return func(n int) int { return -n }
}

func keeps(c bool) func() int {
	f := sign
	if c {
		f = skip
	}
	return f
}

func nested(c bool) func() func() int {
	if c {
		return func() func() int { return sign }
	}
	return func() func() int { return func() int { return 4 } }
}

func main() {
	for _, c := range []bool{true, false} {
		println(handler(c, 1)(), handler(!c, 3)())
		h := handler(c, 10)
		println(h(), h())
		for i := range 2 {
			h := handler(c, i)
			g := h
			println(h(), g())
		}
		f, err := named(c)
		println(f(), err == nil)
		r := recovered(c)
		println(r(), keeps(c)(), nested(c)()())
		try("lost", func() { println(lost(c)()) })
		try("no iterator", func() {
			for range noIterator(c) {
				println("round")
			}
		})
		s := &server{}
		println(s.handle(c)(5), s.n)
		defer handler(c, 7)()
		var k func() int
		if k = handler(c, 1); k != nil {
			println(k())
		}
	}
	println(find(3, 1), find(3, 9), find(1, 9), find(-1, 0))
	mk := func(n int) func() int { return func() int { n++; return n } }
	x, y := mk(1), mk(5)
	println(x(), x(), y(), x())
}
