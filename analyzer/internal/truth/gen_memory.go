package truth

import (
	"fmt"
	"strings"
)

// addressable reports whether &e compiles.
func addressable(e string) bool { return !strings.Contains(e, `["`) }

// keep adds a place that holds an error and mostly tests it.
func (g *gen) keep(place string) {
	g.errs = append(g.errs, place)
	if g.chance(20) {
		g.stmt()
	}
	if g.chance(60) && !g.left() {
		g.handle(place)
	}
}

// useStruct writes a struct with an error in it.
func (g *gen) useStruct() {
	b, box := fmt.Sprintf("b%d", g.fresh()), g.box()
	g.pick([]weighted{
		{2, true, func() {
			g.line("%s := %s%s{err: %s}", b, g.one("", "&"), box, g.operation())
			g.keep(b + ".err")
		}},
		{2, true, func() {
			g.line("%s := %s", b, g.one("new("+box+")", box+"{}", "&"+box+"{}"))
			g.line("%s.err = %s", b, g.operation())
			g.keep(b + ".err")
		}},
		{2, true, func() {
			g.line("%s := %s{err: %s}", b, box, g.operation())
			g.line("%sc := %s%s", b, g.one("", "&"), b)
			if g.chance(30) {
				g.line("%s.err = nil", b)
			}
			g.errs = append(g.errs, b+".err")
			g.keep(b + "c.err")
		}},
		{2, true, func() {
			g.line("%s := %s(in, s, k, srv)", b, g.structMaker())
			g.keep(b + ".err")
		}},
		{2, true, func() {
			g.line("%s := %s%s{err: %s}", b, "&", box, g.operation())
			g.open("if %s(%s, in, s, k, srv) {", g.structTester(), b)
			g.inTest()
			g.close("}")
			g.errs = append(g.errs, b+".err")
		}},
		{2, true, func() {
			g.line("%s := new(%s)", b, box)
			g.line("%s(%s, in, s, k, srv)", g.structFiller(), b)
			g.keep(b + ".err")
		}},
	})
}

// structMaker returns the name of a helper that returns a struct.
func (g *gen) structMaker() string {
	box := g.box()
	return g.helper("make", func(name string) {
		g.fn = fn{}
		g.start(1)
		ref := g.one("", "*")
		make := strings.Replace(ref, "*", "&", 1) + box
		g.open("func %s(%s) %s%s {", name, environment, ref, box)
		if g.chance(40) {
			g.open("if %s {", g.bad())
			g.line("return %s{}", make)
			g.close("}")
		}
		g.line("return %s{err: %s}", make, g.operation())
		g.close("}")
	})
}

// structTester returns the name of a helper that tests the error in a struct.
func (g *gen) structTester() string {
	box := g.box()
	return g.helper("test", func(name string) {
		g.fn = fn{result: "bool"}
		g.start(1)
		g.open("func %s(b *%s, %s) bool {", name, box, environment)
		g.errs = []string{"b.err"}
		g.line("return %s", g.one(g.test("b.err"), g.test("b.err"), g.mixed("b.err")))
		g.close("}")
	})
}

// structFiller returns the name of a helper that puts an error into a struct.
func (g *gen) structFiller() string {
	box := g.box()
	return g.helper("fill", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(b *%s, %s) {", name, box, environment)
		if g.chance(40) {
			g.open("if %s {", g.bad())
			g.line("return")
			g.close("}")
		}
		g.line("b.err = %s", g.operation())
		g.close("}")
	})
}

