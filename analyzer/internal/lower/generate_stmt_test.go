package lower

import "fmt"

func (g *generator) stmt() {
	if g.budget--; g.budget < 0 {
		return
	}
	switch g.r.IntN(26) {
	case 0, 1:
		v := g.name("v")
		g.line([]string{"%s := %s", "var %s = %s"}[g.r.IntN(2)], v, g.expr())
		g.line("_ = %s", v)
		g.fn.reads, g.fn.writes = append(g.fn.reads, v), append(g.fn.writes, v)
	case 2:
		g.line("%s = %s", pick(g, g.fn.writes), g.expr())
	case 3:
		g.line("%s += %d", pick(g, g.fn.writes), 1+g.r.IntN(5))
	case 4, 5:
		g.line("println(%q, %s)", g.name("at"), g.expr())
	case 6, 7:
		g.line("if %s {", g.cond())
		g.block()
		if g.chance(40) {
			g.line("} else {")
			g.block()
		}
		g.line("}")
	case 8:
		v := g.name("c")
		g.line("if %s := %s; %s%%2 == 0 {", v, g.expr(), v)
		g.block()
		g.line("} else if %s {", g.cond())
		g.block()
		g.line("}")
	case 9, 10:
		g.loop()
	case 11:
		g.choice()
	case 12, 13:
		f := g.name("f")
		g.line("%s := %s", f, g.newLiteral())
		g.line("_ = %s", f)
		g.fn.funcs = append(g.fn.funcs, f)
	case 14, 15, 16:
		g.deferred()
	case 17, 18:
		g.line("if %s {", g.cond())
		g.part(g.away, false)
		g.line("}")
	case 19:
		g.line("func() {")
		g.function(&function{void: true})
		g.line("}()")
	case 20:
		g.places()
	case 21:
		a, b := g.name("a"), g.name("b")
		g.line([]string{"%s, %s := %s", "var %s, %s = %s"}[g.r.IntN(2)], a, b, g.several())
		g.line("_, _ = %s, %s", a, b)
		g.fn.reads, g.fn.writes = append(g.fn.reads, a, b), append(g.fn.writes, a, b)
	case 22, 23:
		g.swapped()
	case 24, 25:
		if len(g.fn.swaps) > 0 {
			f := pick(g, g.fn.swaps)
			g.line("%s = %s", f, g.swap())
			g.line("println(%q, %s(%d))", g.name("at"), f, g.r.IntN(9))
		}
	}
}

// swapped declares a variable that holds one of several functions.
func (g *generator) swapped() {
	f := g.name("f")
	if g.chance(30) {
		g.line("%s := chosen(%s)", f, g.acting())
		g.line("println(%q, %s(%d))", g.name("at"), f, g.r.IntN(9))
		g.fn.funcs = append(g.fn.funcs, f)
		return
	}
	g.line([]string{"%s := %s", "var %s = %s"}[g.r.IntN(2)], f, g.swap())
	g.line("if %s {", g.cond())
	g.line("\t%s = %s", f, g.swap())
	g.line("}")
	g.line("%s(%d)", f, g.r.IntN(9))
	g.fn.funcs, g.fn.swaps = append(g.fn.funcs, f), append(g.fn.swaps, f)
}

// swap is a function that a variable may hold besides others. It calls none that has a name: with each level
// there would be several times as much of it.
func (g *generator) swap() string {
	if g.chance(20) {
		return "checked"
	}
	funcs, swaps := g.fn.funcs, g.fn.swaps
	g.fn.funcs, g.fn.swaps = nil, nil
	lit := g.newLiteral()
	g.fn.funcs, g.fn.swaps = funcs, swaps
	return lit
}

// places assigns to what must be computed first.
func (g *generator) places() {
	b := g.name("b")
	g.line("%s := &box{}", b)
	switch g.r.IntN(5) {
	case 0:
		g.line("%s.add(%s).n = %s", b, g.acting(), g.acting())
	case 1:
		g.line("%s.add(%s).a[at(%s)], %s.n = %s, %s", b, g.acting(), g.acting(), b, g.acting(), g.acting())
	case 2:
		g.line("%s.add(%s).a[at(%s)], %s.add(1).n = %s", b, g.acting(), g.acting(), b, g.several())
	case 3:
		g.line("%s.add(%s).a[at(%s)]++", b, g.acting(), g.acting())
	case 4:
		g.line("set(&%s.add(%s).a[at(%s)], %s)", b, g.acting(), g.acting(), g.acting())
	}
	g.line("println(%s.n, %s.a[0], %s.a[1], %s.a[2], %s.a[3])", b, b, b, b, b)
}

