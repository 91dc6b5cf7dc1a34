package truth

import (
	"fmt"
	"strings"
)

// handled writes an operation and what tells its refusal apart, wholly or on
// some paths only.
func (g *gen) handled() {
	if g.f.IfInit && g.chance(35) {
		g.handledInit()
		return
	}
	e := g.operate()
	if g.chance(15) {
		g.stmt()
	}
	if !g.left() {
		g.handle(e)
	}
}

// handledInit is handled with the operation in the init of an if.
func (g *gen) handledInit() {
	g.scope(func() {
		e := g.newErr()
		op := e + " := " + g.operation()
		if g.f.Generate && g.chance(25) {
			op = "_, " + e + " := k.Generate(256)"
		}
		if g.chance(50) {
			g.open("if %s; %s {", op, g.test(e))
			g.exit()
			if g.f.Else && g.chance(30) {
				g.close("} else if %s {", g.cond(1))
				g.indent++
				g.block(2)
			}
			g.close("}")
			return
		}
		g.open("if %s; %s != nil {", op, e)
		g.handle(e)
		if !g.left() {
			g.exit()
		}
		g.close("}")
	})
}

// handle tests the error variable e.
func (g *gen) handle(e string) {
	options := []weighted{
		{6, true, func() {
			g.open("if %s {", g.test(e))
			g.inTest()
			g.close("}")
		}},
		{3, true, func() {
			g.open("if %s != nil {", e)
			if g.chance(25) {
				g.open("if %s {", g.opaque())
				g.inTest()
				g.close("}")
			}
			g.open("if %s {", g.test(e))
			g.inTest()
			g.close("}")
			g.inTest()
			g.close("}")
		}},
		{1, true, func() {
			g.open("if %s == nil {", e)
			g.inTest()
			g.close("}")
			g.open("if %s {", negated(g.test(e)))
			g.inTest()
			g.close("}")
		}},
		{2, g.f.BoolOps, func() {
			g.open("if %s {", g.mixed(e))
			g.inTest()
			g.close("}")
		}},
		{2, g.f.AsTests, func() { g.as(e) }},
		{2, g.f.SwitchErr, func() { g.switchErr(e) }},
		{1, g.f.Switch, func() {
			g.open("switch {")
			g.close("case %s:", g.one(e+" == nil", g.opaque(), g.test(e)))
			g.indent++
			g.inTest()
			g.close("case %s:", g.test(e))
			g.indent++
			g.inTest()
			if g.chance(50) {
				g.close("default:")
				g.indent++
				g.inTest()
			}
			g.close("}")
		}},
		{2, g.f.BoolVars, func() {
			v := fmt.Sprintf("b%d", g.fresh())
			g.line("%s := %s", v, g.test(e))
			g.open("if %s {", g.one(v, "!"+v, v, g.opaque()+" && "+v))
			g.inTest()
			g.close("}")
			g.bools = append(g.bools, v)
		}},
		{2, g.f.Wrap && !strings.Contains(e, "."), func() {
			g.line(`%s = fmt.Errorf("w: %%w", %s)`, e, e)
			g.open("if %s {", g.test(e))
			g.inTest()
			g.close("}")
		}},
	}
	if g.f.forms() {
		options = append(options, g.testForms(e)...)
	}
	g.pick(options)
}

// mixed returns a condition in which a test of e is one part.
func (g *gen) mixed(e string) string {
	t := g.test(e)
	if strings.Contains(t, " && ") {
		t = "(" + t + ")"
	}
	return g.one(
		e+" != nil && "+t,
		e+" == nil || "+t,
		t+" && "+g.operand(0),
		g.operand(0)+" || "+t,
		g.operand(0)+" && "+t,
		"!("+e+" != nil && "+t+")",
	)
}

// inTest writes the body of a branch of a test.
func (g *gen) inTest() {
	switch {
	case g.chance(50):
		g.scope(g.exit)
	case g.budget > 0 && g.depth < 3 && g.chance(30):
		g.block(1)
	default:
		g.line("rt.Log(%d)", g.fresh())
	}
}

// as writes errors.As or errors.AsType and a comparison.
func (g *gen) as(e string) {
	n := fmt.Sprintf("n%d", g.fresh())
	code := g.one("9101", "9101", "9101", "5")
	g.pick([]weighted{
		{3, true, func() {
			g.line("var %s syscall.Errno", n)
			g.open("if errors.As(%s, &%s) && %s == %s {", e, n, n, code)
			g.inTest()
			g.close("}")
		}},
		{2, true, func() {
			g.line("var %s syscall.Errno", n)
			g.open("if errors.As(%s, &%s) {", e, n)
			if g.chance(40) {
				g.inTest()
			}
			g.open("if %s != %s {", n, code)
			g.inTest()
			g.close("}")
			g.close("}")
		}},
		{2, true, func() {
			g.open("if %s, ok := errors.AsType[syscall.Errno](%s); ok && %s == %s {", n, e, n, code)
			g.inTest()
			g.close("}")
		}},
		{1, true, func() {
			g.open("if %s, ok := %s.(syscall.Errno); ok && %s == %s {", n, e, n, code)
			g.inTest()
			g.close("}")
		}},
	})
}

// switchErr writes a switch on the error.
func (g *gen) switchErr(e string) {
	g.open("switch %s {", e)
	for _, c := range []string{"nil", "syscall.Errno(5)", "syscall.Errno(9101)"} {
		if g.chance(70) {
			g.close("case %s:", c)
			g.indent++
			g.inTest()
		}
	}
	if g.chance(60) {
		g.close("default:")
		g.indent++
		g.inTest()
	}
	g.close("}")
}

// testLater tests an error that is still around.
func (g *gen) testLater() { g.handle(g.one(g.errs...)) }
