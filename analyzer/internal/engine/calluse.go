package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// callee returns the function or method that a call names statically, or nil.
func callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		f, _ := fn.Object().(*types.Func)
		return f
	}
	return nil
}

// receiverFirst reports whether a call's first SSA argument is the receiver.
func receiverFirst(c *ssa.CallCommon) bool { return c.Signature().Recv() != nil && !c.IsInvoke() }

// An argument is how a carrier comes into a call.
type argument struct {
	recv  bool
	index int // among the arguments that the call writes, the receiver not counted
	ssa   int // among ssa.CallCommon.Args; -1 for the receiver of an interface call
}

// callUse follows e into a call of which it is an operand.
func (r *run) callUse(e *elem, w ssa.Value, ins ssa.CallInstruction, b int) {
	c := ins.Common()
	if bi, ok := c.Value.(*ssa.Builtin); ok {
		if bi.Name() == "len" && e.field == inside {
			r.nonEmpty(e, ins.Value())
		}
		if v := ins.Value(); v != nil && (bi.Name() == "append" || bi.Name() == "min" || bi.Name() == "max") {
			r.derive(e, carrier{val: r.f.p.Of(v), form: e.form, field: e.field}, b)
		}
		return
	}
	if strings.HasPrefix(e.field, yields) && calls(ins, w) {
		r.called(e, ins, b)
	}
	if c.IsInvoke() && c.Value == w {
		r.pass(e, ins, argument{recv: true, ssa: -1}, b)
	}
	for i, a := range c.Args {
		if a != w || e.field == inside && variadicLiteral(a) && r.f.pkg.target(c) == nil {
			continue // its elements come one by one: see variadic
		}
		switch {
		case receiverFirst(c) && i == 0:
			r.pass(e, ins, argument{recv: true}, b)
		case receiverFirst(c):
			r.pass(e, ins, argument{index: i - 1, ssa: i}, b)
		default:
			r.pass(e, ins, argument{index: i, ssa: i}, b)
		}
	}
}

// nonEmpty: a slice that holds the refusal has an element, so a range loop over it begins.
func (r *run) nonEmpty(e *elem, length *ssa.Call) {
	for _, ref := range *length.Referrers() {
		if cmp, ok := ref.(*ssa.BinOp); ok && cmp.Y == length {
			if first, ok := r.f.firstRound(cmp); ok {
				r.settle(e, cmp, r.f.p.M.Implies(first, r.f.p.Bool(r.f.p.Of(cmp))))
			}
		}
	}
}

// firstRound returns, for the condition of a range loop over a slice, when it is the first round's.
func (f *Func) firstRound(cond *ssa.BinOp) (bdd.Ref, bool) {
	next, ok := cond.X.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS || next.Op != token.ADD {
		return bdd.False, false
	}
	i, ok := next.X.(*ssa.Phi)
	if !ok || i.Comment != "rangeindex" {
		return bdd.False, false
	}
	return f.p.Equals(f.p.Of(i), f.p.Of(ssa.NewConst(constant.MakeInt64(-1), i.Type()))), true
}

// pass says what a call does with the carrier e, given as argument a.
func (r *run) pass(e *elem, ins ssa.CallInstruction, a argument, b int) {
	fn := callee(ins.Common())
	if r.f.pkg.Declared.refusal(fn) {
		r.declaredTest(e, ins)
		return
	}
	if fn != nil {
		r.catalogued(e, ins, fn, a, b)
	}
	if body := r.f.pkg.target(ins.Common()); body != nil {
		if a.ssa >= 0 {
			r.enterCall(e, ins, body, a.ssa, b)
		}
		return
	}
	if fn == nil {
		return
	}
	v := ins.Value()
	if !a.recv {
		// Nothing but the name is known of a function elsewhere.
		if r.f.pkg.Names.HintsRefusal(fn.Name()) && v != nil && r.used(v) && (e.form == catalog.Error || holdsIt(e.form)) {
			r.test(e, ins)
		}
		return
	}
	part := e.field == inside && r.suppose&anyForm != 0 // (*ssh.ExitError).ExitStatus is a part's
	if v == nil || e.field != "" && !part || ins.Common().Signature().Params().Len() > 0 {
		return
	}
	// An accessor of the error itself: Unwrap, Code, Status, String.
	res := ins.Common().Signature().Results()
	if res.Len() != 1 {
		return
	}
	c := carrier{val: r.f.p.Of(v), form: e.form, field: fieldIn(res.At(0).Type())}
	t, basic := res.At(0).Type().Underlying().(*types.Basic)
	switch {
	case basic && t.Info()&types.IsString != 0:
		c.form = catalog.Text
	case fn.Name() == "Unwrap":
		if (e.form == joined) != (c.field == inside) {
			return
		}
		c.form = unwrapped(e.form)
	case holdsIt(e.form) || program.IsBool(res.At(0).Type()):
		return
	}
	r.derive(e, c, b)
}

