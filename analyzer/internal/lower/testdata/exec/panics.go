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

func show(what string, r any) {
	switch r := r.(type) {
	case nil:
		println(what, "nil")
	case string:
		println(what, r)
	case int:
		println(what, r)
	case error:
		println(what, "error", r.Error())
	}
}

func simple(n int) (r int) {
	defer func() { show("recovered", recover()); r++ }()
	if n > 0 {
		panic("simple")
	}
	return 10
}

func again() {
	defer func() { show("last", recover()) }()
	defer func() {
		r := recover()
		show("first", r)
		panic(problem("again"))
	}()
	panic("once")
}

func replaced() {
	defer func() { show("sees", recover()); show("and then", recover()) }()
	defer func() { panic("second") }()
	panic("first")
}

func passed() {
	defer println("passed on")
	defer func() {
		if false {
			recover()
		}
	}()
	panic("passed")
}

func conditionally(n int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
				return
			}
			panic(r)
		}
	}()
	switch n {
	case 1:
		panic(problem("an error"))
	case 2:
		panic("no error")
	}
	return nil
}

// Only the deferred function itself may recover.
func indirectly() {
	defer func() {
		show("outside", recover())
	}()
	defer func() {
		func() { show("within", recover()) }()
		defer func() { show("deferred within", recover()) }()
	}()
	panic("indirectly")
}

func ask() { show("asked", recover()) }

func asks(what string) any {
	r := recover()
	show(what, r)
	return r
}

func byFunction() {
	defer ask()
	panic("for a function")
}

func byFunctionWithResult() {
	defer asks("result")
	panic("for a function with a result")
}

func notDeferred() {
	defer func() { ask() }()
	panic("not for it")
}

func calledNormally() {
	defer println("no panic")
	ask()
	func() { show("literal", recover()) }()
}

type guard struct{ name string }

func (g *guard) catch()   { show(g.name, recover()) }
func (g guard) catchVal() { show(g.name, recover()) }

func byMethod() {
	g := &guard{"method"}
	defer g.catch()
	panic("for a method")
}

func byValue() {
	g := guard{"value"}
	defer g.catchVal()
	g.name = "changed"
	panic("for a value")
}

func inDeferred() (s string) {
	defer func() { s += show2(recover()) }()
	defer func() {
		defer func() { s += show2(recover()) }()
		panic("b")
	}()
	panic("a")
}

func show2(r any) string {
	if s, ok := r.(string); ok {
		return "<" + s + ">"
	}
	return "<>"
}

func inLiteral() (n int) {
	n = func() (r int) {
		defer func() { recover(); r = 7 }()
		defer func() { r = 3 }()
		panic("literal")
	}()
	func() {
		defer func() { n++ }()
	}()
	return n
}

func outward() (n int) {
	defer func() { show("outer", recover()) }()
	func() {
		defer func() { n += 5 }()
		func() {
			defer func() { n *= 2 }()
			n = 1
			panic("outward")
		}()
	}()
	return 99
}

func conditions() {
	defer func() {
		if recover() != nil && recover() == nil {
			println("once only")
		}
	}()
	defer func() {
		switch r := recover().(type) {
		case string:
			println("switch", r)
		}
		panic("again")
	}()
	panic("conditions")
}

func inCases() {
	defer func() { show("left", recover()) }()
	defer func() {
		switch {
		case recover() != nil:
			println("recovered in a case")
		}
	}()
	panic("cases")
}

func inPost() {
	defer func() { show("left", recover()) }()
	defer func() {
		for i := 0; i < 1; func() { i++ }() {
			for ; recover() != nil; recover() {
				println("recovered in a loop")
			}
		}
	}()
	panic("post")
}

func deferRecover() {
	defer println("squelched")
	defer func() {
		defer recover()
	}()
	panic("4")
}

func deferPanic() {
	defer func() { show("deferred panic", recover()) }()
	defer panic("deferred")
	println("body")
}

func parens() {
	defer (func() { show("parens", (recover)()) })()
	(panic)(("in parens"))
}

