package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// refusal reports whether v is the refusal itself, as something of the given form would be compared
// with it: a constant code or text, a sentinel that holds one, or one that is named after it.
func (p *Package) refusal(v ssa.Value, form catalog.Form) bool {
	found := false
	p.contents(v, func(leaf ssa.Value) {
		switch leaf := leaf.(type) {
		case *ssa.Const:
			found = found || p.Cat.Answers(form, catalog.Refused, leaf.Value)
		case *ssa.Global:
			found = found || p.variableIs(leaf, form)
		case *ssa.Call:
			found = found || form == catalog.Error && p.namedSentinel(leaf)
		}
	})
	return found
}

// phantom reports whether v is a text that looks like the refusal, and is none.
func (p *Package) phantom(v ssa.Value) bool {
	found := false
	p.contents(v, func(leaf ssa.Value) {
		if k, ok := leaf.(*ssa.Const); ok {
			found = found || p.Cat.Answers(catalog.Text, catalog.Phantom, k.Value)
		}
	})
	return found
}

// variableIs reports whether a variable of which this package does not show the content is the refusal:
// its own package says so, or its name.
func (p *Package) variableIs(g *ssa.Global, form catalog.Form) bool {
	return slices.Contains(p.variable(g).Is, form) ||
		form == catalog.Error && p.Names.HintsRefusal(g.Name()) && len(p.globals[g]) == 0
}

// variable returns what another package says of its variable.
func (p *Package) variable(g *ssa.Global) summary.Variable {
	v, seen := p.variables[g]
	if seen {
		return v
	}
	if obj, ok := g.Object().(*types.Var); ok && g.Pkg != p.SSA && p.Imports.Variable != nil {
		if said := p.Imports.Variable(obj); said != nil {
			v = *said
		}
	}
	p.variables[g] = v
	return v
}

// namedSentinel reports whether a call makes the value of a package variable named after the
// refusal: errors.New says nothing itself, so the name decides.
func (p *Package) namedSentinel(c *ssa.Call) bool {
	for _, ref := range *c.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if g, ok := s.Addr.(*ssa.Global); ok && p.Names.HintsRefusal(g.Name()) {
				return true
			}
		}
	}
	return false
}

// other reports whether v is certainly something else than the refusal: a constant, or a sentinel of
// this or another package that neither is nor is named after it.
func (p *Package) other(v ssa.Value, form catalog.Form) bool {
	other, any := true, false
	p.contents(v, func(leaf ssa.Value) {
		any = true
		switch leaf := leaf.(type) {
		case *ssa.Const:
			other = other && leaf.Value != nil && !p.Cat.Answers(form, catalog.Refused, leaf.Value)
		case *ssa.Global:
			other = other && len(p.globals[leaf]) == 0 && !p.variableIs(leaf, form)
		case *ssa.Call:
			other = other && newError(leaf) && !p.namedSentinel(leaf)
		default:
			other = false
		}
	})
	return any && other
}

// known reports whether v is a constant or a sentinel.
func (p *Package) known(v ssa.Value) bool {
	return p.refusal(v, catalog.Error) || p.other(v, catalog.Error)
}

// newError reports whether c makes a fresh error, equal to nothing else.
func newError(c *ssa.Call) bool {
	callee := c.Call.StaticCallee()
	if callee == nil {
		return false
	}
	fn, ok := callee.Object().(*types.Func)
	return ok && role.IsFunc(fn, "errors", "New")
}

// contents calls visit with what v is made of: through conversions, interfaces, and
// package variables that only the initialiser writes.
func (p *Package) contents(v ssa.Value, visit func(ssa.Value)) {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		p.contents(x.X, visit)
	case *ssa.Convert:
		p.contents(x.X, visit)
	case *ssa.ChangeType:
		p.contents(x.X, visit)
	case *ssa.ChangeInterface:
		p.contents(x.X, visit)
	case *ssa.Call:
		// regexp.MustCompile("...") stands for its pattern.
		if f := x.Call.StaticCallee(); f != nil && f.Pkg != nil && f.Pkg.Pkg.Path() == "regexp" && len(x.Call.Args) == 1 {
			p.contents(x.Call.Args[0], visit)
			return
		}
		visit(x)
	case *ssa.UnOp:
		g, ok := x.X.(*ssa.Global)
		if !ok || x.Op != token.MUL {
			visit(v)
			return
		}
		if inits := p.globals[g]; len(inits) > 0 && !p.assigned[g] {
			for _, i := range inits {
				p.contents(i, visit)
			}
			return
		}
		visit(g)
	default:
		visit(v)
	}
}

// holds reports whether v is a map, slice or array that holds the refusal as a key or an element.
func (p *Package) holds(v ssa.Value, form catalog.Form) bool {
	found := false
	p.contents(v, func(leaf ssa.Value) {
		if s, ok := leaf.(*ssa.Slice); ok {
			leaf = s.X
		}
		if g, ok := leaf.(*ssa.Global); ok {
			found = found || slices.Contains(p.variable(g).Holds, form)
			return
		}
		found = found || p.filled(leaf, form)
	})
	return found
}

// lacks reports whether v is a map whose keys are all constants, none of them the refusal.
func (p *Package) lacks(v ssa.Value, form catalog.Form) bool {
	lacks := true
	p.contents(v, func(leaf ssa.Value) {
		m, ok := leaf.(*ssa.MakeMap)
		if !ok {
			lacks = false
			return
		}
		for _, ref := range *m.Referrers() {
			switch ref := ref.(type) {
			case *ssa.MapUpdate:
				k, ok := ref.Key.(*ssa.Const)
				lacks = lacks && ok && ref.Map == m && !p.refusal(k, form)
			case *ssa.Store:
				g, ok := ref.Addr.(*ssa.Global)
				lacks = lacks && ok && !p.assigned[g]
			case *ssa.Lookup, *ssa.DebugRef:
			default:
				lacks = false
			}
		}
	})
	return lacks
}

