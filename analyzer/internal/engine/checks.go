package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// check ties a role check's value to the role: its good outcome means that the role is held, its
// bad one that it is not. A value that already has a meaning, a constant or what a body showed, keeps it.
func (f *Func) check(c *role.Check, v ssa.Value, i, j int) {
	if call, ok := v.(*ssa.Call); ok && c.Callee != nil {
		if f.shown(call, c) {
			return
		}
	}
	s := subject{zone: zoneName(f.valueOf(c.Zone)), server: serverName(f.valueOf(c.Server))}
	if call, ok := v.(*ssa.Call); ok {
		s = f.placed(call, s)
	}
	if isTuple(v) {
		if v = extract(v, c.Result); v == nil {
			return // the answer is dropped
		}
	}
	f.tie(c, v, s, i, j)
}

// checkedIn notes where a subject is checked: the first place counts.
func (f *Func) checkedIn(s subject, at token.Pos) {
	if _, known := f.checkedAt[s]; !known && at.IsValid() {
		f.checkedAt[s] = at
	}
}

// tie ties v, the answer of check c for s, to the role.
func (f *Func) tie(c *role.Check, v ssa.Value, s subject, i, j int) {
	f.checkedIn(s, v.Pos())
	val := f.p.Of(v)
	if c.Tag != nil {
		// Constants flow to the comparison as themselves; what is unknown is tied where it comes from.
		tag := f.tagOf(v)
		if tag != nil && tag.Kind == program.Phi {
			f.tieSources(tag, func(src *program.Val) (bdd.Ref, bool) { return f.sameCase(src, v, c) }, s)
			return
		}
		if tag != nil && f.ownMeaning(tag) {
			return
		}
	}
	if c.Good != role.Nil && c.Good != role.NonNil && val.Kind == program.Phi {
		f.tieSources(val, func(src *program.Val) (bdd.Ref, bool) {
			g := f.p.Bool(src)
			if c.Good == role.False {
				g = f.p.M.Not(g)
			}
			return g, true
		}, s)
		return
	}
	g := f.good(c, val)
	if f.meant(g) {
		return
	}
	f.assume(f.p.M.Iff(g, f.held(s)), i, j)
}

func (f *Func) good(c *role.Check, val *program.Val) bdd.Ref {
	switch c.Good {
	case role.Nil:
		return f.p.Nil(val)
	case role.NonNil:
		return f.p.M.Not(f.p.Nil(val))
	case role.False:
		return f.p.M.Not(f.p.Bool(val))
	}
	return f.p.Bool(val)
}

// meant reports whether g is settled already: a constant, or a function of the role.
func (f *Func) meant(g bdd.Ref) bool {
	if g <= bdd.True {
		return true
	}
	found := false
	f.p.M.Support(g, func(n int) {
		v := f.p.VarOf(n)
		found = found || v.Prop == program.Free && v.Bit < 0
	})
	return found
}

// tieSources ties what a phi may take, where each source comes from.
func (f *Func) tieSources(phi *program.Val, good func(*program.Val) (bdd.Ref, bool), s subject) {
	for _, v := range f.p.Sources(phi) {
		g, ok := good(v)
		if !ok || f.meant(g) || f.ownMeaning(v) {
			continue
		}
		i, j := f.definition(v)
		f.assume(f.p.M.Iff(g, f.held(s)), i, j)
	}
}

// ownMeaning reports whether v is the result of a function whose body says what it means.
func (f *Func) ownMeaning(v *program.Val) bool {
	call, i := callOf(v.SSA)
	if call == nil {
		return false
	}
	return f.shows(call, func(p port) bool { return (p.kind == resultBool || p.kind == resultIs) && p.n == i && p.field == "" })
}

// shown reports whether the body of a check's function says what its result means.
func (f *Func) shown(call *ssa.Call, c *role.Check) bool {
	kind := resultBool
	if c.Good == role.Nil || c.Good == role.NonNil {
		kind = resultNil
	}
	return f.shows(call, func(p port) bool { return p == port{kind: kind, n: c.Result} })
}

func (f *Func) shows(call *ssa.Call, is func(port) bool) bool {
	callee := f.pkg.target(&call.Call)
	if callee == nil || !f.pkg.decisive(callee) {
		return false
	}
	return f.pkg.base(callee).shows(is)
}

// definition returns where v comes to be.
func (f *Func) definition(v *program.Val) (block, at int) {
	if ins, ok := v.SSA.(ssa.Instruction); ok && v.Kind != program.Entry {
		if i, ok := f.p.Index(ins.Block()); ok {
			return i, f.p.Position(ins)
		}
	}
	return max(v.Block, 0), -1
}

// tagOf returns the value that a comparison with a named constant compares.
func (f *Func) tagOf(v ssa.Value) *program.Val {
	op, ok := v.(*ssa.BinOp)
	if !ok {
		return nil
	}
	if _, ok := op.X.(*ssa.Const); ok {
		return f.p.Of(op.Y)
	}
	return f.p.Of(op.X)
}

// sameCase returns the condition under which src, compared as v compares its operand, shows the role.
func (f *Func) sameCase(src *program.Val, v ssa.Value, c *role.Check) (bdd.Ref, bool) {
	op := v.(*ssa.BinOp)
	k, ok := op.Y.(*ssa.Const)
	if !ok {
		if k, ok = op.X.(*ssa.Const); !ok {
			return bdd.False, false
		}
	}
	g := f.p.Equals(src, f.p.Of(k))
	if op.Op == token.NEQ == (c.Good == role.True) {
		g = f.p.M.Not(g)
	}
	return g, true
}

// namesHost ties a comparison of a key master's name, which went through a variable, with another name.
func (f *Func) namesHost(op *ssa.BinOp, i, j int) {
	if !equality(op.Op) || !f.oneServer(op.X, op.Y) {
		return
	}
	c := &role.Check{Good: role.True}
	if op.Op == token.NEQ {
		c.Good = role.False
	}
	f.check(c, op, i, j)
}

// foldsHost is namesHost for strings.EqualFold and strings.HasPrefix.
func (f *Func) foldsHost(call *ssa.Call, i, j int) {
	fn := callee(&call.Call)
	if fn == nil || !role.IsFunc(fn, "strings", "EqualFold") && !role.IsFunc(fn, "strings", "HasPrefix") {
		return
	}
	if f.oneServer(call.Call.Args[0], call.Call.Args[1]) {
		f.check(&role.Check{Good: role.True}, call, i, j)
	}
}

// oneServer reports whether one of two texts that are not constant names the key master.
func (f *Func) oneServer(x, y ssa.Value) bool {
	for _, v := range []ssa.Value{x, y} {
		t, basic := v.Type().Underlying().(*types.Basic)
		if _, constant := v.(*ssa.Const); constant || !basic || t.Info()&types.IsString == 0 {
			return false
		}
		if obj := storage(v); obj != nil && role.NamesZone(obj.Name()) {
			return false
		}
	}
	return f.namesServer(x) != f.namesServer(y)
}

// namesServer reports whether v is the name of a key master, in whatever case or form.
func (f *Func) namesServer(v ssa.Value) bool {
	if f.namedServers[v] {
		return true
	}
	if len(f.ran) > 0 {
		if t := f.answered(v, map[ssa.Value]bool{}); t != nil && t.answer.Master {
			return true
		}
	}
	if e, ok := v.(*ssa.Extract); ok {
		return e.Index == 0 && f.namedServers[e.Tuple]
	}
	c, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	fn := callee(&c.Call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "strings" && len(c.Call.Args) > 0 && f.namesServer(c.Call.Args[0])
}
