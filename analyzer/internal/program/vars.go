package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Prop is what a variable says of a value.
type Prop uint8

// The properties of values. Code is one bit of the number of the value's cell;
// Answer is what the value answers to a question of the owner's; Carries says that the value is, or contains, the refusal in question; Free
// variables belong to no value and are named by the engine.
const (
	Bool Prop = iota
	Nil
	Code
	Answer
	Carries
	Free
)

// A Var is one variable. The manager knows it as 2*ID, and as 2*ID+1 while it is being assigned.
type Var struct {
	ID   int
	Prop Prop
	Val  *Val
	Bit  int // Code: the bit, lowest first; Answer: the question; Free: its name; Carries: its kind
	Span Span
	ref  bdd.Ref // see Program.Ref; False: not asked for yet
}

type varKey struct {
	prop Prop
	val  *Val
	bit  int
}

func (p *Program) variable(prop Prop, v *Val, bit int) *Var {
	key := varKey{prop, v, bit}
	if x, ok := p.byVal[key]; ok {
		return x
	}
	x := p.newVar(prop, v, bit)
	p.byVal[key] = x
	return x
}

// newVar makes a variable that nobody asks for again: its condition is known from now on.
func (p *Program) newVar(prop Prop, v *Val, bit int) *Var {
	x := &Var{ID: len(p.vars), Prop: prop, Val: v, Bit: bit, Span: Span{First: -1, Last: -1}}
	if v != nil {
		x.Span.First = v.Block
		x.Span.Phi = v.Kind == Phi
	}
	p.vars = append(p.vars, x)
	return x
}

// Ref returns the function that x is true.
func (p *Program) Ref(x *Var) bdd.Ref {
	if x.ref == bdd.False {
		x.ref = p.M.Var(2 * x.ID)
	}
	return x.ref
}

// VarOf returns the variable that the manager knows under number n.
func (p *Program) VarOf(n int) *Var { return p.vars[n/2] }

// FreeVar returns the variable with the given name, live everywhere.
func (p *Program) FreeVar(name int) *Var {
	x := p.variable(Free, nil, name)
	x.Span = Span{First: -1, Last: len(p.Blocks)}
	return x
}

// CarriesVar returns the variable "v carries the refusal", of which there may be several kinds.
func (p *Program) CarriesVar(v *Val, kind int) *Var { return p.variable(Carries, v, kind) }

// code returns the bits of a leaf's cell, highest first.
func (p *Program) code(v *Val) []bdd.Ref {
	if v.code == nil {
		w := p.classes.cells(v).width
		v.code = make([]bdd.Ref, w)
		for i := range w {
			v.code[w-1-i] = p.Ref(p.newVar(Code, v, i))
		}
	}
	return v.code
}

// Bool returns the condition under which the boolean v is true.
func (p *Program) Bool(v *Val) bdd.Ref {
	if !v.isTrue.ok {
		v.isTrue = known{p.evalBool(v), true}
	}
	return v.isTrue.ref
}

func (p *Program) evalBool(v *Val) bdd.Ref {
	switch {
	case v.Kind == Const && v.Const != nil && v.Const.Kind() == constant.Bool:
		if constant.BoolVal(v.Const) {
			return bdd.True
		}
		return bdd.False
	case v.Kind == Pure && v.Op == "!":
		return p.M.Not(p.Bool(v.Args[0]))
	case v.Kind == Pure && v.Op == "==":
		if r, ok := p.equal(v.Args[0], v.Args[1]); ok {
			return r
		}
	case v.Kind == Pure && v.Op == "<":
		if r, ok := p.less(v.Args[0], v.Args[1]); ok {
			return r
		}
	}
	return p.Ref(p.newVar(Bool, v, 0))
}

// Equals returns the condition under which x == y.
func (p *Program) Equals(x, y *Val) bdd.Ref {
	if r, ok := p.equal(x, y); ok {
		return r
	}
	if x.ID > y.ID {
		x, y = y, x
	}
	return p.Bool(p.pureTyped("==", types.Typ[types.Bool], x, y))
}

