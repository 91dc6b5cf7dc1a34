package truth

import "fmt"

// update writes a dynamic update and what becomes of its rcode.
func (g *gen) update() {
	n := g.fresh()
	r, e := fmt.Sprintf("r%d", n), fmt.Sprintf("err%d", n)
	if g.chance(30) {
		g.line("%s, %s := %s(in, s, k, srv)", r, e, g.sender())
	} else {
		g.line("m%d := new(dns.Msg)", n)
		g.line(`m%d.SetUpdate("example.org.")`, n)
		g.line("m%d.Insert([]dns.RR{k})", n)
		g.line(`%s, _, %s := new(dns.Client).Exchange(m%d, "192.0.2.1:53")`, r, e, n)
	}
	if g.chance(30) {
		g.open("if %s == nil && %s {", e, g.rcodeTest(r+".Rcode"))
		g.inTest()
		g.close("}")
		return
	}
	g.open("if %s != nil {", e)
	g.leave()
	g.close("}")
	if g.chance(20) {
		g.guard()
	}
	if !g.left() {
		g.rcode(r)
	}
}

// rcode tests the reply r.
func (g *gen) rcode(r string) {
	branch := func(cond string) {
		g.open("if %s {", cond)
		g.inTest()
		g.close("}")
	}
	g.pick([]weighted{
		{5, true, func() { branch(g.rcodeTest(r + ".Rcode")) }},
		{2, true, func() {
			c := g.operand(0)
			branch(g.one(c+" && "+g.rcodeTest(r+".Rcode"), c+" || "+g.rcodeTest(r+".Rcode")))
		}},
		{2, true, func() {
			g.line("rc%d := %s.Rcode", g.fresh(), r)
			branch(g.rcodeTest(fmt.Sprintf("rc%d", g.next)))
		}},
		{2, true, func() { branch(fmt.Sprintf("%s(%s)", g.rcodeHelper(), r)) }},
		{2, true, func() {
			g.open("switch %s.Rcode {", r)
			for _, c := range []string{"dns.RcodeSuccess", "dns.RcodeServerFailure", "dns.RcodeRefused, dns.RcodeNotAuth"} {
				if g.chance(60) {
					g.close("case %s:", c)
					g.indent++
					g.inTest()
				}
			}
			g.close("default:")
			g.indent++
			g.inTest()
			g.close("}")
		}},
		{1, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
	})
}

// rcodeTest returns a condition on an rcode.
func (g *gen) rcodeTest(rcode string) string {
	return rcode + g.one(" == dns.RcodeRefused", " == dns.RcodeNotAuth", " != dns.RcodeSuccess", " == dns.RcodeSuccess",
		" == dns.RcodeServerFailure")
}

func (g *gen) rcodeHelper() string {
	return g.helper("rcode", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(r *dns.Msg) bool {", name)
		g.line("return %s", g.rcodeTest("r.Rcode"))
		g.close("}")
	})
}

// sender returns the name of a helper that sends an update.
func (g *gen) sender() string {
	return g.helper("send", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) (*dns.Msg, error) {", name, environment)
		if g.chance(30) {
			g.open("if %s {", g.bad())
			g.line(`return nil, errors.New("no role")`)
			g.close("}")
		}
		g.line("m := new(dns.Msg)")
		g.line(`m.SetUpdate("example.org.")`)
		g.line("m.Insert([]dns.RR{k})")
		g.line(`r, _, err := new(dns.Client).Exchange(m, "192.0.2.1:53")`)
		g.open("if err != nil {")
		g.line("return nil, err")
		g.close("}")
		g.line("return r, nil")
		g.close("}")
	})
}
