package engine

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// What a server answers that is asked for the role is text or a number. A test of it is a role check, and
// the key master's name may be what is compared, or called.

// told is what a call's output says of the role.
type told struct {
	answer  *script.Answer
	subject subject
}

// tells returns what a call's output says of the role, or nil.
func (f *Func) tells(call ssa.CallInstruction) *told {
	all := f.ran[call]
	if len(all) != 1 || all[0].does.Answer == nil {
		return nil
	}
	a := all[0].does.Answer
	s := subject{zone: f.textName(a.Zone.Text, zoneName), server: f.textName(a.Server.Text, serverName)}
	if s == (subject{}) {
		s = f.placedSubject(call, all[0].op)
	}
	return &told{a, s}
}

// hears notes the values by which a call names the zone's key master.
func (f *Func) hears(call ssa.CallInstruction) {
	v := call.Value()
	if t := f.tells(call); t == nil || !t.answer.Master || v == nil {
		return
	}
	if !isTuple(v) {
		f.namedServers[v] = true
	}
	for _, ref := range *v.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && !role.IsError(e.Type()) {
			f.namedServers[e] = true
		}
	}
}

// testsAnswer ties the outcome of instruction j of block i to the role, if it tests what a server answered.
func (f *Func) testsAnswer(ins ssa.Instruction, i, j int) {
	v, of, is, ok := answerTest(ins)
	if !ok {
		return
	}
	t := f.answered(of, map[ssa.Value]bool{})
	if t == nil {
		return
	}
	c := &role.Check{Good: role.True}
	switch {
	case answers(t.answer.Yes, is):
	case answers(t.answer.No, is):
		c.Good = role.False
	default:
		return
	}
	if op, isOp := ins.(*ssa.BinOp); isOp && op.Op == token.NEQ {
		c.Good = role.False - c.Good
	}
	if isTuple(v) {
		if v = extract(v, 0); v == nil {
			return
		}
	}
	f.tie(c, v, t.subject, i, j)
}

// answers reports whether one of the texts that an answer may be is the given one.
func answers(texts []string, is string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return strings.EqualFold(t, strings.TrimSpace(is)) })
}

// answerTest returns, of an instruction that compares a value with a constant, the outcome, the value and
// the constant as a text.
func answerTest(ins ssa.Instruction) (outcome, of ssa.Value, is string, ok bool) {
	switch ins := ins.(type) {
	case *ssa.BinOp:
		if !equality(ins.Op) {
			break
		}
		for _, side := range [][2]ssa.Value{{ins.X, ins.Y}, {ins.Y, ins.X}} {
			if k, isConst := constOf(side[1]); isConst {
				return ins, side[0], k, true
			}
		}
	case *ssa.Call:
		fn := callee(&ins.Call)
		if fn == nil || fn.Pkg() == nil {
			break
		}
		switch fn.FullName() {
		case "strings.EqualFold", "bytes.EqualFold", "bytes.Equal", "strings.Contains", "bytes.Contains", "strings.HasPrefix", "bytes.HasPrefix":
			for _, side := range [][2]ssa.Value{{ins.Call.Args[0], ins.Call.Args[1]}, {ins.Call.Args[1], ins.Call.Args[0]}} {
				if k, isConst := constOf(side[1]); isConst {
					return ins, side[0], k, true
				}
			}
		case "strconv.ParseBool":
			return ins, ins.Call.Args[0], "True", true
		}
	}
	return nil, nil, "", false
}

// constOf returns the text of a constant, of bytes too.
func constOf(v ssa.Value) (string, bool) {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.Const:
			switch {
			case x.Value == nil:
				return "", false
			case x.Value.Kind() == constant.String:
				return constant.StringVal(x.Value), true
			}
			return x.Value.ExactString(), true
		default:
			return "", false
		}
	}
}

// answered returns what v says of the role because it is taken from what a server answered, or nil.
func (f *Func) answered(v ssa.Value, seen map[ssa.Value]bool) *told {
	if seen[v] {
		return nil
	}
	seen[v] = true
	switch x := v.(type) {
	case *ssa.Convert:
		return f.answered(x.X, seen)
	case *ssa.ChangeType:
		return f.answered(x.X, seen)
	case *ssa.MakeInterface:
		return f.answered(x.X, seen)
	case *ssa.TypeAssert:
		return f.answered(x.X, seen)
	case *ssa.FieldAddr:
		return f.answered(x.X, seen)
	case *ssa.Field:
		return f.answered(x.X, seen)
	case *ssa.UnOp:
		if x.Op != token.MUL {
			return nil
		}
		for _, w := range f.p.Same(f.p.Of(x)) {
			if t := f.answered(w, seen); t != nil {
				return t
			}
		}
		return f.answered(x.X, seen)
	case *ssa.Extract:
		if !role.IsError(x.Type()) {
			return f.answered(x.Tuple, seen)
		}
	case *ssa.Call:
		if t := f.tells(x); t != nil {
			return t
		}
		return f.answeredBy(x, seen)
	}
	return nil
}

// answeredBy looks through a call that hands on what it is given: a getter, a function of texts, a buffer to
// which the answer was printed.
func (f *Func) answeredBy(c *ssa.Call, seen map[ssa.Value]bool) *told {
	fn := callee(&c.Call)
	if fn == nil {
		return nil
	}
	if c.Call.IsInvoke() && len(c.Call.Args) == 0 {
		return f.answered(c.Call.Value, seen)
	}
	for _, row := range f.pkg.Cat.Flow(fn) {
		from := operandAt(&c.Call, row.From.Spot())
		if from == nil || row.To.Spot().Kind != catalog.Result {
			continue
		}
		if t := f.answered(from, seen); t != nil {
			return t
		}
		if row.From.Spot().Kind == catalog.Recv {
			if t := f.printed(f.p.Of(from)); t != nil {
				return t
			}
		}
	}
	if fn.Signature().Recv() != nil && len(c.Call.Args) == 1 && f.pkg.target(&c.Call) == nil {
		return f.answered(c.Call.Args[0], seen) // resp.GetData()
	}
	return nil
}

// printed returns what is said of the role by the output of a call that was printed to an object.
func (f *Func) printed(obj *program.Val) *told {
	for call, all := range f.ran {
		if len(all) != 1 || all[0].via != nil {
			continue
		}
		for _, c := range all[0].op.Refusal {
			at := c.At.Spot()
			if at.Kind == catalog.Result || c.Form != catalog.Text {
				continue
			}
			if o := operandAt(call.Common(), at); o != nil && f.printedTo(call, o, at.Fields) == obj {
				return f.tells(call)
			}
		}
	}
	return nil
}

// placedSubject finds zone and server of a call where its row says.
func (f *Func) placedSubject(call ssa.CallInstruction, op *catalog.Operation) subject {
	return f.operationSubject(&Site{Call: call, Op: op})
}