// equal returns x == y where more is known than that it is a condition.
func (p *Program) equal(x, y *Val) (bdd.Ref, bool) {
	if x.Kind == Const {
		x, y = y, x
	}
	switch {
	case x.Kind == Const && x.Const != nil && y.Const != nil:
		return bdd.Of(constant.Compare(x.Const, token.EQL, y.Const)), true
	case y.IsNil():
		return p.Nil(x), true
	case IsBool(x.Type) && IsBool(y.Type):
		return p.M.Iff(p.Bool(x), p.Bool(y)), true
	case y.Kind == Const && ordered(y) && ordered(x):
		x, k := shifted(x, y.Const)
		return p.pred(x, token.EQL, k)
	case x.Kind == Pure && y.Kind == Pure && strings.HasPrefix(x.Op, "iface ") && strings.HasPrefix(y.Op, "iface "):
		if x.Op != y.Op {
			return bdd.False, true // of different types
		}
		return p.equal(x.Args[0], y.Args[0])
	case x == y && (ordered(x) || IsNilable(x.Type)):
		return bdd.True, true
	}
	return bdd.False, false
}

func (p *Program) less(x, y *Val) (bdd.Ref, bool) {
	switch {
	case x.Kind == Const && y.Kind == Const && x.Const != nil && y.Const != nil:
		return bdd.Of(constant.Compare(x.Const, token.LSS, y.Const)), true
	case y.Kind == Const && ordered(y) && ordered(x):
		x, k := shifted(x, y.Const)
		return p.pred(x, token.LSS, k)
	case x.Kind == Const && ordered(x) && ordered(y):
		y, k := shifted(y, x.Const)
		return p.pred(y, token.GTR, k)
	case x == y && ordered(x):
		return bdd.False, true
	}
	return bdd.False, false
}

// Nil returns the condition under which v is nil.
func (p *Program) Nil(v *Val) bdd.Ref {
	if !v.isNil.ok {
		v.isNil = known{p.evalNil(v), true}
	}
	return v.isNil.ref
}

func (p *Program) evalNil(v *Val) bdd.Ref {
	switch v.Kind {
	case Const:
		return bdd.Of(v.IsNil())
	case Pure:
		switch {
		case len(v.Op) > 4 && (v.Op[:4] == "ref " || v.Op[:5] == "iface"), v.Op[0] == '&':
			return bdd.False
		case len(v.Op) > 4 && v.Op[:5] == "conv ":
			return p.Nil(v.Args[0])
		}
	case Opaque:
		if v.SSA != nil && p.fresh(v.SSA) {
			return bdd.False
		}
	case Entry:
		if g, ok := v.Loc.Root.SSA.(*ssa.Global); ok && len(v.Loc.Path) == 0 && p.facts.Sentinel(g) {
			return bdd.False
		}
	}
	return p.Ref(p.newVar(Nil, v, 0))
}

// Answer returns the condition under which v answers yes to question q, as the program's owner
// numbers its questions. Nothing answers yes that is nil.
func (p *Program) Answer(v *Val, q int) bdd.Ref {
	for _, a := range v.answers {
		if a.question == q {
			return a.ref
		}
	}
	r := bdd.False
	if !v.IsNil() {
		exact := false
		if v.Kind != Phi {
			r, exact = p.facts.Answer(p, v, q)
		}
		if !exact {
			r = p.M.Or(r, p.Ref(p.newVar(Answer, v, q)))
		}
	}
	v.answers = append(v.answers, answer{q, r})
	return r
}

// An answer says when a value answers yes to a question. Of one value few are asked.
type answer struct {
	question int
	ref      bdd.Ref
}

// fresh reports whether v is a new object, and so not nil.
func (p *Program) fresh(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Call:
		if callee := v.Call.StaticCallee(); callee != nil {
			fn, ok := callee.Object().(*types.Func)
			return ok && p.facts.NonNil(fn)
		}
	case *ssa.Alloc, *ssa.MakeClosure, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
		return true
	}
	return false
}