// several is two values.
func (g *generator) several() string {
	switch g.r.IntN(3) {
	case 0:
		return fmt.Sprintf("pair(%s)", g.acting())
	case 1:
		return fmt.Sprintf("func() (int, int) { return %s, %s }()", g.acting(), g.acting())
	}
	return fmt.Sprintf("func() (int, int) { return pair(%s) }()", g.acting())
}

func (g *generator) loop() {
	i, l := g.name("i"), g.name("L")
	used := false
	body := g.text(func() {
		g.part(func() {
			fn := g.fn
			fn.reads = append(fn.reads, i)
			fn.loops++
			fn.within++
			fn.labels = append(fn.labels, jump{l, true, &used})
			g.indent--
			g.block()
			g.indent++
		}, false)
	})
	var head string
	switch g.r.IntN(10) {
	case 8:
		head = fmt.Sprintf("for %s := range slices.Values([]int{%s, %s}) {", i, g.acting(), g.acting())
	case 9:
		head = fmt.Sprintf("for _, %s := range slices.Backward([]int{%s, %s}) {", i, g.acting(), g.acting())
	case 7:
		head = fmt.Sprintf("for %s := range perhaps(%d) {", i, g.r.IntN(5))
	case 0:
		head = fmt.Sprintf("for %s := range %d {", i, g.r.IntN(4))
	case 1, 2:
		head = fmt.Sprintf("for %s := range upTo(%d) {", i, g.r.IntN(4))
	case 3:
		head = fmt.Sprintf("for _, %s := range two {", i)
	case 4:
		head = fmt.Sprintf("for %s := 0; %s < 4 && %s; %s++ {", i, i, g.cond(), i)
	case 5:
		head = fmt.Sprintf("for _, %s := range []int{%s, %s} {", i, g.acting(), g.acting())
	case 6:
		head = fmt.Sprintf("for %s := at(%s); %s < 3; %s += 1 + at(%s) {", i, g.acting(), i, i, g.acting())
	}
	if used {
		g.line("%s:", l)
	}
	g.line("%s", head)
	g.line("\ttick()")
	g.line("\t_ = %s", i)
	g.out.WriteString(body)
	g.line("}")
}

func (g *generator) choice() {
	l := g.name("S")
	used := false
	clause := func() string {
		return g.text(func() {
			g.part(func() {
				// Of a switch, break is its own, but continue the loop's.
				g.fn.loops = 0
				g.fn.labels = append(g.fn.labels, jump{l, false, &used})
				g.indent--
				g.block()
				g.indent++
			}, false)
		})
	}
	a, b := clause(), clause()
	comm := fmt.Sprintf("func() chan int { return make(chan int, %s) }()", g.simple())
	heads := []string{
		fmt.Sprintf("switch %s %% 3 {\ncase 0, 1:\n", g.acting()),
		fmt.Sprintf("switch x := any(%s); x.(type) {\ncase int:\n", g.acting()),
		fmt.Sprintf("switch n := %s; {\ncase n > 3:\n", g.acting()),
		fmt.Sprintf("switch {\ncase %s > 3:\n", g.acting()),
		fmt.Sprintf("switch %s %% 3 {\ncase %s, %s:\n", g.acting(), g.acting(), g.acting()),
		"select {\ncase <-make(chan int):\n",
		fmt.Sprintf("select {\ncase %s <- %s:\n", comm, g.acting()),
	}
	head := pick(g, heads)
	if used {
		g.line("%s:", l)
	}
	g.line("%s%sdefault:\n%s}", head, a, b)
}

// deferred writes a deferred call. None stands in a loop, where it would stay one, and panics would
// go past the frames of what is written out.
func (g *generator) deferred() {
	if g.fn.within > 0 {
		return
	}
	recovers := !g.quits && g.fn.result != ""
	switch g.r.IntN(7) {
	case 0:
		g.line("defer say(%q, %s)", g.name("d"), g.expr())
	case 1:
		n := g.name("n")
		g.line("defer func(%s int) {", n)
		g.function(&function{void: true, reads: []string{n}, writes: []string{n}})
		g.line("}(%s)", g.expr())
	case 2:
		g.line("defer set(&%s, %s)", pick(g, g.fn.writes), g.acting())
	case 3:
		if recovers {
			g.line("defer ask(%q)", g.name("a"))
		}
	case 4, 5:
		if recovers {
			x := g.name("x")
			g.line("defer func() {")
			g.line("\tif %s := recover(); %s != nil {", x, x)
			g.line("\t\tprintln(%q)", g.name("recovered"))
			g.line("\t}")
			g.function(&function{void: true})
			g.line("}()")
		}
	case 6:
		g.line("defer (&box{}).add(%s).with(%s, %s)", g.acting(), g.acting(), g.literal())
	}
}
