package truth

import (
	"fmt"
	"slices"
	"strings"
)

// A level is where functions of a case may be: the package that is judged, or one of
// those under it, of which each calls the next.
type level struct {
	pkg  string // as packageOf returns it
	next string // what it imports, or ""
}

// at writes what do writes, in p.
func (g *gen) at(p level, do func()) {
	outer, helpers := g.level, g.helpers
	g.level = p
	if p.pkg != "" {
		g.helpers = g.exports[p.next]
	}
	do()
	g.level, g.helpers = outer, helpers
}

// own returns a name for a declaration of this package.
func (g *gen) own(kind, purpose string) string {
	name := fmt.Sprintf("%s%05d%s", kind, g.id, purpose)
	if g.level.pkg != "" {
		name = g.level.pkg + "_" + name
	}
	return name
}

// under returns the level that this one imports.
func (g *gen) under() level {
	p := level{pkg: g.level.next}
	if i := slices.Index(g.path, p.pkg); i >= 0 && i+1 < len(g.path) {
		p.next = g.path[i+1]
	}
	return p
}

// writeImports writes the helpers of the packages under the one that is judged.
func (g *gen) writeImports() {
	family, depth := "h", 1
	if g.f.SameModule && g.chance(25) {
		family = "p"
	}
	if g.f.ImportedDeep {
		depth = 1 + g.rng.IntN(4)
	}
	g.exports = map[string][]fn{}
	next := ""
	for n := depth; n >= 1; n-- {
		p := level{fmt.Sprint(family, n), next}
		g.path = append([]string{p.pkg}, g.path...)
		g.at(p, func() {
			under := g.helpers
			for range 1 + g.rng.IntN(3) {
				var h fn
				g.writeHelper(&h)
				g.exports[p.pkg] = append(g.exports[p.pkg], h)
				if g.f.Deep {
					g.helpers = append(slices.Clone(under), g.exports[p.pkg]...)
				}
			}
		})
		next = p.pkg
	}
	g.level.next = next
	g.helpers = g.exports[next]
}

// moves lists the late helpers that need nothing of the package of their callers.
var moves = strings.Fields("run0 run1 iter report set rec any first check count inspect standing sort force mode rcode send walk climb search")

// exported returns the name of a helper in the package under this one.
func (g *gen) exported(purpose string, write func(name string)) string {
	p := g.under()
	name := fmt.Sprintf("%s%s%05d", p.pkg, strings.ToUpper(purpose[:1])+purpose[1:], g.id)
	g.late.add(name, func() { g.at(p, func() { write(name) }) })
	return name
}

// imported are the helpers of the kinds that only other packages have.
func (g *gen) imported() []weighted {
	if g.level.next == "" {
		return nil
	}
	return []weighted{
		{3, g.f.ImportedPointers, g.pointerCheck},
		{3, g.f.ImportedTypes, g.attempt},
		{3, g.f.ImportedMethods, g.exportedMethods},
		{3, g.f.ImportedGenerics, g.generic},
		{3, g.f.ImportedWrappers && g.depth < 4, g.middleware},
	}
}

