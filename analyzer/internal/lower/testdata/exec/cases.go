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

type kind int

func (k kind) String() string { println("String", int(k)); return "kind" }

func say(s string, n int) int { println(s, n); return n }

// Cases are compared in order, until one is found.
func order(n int) string {
	f := func(k int) int { println("f", k); return k }
	switch x := f(n); f(x + 1) {
	case f(1), f(2):
		println("one or two")
		if x == 1 {
			break
		}
		fallthrough
	default:
		println("default")
	case 3:
		return "three"
	case say("four", 4), f(5):
		for {
			if n > 3 {
				break
			}
			n++
		}
		return "four or five"
	}
	return "end"
}

func conditions(n int) (s string) {
	is := func(k int) bool { println("is", k); return n == k }
	switch {
	case is(0), n == 1:
		s = "few"
	default:
		s = "many"
	case is(2) && !is(3):
		s = "two"
		fallthrough
	case is(5):
		s += "five"
	}
	return s
}

func compared(x any) string {
	get := func(v any) any { println("get"); return v }
	switch x {
	case get(nil):
		return "nil"
	case get(1):
		return "1"
	case "s", get(kind(2)):
		return "s or kind"
	}
	var err error
	switch err {
	case func() error { return nil }():
		return "no error"
	}
	return "?"
}

func labels(n int) (r int) {
	next := func() int { r++; return r }
outer:
	for {
	choose:
		switch next() {
		case next():
			println("never")
		case n - next():
			println("chosen", r)
			break choose
		default:
			switch {
			case next() > 20:
				break outer
			}
			continue outer
		}
		println("after", r)
	}
	switch kind(n) {
	case func() kind { return 1 }():
		println("kind 1")
	case func() kind { return 2 }():
		println("kind 2")
	}
	switch 5 {
	case func() int { return 5 }():
		println("constant")
	}
	switch func() bool { return n > 2 }() {
	case func() bool { return true }():
		println("true")
	case false:
		println("false")
	}
	return r
}

// What a select waits for is computed before.
func communications() {
	full, empty, ready := make(chan int, 1), make(chan int), make(chan int, 2)
	full <- 1
	ready <- 7
	of := func(s string, c chan int) chan int { println("of", s); return c }
	for range 2 {
		select {
		case of("full", full) <- func() int { println("value"); return 2 }():
			println("sent")
		case v, ok := <-of("ready", ready):
			println("received", v, ok)
			close(ready)
		case <-of("empty", empty):
			println("never")
		}
	}

}

func posts() {
	var fs []func()
	step := func(i *int) { *i += 2; println("step", *i) }
	for i := 0; i < 6; step(&i) {
		if i == 2 {
			continue
		}
		fs = append(fs, func() { i++; println("i", i) })
	}
	for i, j := 0, 0; i+j < func() int { return 8 }(); i, j = i+1, func() int { return j + i }() {
		fs = append(fs, func() { println("j", i, j) })
	}
	n := 0
	for ; ; func() { n++ }() {
		if n == 3 {
			break
		}
	}
	println(n)
L:
	for i := 0; ; i += func() int { println("post"); return 1 }() {
		for {
			if i > 2 {
				break L
			}
			continue L
		}
	}
	for _, f := range fs {
		f()
	}
}

func must(ok bool) bool {
	if !ok {
		panic("must")
	}
	return ok
}

func unwinding(n int) (s string) {
	defer func() {
		if recover() != nil {
			s += " recovered"
		}
	}()
	switch {
	case n == 0:
		return "zero"
	case must(n < 3):
		s = "small"
	}
	for i := 0; i < 2; must(n < 2) {
		i++
	}
	return s + " end"
}

func recovering() (s string) {
	defer func() {
		switch recover() {
		case nil:
			s = "nil"
		case "b":
			s = "b"
		}
	}()
	defer func() {
		switch {
		case recover() == "a":
			panic("b")
		}
	}()
	panic("a")
}

func main() {
	for n := range 6 {
		println(order(n), conditions(n))
	}
	for _, x := range []any{nil, 1, "s", kind(2), 7} {
		println(compared(x))
	}
	for n := range 4 {
		println(labels(n * 7))
		println(unwinding(n))
	}
	try("posts", posts)
	println(recovering())
	try("communications", communications)
}
