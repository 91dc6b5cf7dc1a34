package truth

import "fmt"

// foreignForms are the less usual things that helpers of other packages do.
func (g *gen) foreignForms(body func(role, result string, write func()), h *fn) []weighted {
	on := g.level.pkg != ""
	failed := func(change func(e string)) func() {
		return func() {
			body("Perform", "error", func() {
				g.open("if err := %s; err != nil {", g.operation())
				change("err")
				g.close("}")
				g.line("return nil")
			})
		}
	}
	return []weighted{
		{2, on, func() { body("Drop", "", g.bare) }},
		{2, on, failed(func(e string) {
			g.line("return %s", g.one(`fmt.Errorf("h: %w", err)`, `fmt.Errorf("h: %w", err)`, `errors.Join(errors.New("h"), err)`,
				`fmt.Errorf("h: %v", err)`, `errors.New("failed")`, "&rt.Wrapped{Cause: err}"))
		})},
		{2, on && g.f.ImportedTypes, failed(func(e string) { g.line("return &%s{Err: %s}", g.faultType(), e) })},
		{2, on, failed(func(e string) {
			g.open("if %s {", g.test(e))
			g.line("return %s", g.one("nil", "err", `errors.New("refused")`))
			g.close("}")
			g.line("return err")
		})},
		{2, on, func() {
			body("Perform", "error", func() {
				g.open("if %s {", g.one(g.opaque(), g.bad()))
				g.line("return nil")
				g.close("}")
				g.line("return %s", g.operation())
			})
		}},
		{2, on, func() {
			h.takes = true
			body("Translate", "error", func() {
				g.open("if %s {", g.test("e"))
				g.line("return %s", g.one("nil", `errors.New("refused")`, `fmt.Errorf("refused: %w", e)`))
				g.close("}")
				g.line("return e")
			})
		}},
		{1, on, func() {
			h.takes = true
			body("Insist", "", func() {
				g.open("if %s {", g.one("e != nil", g.test("e")))
				g.line("panic(e)")
				g.close("}")
			})
		}},
		{1, on, func() {
			body("Fail", "", func() { g.line("%s", g.one(`panic("no")`, "os.Exit(1)", `log.Fatal("no")`)) })
			h.result = "never"
		}},
		{1, on, func() {
			body("Must", "", func() {
				g.open("if err := %s; err != nil {", g.operation())
				if g.chance(40) {
					g.open("if %s {", g.test("err"))
					g.line("return")
					g.close("}")
				}
				g.line("panic(err)")
				g.close("}")
			})
		}},
	}
}

// faultType returns the name of an error type of this package with Unwrap.
func (g *gen) faultType() string {
	name := fmt.Sprintf("%sFault%05d", g.level.pkg, g.id)
	g.late.add(name, func() {
		g.line("type %s struct{ Err error }", name)
		g.line(`func (f *%s) Error() string { return "fault: " + f.Err.Error() }`, name)
		g.line("func (f *%s) Unwrap() error { return f.Err }", name)
	})
	return name
}