// useSlice writes a slice of errors.
func (g *gen) useSlice() {
	list := fmt.Sprintf("list%d", g.fresh())
	g.pick([]weighted{
		{2, true, func() {
			g.line("%s := []error{%s}", list, g.some(g.f.Elements, g.operation(), "nil, "+g.operation(), g.operation()+", "+g.operation()))
			g.rangeErrs(list)
		}},
		{2, true, func() {
			g.line("%s := []error{%s}", list, g.operation())
			g.keep(list + "[0]")
		}},
		{2, true, func() {
			g.line("%s := make([]error, 2)", list)
			g.line("%s[%s] = %s", list, g.some(g.f.Elements, "1", "0"), g.operation())
			g.errs = append(g.errs, list+"[1]")
			g.keep(list + "[1]")
		}},
		{3, true, func() {
			g.line("var %s []error", list)
			if g.chance(50) {
				g.open("if %s {", g.cond(1))
				g.line("%s = append(%s, %s)", list, list, g.operation())
				g.close("}")
			} else {
				g.line("%s = append(%s, %s)", list, list, g.operation())
			}
			g.rangeErrs(list)
		}},
		{2, true, func() {
			g.line("var %s []error", list)
			g.line("%s = append(%s, %s)", list, list, g.operation())
			e := g.newErr()
			g.line("%s := errors.Join(%s...)", e, list)
			g.handle(e)
		}},
	})
}

// rangeErrs ranges over a slice of errors.
func (g *gen) rangeErrs(list string) {
	e := fmt.Sprintf("e%d", g.fresh())
	g.open("for _, %s := range %s {", e, list)
	g.loops = append(g.loops, "")
	gotos := g.gotos
	g.scope(func() {
		g.errs = append(g.errs, e)
		g.handle(e)
	})
	g.gotos = gotos
	g.loops = g.loops[:len(g.loops)-1]
	g.close("}")
}

// useMap writes a map of errors.
func (g *gen) useMap() {
	m := fmt.Sprintf("m%d", g.fresh())
	key := g.some(g.f.Elements, `"a"`, `"a"`, `"b"`)
	g.pick([]weighted{
		{2, true, func() {
			g.line("%s := map[string]error{%s: %s}", m, key, g.operation())
			g.keep(m + `["a"]`)
		}},
		{2, true, func() {
			g.line("%s := map[string]error{}", m)
			g.line("%s[%s] = %s", m, key, g.operation())
			g.keep(m + `["a"]`)
		}},
		{2, g.f.Presence, func() {
			g.line("%s := map[string]error{}", m)
			g.line("%s[%s] = %s", m, key, g.operation())
			g.open(`if e, ok := %s["a"]; ok {`, m)
			g.scope(func() {
				g.errs = append(g.errs, "e")
				g.handle("e")
			})
			g.close("}")
		}},
	})
}

// usePointer writes a pointer to an error variable.
func (g *gen) usePointer() {
	e := fmt.Sprintf("err%d", g.fresh())
	p := fmt.Sprintf("p%d", g.fresh())
	g.pick([]weighted{
		{2, g.f.Pointers, func() {
			g.line("%s := %s", e, g.operation())
			g.line("%s := &%s", p, e)
			g.errs = append(g.errs, e)
			g.keep("(*" + p + ")")
		}},
		{2, g.f.Pointers, func() {
			g.line("var %s error", e)
			g.line("%s := &%s", p, e)
			g.line("*%s = %s", p, g.operation())
			g.errs = append(g.errs, "(*"+p+")")
			g.keep(e)
		}},
		{2, g.f.PointerArgs, func() {
			g.line("var %s error", e)
			g.line("%s(&%s, in, s, k, srv)", g.setter(), e)
			g.keep(e)
		}},
		{2, g.f.PointerArgs, func() {
			g.line("%s := %s", e, g.operation())
			g.line("%s(&%s, in, s, k, srv)", g.reporter(), e)
			g.errs = append(g.errs, e)
		}},
		{1, g.f.Pointers, func() {
			g.line("%s := new(error)", p)
			g.line("*%s = %s", p, g.operation())
			g.keep("(*" + p + ")")
		}},
	})
}

// setter returns the name of a helper that writes through a pointer.
func (g *gen) setter() string {
	return g.helper("set", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(p *error, %s) {", name, environment)
		if g.chance(40) {
			g.open("if %s {", g.bad())
			g.line("return")
			g.close("}")
		}
		g.line("*p = %s", g.operation())
		g.close("}")
	})
}
