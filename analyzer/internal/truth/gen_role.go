package truth

import "fmt"

// roleForm writes a role check in one of the less common shapes.
func (g *gen) roleForm() {
	n := g.fresh()
	ok := fmt.Sprintf("ok%d", n)
	g.pick([]weighted{
		{2, true, func() {
			g.open("if rt.IsKeyMaster() == %s {", g.one("false", "true"))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			g.open("if %s := %s; %s {", ok, g.role(), g.one("!"+ok, ok, "!"+ok+" || "+g.opaque()))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			g.line("err%d := rt.RequireKeyMaster()", n)
			if g.chance(30) {
				g.stmt()
			}
			if !g.left() {
				g.open("if err%d %s nil {", n, g.one("!=", "!=", "=="))
				g.scope(g.exitOrNot)
				g.close("}")
				g.errs = append(g.errs, fmt.Sprintf("err%d", n))
			}
		}},
		{2, true, func() {
			g.line("role%d := rt.Role()", n)
			g.open("if role%d %s {", n, g.one("!= rt.RoleKeyMaster", "== rt.RoleReplica"))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			g.line("host%d := srv.KeyMasterServer", n)
			g.open("if host%d %s rt.Hostname {", n, g.one("!=", "!=", "=="))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			g.line("_, %s := rt.AsKeyMaster()", ok)
			g.bools = append(g.bools, ok)
			g.open("if %s {", g.one("!"+ok, ok))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			g.open("switch rt.IsKeyMaster() {")
			g.close("case false:")
			g.indent++
			g.scope(g.exitOrNot)
			g.close("case true:")
			g.indent++
			g.block(1)
			g.close("}")
		}},
		{2, true, func() {
			box := g.roleBox()
			g.line("st%d := %s{ok: %s}", n, box, g.role())
			g.open("if %s {", g.one(fmt.Sprintf("!st%d.ok", n), fmt.Sprintf("st%d.ok", n)))
			g.scope(g.exitOrNot)
			g.close("}")
			g.bools = append(g.bools, fmt.Sprintf("st%d.ok", n))
		}},
		{2, true, func() {
			box := g.roleBox()
			g.line("st%d := new(%s)", n, box)
			g.open("if %s {", g.opaque())
			g.line("st%d.ok = %s", n, g.role())
			g.close("}")
			g.open("if st%d.ok {", n)
			g.scope(g.bare)
			g.close("}")
		}},
		{2, true, func() {
			g.line("%s, err%d := rt.CheckKeyMaster()", ok, n)
			g.open("switch {")
			g.close("case err%d != nil:", n)
			g.indent++
			g.scope(g.exitOrNot)
			g.close("case %s%s:", g.one("!", "!", ""), ok)
			g.indent++
			g.scope(g.exitOrNot)
			g.close("}")
			g.bools = append(g.bools, ok)
		}},
	})
}

// roleBox returns the name of a struct type that holds the role.
func (g *gen) roleBox() string {
	name := g.own("box", "role")
	g.helper("rolebox", func(string) { g.line("type %s struct{ ok bool }", name) })
	return name
}
