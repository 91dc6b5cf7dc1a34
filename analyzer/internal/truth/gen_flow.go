package truth

import "fmt"

// loop writes a loop with an opaque number of iterations.
func (g *gen) loop() {
	n, label := g.fresh(), ""
	if g.f.Labels && g.chance(50) {
		label = fmt.Sprintf("L%d", n)
		g.line("%s:", label)
	}
	endless := false
	g.pick([]weighted{
		{2, true, func() { g.open("for range rt.Items(%d) {", n) }},
		{1, true, func() { g.open("for i := 0; i < rt.Count(%d); i++ {", n) }},
		{2, true, func() { g.open("for rt.Cond(%d) {", n) }},
		{1, true, func() { g.open("for {"); endless = true }},
	})
	if endless {
		// A way out that nothing can take away: an execution must be able to end.
		g.open("if rt.Cond(%d) {", n)
		g.line("break")
		g.close("}")
	}
	g.loops = append(g.loops, label)
	gotos := g.gotos
	g.block(1 + g.rng.IntN(4))
	g.gotos = gotos
	g.loops = g.loops[:len(g.loops)-1]
	g.close("}")
}

// switchCond writes a switch without tag.
func (g *gen) switchCond() {
	g.open("switch {")
	n := 1 + g.rng.IntN(3)
	for i := range n {
		c := g.cond(1)
		if g.chance(20) {
			c += ", " + g.cond(0)
		}
		g.close("case %s:", c)
		g.indent++
		g.inSwitch()
		if g.f.Fallthrough && i < n-1 && !g.left() && g.chance(25) {
			g.line("fallthrough")
		}
	}
	if g.chance(40) {
		g.close("default:")
		g.indent++
		g.inSwitch()
	}
	g.close("}")
}

// inSwitch writes a clause; break in it leaves the switch, which is as good a test.
func (g *gen) inSwitch() { g.block(1 + g.rng.IntN(2)) }

// switchRole writes a switch on the role.
func (g *gen) switchRole() {
	g.open("switch rt.Role() {")
	g.close("case rt.RoleKeyMaster:")
	g.indent++
	g.inSwitch()
	if g.chance(50) {
		g.close("case rt.RoleReplica:")
		g.indent++
		g.scope(g.exitOrNot)
	}
	if g.chance(50) {
		g.close("default:")
		g.indent++
		g.scope(g.exitOrNot)
	}
	g.close("}")
}

// jump writes a block that a goto inside it may skip the rest of.
func (g *gen) jump() {
	label := fmt.Sprintf("G%d", g.fresh())
	g.open("{")
	g.gotos = append(g.gotos, label)
	g.open("if %s {", g.cond(1))
	g.line("goto %s", label)
	g.close("}")
	g.block(1 + g.rng.IntN(4))
	g.gotos = g.gotos[:len(g.gotos)-1]
	g.close("}")
	// The block keeps variables that a goto may not jump over out of scope.
	g.line("%s:", label)
	g.line("rt.Log(%d)", g.fresh())
}
