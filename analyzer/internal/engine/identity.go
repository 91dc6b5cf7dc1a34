package engine

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A likeness is a question that the function asks of an error: is it this constant (==), or does
// it wrap it (errors.Is)?
type likeness struct {
	code  constant.Value
	typ   string // of the constant
	same  bool   // ==
	holds bdd.Ref
}

// liken relates the questions asked of one error: what equals a constant also wraps it, nothing
// equals two, and a fresh error neither equals nor wraps any.
func (f *Func) liken(err *program.Val, l likeness, i, j int) {
	m := f.p.M
	if call, ok := err.SSA.(*ssa.Call); ok && err.Kind == program.Opaque && (newError(call) || l.same && f.pkg.neverNil(call)) {
		f.assume(m.Not(l.holds), i, j)
		return
	}
	for _, o := range f.likes[err] {
		switch equal := o.typ == l.typ && constant.Compare(o.code, token.EQL, l.code); {
		case equal && o.same == l.same:
			f.assume(m.Iff(o.holds, l.holds), i, j)
		case equal && o.same:
			f.assume(m.Implies(o.holds, l.holds), i, j)
		case equal:
			f.assume(m.Implies(l.holds, o.holds), i, j)
		case !equal && (o.same || l.same): // a constant wraps nothing
			f.assume(m.Not(m.And(o.holds, l.holds)), i, j)
		}
	}
	f.likes[err] = append(f.likes[err], l)
}

// neverNil reports whether a call makes a new error.
func (p *Package) neverNil(c *ssa.Call) bool {
	fn := callee(&c.Call)
	return fn != nil && p.Cat.NonNil(fn)
}

// constantError returns the constant that an error value is made of.
func constantError(v ssa.Value) (constant.Value, string) {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		if k, ok := mi.X.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Int {
			return k.Value, mi.X.Type().String()
		}
	}
	return nil, ""
}

// likened records what a comparison or an errors.Is asks.
func (f *Func) likened(ins ssa.Instruction, i, j int) {
	switch ins := ins.(type) {
	case *ssa.BinOp:
		if ins.Op != token.EQL && ins.Op != token.NEQ {
			return
		}
		x, y := ins.X, ins.Y
		k, typ := constantError(y)
		if k == nil {
			x = y
			k, typ = constantError(ins.X)
		}
		if k == nil {
			return
		}
		holds := f.p.Bool(f.p.Of(ins))
		if ins.Op == token.NEQ {
			holds = f.p.M.Not(holds)
		}
		f.liken(f.p.Of(x), likeness{k, typ, true, holds}, i, j)
	case *ssa.Call:
		t := f.pkg.Cat.Test(callee(&ins.Call))
		if t == nil || t.Form != catalog.Error || t.Target == "" || !program.IsBool(ins.Type()) {
			return
		}
		err, target := operandAt(&ins.Call, t.Value.Spot()), operandAt(&ins.Call, t.Target.Spot())
		if k, typ := constantError(target); k != nil {
			f.liken(f.p.Of(err), likeness{k, typ, false, f.p.Bool(f.p.Of(ins))}, i, j)
		}
	}
}