// catalogued applies the rows of the catalogue for a call of fn.
func (r *run) catalogued(e *elem, ins ssa.CallInstruction, fn *types.Func, a argument, b int) {
	if e.field == inside && types.IsInterface(e.val.Type) {
		return // boxed says what it shows of what is in it
	}
	for _, row := range r.f.pkg.Cat.Flow(fn) {
		form := formOr(row.Form, e.form)
		switch {
		case row.Form == catalog.Error && e.form == catalog.Text:
			form = catalog.Text
		case e.form == joined && row.Form == catalog.Error:
			continue // errors.Unwrap
		case row.Wraps && (form == catalog.Error || holdsIt(form)):
			form = wrapped
			if several(row, ins.Common()) {
				form = joined
			}
		}
		switch from := row.From.Spot(); from.Kind {
		case catalog.Recv:
			if !a.recv {
				continue
			}
		case catalog.Arg:
			if a.recv || a.index != from.Index {
				continue
			}
		case catalog.Args:
			if a.recv {
				continue
			}
		case catalog.Format:
			verb := formatVerb(ins.Common(), a.index)
			if verb == 0 {
				continue
			}
			if verb != 'w' {
				r.drop(e, ins)
				if r.suppose&kept == 0 {
					form = catalog.Text
				}
			}
		}
		r.flowTo(e, ins, row.To.Spot(), form, b)
	}
	t := r.f.pkg.Cat.Test(fn)
	if t == nil || e.field != "" {
		return // what holds the refusal somewhere is not it
	}
	if at := t.Value.Spot(); at.Kind == catalog.Recv != a.recv || at.Kind == catalog.Arg && at.Index != a.index {
		return
	}
	r.testCall(e, ins, t, b)
}

// several reports whether what a call makes may wrap more than one error, and so does not unwrap to one.
func several(row *catalog.Flow, c *ssa.CallCommon) bool {
	switch row.From.Spot().Kind {
	case catalog.Args:
		return true
	case catalog.Format:
		return strings.Count(formatOf(c), "%w") > 1
	}
	return false
}

// flowTo makes the place that a flow row names a carrier.
func (r *run) flowTo(e *elem, ins ssa.CallInstruction, to catalog.Spot, form catalog.Form, b int) {
	field := ""
	if n := len(to.Fields); n > 0 {
		field = to.Fields[n-1]
	}
	switch to.Kind {
	case catalog.Result:
		v := ins.Value()
		if v == nil {
			return
		}
		if res := result(r.f.p, v, to.Index); res != nil {
			r.derive(e, carrier{val: res, form: form, field: field}, b)
		}
		// A message that holds the refusal was read without an error.
		if last := v.Call.Signature().Results().Len() - 1; field != "" && last > to.Index {
			if err := result(r.f.p, v, last); err != nil && role.IsError(err.Type) {
				r.settle(e, ins, r.f.p.Nil(err))
			}
		}
	default:
		if target := operandAt(ins.Common(), to); target != nil {
			r.put(e, target, ins, b)
		}
	}
}

// operandAt returns the receiver or argument that a place names, or nil.
func operandAt(c *ssa.CallCommon, at catalog.Spot) ssa.Value {
	i := at.Index
	switch {
	case at.Kind == catalog.Recv && c.IsInvoke():
		return c.Value
	case at.Kind == catalog.Recv:
		i = 0
	case at.Kind != catalog.Arg:
		return nil
	case receiverFirst(c):
		i++
	}
	if i < len(c.Args) {
		return c.Args[i]
	}
	return nil
}