// filled reports whether the refusal is put into container as a key or an element. A value may be
// compared as often as it is used, so the answer is kept.
func (p *Package) filled(container ssa.Value, form catalog.Form) bool {
	if container.Referrers() == nil {
		return false
	}
	key := filling{container, form}
	found, ok := p.fills[key]
	if ok {
		return found
	}
	for _, v := range storedElements(container) {
		found = found || p.refusal(v, form)
	}
	for _, ref := range *container.Referrers() {
		if u, ok := ref.(*ssa.MapUpdate); ok {
			found = found || u.Map == container && p.refusal(u.Key, form)
		}
	}
	p.fills[key] = found
	return found
}

type filling struct {
	of   ssa.Value
	form catalog.Form
}

// element returns the container that v is an element of, or nil.
func element(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.IndexAddr); ok {
			return a.X
		}
	case *ssa.Index:
		return v.X
	case *ssa.Extract:
		if n, ok := v.Tuple.(*ssa.Next); ok {
			if r, ok := n.Iter.(*ssa.Range); ok {
				return r.X
			}
		}
	}
	return nil
}

// A separation is what comparing a carrier with something tells.
type separation struct {
	test    bool // it tells the refusal apart
	settled bool // on the refusal the comparison has a known outcome...
	outcome bool // ...this one
}

// masked returns what v makes of a code, if v is computed from the code by masks and shifts.
func masked(v ssa.Value) (apply func(int64) int64, any bool) {
	switch x := v.(type) {
	case *ssa.Convert:
		return masked(x.X)
	case *ssa.ChangeType:
		return masked(x.X)
	case *ssa.BinOp:
		k, ok := x.Y.(*ssa.Const)
		if !ok || k.Value == nil || k.Value.Kind() != constant.Int {
			break
		}
		inner, _ := masked(x.X)
		return func(code int64) int64 {
			c := constant.MakeInt64(inner(code) & (1<<32 - 1))
			switch x.Op {
			case token.AND, token.OR, token.XOR, token.AND_NOT, token.ADD, token.SUB:
				c = constant.BinaryOp(c, x.Op, k.Value)
			case token.SHL, token.SHR:
				if n, exact := constant.Uint64Val(k.Value); exact && n < 64 {
					c = constant.Shift(c, x.Op, uint(n))
				}
			}
			n, _ := constant.Int64Val(c)
			return n
		}, true
	}
	return func(code int64) int64 { return code }, false
}

// compareMasked says what comparing a masked code with k tells: a refusal test takes an HRESULT apart
// in several comparisons, so each is taken to find what it looks for.
func (p *Package) compareMasked(op token.Token, apply func(int64) int64, k constant.Value, form catalog.Form) separation {
	if op != token.EQL && op != token.NEQ {
		return separation{}
	}
	if p.Cat.Answers(form, catalog.Refused, k) {
		return separation{test: true}
	}
	for _, r := range p.Cat.Values(form, catalog.Refused) {
		if constant.Compare(constant.MakeInt64(apply(r)), token.EQL, k) {
			return separation{settled: true, outcome: op == token.EQL}
		}
	}
	return separation{settled: true, outcome: op == token.NEQ}
}

// compare says what "carrier op other" (or the reverse, if swapped) tells of a carrier v of the form.
func (p *Package) compare(op token.Token, other ssa.Value, swapped bool, form catalog.Form, v ssa.Value) separation {
	if k, ok := other.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Int && form != catalog.Rcode {
		if apply, any := masked(v); any {
			return p.compareMasked(op, apply, k.Value, form)
		}
	}
	if c := element(other); c != nil && p.holds(c, form) {
		return separation{test: true}
	}
	if op == token.EQL || op == token.NEQ {
		switch {
		case form != catalog.Rcode && p.refusal(other, form):
			return separation{test: true}
		case form != catalog.Rcode && p.other(other, form):
			return separation{settled: true, outcome: op == token.NEQ}
		}
	}
	var k constant.Value
	n := 0
	p.contents(other, func(leaf ssa.Value) {
		n++
		if c, ok := leaf.(*ssa.Const); ok {
			k = c.Value
		}
	})
	if n != 1 || k == nil || k.Kind() != constant.Int {
		return separation{}
	}
	holds := func(code int64) bool {
		c := constant.MakeInt64(code)
		if swapped {
			return constant.Compare(k, op, c)
		}
		return constant.Compare(c, op, k)
	}
	refused := p.Cat.Values(form, catalog.Refused)
	if len(refused) == 0 {
		return separation{}
	}
	if form == catalog.Rcode {
		for _, s := range p.Cat.Values(form, catalog.Success) {
			for _, r := range refused {
				if holds(r) != holds(s) {
					return separation{test: true}
				}
			}
		}
	} else if near(k, refused) && holds(refused[0]) != holds(0) {
		return separation{test: true} // one side of a range, with the refusal on the far side of success
	}
	all := holds(refused[0])
	for _, r := range refused {
		if holds(r) != all {
			return separation{}
		}
	}
	return separation{settled: true, outcome: all}
}

// near reports whether k bounds a range of codes around a refusal: a program that compares a code
// with 9100 or 9130 tells DNSSEC errors apart, one that compares it with 0 does not.
func near(k constant.Value, codes []int64) bool {
	v, exact := constant.Int64Val(k)
	if !exact {
		return false
	}
	const reach = 200
	for _, c := range codes {
		if c-reach <= v && v <= c+reach {
			return true
		}
	}
	return false
}
