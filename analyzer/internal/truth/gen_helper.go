package truth

import (
	"fmt"
	"strings"
)

// has reports whether a helper with this result can be called from here.
func (g *gen) has(result string, takes bool) bool { return len(g.candidates(result, takes)) > 0 }

func (g *gen) candidates(result string, takes bool) []string {
	var names []string
	for _, h := range g.helpers {
		if h.result == result && h.takes == takes {
			names = append(names, h.name)
		}
	}
	return names
}

// callHelper returns a call of a helper.
func (g *gen) callHelper(result string, takes bool) string {
	return g.one(g.candidates(result, takes)...) + "(in, s, k, srv)"
}

// callWith returns a call of a helper that takes the error e.
func (g *gen) callWith(result, e string) string {
	return fmt.Sprintf("%s(%s, in, s, k, srv)", g.one(g.candidates(result, true)...), e)
}

// writeHelpers writes the helpers of a case. A helper can call those before it.
func (g *gen) writeHelpers() {
	all := g.helpers
	for range 1 + g.rng.IntN(4) {
		if g.f.Deep {
			g.helpers = all
		}
		var h fn
		g.writeHelper(&h)
		all = append(all, h)
	}
	g.helpers = all
}

func (g *gen) writeHelper(h *fn) {
	letter := string(rune('a' + g.named))
	g.named++
	body := func(role, result string, write func()) {
		h.name = g.own("f", letter)
		if g.level.pkg != "" {
			h.name = fmt.Sprintf("%s%s%05d%s", g.level.pkg, role, g.id, letter)
		}
		h.result = result
		g.fn = *h
		g.start(2 + g.rng.IntN(4))
		params := environment
		if h.takes {
			params = "e error, " + params
		}
		g.open("%s {", strings.TrimSpace(fmt.Sprintf("func %s(%s) %s", h.name, params, result)))
		write()
		g.close("}")
	}
	g.pick(append([]weighted{
		{3, true, func() { body("Check", "bool", func() { g.line("return %s", g.one(g.role(), g.good())) }) }},
		{2, true, func() {
			body("Check", "bool", func() {
				g.open("if %s {", g.bad())
				g.line("return false")
				g.close("}")
				g.line("return %s", g.one("true", "true", "!rt.Cond(0)"))
			})
		}},
		{2, true, func() {
			body("Guard", "error", func() {
				g.open("if %s {", g.bad())
				g.line(`return errors.New("no role")`)
				g.close("}")
				g.line("return nil")
			})
		}},
		{2, g.f.NoReturn, func() {
			body("Require", "", func() {
				g.open("if %s {", g.bad())
				g.line("%s", g.one(`panic("no role")`, "os.Exit(1)", `log.Fatal("no role")`))
				g.close("}")
			})
		}},
		{4, true, func() {
			h.takes = true
			body("Test", "bool", func() { g.errs = []string{"e"}; g.line("return %s", g.test("e")) })
		}},
		{2, true, func() {
			h.takes = true
			body("Test", "bool", func() {
				g.errs = []string{"e"}
				g.open("if e == nil {")
				g.line("return false")
				g.close("}")
				g.handle("e")
				g.line("return %s", g.one("true", "false", g.test("e")))
			})
		}},
		{2, g.f.Wrap, func() {
			h.takes = true
			body("Wrap", "error", func() {
				g.errs = []string{"e"}
				g.open("if e == nil {")
				g.line("return nil")
				g.close("}")
				g.line(`return fmt.Errorf("w: %%%s", e)`, g.one("w", "w", "v"))
			})
		}},
		{3, true, func() { body("Perform", "error", func() { g.line("return %s", g.operation()) }) }},
		{3, true, func() { body("Handle", "error", func() { g.handled(); g.last() }) }},
		{2, true, func() { body("Run", "", func() { g.guarded() }) }},
		{4, g.f.Bodies, func() { body("Do", "error", g.body) }},
		{2, g.f.Bodies, func() { body("Do", "", g.body) }},
		{2, g.f.Bodies, func() { body("Do", "bool", g.body) }},
	}, g.foreignForms(body, h)...))
}
