package truth

import "fmt"

// channel writes a channel of errors, a send and a receive.
func (g *gen) channel() {
	ch := fmt.Sprintf("ch%d", g.fresh())
	g.line("%s := make(chan error, %s)", ch, g.one("1", "2", "4"))
	maybe := (g.f.RangeChan || g.f.Select && g.f.Presence) && g.chance(40)
	if maybe {
		g.open("if %s {", g.cond(1))
		g.line("%s <- %s", ch, g.operation())
		g.close("}")
	} else {
		g.line("%s <- %s", ch, g.operation())
	}
	g.receive(ch, maybe)
}

// receive takes an error out of a channel; maybe there is none.
func (g *gen) receive(ch string, maybe bool) {
	e := fmt.Sprintf("err%d", g.fresh())
	g.pick([]weighted{
		{4, !maybe && g.f.Chans, func() {
			g.line("%s := <-%s", e, ch)
			g.keep(e)
		}},
		{3, g.f.RangeChan, func() {
			g.line("close(%s)", ch)
			g.open("for %s := range %s {", e, ch)
			g.loops = append(g.loops, "")
			gotos := g.gotos
			g.scope(func() { g.errs = append(g.errs, e); g.handle(e) })
			g.gotos = gotos
			g.loops = g.loops[:len(g.loops)-1]
			g.close("}")
		}},
		{2, g.f.Presence, func() {
			g.line("close(%s)", ch)
			g.line("%s, open%s := <-%s", e, e, ch)
			g.bools = append(g.bools, "open"+e)
			g.keep(e)
		}},
		{3, g.f.Select && (g.f.Presence || !maybe), func() {
			g.open("select {")
			g.close("case %s := <-%s:", e, ch)
			g.indent++
			g.scope(func() { g.errs = append(g.errs, e); g.handle(e) })
			if g.chance(30) {
				g.close("case <-rt.Done(%d):", g.fresh())
				g.indent++
				g.inTest()
			}
			if maybe || g.f.Presence && g.chance(30) {
				g.close("default:")
				g.indent++
				g.inTest()
			}
			g.close("}")
		}},
	})
}

// goroutine writes an operation in a goroutine whose end is waited for.
func (g *gen) goroutine() {
	n := g.fresh()
	ch, e := fmt.Sprintf("ch%d", n), fmt.Sprintf("err%d", n)
	g.pick([]weighted{
		{4, true, func() {
			g.line("%s := make(chan error%s)", ch, g.one("", ", 1"))
			g.open("go func() {")
			g.literal(fn{}, func() {
				if g.chance(40) {
					g.line("%s := %s", e, g.operation())
					g.errs = append(g.errs, e)
					g.open("if %s {", g.test(e))
					g.line("%s = %s", e, g.one("nil", `errors.New("refused")`))
					g.close("}")
					g.line("%s <- %s", ch, e)
				} else {
					g.line("%s <- %s", ch, g.operation())
				}
			})
			g.close("}()")
			g.line("%s := <-%s", e, ch)
			g.keep(e)
		}},
		{2, true, func() {
			g.line("var wg%d sync.WaitGroup", n)
			g.line("var %s error", e)
			g.line("wg%d.Add(1)", n)
			g.open("go func() {")
			g.literal(fn{}, func() {
				g.line("defer wg%d.Done()", n)
				if g.chance(30) {
					g.open("if %s {", g.bad())
					g.line("return")
					g.close("}")
				}
				g.line("%s = %s", e, g.operation())
			})
			g.close("}()")
			g.line("wg%d.Wait()", n)
			g.keep(e)
		}},
		{1, true, func() { g.line("go s.Sign(nil, nil)") }},
		{1, true, func() {
			g.open("go func() {")
			g.literal(fn{}, func() {
				g.line("%s := %s", e, g.operation())
				g.errs = append(g.errs, e)
				g.handle(e)
			})
			g.close("}()")
		}},
	})
}

// selectOpaque writes a select whose outcome nobody knows.
func (g *gen) selectOpaque() {
	g.open("select {")
	g.close("case <-rt.Done(%d):", g.fresh())
	g.indent++
	g.block(2)
	if g.chance(30) {
		g.close("case <-rt.Done(%d):", g.fresh())
		g.indent++
		g.block(1)
	}
	g.close("default:")
	g.indent++
	g.scope(g.exitOrNot)
	g.close("}")
}
