package truth

import "fmt"

// opaque returns a condition that says nothing.
func (g *gen) opaque() string {
	if g.fn.root && g.f.Correlated && g.chance(75) {
		if g.f.Fields && g.chance(25) {
			return g.one("in.Fast", "in.Dry")
		}
		return g.one("c0", "c0", "c1", "c2")
	}
	return fmt.Sprintf("rt.Cond(%d)", g.fresh())
}

// role returns a role check as a bool expression; true is the good outcome.
func (g *gen) role() (expr string) {
	g.pick([]weighted{
		{4, true, func() { expr = "rt.IsKeyMaster()" }},
		{2, g.f.ErrorChecks, func() { expr = "rt.RequireKeyMaster() == nil" }},
		{1, g.f.FieldChecks, func() { expr = "srv.IsKeyMaster" }},
		{1, g.f.FieldChecks, func() { expr = "srv.KeyMasterServer == rt.Hostname" }},
		{2, g.f.EnumChecks, func() { expr = "rt.Role() == rt.RoleKeyMaster" }},
		{3, g.has("bool", false), func() { expr = g.callHelper("bool", false) }},
		{3, g.has("error", false), func() { expr = g.callHelper("error", false) + " == nil" }},
	})
	return expr
}

// noRole returns the opposite of a role check.
func (g *gen) noRole() string { return negated(g.role()) }

// negated writes !e in the way a programmer would.
func negated(e string) string {
	for i := range len(e) - 3 {
		if e[i:i+4] == " == " {
			return e[:i] + " != " + e[i+4:]
		}
		if e[i:i+4] == " && " || e[i:i+4] == " || " || e[i:i+4] == " != " {
			return "!(" + e + ")"
		}
	}
	if e[0] == '!' {
		return e[1:]
	}
	return "!" + e
}

// test returns a refusal test of the error variable e; true means refused.
func (g *gen) test(e string) (expr string) {
	g.pick([]weighted{
		{6, true, func() { expr = fmt.Sprintf("errors.Is(%s, syscall.Errno(9101))", e) }},
		{2, true, func() { expr = fmt.Sprintf("%s == syscall.Errno(9101)", e) }},
		{1, g.f.TextTests, func() { expr = fmt.Sprintf(`%s != nil && strings.Contains(%s.Error(), "9101")`, e, e) }},
		{1, g.f.OtherCodes, func() { expr = fmt.Sprintf("errors.Is(%s, syscall.Errno(5))", e) }},
		{1, g.f.OtherCodes, func() { expr = fmt.Sprintf("%s == syscall.Errno(5)", e) }},
		{4, g.has("bool", true), func() { expr = g.callWith("bool", e) }},
	})
	return expr
}

// atom returns a condition without operators, mostly.
func (g *gen) atom() (expr string) {
	g.pick([]weighted{
		{6, true, func() { expr = g.opaque() }},
		{3, true, func() { expr = g.role() }},
		{3, len(g.bools) > 0, func() { expr = g.one(g.bools...) }},
		{3, len(g.tags) > 0, func() { expr = g.tagCond() }},
		{2, len(g.errs) > 0, func() { expr = g.one(g.errs...) + g.one(" == ", " != ") + "nil" }},
		{3, len(g.errs) > 0, func() { expr = g.test(g.one(g.errs...)) }},
	})
	return expr
}

// cond returns a condition with up to about the given depth of operators.
func (g *gen) cond(depth int) string {
	if !g.f.BoolOps || depth == 0 || g.chance(45) {
		e := g.atom()
		if g.chance(30) {
			e = negated(e)
		}
		return e
	}
	e := g.operand(depth-1) + g.one(" && ", " || ") + g.operand(depth-1)
	if g.chance(20) {
		return "!(" + e + ")"
	}
	return e
}

func (g *gen) operand(depth int) string {
	e := g.cond(depth)
	for i := range len(e) - 3 {
		if e[i:i+4] == " && " || e[i:i+4] == " || " {
			return "(" + e + ")"
		}
	}
	return e
}

// bad returns a condition that holds where the role is not held: the shape of
// a guard. Some are too weak to guard.
func (g *gen) bad() (expr string) {
	e := g.noRole()
	if !g.f.BoolOps {
		return e
	}
	g.pick([]weighted{
		{5, true, func() { expr = e }},
		{2, true, func() { expr = e + " || " + g.operand(1) }},
		{2, true, func() { expr = g.operand(1) + " || " + e }},
		{2, true, func() { expr = g.operand(0) + " && " + e }},
		{1, true, func() { expr = "!(" + g.operand(0) + " && " + negated(e) + ")" }},
	})
	return expr
}

// good returns a condition that mostly implies the role.
func (g *gen) good() (expr string) {
	e := g.role()
	if len(g.bools) > 0 && g.chance(40) {
		e = g.one(g.bools...)
	}
	if !g.f.BoolOps {
		return e
	}
	g.pick([]weighted{
		{5, true, func() { expr = e }},
		{2, true, func() { expr = e + " && " + g.operand(1) }},
		{2, true, func() { expr = g.operand(1) + " && " + e }},
		{1, true, func() { expr = g.operand(0) + " || " + e }},
	})
	return expr
}

// fault returns an error value that a function may return or pass on.
func (g *gen) fault() (expr string) {
	have := len(g.errs) > 0
	some := func() string { return g.one(g.errs...) }
	g.pick([]weighted{
		{3, true, func() { expr = "nil" }},
		{4, have, func() { expr = some() }},
		{1, true, func() { expr = fmt.Sprintf(`errors.New("e%d")`, g.fresh()) }},
		{1, g.f.OpaqueErrs, func() { expr = "rt.Err()" }},
		{2, g.f.Wrap && have, func() { expr = fmt.Sprintf(`fmt.Errorf("w: %%w", %s)`, some()) }},
		{1, g.f.Wrap && have, func() { e := some(); expr = fmt.Sprintf("error(&rt.Wrapped{Cause: %s})", e) }},
		{1, g.f.Lose && have, func() { expr = fmt.Sprintf(`fmt.Errorf("v: %%v", %s)`, some()) }},
		{2, g.f.Join && have, func() { expr = fmt.Sprintf("errors.Join(%s, %s)", some(), some()) }},
		{1, g.has("error", true), func() { expr = g.callWith("error", g.anErr()) }},
	})
	return expr
}

// anErr returns an error variable, or nil if there is none.
func (g *gen) anErr() string {
	if len(g.errs) == 0 {
		return "nil"
	}
	return g.one(g.errs...)
}

// result returns what an error-returning function returns.
func (g *gen) result() string {
	if g.budget > 0 && g.chance(8) {
		return g.operation()
	}
	return g.fault()
}

// operation returns a call with an error result that is an operation.
func (g *gen) operation() (expr string) {
	g.pick([]weighted{
		{4, true, func() { expr = "s.Sign(nil, nil)" }},
		{3, g.has("error", false), func() { expr = g.callHelper("error", false) }},
	})
	return expr
}
