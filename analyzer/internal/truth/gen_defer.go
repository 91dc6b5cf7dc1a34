package truth

import "fmt"

// named reports whether results should have names.
func (f *Features) named() bool { return f.DeferMore || f.Overwrite || f.Recover || f.MultiNamed }

// deferred writes a deferred closure that may test the named result.
func (g *gen) deferred(name string) {
	if !g.chance(60) {
		return
	}
	g.open("defer func() {")
	outer := g.fn
	g.fn = fn{root: outer.root}
	g.scope(func() { g.handle(name) })
	g.fn = outer
	g.close("}()")
}

// deferMore writes a deferred call, perhaps under a condition.
func (g *gen) deferMore() {
	if g.chance(30) {
		g.open("if %s {", g.one(g.cond(1), g.opaque()))
		defer g.close("}")
	}
	e := "nil"
	if len(g.errs) > 0 {
		e = g.one(g.errs...)
	}
	if g.fn.named != "" && g.chance(80) {
		e = g.fn.named
	}
	some := e != "nil"
	inside := func(write func()) func() {
		return func() {
			g.open("defer func() {")
			g.literal(fn{}, write)
			g.close("}()")
		}
	}
	g.pick([]weighted{
		{4, some && g.f.DeferMore, inside(func() { g.handle(e) })},
		{2, some && g.f.DeferMore && addressable(e), func() { g.line("defer %s(&%s, in, s, k, srv)", g.reporter(), e) }},
		{1, g.f.DeferMore, func() { g.line("defer rt.Log(%d)", g.fresh()) }},
		{1, g.f.DeferMore, func() { g.line("defer s.Sign(nil, nil)") }},
		{2, g.f.DeferMore, inside(g.bare)},
		{1, g.f.DeferMore, inside(func() { g.block(2) })},
		{4, some && g.f.Overwrite, inside(func() { g.overwrite(e) })},
		{1, true, inside(func() { g.line("rt.Log(%d)", g.fresh()) })},
	})
}

// overwrite changes the error e at the end of a function.
func (g *gen) overwrite(e string) {
	change := func() {
		g.line("%s = %s", e, g.one("nil", fmt.Sprintf(`fmt.Errorf("d: %%w", %s)`, e),
			fmt.Sprintf(`fmt.Errorf("d: %%v", %s)`, e), `errors.New("d")`))
	}
	g.pick([]weighted{
		{3, true, func() {
			g.open("if %s != nil {", e)
			change()
			g.close("}")
		}},
		{2, true, func() {
			g.open("if %s {", g.test(e))
			change()
			g.close("}")
		}},
		{2, true, func() {
			g.open("if %s {", g.opaque())
			change()
			g.close("}")
		}},
		{1, true, change},
	})
}

// reporter returns the name of a helper that looks at an error behind a pointer.
func (g *gen) reporter() string {
	return g.helper("report", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(p *error, %s) {", name, environment)
		g.errs = []string{"(*p)"}
		g.handle("(*p)")
		g.close("}")
	})
}

// recovering writes a deferred closure that stops panics.
func (g *gen) recovering() {
	g.open("defer func() {")
	g.literal(fn{}, func() {
		g.pick([]weighted{
			{3, true, func() {
				g.open("if r := recover(); r != nil {")
				g.recovered()
				g.close("}")
			}},
			{1, true, func() { g.line("recover()") }},
			{1, g.fn.root && len(g.errs) > 0, func() {
				g.open("if r := recover(); r != nil {")
				g.recovered()
				g.close("}")
				g.handle(g.one(g.errs...))
			}},
		})
	})
	g.close("}()")
}

// recovered writes what happens to the panic r.
func (g *gen) recovered() {
	options := []weighted{
		{2, true, func() { g.line("rt.Log(r)") }},
		{1, true, func() { g.line("panic(r)") }},
	}
	if len(g.errs) > 0 {
		e := g.one(g.errs...)
		options = append(options, []weighted{
			{2, true, func() { g.line("%s = %s", e, g.one(`fmt.Errorf("p: %v", r)`, `errors.New("panicked")`, "nil")) }},
			{2, true, func() {
				g.open("if e, ok := r.(error); ok {")
				g.line("%s = e", e)
				g.close("}")
			}},
			{2, true, func() { g.handle(e) }},
		}...)
	}
	g.scope(func() { g.pick(options) })
}

// throw writes a panic under a condition.
func (g *gen) throw() {
	g.open("if %s {", g.one(g.cond(1), g.bad()))
	g.line("panic(%s)", g.one(`"no"`, g.anError()))
	g.close("}")
}

// anError returns an error that is not nil.
func (g *gen) anError() string {
	if len(g.errs) == 0 || g.chance(30) {
		return fmt.Sprintf(`errors.New("e%d")`, g.fresh())
	}
	return fmt.Sprintf(`fmt.Errorf("p: %%w", %s)`, g.one(g.errs...))
}