func loop() {
	for i := range 3 {
		func() {
			defer func() {
				show("round", recover())
			}()
			if i == 1 {
				panic(i)
			}
			println("no panic in", i)
		}()
	}
}

func several() (a, b int) {
	defer func() {
		if recover() != nil {
			a = 1
		}
	}()
	a, b = 5, 6
	if b == 6 {
		panic("x")
	}
	return 7, 8
}

func must(ok bool) {
	if !ok {
		panic("must")
	}
}

func check(n int) int {
	must(n < 3)
	return n + 1
}

// What a function of the package panics with goes through its caller's deferred calls.
func helped(n int) (r int) {
	defer func() {
		if x := recover(); x != nil {
			show("helped", x)
			r = -1
		}
	}()
	println("check", check(n))
	return n
}

func (g *guard) must(ok bool) *guard { must(ok); return g }

func chained() {
	g := &guard{"chained"}
	defer g.catch()
	g.must(true).must(g.name == "").must(true)
	println("not reached")
}

func caseRecover(r *any) {
	switch {
	case func() bool { *r = recover(); return true }():
	}
}

func loopRecover() (n int) {
	defer func() { show("left", recover()) }()
	for range 2 {
		defer func() { n++; recover() }()
	}
	panic("loop")
}

func mix() (err error) {
	var r any
	defer func() { show("mix", recover()) }()
	defer caseRecover(&r)
	panic("mixed")
}

func runner(f func()) {
	defer func() {
		r := recover()
		show("runner", r)
		if r == "through" {
			panic("further")
		}
	}()
	f()
}

func runs() {
	defer func() { show("runs", recover()) }()
	runner(func() {})
	runner(func() { panic("inside") })
	runner(func() { defer println("deferred inside"); panic("through") })
	println("not reached")
}

func goOn() {
	defer func() { println("unwound", recover() == nil) }()
	recover()
	panic(problem("crash"))
}

// rethrow is called by a deferred call: what it panics with takes the other's place.
func rethrow() {
	if r := recover(); r != nil {
		panic(show2(r))
	}
}

func rethrown() {
	defer func() { show("rethrown", recover()) }()
	defer rethrow()
	panic("r")
}

// catcher itself is deferred by another function: recover is for that one's panic.
func catcher() {
	func() { show("no", recover()) }()
	defer func() { show("own", recover()) }()
	show("yes", recover())
	panic("in catcher")
}

func caught() {
	defer catcher()
	panic("caught")
}

// caughtInLoop does not write catcher out, which asks for a panic all the same.
func caughtInLoop() {
	for range 1 {
		defer catcher()
	}
	panic("caught in loop")
}

func main() {
	try("caughtInLoop", caughtInLoop)
	println(simple(0), simple(1))
	try("again", again)
	try("replaced", replaced)
	try("passed", passed)
	for n := range 3 {
		try("conditionally", func() { show("returns", conditionally(n)) })
	}
	try("indirectly", indirectly)
	try("byFunction", byFunction)
	try("byFunctionWithResult", byFunctionWithResult)
	try("notDeferred", notDeferred)
	try("calledNormally", calledNormally)
	try("byMethod", byMethod)
	try("byValue", byValue)
	try("inDeferred", func() { println(inDeferred()) })
	try("inLiteral", func() { println(inLiteral()) })
	try("outward", func() { println(outward()) })
	try("conditions", conditions)
	try("inCases", inCases)
	try("inPost", inPost)
	try("deferRecover", deferRecover)
	try("deferPanic", deferPanic)
	try("parens", parens)
	try("loop", loop)
	try("several", func() { a, b := several(); println(a, b) })
	for n := range 4 {
		try("helped", func() { println(helped(n)) })
	}
	try("chained", chained)
	try("loopRecover", func() { println(loopRecover()) })
	try("mix", func() { mix() })
	try("runs", runs)
	try("rethrown", rethrown)
	try("caught", caught)
	func() {
		defer catcher()
		defer ask()
	}()
	goOn()
}
