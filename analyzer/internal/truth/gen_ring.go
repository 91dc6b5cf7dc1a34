package truth

import "fmt"

// walk writes calls of recursive helpers, bounded by an argument.
func (g *gen) walk() {
	n := g.fresh()
	e := fmt.Sprintf("err%d", n)
	count := fmt.Sprintf("rt.Count(%d)", n)
	g.pick([]weighted{
		{3, true, func() {
			g.line("%s := %s(%s, in, s, k, srv)", e, g.walker(), count)
			g.keep(e)
		}},
		{2, true, func() {
			name := g.helper("climb", func(name string) {
				g.fn = fn{}
				g.start(1)
				g.open("func %s(n int, %s) bool {", name, environment)
				g.open("if n <= 0 {")
				g.line("return %s", g.one(g.role(), g.role(), "false", "true"))
				g.close("}")
				g.line("return %s(n-1, in, s, k, srv)%s", name, g.one("", " && "+g.role(), " || "+g.role()))
				g.close("}")
			})
			g.open("if %s%s(%s, in, s, k, srv) {", g.one("!", "!", ""), name, count)
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, len(g.errs) > 0, func() {
			name := g.helper("search", func(name string) {
				g.fn = fn{}
				g.start(1)
				g.open("func %s(n int, e error, %s) bool {", name, environment)
				g.open("if n <= 0 {")
				g.line("return %s", g.one(g.test("e"), g.test("e"), "false"))
				g.close("}")
				g.line("return %s%s(n-1, e, in, s, k, srv)", g.one("", g.test("e")+" || "), name)
				g.close("}")
			})
			g.open("if %s(%s, %s, in, s, k, srv) {", name, count, g.one(g.errs...))
			g.inTest()
			g.close("}")
		}},
	})
}

// walker returns the name of an operation that calls itself, perhaps by way of up to three others.
func (g *gen) walker() string {
	return g.helper("walk", func(name string) {
		ring := []string{name}
		for i := range g.rng.IntN(4) {
			ring = append(ring, g.own("f", fmt.Sprint("ring", i)))
		}
		for i, member := range ring {
			next := ring[(i+1)%len(ring)]
			g.fn = fn{}
			g.start(1)
			g.open("func %s(n int, %s) error {", member, environment)
			if i == 0 {
				g.open("if n <= 0 {")
				g.line("return %s", g.one(g.operation(), g.operation(), "nil"))
				g.close("}")
				next += "(n-1, in, s, k, srv)"
			} else {
				next += "(n, in, s, k, srv)"
			}
			g.onward(next)
			g.close("}")
		}
	})
}

// onward writes the rest of a member of a ring, which calls the next one.
func (g *gen) onward(next string) {
	g.pick([]weighted{
		{3, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
		{2, true, func() {
			g.open("if %s {", g.bad())
			g.line("return nil")
			g.close("}")
		}},
		{1, true, func() {
			g.open("if err := %s; err != nil {", g.operation())
			g.line("return err")
			g.close("}")
		}},
		{1, true, func() {
			g.open("if %s {", g.opaque())
			g.line("return %s", g.one(g.operation(), "nil"))
			g.close("}")
		}},
	})
	g.pick([]weighted{
		{3, true, func() { g.line("return %s", next) }},
		{1, true, func() {
			g.line("err := %s", next)
			g.open("if %s {", g.test("err"))
			g.line("return %s", g.one("nil", "err"))
			g.close("}")
			g.line("return err")
		}},
		{1, true, func() {
			g.open("if err := %s; err != nil {", next)
			g.line(`return fmt.Errorf("up: %%%s", err)`, g.one("w", "w", "v"))
			g.close("}")
			g.line("return nil")
		}},
	})
}
