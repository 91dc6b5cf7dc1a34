package engine

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// known restricts the results of a call of a function that the catalogue knows.
func (f *Func) known(c *ssa.Call, i, j int) {
	fn := callee(&c.Call)
	if fn == nil {
		return
	}
	if c.Call.IsInvoke() && f.pkg.Cat.NoReturn(fn) {
		f.event(i, event{at: j, assume: bdd.False, ends: bdd.True, within: bdd.False, call: c})
		return
	}
	for _, row := range f.pkg.Cat.Flow(fn) {
		if row.Wraps && row.To.Spot().Kind == catalog.Result {
			f.nilAsWrapped(c, row.From.Spot(), i, j)
		}
	}
	t := f.pkg.Cat.Test(fn)
	if t == nil || t.Form != catalog.Error {
		return
	}
	err := operandAt(&c.Call, t.Value.Spot())
	n := 0
	if into := t.Into.Spot(); into.Kind == catalog.Result {
		n = into.Index + 1
	}
	ok := result(f.p, c, n)
	if err == nil || ok == nil || !program.IsBool(ok.Type) {
		return
	}
	if target := operandAt(&c.Call, t.Target.Spot()); target != nil {
		if k, isConst := target.(*ssa.Const); isConst && k.IsNil() {
			return
		}
	}
	// Nothing is found in nil.
	f.assume(f.p.M.Implies(f.p.Nil(f.p.Of(err)), f.p.M.Not(f.p.Bool(ok))), i, j)
}

// nilAsWrapped: a wrapped error is nil exactly if all that it wraps is; of fmt.Errorf the catalogue
// knows that it is not.
func (f *Func) nilAsWrapped(c *ssa.Call, from catalog.Spot, i, j int) {
	res := result(f.p, c, 0)
	if res == nil || !program.IsNilable(res.Type) {
		return
	}
	var args []ssa.Value
	switch from.Kind {
	case catalog.Arg:
		args = append(args, operandAt(&c.Call, from))
	case catalog.Args:
		if args = variadicArgs(&c.Call); args == nil {
			return
		}
	default:
		return
	}
	all := bdd.True
	for _, a := range args {
		if !program.IsNilable(a.Type()) {
			return
		}
		all = f.p.M.And(all, f.p.Nil(f.p.Of(a)))
	}
	f.assume(f.p.M.Iff(f.p.Nil(res), all), i, j)
}

// variadicArgs returns all arguments of a call, the variadic ones as the source writes them; nil if
// it passes a slice.
func variadicArgs(c *ssa.CallCommon) []ssa.Value {
	if !c.Signature().Variadic() {
		return c.Args
	}
	last := len(c.Args) - 1
	args := append([]ssa.Value(nil), c.Args[:last]...)
	s, ok := c.Args[last].(*ssa.Slice)
	if !ok {
		return nil
	}
	array, ok := s.X.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return nil
	}
	return append(args, storedElements(array)...)
}

// storedElements returns what is stored in elements of an array or slice, where it is named itself.
func storedElements(array ssa.Value) []ssa.Value {
	var vals []ssa.Value
	for _, ref := range *array.Referrers() {
		if ia, ok := ref.(*ssa.IndexAddr); ok {
			for _, use := range *ia.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == ia {
					vals = append(vals, st.Val)
				}
			}
		}
	}
	return vals
}

// zeroUnless: what a type assertion or errors.AsType yields is the zero value unless its ok is true.
func (f *Func) zeroUnless(v *ssa.Extract, i, j int) {
	if v.Index != 0 || !program.ZeroUnlessOK(v.Tuple) {
		return
	}
	ok := extract(v.Tuple, 1)
	b, basic := v.Type().Underlying().(*types.Basic)
	if ok == nil || !basic || b.Info()&types.IsInteger == 0 {
		return
	}
	zero := f.p.Equals(f.p.Of(v), f.p.Of(ssa.NewConst(constant.MakeInt64(0), v.Type())))
	f.assume(f.p.M.Or(f.p.Bool(f.p.Of(ok)), zero), i, j)
}

// equalNil: what is equal to something that is not nil is not nil.
func (f *Func) equalNil(op *ssa.BinOp, i, j int) {
	if !equality(op.Op) || !program.IsNilable(op.X.Type()) || !program.IsNilable(op.Y.Type()) {
		return
	}
	x, y := f.p.Of(op.X), f.p.Of(op.Y)
	if x.IsNil() || y.IsNil() {
		return
	}
	eq := f.p.Bool(f.p.Of(op))
	if op.Op == token.NEQ {
		eq = f.p.M.Not(eq)
	}
	f.assume(f.p.M.Implies(eq, f.p.M.Iff(f.p.Nil(x), f.p.Nil(y))), i, j)
}
