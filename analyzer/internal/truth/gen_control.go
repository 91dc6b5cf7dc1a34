package truth

import "fmt"

// A tag is a variable that takes one of a few values.
type tag struct {
	name   string
	values []string
}

// tagged writes a variable of a few values, set on branches.
func (g *gen) tagged() {
	t := tag{name: fmt.Sprintf("mode%d", g.fresh())}
	g.pick([]weighted{
		{2, true, func() { t.values = []string{`"a"`, `"b"`, `"c"`} }},
		{1, true, func() { t.values = []string{"1", "2", "3"} }},
		{1, true, func() { t.values = []string{"rt.RoleNone", "rt.RoleReplica", "rt.RoleKeyMaster"} }},
	})
	g.line("%s := %s", t.name, g.one(t.values...))
	for range 1 + g.rng.IntN(2) {
		g.open("if %s {", g.one(g.cond(1), g.opaque(), g.role()))
		g.line("%s = %s", t.name, g.one(t.values...))
		if g.f.Else && g.chance(30) {
			g.close("} else {")
			g.indent++
			g.line("%s = %s", t.name, g.one(t.values...))
		}
		g.close("}")
	}
	g.tags = append(g.tags, t)
	g.onTag()
}

// onTag branches on a variable of a few values.
func (g *gen) onTag() {
	t := g.tags[g.rng.IntN(len(g.tags))]
	if g.chance(40) {
		g.open("if %s {", g.tagCond())
		g.scope(g.tagBody)
		g.close("}")
		return
	}
	head := t.name
	if g.chance(20) {
		head = fmt.Sprintf("x := %s; x", t.name)
	}
	label := g.labelled()
	g.open("switch %s {", head)
	n := 1 + g.rng.IntN(len(t.values))
	order := g.rng.Perm(len(t.values))
	for i := range n {
		list := t.values[order[i]]
		if i == n-1 && n < len(order) && g.chance(30) {
			list += ", " + t.values[order[n]]
		}
		g.close("case %s:", list)
		g.indent++
		g.scope(g.tagBody)
		if g.f.Fallthrough && i < n-1 && !g.left() && g.chance(25) {
			g.line("fallthrough")
		}
	}
	if g.chance(40) {
		g.close("default:")
		g.indent++
		g.scope(g.tagBody)
	}
	g.close("}")
	g.endLabel(label)
}

