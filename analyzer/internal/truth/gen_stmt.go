package truth

import (
	"fmt"
	"strings"
)

// stmt writes one statement, which may hold others.
func (g *gen) stmt() {
	g.budget--
	deep := g.depth >= 4
	g.pick(append([]weighted{
		{5, true, g.guard},
		{6, true, g.handled},
		{4, true, g.guarded},
		{1, true, g.bare},
		{5, !deep, g.branch},
		{2, len(g.errs) > 0, g.testLater},
		{3, g.f.BoolVars, g.setBool},
		{2, g.f.BoolVars && len(g.bools) > 0 && !deep, g.useBool},
		{3, g.f.ErrMoves && len(g.errs) > 0, g.moveErr},
		{1, g.f.OpaqueErrs, func() { g.line("%s rt.Err()", g.target()) }},
		{3, g.f.Loops && !deep, g.loop},
		{2, g.f.Switch && !deep, g.switchCond},
		{1, g.f.EnumChecks && !deep, g.switchRole},
		{1, g.f.Goto && !deep, g.jump},
		{1, g.depth > 0, g.exit},
		{1, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
		{3, g.has("", false), func() { g.line("%s", g.callHelper("", false)) }},
		{3, g.has("", true) && len(g.errs) > 0, func() { g.line("%s", g.callWith("", g.one(g.errs...))) }},
		{2, g.f.Closures && !deep, g.closure},
	}, g.wider(deep)...))
}

// exit leaves the block for good.
func (g *gen) exit() {
	inLoop := len(g.loops) > 0
	g.pick([]weighted{
		{6, true, g.leave},
		{4, inLoop, func() { g.line("%s", g.one("break", "continue")) }},
		{2, inLoop && g.f.Labels && g.loops[0] != "", func() { g.line("%s %s", g.one("break", "continue"), g.loops[0]) }},
		{3, len(g.breaks) > 0, func() { g.line("break %s", g.one(g.breaks...)) }},
		{2, len(g.gotos) > 0, func() { g.line("goto %s", g.one(g.gotos...)) }},
		{2, g.has("never", false), func() { g.line("%s", g.callHelper("never", false)) }},
		{1, g.f.NoReturn, func() { g.line("%s", g.one(`panic("no")`, "os.Exit(1)", `log.Fatal("no")`, "runtime.Goexit()")) }},
	})
}

// leave returns from the function.
func (g *gen) leave() {
	switch {
	case g.fn.named != "" && g.chance(30):
		g.line("return")
	case g.fn.result == "error":
		g.returns(g.fault())
	case g.fn.result == "bool":
		g.line("return %s", g.one("false", "false", "true"))
	default:
		g.line("return")
	}
}

// guard writes a role check that leaves where the role is not held.
func (g *gen) guard() {
	g.pick([]weighted{
		{5, true, func() {
			g.open("if %s {", g.bad())
			g.exitOrNot()
			g.close("}")
		}},
		{2, g.f.ErrorChecks, func() {
			e := fmt.Sprintf("err%d", g.fresh())
			g.open("if %s := rt.RequireKeyMaster(); %s != nil {", e, e)
			g.exitOrNot()
			g.close("}")
		}},
		{2, g.f.ErrorChecks, func() {
			ok, e := fmt.Sprintf("ok%d", g.fresh()), fmt.Sprintf("err%d", g.fresh())
			g.line("%s, %s := rt.CheckKeyMaster()", ok, e)
			g.open("if %s {", g.one(e+" != nil || !"+ok, "!"+ok, "!"+ok, e+" != nil", "!"+ok+" && "+e+" == nil"))
			g.exitOrNot()
			g.close("}")
			g.bools = append(g.bools, ok) // not e: whether a role check may fail with the refusal is open
		}},
		{2, g.f.CommaOk, func() {
			ok := fmt.Sprintf("ok%d", g.fresh())
			g.open("if _, %s := rt.AsKeyMaster(); !%s {", ok, ok)
			g.exitOrNot()
			g.close("}")
		}},
		{3, g.f.Correlated && g.fn.root && g.depth < 4, func() {
			g.open("if %s {", g.opaque())
			g.scope(g.guard)
			g.close("}")
		}},
	})
}

// exitOrNot writes the body of a guard; a few only log.
func (g *gen) exitOrNot() {
	if g.chance(10) {
		g.line(`rt.Log("no role")`)
		return
	}
	g.exit()
}

// guarded writes an operation under a check, or under a condition that an
// earlier check may have depended on.
func (g *gen) guarded() {
	c := g.good()
	if g.f.Correlated && g.fn.root && g.chance(40) {
		c = g.opaque()
	}
	g.open("if %s {", c)
	g.scope(g.bare)
	if g.f.Else && g.chance(20) {
		g.close("} else {")
		g.indent++
		g.block(2)
	}
	g.close("}")
}

// bare writes an operation whose result goes nowhere yet.
func (g *gen) bare() {
	g.pick([]weighted{
		{2, true, func() { g.line("%s", g.one("s.Sign(nil, nil)", "_ = s.Sign(nil, nil)")) }},
		{1, g.f.Generate, func() { g.line("k.Generate(256)") }},
		{2, true, func() { g.line("%s %s", g.target(), g.operation()) }},
		{2, g.fn.result == "error", func() { g.returns(g.operation()) }},
	})
}

// operate writes an operation and returns the variable that holds its error.
func (g *gen) operate() string {
	t := g.target()
	name, _, _ := strings.Cut(t, " ")
	if g.f.Generate && g.chance(25) {
		g.line("_, %s k.Generate(256)", t)
	} else {
		g.line("%s %s", t, g.operation())
	}
	return name
}

// branch writes an if on some condition.
func (g *gen) branch() {
	c := g.opaque()
	if g.chance(50) {
		c = g.cond(2)
	}
	g.open("if %s {", c)
	g.block(1 + g.rng.IntN(3))
	for g.f.Else && g.chance(25) {
		g.close("} else if %s {", g.cond(1))
		g.indent++
		g.block(1 + g.rng.IntN(2))
	}
	if g.f.Else && g.chance(40) {
		g.close("} else {")
		g.indent++
		g.block(1 + g.rng.IntN(2))
	}
	if g.chance(30) && !g.left() {
		g.exit()
	}
	g.close("}")
}

// setBool assigns to a bool variable.
func (g *gen) setBool() {
	value := g.cond(2)
	if g.chance(40) {
		value = g.role()
	} else if g.chance(20) {
		value = g.one("true", "false")
	}
	if len(g.bools) > 0 && g.chance(60) {
		v := g.one(g.bools...)
		if g.chance(25) {
			value = v + g.one(" && ", " || ") + g.operand(1)
		}
		g.line("%s = %s", v, value)
		return
	}
	v := fmt.Sprintf("b%d", g.fresh())
	g.line("%s := %s", v, value)
	g.bools = append(g.bools, v)
}

// useBool branches on a bool variable.
func (g *gen) useBool() {
	v := g.one(g.bools...)
	if g.chance(50) {
		v = negated(v)
	}
	g.open("if %s {", v)
	if g.chance(50) {
		g.block(2)
	} else {
		g.exit()
	}
	g.close("}")
}

// moveErr passes errors on.
func (g *gen) moveErr() {
	e := g.fault()
	if e == "nil" {
		g.line("%s = nil", g.one(g.errs...))
		return
	}
	g.line("%s %s", g.target(), e)
}
