package truth

import (
	"slices"
	"strings"
)

// wider are the statements beyond the first set of features.
func (g *gen) wider(deep bool) []weighted {
	return append([]weighted{
		{3, g.f.Structs, g.useStruct},
		{3, g.f.Slices && !deep, g.useSlice},
		{3, g.f.Maps, g.useMap},
		{3, g.f.Pointers || g.f.PointerArgs, g.usePointer},
		{3, (g.f.Chans || g.f.RangeChan) && !deep, g.channel},
		{3, g.f.Goroutines && !deep, g.goroutine},
		{2, g.f.Select && !deep, g.selectOpaque},
		{4, (g.f.FuncVars || g.f.FuncSwaps) && !deep, g.funcVar},
		{3, len(g.funcs) > 0, g.callVar},
		{4, g.f.Captures && !deep, g.capture},
		{4, g.f.Runners && !deep, g.run},
		{3, g.f.CondLits && !deep, g.condLiteral},
		{4, (g.f.DeferMore || g.f.Overwrite) && !deep, g.deferMore},
		{1, g.f.Recover, g.throw},
		{3, g.f.TagSwitch && !deep, g.tagged},
		{3, len(g.tags) > 0 && !deep, g.onTag},
		{3, g.f.Breaks && !deep, g.breakable},
		{3, g.f.GotoBack && !deep, g.jumpBack},
		{3, g.f.RangeKnown && !deep, g.rangeKnown},
		{4, (g.f.RangeFunc || g.f.Values) && !deep, g.rangeFunc},
		{4, g.f.Tuples, g.tupleHelper},
		{4, g.f.Kinds && !deep, g.kindHelper},
		{4, g.f.Params, g.paramHelper},
		{3, g.f.Recursion, g.recurse},
		{3, g.f.Rings, g.walk},
		{4, g.f.Variadic && len(g.errs) > 0, g.variadic},
		{4, g.f.Methods, g.method},
		{4, g.f.RoleForms && !deep, g.roleForm},
		{6, g.f.Updates && !deep, g.update},
	}, g.imported()...)
}

// lateDecls are declarations that stand behind the function that made them necessary.
type lateDecls struct {
	known map[string]bool
	write []func()
}

// add has the declaration of name written when its turn comes.
func (l *lateDecls) add(name string, write func()) {
	if l.known == nil {
		l.known = map[string]bool{}
	}
	if !l.known[name] {
		l.known[name] = true
		l.write = append(l.write, write)
	}
}

// helper returns the name of the helper for a purpose; write writes it when its turn comes.
func (g *gen) helper(purpose string, write func(name string)) string {
	if g.level.next != "" && slices.Contains(moves, purpose) && g.chance(70) {
		return g.exported(purpose, write)
	}
	name, l := g.own("f", purpose), g.level
	g.late.add(name, func() { g.at(l, func() { write(name) }) })
	return name
}

// box returns the name of the case's struct type. Storage is followed by name
// within the package, and the cases of a batch share one: each needs its own type.
func (g *gen) box() string {
	name := g.own("box", "")
	g.helper("box", func(string) { g.line("type %s struct{ err error }", name) })
	return name
}

// writeLate writes the declarations that are due. They call only what was written
// before, and ask for no more.
func (g *gen) writeLate() {
	if len(g.late.write) > 0 {
		g.narrow()
	}
	for i := 0; i < len(g.late.write); i++ {
		g.late.write[i]()
	}
}

// narrow turns off what a late helper does not need.
func (g *gen) narrow() {
	g.f.Structs, g.f.Slices, g.f.Maps = false, false, false
	g.f.Pointers, g.f.PointerArgs = false, false
	g.f.FuncVars, g.f.FuncSwaps, g.f.Captures, g.f.Runners, g.f.CondLits = false, false, false, false, false
	g.f.Chans, g.f.RangeChan, g.f.Goroutines, g.f.Select = false, false, false, false
	g.f.DeferMore, g.f.Overwrite, g.f.Recover = false, false, false
	g.f.TagSwitch, g.f.Breaks, g.f.GotoBack, g.f.RangeKnown, g.f.RangeFunc, g.f.Values = false, false, false, false, false, false
	g.f.Tuples, g.f.Kinds, g.f.Params, g.f.Recursion, g.f.Variadic, g.f.Methods = false, false, false, false, false, false
	g.f.RoleForms, g.f.Updates = false, false
	g.f.ImportedPointers, g.f.ImportedTypes, g.f.ImportedMethods = false, false, false
	g.f.ImportedGenerics, g.f.ImportedWrappers, g.f.Rings = false, false, false
}

// returns writes a return of the error e.
func (g *gen) returns(e string) {
	if g.fn.first != "" {
		e = g.fn.first + ", " + e
	}
	g.line("return %s", e)
}

// extend writes on at the end of the latest line.
func (g *gen) extend(text string) {
	src := strings.TrimSuffix(g.b.String(), "\n")
	g.b.Reset()
	g.b.WriteString(src + text + "\n")
	g.latest += text
}
