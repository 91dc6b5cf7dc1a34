package truth

import "fmt"

// tupleHelper writes a call of a helper with two results.
func (g *gen) tupleHelper() {
	n := g.fresh()
	ok, e := fmt.Sprintf("ok%d", n), fmt.Sprintf("err%d", n)
	g.pick([]weighted{
		{3, true, func() {
			g.line("%s, %s := %s(in, s, k, srv)", ok, e, g.checkHelper())
			g.open("if %s {", g.one(e+" != nil || !"+ok, "!"+ok, "!"+ok, e+" != nil"))
			g.scope(g.exitOrNot)
			g.close("}")
			g.bools = append(g.bools, ok) // not e: whether a role check may fail with the refusal is open
		}},
		{3, true, func() {
			g.line("_, %s := %s(in, s, k, srv)", e, g.countHelper())
			g.keep(e)
		}},
		{3, len(g.errs) > 0, func() {
			g.line("%s, %s := %s(%s, in, s, k, srv)", ok, e, g.inspectHelper(), g.one(g.errs...))
			g.open("if %s {", g.one(ok, "!"+ok, ok+" && "+e+" != nil"))
			g.inTest()
			g.close("}")
			g.errs = append(g.errs, e)
		}},
	})
}

// checkHelper returns the name of a (bool, error) role check.
func (g *gen) checkHelper() string {
	return g.helper("check", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) (bool, error) {", name, environment)
		g.pick([]weighted{
			{2, true, func() {
				g.open("if %s {", g.bad())
				g.line("return false, %s", g.one("nil", `errors.New("no role")`))
				g.close("}")
				g.line("return true, nil")
			}},
			{1, true, func() { g.line("return %s, nil", g.role()) }},
			{1, g.f.ErrorChecks, func() {
				g.open("if err := rt.RequireKeyMaster(); err != nil {")
				g.line("return false, err")
				g.close("}")
				g.line("return %s, nil", g.one("true", "true", "!rt.Cond(0)"))
			}},
		})
		g.close("}")
	})
}

// countHelper returns the name of an operation that also counts.
func (g *gen) countHelper() string {
	return g.helper("count", func(name string) {
		g.fn = fn{result: "error", first: "0"}
		g.start(2)
		g.open("func %s(%s) (int, error) {", name, environment)
		if g.chance(40) {
			g.guard()
		}
		if g.chance(40) && !g.left() {
			g.handled()
		}
		if !g.left() {
			g.line("return 1, %s", g.operation())
		}
		g.close("}")
	})
}

// inspectHelper returns the name of a refusal test with two results.
func (g *gen) inspectHelper() string {
	return g.helper("inspect", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(e error, %s) (bool, error) {", name, environment)
		if g.chance(50) {
			g.open("if %s {", g.test("e"))
			g.line("return true, nil")
			g.close("}")
			g.line("return false, e")
		} else {
			g.line("return %s, e", g.test("e"))
		}
		g.close("}")
	})
}

// kindHelper writes a branch on the enum or string that a helper returns.
func (g *gen) kindHelper() {
	call, values := g.standing()
	if len(g.errs) > 0 && g.chance(60) {
		call, values = g.classifier(g.one(g.errs...))
	}
	if g.chance(50) {
		g.open("if %s%s%s {", call, g.one(" == ", " != "), g.one(values...))
		g.scope(g.tagBody)
		g.close("}")
		return
	}
	g.open("switch %s {", call)
	asked := false
	for _, v := range values {
		if g.chance(70) {
			asked = true
			g.close("case %s:", v)
			g.indent++
			g.scope(g.tagBody)
		}
	}
	if !asked { // with a default alone nobody would ask which it is
		g.close("case %s:", values[0])
		g.indent++
	}
	g.close("default:")
	g.indent++
	g.inTest()
	g.close("}")
}

// standing returns a call that says in words which role is held.
func (g *gen) standing() (call string, values []string) {
	name := g.helper("standing", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) string {", name, environment)
		g.open("if %s {", g.bad())
		g.line(`return "replica"`)
		g.close("}")
		if g.chance(30) {
			g.open("if %s {", g.opaque())
			g.line(`return "unknown"`)
			g.close("}")
		}
		g.line(`return "master"`)
		g.close("}")
	})
	return name + "(in, s, k, srv)", []string{`"master"`, `"replica"`}
}

// classifier returns a call that sorts the error e.
func (g *gen) classifier(e string) (call string, values []string) {
	name := g.helper("sort", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(e error, %s) int {", name, environment)
		g.open("switch {")
		if g.chance(50) {
			g.close("case e == nil:")
			g.indent++
			g.line("return 0")
		}
		g.close("case %s:", g.test("e"))
		g.indent++
		g.line("return 2")
		g.close("}")
		g.line("return 1")
		g.close("}")
	})
	return fmt.Sprintf("%s(%s, in, s, k, srv)", name, e), []string{"2", "1"}
}

// paramHelper writes a call of a helper whose parameter decides.
func (g *gen) paramHelper() {
	flag := func() string { return g.one("true", "false", g.opaque(), g.role()) }
	var call string
	g.pick([]weighted{
		{2, true, func() { call = fmt.Sprintf("%s(%s, in, s, k, srv)", g.forceHelper(), flag()) }},
		{2, true, func() {
			mode := g.one(`"check"`, `"sign"`, `"none"`)
			if g.chance(30) {
				name := fmt.Sprintf("mode%d", g.fresh())
				g.line("%s := %s", name, mode)
				g.open("if %s {", g.one(g.opaque(), g.role()))
				g.line(`%s = "sign"`, name)
				g.close("}")
				mode = name
			}
			call = fmt.Sprintf("%s(%s, in, s, k, srv)", g.modeHelper(), mode)
		}},
	})
	if g.chance(40) {
		g.line("_ = %s", call)
		return
	}
	e := g.newErr()
	g.line("%s := %s", e, call)
	g.handle(e)
}

func (g *gen) forceHelper() string {
	return g.helper("force", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(force bool, %s) error {", name, environment)
		g.pick([]weighted{
			{2, true, func() {
				g.open("if !force && %s {", g.noRole())
				g.line(`return errors.New("no role")`)
				g.close("}")
				g.line("return %s", g.operation())
			}},
			{2, true, func() {
				g.open("if force {")
				g.line("return %s", g.operation())
				g.close("}")
				g.line("return nil")
			}},
			{2, true, func() {
				g.line("err := %s", g.operation())
				g.open("if force && %s {", g.test("err"))
				g.line("return nil")
				g.close("}")
				g.line("return err")
			}},
		})
		g.close("}")
	})
}

func (g *gen) modeHelper() string {
	return g.helper("mode", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(mode string, %s) error {", name, environment)
		if g.chance(50) {
			g.open(`if mode == "check" && %s {`, g.noRole())
			g.line("return nil")
			g.close("}")
		}
		g.open("switch mode {")
		g.close(`case "sign":`)
		g.indent++
		g.line("return %s", g.operation())
		g.close(`case "check":`)
		g.indent++
		if g.chance(50) {
			g.open("if %s {", g.bad())
			g.line("return nil")
			g.close("}")
		}
		g.line("return %s", g.operation())
		g.close("}")
		g.line("return nil")
		g.close("}")
	})
}