// tagBody writes what happens for one value.
func (g *gen) tagBody() {
	g.pick([]weighted{
		{3, true, g.bare},
		{3, true, func() { g.block(1 + g.rng.IntN(2)) }},
		{2, true, g.exit},
		{1, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
	})
}

// tagCond returns a condition on a variable of a few values.
func (g *gen) tagCond() string {
	t := g.tags[g.rng.IntN(len(g.tags))]
	return t.name + g.one(" == ", " == ", " != ") + g.one(t.values...)
}

// labelled may write a label for a switch or select; it returns "" or the label,
// to which break leads until endLabel.
func (g *gen) labelled() string {
	if !g.f.Breaks || g.chance(50) {
		return ""
	}
	label := fmt.Sprintf("B%d", g.fresh())
	g.line("%s:", label)
	g.breaks = append(g.breaks, label)
	return label
}

func (g *gen) endLabel(label string) {
	if label != "" {
		g.breaks = g.breaks[:len(g.breaks)-1]
	}
}

// breakable writes a labelled switch or select around some statements.
func (g *gen) breakable() {
	label := g.labelled()
	if g.chance(50) {
		g.open("switch {")
		g.close("case %s:", g.cond(1))
		g.indent++
		g.block(2)
		g.close("default:")
		g.indent++
		g.block(2)
	} else {
		g.open("select {")
		g.close("case <-rt.Done(%d):", g.fresh())
		g.indent++
		g.block(2)
		g.close("default:")
		g.indent++
		g.block(2)
	}
	g.close("}")
	g.endLabel(label)
}

// jumpBack writes a loop made of a goto.
func (g *gen) jumpBack() {
	n := g.fresh()
	g.open("{")
	g.line("A%d:", n)
	g.line("rt.Log(%d)", n)
	g.block(1 + g.rng.IntN(3))
	if !g.left() {
		g.open("if %s {", g.one(fmt.Sprintf("rt.Cond(%d)", n), fmt.Sprintf("rt.Cond(%d) && !rt.IsKeyMaster()", n),
			fmt.Sprintf("rt.IsKeyMaster() && rt.Cond(%d)", n)))
		g.line("goto A%d", n)
		g.close("}")
	}
	g.close("}")
}

// rangeKnown writes a loop of known length.
func (g *gen) rangeKnown() {
	n := g.fresh()
	g.pick([]weighted{
		{1, true, func() { g.open("for range 2 {") }},
		{1, true, func() { g.open("for i%d := range 2 {", n); g.line("_ = i%d", n) }},
		{1, true, func() { g.open(`for range []string{"a", "b"} {`) }},
		{1, true, func() { g.open("for i%d := 0; i%d < 2; i%d++ {", n, n, n) }},
		{1, true, func() { g.open("for range [1]int{} {") }},
	})
	g.loopBody()
	g.close("}")
}

// loopBody writes the statements of a loop.
func (g *gen) loopBody() {
	g.loops = append(g.loops, "")
	gotos, breaks := g.gotos, g.breaks
	g.block(1 + g.rng.IntN(3))
	g.gotos, g.breaks = gotos, breaks
	g.loops = g.loops[:len(g.loops)-1]
}

// rangeFunc writes a loop over an iterator.
func (g *gen) rangeFunc() {
	n := g.fresh()
	// A call deferred in the body runs when the function ends, not the body: docs/soundness.md.
	outer := g.f
	g.f.DeferMore, g.f.Overwrite, g.f.Recover = false, false, false
	defer func() { g.f = outer }()
	g.pick([]weighted{
		{3, g.f.RangeFunc, func() {
			g.open("seq%d := func(yield func() bool) {", n)
			g.literal(fn{}, func() { g.yields("yield()") })
			g.close("}")
			g.open("for range seq%d {", n)
			g.loopBody()
		}},
		{3, g.f.RangeFunc, func() {
			g.open("for range %s(in, s, k, srv) {", g.iterator())
			g.loopBody()
		}},
		{3, g.f.RangeFunc, func() {
			e := fmt.Sprintf("e%d", n)
			g.open("seq%d := func(yield func(error) bool) {", n)
			g.literal(fn{}, func() { g.yields("yield(" + g.operation() + ")") })
			g.close("}")
			g.open("for %s := range seq%d {", e, n)
			g.errLoop(e)
		}},
		{2, g.f.Values, func() {
			e := fmt.Sprintf("e%d", n)
			g.open("for %s := range slices.Values([]error{%s}) {", e, g.operation())
			g.errLoop(e)
		}},
	})
	g.close("}")
}

// errLoop writes the body of a loop over errors.
func (g *gen) errLoop(e string) {
	g.loops = append(g.loops, "")
	gotos, breaks := g.gotos, g.breaks
	g.scope(func() {
		g.errs = append(g.errs, e)
		g.handle(e)
		if g.chance(30) && !g.left() {
			g.stmt()
		}
	})
	g.gotos, g.breaks = gotos, breaks
	g.loops = g.loops[:len(g.loops)-1]
}

// yields writes the body of an iterator.
func (g *gen) yields(call string) {
	if g.chance(50) {
		g.open("if %s {", g.one(g.bad(), g.opaque()))
		g.line("return")
		g.close("}")
	}
	if g.chance(50) {
		g.line("%s%s", g.one("_ = ", ""), call)
		return
	}
	g.open("for range rt.Items(%d) {", g.fresh())
	g.open("if !%s {", call)
	g.line("return")
	g.close("}")
	g.close("}")
}

// iterator returns the name of a helper that returns an iterator.
func (g *gen) iterator() string {
	return g.helper("iter", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) func(func(int) bool) {", name, environment)
		if g.chance(30) {
			g.open("if %s {", g.bad())
			g.line("return func(func(int) bool) {}")
			g.close("}")
		}
		g.open("return func(yield func(int) bool) {")
		g.yields("yield(1)")
		g.close("}")
		g.close("}")
	})
}

// typeSwitch writes a type switch on the error e.
func (g *gen) typeSwitch(e string) {
	x := fmt.Sprintf("x%d", g.fresh())
	head := fmt.Sprintf("%s := %s.(type)", x, e)
	g.open("switch %s {", head)
	if g.chance(40) {
		g.close("case nil:")
		g.indent++
		g.inTest()
	}
	g.close("case syscall.Errno:")
	g.indent++
	g.pick([]weighted{
		{5, true, func() {
			g.open("if %s == %s {", x, g.one("9101", "9101", "5"))
			g.inTest()
			g.close("}")
		}},
		{2, true, func() {
			g.open("switch %s {", x)
			g.close("case %s:", g.one("9101", "5, 9101", "5"))
			g.indent++
			g.inTest()
			g.close("}")
		}},
		{1, true, func() { g.inTest(); g.line("_ = %s", x) }},
	})
	if g.f.Wrap && g.chance(40) {
		g.close("case *rt.Wrapped:")
		g.indent++
		// No operation here: whether one may fail with such an error is open.
		g.open("if %s {", g.test(x+".Cause"))
		g.line("rt.Log(%d)", g.fresh())
		g.close("}")
	}
	if g.chance(50) {
		g.close("default:")
		g.indent++
		g.inTest()
	}
	g.close("}")
}
