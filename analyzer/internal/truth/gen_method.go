package truth

import "fmt"

// recurse writes a call of a recursive helper.
func (g *gen) recurse() {
	name := g.recursion()
	if g.chance(40) {
		g.guard()
	}
	if !g.left() {
		g.line("%s %s(in, s, k, srv)", g.target(), name)
	}
}

// recursion returns the name of a recursive helper, perhaps by way of another.
func (g *gen) recursion() string {
	return g.helper("rec", func(name string) {
		next := name
		if g.chance(40) {
			next = g.own("f", "back")
		}
		self := next + "(in, s, k, srv)"
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) error {", name, environment)
		g.open("if rt.Cond(%d) {", g.fresh())
		g.line("return %s", g.one("nil", g.operation()))
		g.close("}")
		g.pick([]weighted{
			{2, true, func() {
				g.open("if %s {", g.bad())
				g.line("return nil")
				g.close("}")
			}},
			{2, true, func() {
				g.open("if err := %s; %s {", g.operation(), g.test("err"))
				g.line("return err")
				g.close("}")
			}},
			{1, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
		})
		g.pick([]weighted{
			{2, true, func() { g.line("return %s", self) }},
			{1, true, func() {
				g.line("err := %s", self)
				g.open("if %s {", g.test("err"))
				g.line("return nil")
				g.close("}")
				g.line("return err")
			}},
		})
		g.close("}")
		if next != name {
			g.open("func %s(%s) error {", next, environment)
			if g.chance(50) {
				g.open("if %s {", g.bad())
				g.line("return nil")
				g.close("}")
			}
			g.line("return %s(in, s, k, srv)", name)
			g.close("}")
		}
	})
}

// variadic writes a call of a helper that takes any number of errors.
func (g *gen) variadic() {
	args := g.one(g.errs...)
	if g.chance(50) {
		args += ", " + g.one(append(g.errs, "nil")...)
	}
	if g.chance(50) {
		g.open("if %s(%s) {", g.anyHelper(), args)
		g.inTest()
		g.close("}")
		return
	}
	e := g.newErr()
	g.line("%s := %s(%s)", e, g.firstHelper(), args)
	g.handle(e)
}

func (g *gen) anyHelper() string {
	return g.helper("any", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(errs ...error) bool {", name)
		g.open("for _, e := range errs {")
		g.open("if %s {", g.one("errors.Is(e, syscall.Errno(9101))", "e == syscall.Errno(9101)"))
		g.line("return true")
		g.close("}")
		g.close("}")
		g.line("return false")
		g.close("}")
	})
}

func (g *gen) firstHelper() string {
	return g.helper("first", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(errs ...error) error {", name)
		g.pick([]weighted{
			{1, true, func() {
				g.open("for _, e := range errs {")
				g.open("if e != nil {")
				g.line("return e")
				g.close("}")
				g.close("}")
				g.line("return nil")
			}},
			{1, true, func() { g.line("return errors.Join(errs...)") }},
			{1, true, func() { g.line("return errs[0]") }},
		})
		g.close("}")
	})
}

// method writes calls of methods of a struct that holds the state.
func (g *gen) method() {
	j := fmt.Sprintf("j%d", g.fresh())
	g.line("%s := %s%s{s: s}", j, g.one("&", ""), g.jobs())
	g.pick([]weighted{
		{3, true, func() {
			g.line("%s.check(in, srv)", j)
			g.open("if %s {", g.one("!"+j+".ok", j+".ok", "!"+j+".ok && "+g.opaque()))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{1, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
	})
	if g.left() {
		return
	}
	g.pick([]weighted{
		{3, true, func() {
			g.line("%s.run()", j)
			g.keep(j + ".err")
		}},
		{3, true, func() {
			g.line("%s.run()", j)
			g.open("if %s%s.refused() {", g.one("", "!"), j)
			g.inTest()
			g.close("}")
		}},
		{2, true, func() {
			e := g.newErr()
			g.line("%s := %s.sign()", e, j)
			g.handle(e)
		}},
	})
}

// jobs returns the name of the struct, with its methods.
func (g *gen) jobs() string {
	job := g.own("job", "")
	g.helper("job", func(string) {
		g.fn = fn{}
		g.start(1)
		g.open("type %s struct {", job)
		g.line("s   *dns.RRSIG")
		g.line("err error")
		g.line("ok  bool")
		g.close("}")
		g.open("func (j *%s) check(in *rt.Inputs, srv *rt.Server) {", job)
		g.line("j.ok = %s", g.one("rt.IsKeyMaster()", "srv.IsKeyMaster", "rt.IsKeyMaster() && !in.Dry"))
		g.close("}")
		g.open("func (j *%s) run() {", job)
		if g.chance(50) {
			g.open("if %s {", g.one("!j.ok", "!rt.IsKeyMaster()"))
			g.line("return")
			g.close("}")
		}
		g.line("j.err = j.s.Sign(nil, nil)")
		g.close("}")
		g.open("func (j *%s) sign() error {", job)
		if g.chance(40) {
			g.open("if %s {", g.one("!j.ok", "!rt.IsKeyMaster()"))
			g.line("return nil")
			g.close("}")
		}
		g.line("return j.s.Sign(nil, nil)")
		g.close("}")
		g.open("func (j *%s) refused() bool {", job)
		g.line("return %s", g.one("errors.Is(j.err, syscall.Errno(9101))", "j.err == syscall.Errno(9101)",
			"!j.ok && errors.Is(j.err, syscall.Errno(9101))"))
		g.close("}")
	})
	return job
}