// testCall applies a row that says what a call tests.
func (r *run) testCall(e *elem, ins ssa.CallInstruction, t *catalog.Test, b int) {
	v := ins.Value()
	if v == nil {
		return
	}
	form := e.form
	if holdsIt(form) {
		form = catalog.Error
	}
	if into := t.Into.Spot(); into.Kind != catalog.None && (r.partInto(e, ins, v, into, b) || form != catalog.Error) {
		if e.another() {
			r.differsIn(e, ins, t)
		}
		return
	}
	if t.Form == catalog.Error && e.another() {
		r.differsIn(e, ins, t)
	}
	if t.Form == catalog.Error && form != catalog.Error || t.Form == catalog.Text && form != catalog.Text {
		return
	}
	if into := t.Into.Spot(); into.Kind != catalog.None {
		r.testInto(e, ins, v, into, b)
		return
	}
	target := operandAt(ins.Common(), t.Target.Spot())
	if target == nil {
		return
	}
	switch {
	case r.lacking(target, form):
		r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(r.f.p.Of(v))))
	case r.f.pkg.refusal(target, form), r.looksRefused(target, form), t.Form == catalog.Code && !holdsIt(e.form) && r.f.pkg.holds(target, form),
		element(target) != nil && r.f.pkg.holds(element(target), form):
		if r.used(v) {
			r.test(e, ins)
		}
	case t.Form == catalog.Text && namesOther(target):
		r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(r.f.p.Of(v))))
	case t.Form == catalog.Error && r.f.pkg.other(target, form):
		r.settle(e, ins, r.f.p.M.Not(r.f.p.Bool(r.f.p.Of(v))))
	}
}

// testInto follows errors.As and errors.AsType: the error goes on in the target, and they
// succeed on the refusal exactly if something afterwards finds the refusal there.
func (r *run) testInto(e *elem, ins ssa.CallInstruction, v *ssa.Call, into catalog.Spot, b int) {
	if into.Kind == catalog.Result {
		res := result(r.f.p, v, into.Index)
		ok := result(r.f.p, v, into.Index+1)
		var d *elem
		if res != nil {
			c := carrier{val: res, form: catalog.Error}
			r.derive(e, c, b)
			d = r.elems[c]
		}
		if ok != nil {
			t := ins.Common().Signature().Results().At(into.Index).Type()
			r.later = append(r.later, func() { r.settleType(e, ins, d, t, ok) })
		}
		return
	}
	target := operandAt(ins.Common(), into)
	if mi, ok := target.(*ssa.MakeInterface); ok {
		target = mi.X
	}
	ptr, ok := target.Type().Underlying().(*types.Pointer)
	if !ok {
		return
	}
	c := carrier{val: r.f.p.Of(target), form: catalog.Error, field: inside}
	r.putAs(e, c, ins, b)
	d := r.elems[c]
	r.later = append(r.later, func() { r.settleType(e, ins, d, ptr.Elem(), r.f.p.Of(v)) })
}

// partInto follows errors.As and errors.AsType to an error type that holds the refusal in fields of its
// own: they find it, since that is where the refusal is. It reports whether the type is one.
func (r *run) partInto(e *elem, ins ssa.CallInstruction, v *ssa.Call, into catalog.Spot, b int) bool {
	if into.Kind == catalog.Result {
		res, ok := result(r.f.p, v, into.Index), result(r.f.p, v, into.Index+1)
		part := r.f.pkg.Cat.ErrorPart(v.Call.Signature().Results().At(into.Index).Type(), r.op)
		if part == "" {
			return false
		}
		if res != nil {
			r.derive(e, carrier{val: res, form: part, field: inside}, b)
		}
		if ok != nil {
			r.settle(e, ins, r.f.p.Bool(ok))
		}
		return true
	}
	target := operandAt(ins.Common(), into)
	if mi, ok := target.(*ssa.MakeInterface); ok {
		target = mi.X
	}
	ptr, ok := target.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	part := r.f.pkg.Cat.ErrorPart(ptr.Elem(), r.op)
	if part == "" {
		return false
	}
	r.putAs(e, carrier{val: r.f.p.Of(target), form: part, field: inside}, ins, b)
	r.settle(e, ins, r.f.p.Bool(r.f.p.Of(v)))
	return true
}

// otherCode matches what a text that names a refusal does not name: another Win32 code, of those of DNS or
// by its id.
var otherCode = regexp.MustCompile(`^(WIN32 )?(9[0-9]{3}|1[01][0-9]{3})$|DNS_ERROR_`)

// namesOther reports whether a constant text names another code than the refusal's.
func namesOther(v ssa.Value) bool {
	text, ok := constOf(v)
	return ok && otherCode.MatchString(text)
}
