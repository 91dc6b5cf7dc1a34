package truth

import "fmt"

// literal writes the body of a function literal.
func (g *gen) literal(f fn, write func()) {
	outer, loops, gotos, breaks := g.fn, g.loops, g.gotos, g.breaks
	g.scope(func() {
		f.root = outer.root
		g.fn = f
		g.loops, g.gotos, g.breaks = nil, nil, nil
		write()
	})
	g.fn, g.loops, g.gotos, g.breaks = outer, loops, gotos, breaks
}

// inLiteral writes the statements of a literal with the given result.
func (g *gen) inLiteral(result string) {
	g.literal(fn{result: result}, func() {
		for range 1 + g.rng.IntN(3) {
			if !g.left() {
				g.stmt()
			}
		}
		g.last()
	})
}

// closure writes a function literal that is called at once or a little later.
func (g *gen) closure() {
	n := g.fresh()
	g.pick([]weighted{
		{2, true, func() {
			g.open("func() {")
			g.inLiteral("")
			g.close("}()")
		}},
		{2, true, func() {
			g.open("err%d := func() error {", n)
			g.inLiteral("error")
			g.close("}()")
			g.errs = append(g.errs, fmt.Sprintf("err%d", n))
		}},
		{2, true, func() {
			g.open("f%d := func() error {", n)
			g.inLiteral("error")
			g.close("}")
			if g.chance(40) {
				g.guard()
			}
			g.line("%s f%d()", g.target(), n)
		}},
	})
}

// funcVar writes a variable of type func() error that is called here and there.
func (g *gen) funcVar() {
	f := fmt.Sprintf("fn%d", g.fresh())
	lit := func(open string) {
		g.open(open, f)
		g.errorLiteral()
	}
	g.pick([]weighted{
		{4, g.f.FuncVars, func() {
			lit("%s := ")
		}},
		{2, g.f.FuncSwaps, func() {
			g.line("var %s func() error", f)
			g.open("if %s {", g.cond(1))
			lit("%s = ")
			g.close("} else {")
			g.indent++
			lit("%s = ")
			g.close("}")
		}},
		{2, g.f.FuncSwaps, func() {
			lit("%s := ")
			g.open("if %s {", g.cond(1))
			lit("%s = ")
			g.close("}")
		}},
	})
	g.funcs = append(g.funcs, f)
	if g.chance(30) {
		g.guard()
	}
	if !g.left() {
		g.callVar()
	}
}

// errorLiteral ends the line that is open with a literal of type func() error.
func (g *gen) errorLiteral() {
	name := ""
	header := "func() error {"
	if g.f.named() && g.chance(40) {
		name = fmt.Sprintf("res%d", g.fresh())
		header = "func() (" + name + " error) {"
	}
	g.extend(header)
	g.literal(fn{result: "error", named: name}, func() {
		if name != "" {
			g.errs = append(g.errs, name)
			if g.f.DeferMore || g.f.Overwrite {
				g.deferMore()
			}
		}
		if g.f.Recover && g.chance(30) {
			g.recovering()
		}
		if g.chance(40) {
			g.bare()
		}
		for range 1 + g.rng.IntN(2) {
			if !g.left() {
				g.stmt()
			}
		}
		g.last()
	})
	g.close("}")
}

// callVar calls a variable of type func() error.
func (g *gen) callVar() {
	call := g.one(g.funcs...) + "()"
	g.pick([]weighted{
		{3, true, func() { g.line("%s %s", g.target(), call) }},
		{3, true, func() {
			e := g.newErr()
			g.line("%s := %s", e, call)
			g.handle(e)
		}},
		{1, true, func() { g.line("%s", call) }},
		{1, g.fn.result == "error", func() { g.returns(call) }},
		{2, true, func() {
			g.open("if %s {", g.good())
			g.line("%s %s", "_ =", call)
			g.close("}")
		}},
	})
}

