package engine

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// found returns what an instruction that asks for a type finds in the error, if it is a code; else nil.
func (f *Func) found(ins ssa.Instruction) *program.Val {
	var v *program.Val
	switch ins := ins.(type) {
	case *ssa.TypeAssert:
		v = result(f.p, ins, 0)
	case *ssa.Call:
		switch into := f.pkg.Cat.Test(callee(&ins.Call)).Into.Spot(); into.Kind {
		case catalog.Result:
			v = result(f.p, ins, into.Index)
		case catalog.Arg:
			target := operandAt(&ins.Call, into)
			if mi, ok := target.(*ssa.MakeInterface); ok {
				target = mi.X
			}
			v = f.p.After(ins, target, target.Type().Underlying().(*types.Pointer).Elem())
		}
	}
	if v == nil {
		return nil
	}
	if b, ok := v.Type.Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return nil
	}
	return v
}

// tieFound says how the code n, which the question asked found in an error where yes holds, hangs together
// with the error's other answers: who finds 9101 in it has an error that wraps 9101.
func (f *Func) tieFound(n *program.Val, asked question, err *program.Val, yes bdd.Ref, i, j int) {
	m := f.p.M
	whole := f.unwrapped(err)
	for _, q := range f.questions {
		ask := f.pkg.questions[q]
		if ask.kind == says {
			f.tieText(n, asked.typ, whole, q, yes, i, j)
			continue
		}
		found, known := f.p.Is(n, constant.MakeInt64(ask.what.code))
		if ask.what.typ != asked.typ || !known {
			continue
		}
		var tie bdd.Ref
		switch {
		case ask.kind == same && asked.kind == is:
			tie = m.Iff(f.answer(err, q), found)
		case ask.kind == same:
			tie = m.Implies(f.answer(err, q), found)
		case whole != nil:
			tie = m.Iff(f.answer(whole, q), found)
		default:
			tie = m.Implies(found, f.answer(err, q))
		}
		f.assume(m.Implies(yes, tie), i, j)
	}
}

// tieText says whether an error in which the code n was found contains the text of question q.
func (f *Func) tieText(n *program.Val, typ string, err *program.Val, q int, yes bdd.Ref, i, j int) {
	text := f.pkg.questions[q].text
	if err == nil || !f.pkg.Cat.Answers(catalog.Text, catalog.Refused, constant.MakeString(text)) {
		return
	}
	m := f.p.M
	refused := bdd.False
	for _, code := range f.pkg.Cat.Values(catalog.Error, catalog.Refused) {
		k := constant.MakeInt64(code)
		if found, known := f.p.Is(n, k); known {
			refused = m.Or(refused, found)
			if says, _ := f.pkg.codeSays(identity{typ: typ, text: k.ExactString(), code: code}, text); says {
				f.assume(m.Implies(m.And(yes, found), f.answer(err, q)), i, j)
			}
		}
	}
	if refused != bdd.False {
		f.assume(m.Implies(m.And(yes, m.Not(refused)), m.Not(f.answer(err, q))), i, j)
	}
}

// unwrapped returns the error behind wrappers that add nothing but text: it comes from elsewhere, so it is
// taken to hold one code. Nil where the function shows that there may be several in err.
func (f *Func) unwrapped(err *program.Val) *program.Val {
	for {
		inner, wrapper := f.inner(err)
		if !wrapper {
			break
		}
		if err = inner; err == nil {
			return nil
		}
	}
	if slices.ContainsFunc(f.p.Sources(err), func(v *program.Val) bool { _, wrapper := f.inner(v); return wrapper }) {
		return nil
	}
	return err
}

// inner reports whether an error is made here of others, and returns the one that is in it if there is but one.
func (f *Func) inner(err *program.Val) (inner *program.Val, wrapper bool) {
	if err.Kind == program.Pure && strings.HasPrefix(err.Op, "iface ") {
		_, code := f.pkg.identify(err.SSA)
		return nil, !code
	}
	c, ok := err.SSA.(*ssa.Call)
	if !ok || err.Kind != program.Opaque {
		return nil, false
	}
	fn := callee(&c.Call)
	if fn == nil {
		return nil, false
	}
	for _, row := range f.pkg.Cat.Flow(fn) {
		if !row.Wraps || row.To.Spot().Kind != catalog.Result {
			continue
		}
		if a := onlyWrapped(row, &c.Call); a != nil {
			return f.p.Of(a), true
		}
		return nil, true
	}
	return nil, false
}

// onlyWrapped returns what a call that wraps errors wraps, if that is one; else nil.
func onlyWrapped(row *catalog.Flow, c *ssa.CallCommon) ssa.Value {
	if several(row, c) {
		return nil
	}
	if from := row.From.Spot(); from.Kind != catalog.Format {
		return operandAt(c, from)
	}
	for i, a := range variadicArgs(c) {
		if formatVerb(c, i) == 'w' {
			return a
		}
	}
	return nil
}
