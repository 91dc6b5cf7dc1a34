package truth

import (
	"fmt"
	"strings"
)

// forms reports whether there are less common tests.
func (f *Features) forms() bool {
	return f.TypeSwitch || f.Lookup || f.Unwrapped || f.Parts || f.Sentinels || f.CustomIs || f.TextMore || f.WrapMore
}

// testForms are the less common ways to test the error variable e.
func (g *gen) testForms(e string) []weighted {
	n := g.fresh()
	code, ok := fmt.Sprintf("n%d", n), fmt.Sprintf("ok%d", n)
	codes := func() string { return g.one("{5: true, 9101: true}", "{9101: true}", "{9101: true}", "{5: true}") }
	branch := func(cond string) {
		g.open("if %s {", cond)
		g.inTest()
		g.close("}")
	}
	w := fmt.Sprintf("w%d", n)
	return []weighted{
		{2, g.f.TypeSwitch, func() { g.typeSwitch(e) }},
		{2, g.f.Lookup, func() {
			g.line("codes%d := map[syscall.Errno]bool%s", n, codes())
			g.line("var %s syscall.Errno", code)
			branch(fmt.Sprintf("errors.As(%s, &%s) && codes%d[%s]", e, code, n, code))
		}},
		{2, g.f.Lookup, func() {
			g.line("codes%d := map[error]bool{syscall.Errno(%s): true}", n, g.one("9101", "9101", "5"))
			branch(fmt.Sprintf("codes%d[%s]", n, e))
		}},
		{2, g.f.Lookup, func() {
			g.line("var %s syscall.Errno", code)
			g.open("if errors.As(%s, &%s) {", e, code)
			branch(fmt.Sprintf("_, %s := %s[%s]; %s", ok, g.codeTable(), code, g.one(ok, "!"+ok)))
			g.close("}")
		}},
		{2, g.f.Lookup, func() {
			g.line("var %s syscall.Errno", code)
			branch(fmt.Sprintf("errors.As(%s, &%s) && slices.Contains([]syscall.Errno{%s}, %s)", e, code, g.one("9101", "5, 9101", "5"), code))
		}},
		{1, g.f.Lookup, func() {
			g.open("for _, c%d := range []error{syscall.Errno(5), syscall.Errno(9101)} {", n)
			g.loops = append(g.loops, "")
			gotos, breaks := g.gotos, g.breaks
			branch(fmt.Sprintf("errors.Is(%s, c%d)", e, n))
			g.gotos, g.breaks = gotos, breaks
			g.loops = g.loops[:len(g.loops)-1]
			g.close("}")
		}},
		{2, g.f.Unwrapped, func() { branch(fmt.Sprintf("errors.Unwrap(%s) == syscall.Errno(9101)", e)) }},
		{2, g.f.Unwrapped, func() {
			g.line("var %s *rt.Wrapped", w)
			branch(fmt.Sprintf("errors.As(%s, &%s) && %s", e, w, g.test(w+".Cause")))
		}},
		{1, g.f.Unwrapped, func() {
			branch(fmt.Sprintf("%s, %s := %s.(*rt.Wrapped); %s && %s.Cause == syscall.Errno(9101)", w, ok, e, ok, w))
		}},
		{2, g.f.Unwrapped && !strings.Contains(e, "."), func() {
			g.line("%s = &rt.Wrapped{Cause: %s}", e, e)
			branch(fmt.Sprintf("errors.Unwrap(%s) == syscall.Errno(9101)", e))
		}},
		{2, g.f.Parts, func() {
			g.line("var j%d interface{ Unwrap() []error }", n)
			g.open("if errors.As(%s, &j%d) {", e, n)
			g.open("for _, e%d := range j%d.Unwrap() {", n, n)
			g.errLoop(fmt.Sprintf("e%d", n))
			g.close("}")
			g.close("}")
		}},
		{2, g.f.Sentinels, func() { branch(fmt.Sprintf("errors.Is(%s, %s)", e, g.sentinel("refused", "syscall.Errno(9101)"))) }},
		{1, g.f.Sentinels, func() { branch(fmt.Sprintf("%s == %s", e, g.sentinel("refused", "syscall.Errno(9101)"))) }},
		{2, g.f.Sentinels, func() {
			name := g.sentinel("other", `errors.New("other")`)
			branch(g.one(fmt.Sprintf("%s == %s", e, name), fmt.Sprintf("errors.Is(%s, %s)", e, name)))
		}},
		{2, g.f.Sentinels && !strings.Contains(e, "."), func() {
			name := g.sentinel("other", `errors.New("other")`)
			g.open("if %s {", g.test(e))
			g.line("%s = %s", e, name)
			g.close("}")
			branch(fmt.Sprintf("%s == %s", e, name))
		}},
		{2, g.f.CustomIs && !strings.Contains(e, "."), func() {
			g.line("%s = &%s{%s}", e, g.opaqueType(), e)
			branch(g.test(e))
		}},
		{2, g.f.TextMore, func() {
			branch(fmt.Sprintf(`strings.Contains(fmt.Sprint(%s), %s)`, e, g.one(`"9101"`, `"9101"`, `"denied"`)))
		}},
		{2, g.f.TextMore, func() {
			g.line("text%d := fmt.Sprintf(\"%%v\", %s)", n, e)
			branch(fmt.Sprintf(`strings.Contains(text%d, "9101")`, n))
		}},
		{2, g.f.WrapMore && !strings.Contains(e, "."), func() {
			g.line("%s = %s", e, g.one(
				fmt.Sprintf(`fmt.Errorf("%%w and %%w", errors.New("e"), %s)`, e),
				fmt.Sprintf(`fmt.Errorf("%%w: %%v", errors.New("e"), %s)`, e),
				fmt.Sprintf(`fmt.Errorf("a: %%w", fmt.Errorf("b: %%w", %s))`, e),
				fmt.Sprintf(`&rt.Wrapped{Cause: &rt.Wrapped{Cause: %s}}`, e),
				fmt.Sprintf(`errors.Join(nil, %s)`, e)))
			branch(g.test(e))
		}},
	}
}

// sentinel returns the name of a package variable.
func (g *gen) sentinel(what, value string) string {
	name := g.own("f", what)
	typ := ""
	if what == "refused" {
		typ = " error"
	}
	g.helper(what, func(string) { g.line("var %s%s = %s", name, typ, value) })
	return name
}

// codeTable returns the name of a package-level table of codes.
func (g *gen) codeTable() string {
	name := g.own("f", "table")
	g.helper("table", func(string) {
		g.line("var %s = map[syscall.Errno]string{%s}", name, g.one(`9101: "refused"`, `5: "denied", 9101: "refused"`, `5: "denied"`))
	})
	return name
}

// opaqueType returns the name of an error type with methods of its own.
func (g *gen) opaqueType() string {
	name := g.own("box", "err")
	g.helper("errtype", func(string) {
		g.line("type %s struct{ cause error }", name)
		g.line(`func (e *%s) Error() string { return "opaque" }`, name)
		g.pick([]weighted{
			{2, true, func() {
				g.line("func (e *%s) Is(target error) bool { return e.cause == target }", name)
			}},
			{1, true, func() {
				g.line("func (e *%s) Is(target error) bool { return errors.Is(e.cause, target) }", name)
			}},
			{1, true, func() { g.line("func (e *%s) Unwrap() error { return e.cause }", name) }},
			{1, true, func() { g.line("func (e *%s) Unwrap() []error { return []error{nil, e.cause}[1:] }", name) }},
			{1, true, func() { g.line("func (e *%s) Cause() error { return e.cause }", name) }},
		})
	})
	return name
}