// capture writes a literal that reads or writes variables around it.
func (g *gen) capture() {
	f := fmt.Sprintf("cap%d", g.fresh())
	g.pick([]weighted{
		{3, true, func() {
			e := g.newErr()
			g.line("var %s error", e)
			g.open("%s := func() {", f)
			g.literal(fn{}, func() { g.line("%s = %s", e, g.operation()) })
			g.close("}")
			g.callCapture(f)
			if !g.left() {
				g.handle(e)
			}
		}},
		{3, len(g.errs) > 0, func() {
			e := g.one(g.errs...)
			g.open("%s := func() bool {", f)
			g.literal(fn{result: "bool"}, func() { g.line("return %s", g.test(e)) })
			g.close("}")
			if g.chance(40) {
				g.line("%s = %s", e, g.operation())
			}
			g.open("if %s {", g.one(f+"()", "!"+f+"()", g.opaque()+" && "+f+"()"))
			g.inTest()
			g.close("}")
		}},
		{2, g.f.BoolVars || g.f.Captures, func() {
			ok := fmt.Sprintf("ok%d", g.fresh())
			g.line("%s := false", ok)
			g.open("%s := func() {", f)
			g.literal(fn{}, func() { g.line("%s = %s", ok, g.role()) })
			g.close("}")
			g.callCapture(f)
			if !g.left() {
				g.bools = append(g.bools, ok)
				g.guarded()
			}
		}},
	})
}

// callCapture calls a literal without results, perhaps not always.
func (g *gen) callCapture(f string) {
	g.pick([]weighted{
		{4, true, func() { g.line("%s()", f) }},
		{2, true, func() {
			g.open("if %s {", g.cond(1))
			g.line("%s()", f)
			g.close("}")
		}},
		{1, true, func() { g.line("%s()", f); g.line("%s()", f) }},
	})
}

// condLiteral writes a literal that is called in a condition.
func (g *gen) condLiteral() {
	g.open("if %s", g.one("", "!"))
	g.extend("func() bool {")
	g.literal(fn{result: "bool"}, func() {
		if g.chance(40) {
			g.stmt()
		}
		if !g.returned() {
			g.line("return %s", g.one(g.role(), g.good(), g.cond(1)))
		}
	})
	g.close("}() {")
	g.indent++
	if g.chance(50) {
		g.scope(g.bare)
	} else {
		g.scope(g.exitOrNot)
	}
	g.close("}")
}

// run calls a helper that runs a function.
func (g *gen) run() {
	if len(g.funcs) > 0 && g.chance(30) {
		g.line("%s %s(%s, in, s, k, srv)", g.target(), g.runner(), g.one(g.funcs...))
		return
	}
	drop := g.chance(20)
	e := "_"
	if drop {
		g.open("_ = %s(", g.runner())
	} else {
		e = fmt.Sprintf("err%d", g.fresh())
		g.open("%s := %s(", e, g.runner())
	}
	g.errorLiteral()
	g.extend(", in, s, k, srv)")
	if !drop {
		g.errs = append(g.errs, e)
		if g.chance(50) {
			g.handle(e)
		}
	}
}

// runner returns the name of a helper that runs a function.
func (g *gen) runner() string {
	return g.helper(fmt.Sprint("run", g.rng.IntN(2)), func(name string) {
		g.fn = fn{result: "error"}
		g.start(1)
		g.open("func %s(fn func() error, %s) error {", name, environment)
		g.pick([]weighted{
			{4, true, func() {
				g.open("if %s {", g.bad())
				g.line(`return errors.New("no role")`)
				g.close("}")
				g.line("return fn()")
			}},
			{2, true, func() {
				g.line("err := fn()")
				g.open("if %s {", g.test("err"))
				g.line("return %s", g.one("nil", `errors.New("refused")`))
				g.close("}")
				g.line("return err")
			}},
			{2, true, func() {
				g.open("if err := fn(); err != nil {")
				g.line("return %s", g.one("err", `fmt.Errorf("r: %w", err)`, `fmt.Errorf("r: %v", err)`))
				g.close("}")
				g.line("return %s", g.one("nil", "fn()"))
			}},
			{2, true, func() {
				g.open("if %s {", g.one(g.opaque(), g.good()))
				g.line("return fn()")
				g.close("}")
				g.line("return nil")
			}},
			{1, true, func() {
				g.open("for range rt.Items(%d) {", g.fresh())
				g.open("if err := fn(); err != nil {")
				g.line("return err")
				g.close("}")
				g.close("}")
				g.line("return nil")
			}},
		})
		g.close("}")
	})
}