// pointerCheck writes a role check whose good outcome is a pointer.
func (g *gen) pointerCheck() {
	call := g.exported("lookup", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(%s) *rt.Server {", name, environment)
		g.open("if %s {", g.bad())
		g.line("return nil")
		g.close("}")
		g.line("return %s", g.one("new(rt.Server)", "&rt.Server{IsKeyMaster: true}"))
		g.close("}")
	}) + "(in, s, k, srv)"
	g.pick([]weighted{
		{3, true, func() {
			g.open("if %s %s nil {", call, g.one("==", "==", "!="))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
		{2, true, func() {
			n := g.fresh()
			g.open("if srv%d := %s; srv%d %s nil {", n, call, n, g.one("!=", "!=", "=="))
			g.scope(g.bare)
			g.close("}")
		}},
	})
}

// attempt writes a call of an operation that returns a struct.
func (g *gen) attempt() {
	r := fmt.Sprintf("res%d", g.fresh())
	refused := g.chance(30)
	name := g.exported("attempt", func(name string) {
		typ := strings.Replace(name, "Attempt", "Outcome", 1)
		g.fn = fn{}
		g.start(1)
		g.line("type %s struct {", typ)
		g.line("\tErr error")
		g.line("\tRefused bool")
		g.line("}")
		g.open("func %s(%s) %s {", name, environment, typ)
		if g.chance(30) {
			g.open("if %s {", g.bad())
			g.line("return %s{}", typ)
			g.close("}")
		}
		g.line("err := %s", g.operation())
		if refused {
			g.line("return %s{Err: err, Refused: %s}", typ, g.test("err"))
		} else {
			g.line("return %s{Err: err}", typ)
		}
		g.close("}")
	})
	g.line("%s := %s(in, s, k, srv)", r, name)
	if refused || g.chance(10) { // a test whose outcome is dropped is none
		g.errs = append(g.errs, r+".Err")
		g.open("if %s%s.Refused {", g.one("", "!"), r)
		g.inTest()
		g.close("}")
		return
	}
	g.keep(r + ".Err")
}

// exportedMethods writes calls of methods of a type of another package.
func (g *gen) exportedMethods() {
	z := fmt.Sprintf("z%d", g.fresh())
	p := g.under()
	typ := g.exported("zone", func(typ string) {
		g.fn = fn{}
		g.start(1)
		g.line("type %s struct {", typ)
		g.line("\tS *dns.RRSIG")
		g.line("}")
		params := "in *rt.Inputs, k *dns.DNSKEY, srv *rt.Server"
		method := func(name, result string) {
			g.open("func (z *%s) %s%s(%s) %s {", typ, p.pkg, name, params, result)
			g.line("s := z.S")
			g.line("_ = s")
		}
		method("Check", "bool")
		g.line("return %s", g.one(g.role(), g.role(), g.good()))
		g.close("}")
		method("Require", "error")
		g.open("if %s {", g.bad())
		g.line(`return errors.New("no role")`)
		g.close("}")
		g.line("return nil")
		g.close("}")
		method("Sign", "error")
		if g.chance(40) {
			g.open("if %s {", g.noRole())
			g.line("return nil")
			g.close("}")
		}
		g.line("return %s", g.operation())
		g.close("}")
		g.open("func (z *%s) %sRefused(e error, %s) bool {", typ, p.pkg, params)
		g.line("s := z.S")
		g.line("_ = s")
		g.line("return %s", g.test("e"))
		g.close("}")
	})
	g.line("%s := %s%s{S: s}", z, g.one("&", ""), typ)
	call := func(name string) string { return fmt.Sprintf("%s.%s%s(in, k, srv)", z, p.pkg, name) }
	g.pick([]weighted{
		{3, true, func() { g.line("rt.Log(%d)", g.fresh()) }},
		{2, true, func() {
			g.open("if %s {", g.one("!"+call("Check"), call("Require")+" != nil", call("Check")))
			g.scope(g.exitOrNot)
			g.close("}")
		}},
	})
	if g.left() {
		return
	}
	if len(g.errs) > 0 && g.chance(30) {
		g.open("if %s.%sRefused(%s, in, k, srv) {", z, p.pkg, g.one(g.errs...))
		g.inTest()
		g.close("}")
		return
	}
	e := fmt.Sprintf("err%d", g.fresh())
	g.line("%s := %s", e, call("Sign"))
	if g.chance(40) {
		g.open("if %s.%sRefused(%s, in, k, srv) {", z, p.pkg, e)
		g.inTest()
		g.close("}")
		g.errs = append(g.errs, e)
		return
	}
	g.keep(e)
}

// generic writes calls of generic functions.
func (g *gen) generic() {
	n := g.fresh()
	e := fmt.Sprintf("err%d", n)
	g.pick([]weighted{
		{2, true, func() {
			name := g.exported("do", func(name string) {
				g.fn = fn{}
				g.start(1)
				g.open("func %s[T any](fn func() (T, error), %s) (v T, err error) {", name, environment)
				g.pick([]weighted{
					{2, true, func() {
						g.open("if %s {", g.bad())
						g.line(`return v, errors.New("no role")`)
						g.close("}")
						g.line("return fn()")
					}},
					{1, true, func() {
						g.line("v, err = fn()")
						g.open("if %s {", g.test("err"))
						g.line("return v, nil")
						g.close("}")
						g.line("return v, err")
					}},
					{1, true, func() { g.line("return fn()") }},
				})
				g.close("}")
			})
			g.open("_, %s := %s(func() (int, error) {", e, name)
			g.literal(fn{result: "error", first: "0"}, func() { g.returns(g.operation()) })
			g.close("}, in, s, k, srv)")
			g.keep(e)
		}},
		{2, true, func() {
			name := g.exported("pass", func(name string) {
				g.fn = fn{}
				g.start(1)
				g.open("func %s[T any](v T, e error) (T, error) {", name)
				g.pick([]weighted{
					{2, true, func() { g.line("return v, e") }},
					{1, true, func() {
						g.open("if e != nil {")
						g.line(`return v, fmt.Errorf("p: %%%s", e)`, g.one("w", "w", "v"))
						g.close("}")
						g.line("return v, nil")
					}},
				})
				g.close("}")
			})
			g.line("_, %s := %s(%d, %s)", e, name, n, g.operation())
			g.keep(e)
		}},
		{2, true, func() {
			name := g.exported("matches", func(name string) {
				g.fn = fn{}
				g.start(1)
				g.open("func %s[E error](e E, %s) bool {", name, environment)
				g.line("return errors.Is(e, syscall.Errno(%s))", g.one("9101", "9101", "5"))
				g.close("}")
			})
			g.line("%s := %s", e, g.operation())
			g.open("if %s != nil && %s(%s, in, s, k, srv) {", e, name, e)
			g.inTest()
			g.close("}")
			g.errs = append(g.errs, e)
		}},
	})
}

// middleware writes a function that another package wraps.
func (g *gen) middleware() {
	f := fmt.Sprintf("fn%d", g.fresh())
	name := g.exported("wrap", func(name string) {
		g.fn = fn{}
		g.start(1)
		g.open("func %s(fn func() error, %s) func() error {", name, environment)
		g.open("return func() error {")
		g.pick([]weighted{
			{3, true, func() {
				g.open("if %s {", g.bad())
				g.line(`return errors.New("no role")`)
				g.close("}")
				g.line("return fn()")
			}},
			{1, true, func() {
				g.line("err := fn()")
				g.open("if %s {", g.test("err"))
				g.line("return nil")
				g.close("}")
				g.line("return err")
			}},
			{1, true, func() { g.line("return fn()") }},
		})
		g.close("}")
		g.close("}")
	})
	g.open("%s := %s(", f, name)
	g.errorLiteral()
	g.extend(", in, s, k, srv)")
	e := g.newErr()
	g.line("%s := %s()", e, f)
	if g.chance(40) {
		g.handle(e)
	}
}
