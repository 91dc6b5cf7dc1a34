package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// asking returns the question that an instruction asks, of what, and the outcome that means yes.
func (p *Package) asking(ins ssa.Instruction) (q question, of, outcome ssa.Value, ok bool) {
	switch ins := ins.(type) {
	case *ssa.BinOp:
		if !equality(ins.Op) || !types.IsInterface(ins.X.Type()) {
			break
		}
		for _, side := range [][2]ssa.Value{{ins.X, ins.Y}, {ins.Y, ins.X}} {
			if id, ok := p.identify(side[1]); ok {
				return question{kind: same, what: id}, side[0], ins, true
			}
		}
	case *ssa.TypeAssert:
		if yes := extract(ins, 1); ins.CommaOk && yes != nil && !types.IsInterface(ins.AssertedType) && isErrorType(ins.X.Type()) {
			return question{kind: is, typ: ins.AssertedType.String()}, ins.X, yes, true
		}
	case *ssa.Call:
		return p.askingCall(ins)
	}
	return q, nil, nil, false
}

func (p *Package) askingCall(c *ssa.Call) (q question, of, outcome ssa.Value, ok bool) {
	fn := callee(&c.Call)
	t := p.Cat.Test(fn)
	if t == nil {
		return q, nil, nil, false
	}
	v, target := operandAt(&c.Call, t.Value.Spot()), operandAt(&c.Call, t.Target.Spot())
	switch into := t.Into.Spot(); {
	case v == nil:
	case into.Kind == catalog.Result:
		if yes := extract(c, into.Index+1); yes != nil {
			return question{kind: holds, typ: c.Call.Signature().Results().At(into.Index).Type().String()}, v, yes, true
		}
	case into.Kind == catalog.Arg:
		into := operandAt(&c.Call, into)
		if mi, ok := into.(*ssa.MakeInterface); ok {
			into = mi.X
		}
		if ptr, ok := into.Type().Underlying().(*types.Pointer); ok && !types.IsInterface(ptr.Elem()) {
			return question{kind: holds, typ: ptr.Elem().String()}, v, c, true
		}
	case target == nil || !program.IsBool(c.Type()):
	case t.Form == catalog.Error:
		if id, ok := p.identify(target); ok {
			return question{kind: wraps, what: id}, v, c, true
		}
	case t.Form == catalog.Text:
		k, isConst := target.(*ssa.Const)
		if err := textual(v); isConst && k.Value != nil && k.Value.Kind() == constant.String && err != nil && fn.FullName() == "strings.Contains" {
			return question{kind: says, text: constant.StringVal(k.Value)}, err, c, true
		}
	}
	return q, nil, nil, false
}

// textual returns the error whose text v is: err.Error(), fmt.Sprint(err); or nil.
func textual(v ssa.Value) ssa.Value {
	c, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if c.Call.IsInvoke() && c.Call.Method.Name() == "Error" {
		return c.Call.Value
	}
	if fn := callee(&c.Call); fn == nil || fn.FullName() != "fmt.Sprint" {
		return nil
	}
	args := variadicArgs(&c.Call)
	if len(args) != 1 {
		return nil
	}
	if x, ok := args[0].(*ssa.ChangeInterface); ok && isErrorType(x.X.Type()) {
		return x.X
	}
	return nil
}

// asks ties the outcome of an instruction that asks a question to what the error answers.
func (f *Func) asks(ins ssa.Instruction, i, j int) {
	question, of, outcome, ok := f.pkg.asking(ins)
	if !ok {
		return
	}
	q := f.pkg.number(question)
	if !slices.Contains(f.questions, q) {
		return
	}
	yes := f.p.Bool(f.p.Of(outcome))
	if op, ok := outcome.(*ssa.BinOp); ok && op.Op == token.NEQ {
		yes = f.p.M.Not(yes)
	}
	if e, ok := outcome.(*ssa.Extract); ok {
		i, j = f.definition(f.p.Of(e))
	}
	f.assume(f.p.M.Iff(yes, f.answer(f.p.Of(of), q)), i, j)
	if question.kind != is && question.kind != holds {
		return
	}
	if code := f.found(ins); code != nil {
		f.tieFound(code, question, f.p.Of(of), yes, i, j)
	}
}

// answer returns what an error answers, and sees to it that what it is made of answers consistently.
func (f *Func) answer(err *program.Val, q int) bdd.Ref {
	answer := f.p.Answer(err, q)
	work := []bdd.Ref{answer}
	for len(work) > 0 {
		r := work[len(work)-1]
		work = work[:len(work)-1]
		f.p.M.Support(r, func(n int) {
			x := f.p.VarOf(n)
			if x.Prop != program.Answer || slices.Contains(f.asked[x.Val], x.Bit) {
				return
			}
			f.asked[x.Val] = append(f.asked[x.Val], x.Bit)
			if x.Val.Kind == program.Phi {
				for _, e := range f.p.Edges(x.Val) {
					work = append(work, f.p.Answer(e, x.Bit))
				}
				return
			}
			f.constrain(x)
		})
	}
	return answer
}
