package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Kind says where a value comes from.
type Kind uint8

// The kinds of values. Only Const and Pure values are functions of others; the rest are leaves.
const (
	Const  Kind = iota // a constant; Const is nil for nil and for zero structs
	Pure               // a function (Op) of Args
	Param              // a parameter or captured variable's address
	Opaque             // the result of an instruction that says nothing about itself
	Phi                // chosen by the incoming edge
	Entry              // what a location held when the function began
	Kill               // what a location holds after something unknown wrote to it
)

// A Val is a value number: two occurrences of one Val in one activation of its
// defining instruction are equal. Loads are values too: of the store they see.
type Val struct {
	ID    int
	Kind  Kind
	Zero  bool // Const only: what a variable holds before anything is assigned to it
	Type  types.Type
	SSA   ssa.Value      // the first SSA value numbered so; nil for locations
	Const constant.Value // Const only
	Op    string         // Pure only
	Args  []*Val         // Pure only
	Block int            // index of the defining block in reverse postorder; -1: the entry
	Loc   *Loc           // Entry, Kill, and Phi of a location

	edges   []*Val      // Phi: one for each predecessor, filled on demand
	whole   *copied     // a struct or array read from memory: where and when
	parts   []*Val      // of a struct that is not: see Parts
	same    []ssa.Value // what is numbered so
	pending bool        // a load that is being numbered
	isTrue  known       // see Program.Bool
	isNil   known       // see Program.Nil
	answers []answer    // see Program.Answer
	code    []bdd.Ref   // see Program.code
}

// known is a condition, once somebody has asked for it.
type known struct {
	ref bdd.Ref
	ok  bool
}

// An operation of values, by their IDs; 0 where there is none.
type operation struct {
	op   string
	x, y int
}

// copied says where a struct or array was read, so that its parts are known to be those of the original.
type copied struct {
	root      *Val
	path      []Step
	block, at int
}

// IsNil reports whether v is the constant nil.
func (v *Val) IsNil() bool {
	if v.Kind != Const || v.Const != nil {
		return false
	}
	switch v.Type.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	b, ok := v.Type.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// Of returns the value number of an SSA value.
func (p *Program) Of(v ssa.Value) *Val {
	if n, ok := p.vals[v]; ok {
		return n
	}
	n := p.number(v)
	p.vals[v] = n
	n.same = append(n.same, v)
	return n
}

// Same returns the SSA values with number v that have been numbered.
func (p *Program) Same(v *Val) []ssa.Value { return v.same }

// Joins returns the location phis that take v on some edge.
func (p *Program) Joins(v *Val) []*Val {
	if p.joins == nil {
		p.joins = map[*Val][]*Val{}
		for b := range p.Blocks {
			for _, phi := range p.phis[b] {
				if phi.Loc == nil {
					continue
				}
				for _, e := range p.Edges(phi) {
					p.joins[e] = append(p.joins[e], phi)
				}
			}
		}
	}
	return p.joins[v]
}

// Before returns what the variable at addr, of type t, holds just before instruction ins.
func (p *Program) Before(ins ssa.Instruction, addr ssa.Value, t types.Type) *Val {
	root, path := p.address(addr)
	return p.before(p.loc(root, path, t), p.at(ins.Block()), p.Position(ins))
}

// After returns what the variable at addr, of type t, holds just after instruction ins.
func (p *Program) After(ins ssa.Instruction, addr ssa.Value, t types.Type) *Val {
	root, path := p.address(addr)
	return p.before(p.loc(root, path, t), p.at(ins.Block()), p.Position(ins)+1)
}

// Original reports whether v is what a place holds without a write to it that the function shows.
func (p *Program) Original(v *Val) bool { return v.Kind == Entry || v.Kind == Kill || v.Zero }

// AtEntry returns what the variable at addr, of type t, holds when the function begins.
func (p *Program) AtEntry(addr ssa.Value, t types.Type) *Val {
	root, path := p.address(addr)
	return p.loc(root, path, t).entry
}

func (p *Program) number(v ssa.Value) *Val {
	switch v := v.(type) {
	case *ssa.Const:
		return p.constVal(v.Value, v.Type())
	case *ssa.Parameter, *ssa.FreeVar:
		return p.leaf(Param, v, -1)
	case *ssa.Global, *ssa.Function, *ssa.Builtin:
		return p.pure("ref "+v.String(), v, -1)
	case *ssa.Phi:
		return p.leaf(Phi, v, p.at(v.Block()))
	case *ssa.ChangeType:
		return p.Of(v.X)
	case *ssa.ChangeInterface:
		return p.Of(v.X)
	case *ssa.Convert:
		return p.pure("conv "+typeKey(v.Type()), v, p.block(v), p.Of(v.X))
	case *ssa.MakeInterface:
		if types.IsInterface(v.X.Type()) {
			return p.Of(v.X) // of a type parameter, which an interface may stand for
		}
		return p.pure("iface "+typeKey(v.X.Type()), v, p.block(v), p.Of(v.X))
	case *ssa.BinOp:
		return p.binop(v)
	case *ssa.UnOp:
		switch v.Op {
		case token.MUL:
			return p.load(v, v.X)
		case token.ARROW:
			if x := p.sent(v); x != nil && !v.CommaOk {
				return p.Of(x)
			}
			return p.leaf(Opaque, v, p.block(v))
		}
		return p.pure(v.Op.String(), v, p.block(v), p.Of(v.X))
	case *ssa.FieldAddr:
		return p.pure("&."+strconv.Itoa(v.Field), v, p.block(v), p.Of(v.X))
	case *ssa.Field:
		return p.field(p.Of(v.X), v.Field, v.Type())
	case *ssa.IndexAddr:
		return p.pure("&[]", v, p.block(v), p.Of(v.X), p.Of(v.Index))
	case *ssa.Index:
		return p.pure("[]", v, p.block(v), p.Of(v.X), p.Of(v.Index))
	case *ssa.Lookup:
		if v.CommaOk {
			break
		}
		if _, ok := v.X.Type().Underlying().(*types.Map); ok {
			return p.load(v, v)
		}
		return p.pure("[]", v, p.block(v), p.Of(v.X), p.Of(v.Index))
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return p.pure("assert "+typeKey(v.AssertedType), v, p.block(v), p.Of(v.X))
		}
	case *ssa.Extract:
		if a, ok := v.Tuple.(*ssa.TypeAssert); ok {
			op := "assert "
			if v.Index == 1 {
				op = "is "
			}
			return p.pure(op+typeKey(a.AssertedType), v, p.block(v), p.Of(a.X))
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && len(v.Call.Args) == 1 && (b.Name() == "len" || b.Name() == "cap") {
			switch v.Call.Args[0].Type().Underlying().(type) {
			case *types.Map, *types.Chan:
			default:
				if n := literalLen(v.Call.Args[0]); n >= 0 {
					return p.constVal(constant.MakeInt64(n), v.Type())
				}
				return p.pure(b.Name(), v, p.block(v), p.Of(v.Call.Args[0]))
			}
		}
	}
	return p.leaf(Opaque, v, p.block(v))
}

func (p *Program) block(v ssa.Value) int {
	if i, ok := v.(ssa.Instruction); ok {
		return p.at(i.Block())
	}
	return -1
}

func (p *Program) leaf(k Kind, v ssa.Value, block int) *Val {
	n := &Val{ID: p.nextID(), Kind: k, Type: v.Type(), SSA: v, Block: block}
	if k == Phi {
		p.phis[block] = append(p.phis[block], n)
	}
	return n
}

func (p *Program) nextID() int { p.ids++; return p.ids }

func (p *Program) constVal(c constant.Value, t types.Type) *Val {
	var key string
	if c != nil {
		key = c.Kind().String() + c.ExactString()
	} else {
		key = "nil " + typeKey(t)
	}
	if n, ok := p.consts[key]; ok {
		return n
	}
	n := &Val{ID: p.nextID(), Kind: Const, Type: t, Const: c, Block: -1}
	p.consts[key] = n
	return n
}

// pure returns the value op(args...) of the type of v, the same one for the same operands.
func (p *Program) pure(op string, v ssa.Value, block int, args ...*Val) *Val {
	n := p.pureTyped(op, v.Type(), args...)
	if n.SSA == nil {
		n.SSA = v
		if len(args) == 0 {
			n.Block = block
		}
	}
	return n
}

func (p *Program) pureTyped(op string, t types.Type, args ...*Val) *Val {
	key := operation{op: op}
	if len(args) > 0 {
		key.x = args[0].ID
	}
	if len(args) > 1 {
		key.y = args[1].ID
	}
	if n, ok := p.pures[key]; ok {
		return n
	}
	// The value exists from where its last operand does: a condition that is
	// computed twice from the same operands is one condition.
	def := -1
	for _, a := range args {
		def = max(def, a.Block)
	}
	n := &Val{ID: p.nextID(), Kind: Pure, Type: t, Op: op, Args: args, Block: def}
	p.pures[key] = n
	return n
}

// binop brings comparisons into one form: ==, < and their negations, operands of == ordered.
func (p *Program) binop(v *ssa.BinOp) *Val {
	x, y := p.Of(v.X), p.Of(v.Y)
	blk := p.block(v)
	op, neg := v.Op, false
	switch op {
	case token.NEQ:
		op, neg = token.EQL, true
	case token.GTR:
		op, x, y = token.LSS, y, x
	case token.GEQ:
		op, neg = token.LSS, true
	case token.LEQ:
		op, x, y, neg = token.LSS, y, x, true
	}
	if op == token.EQL && x.ID > y.ID {
		x, y = y, x
	}
	n := p.pure(op.String(), v, blk, x, y)
	if neg {
		n = p.pure("!", v, blk, n)
	}
	return n
}

// Edges returns the values that a Phi takes, by predecessor of its block.
func (p *Program) Edges(v *Val) []*Val {
	if v.edges == nil {
		if phi, ok := v.SSA.(*ssa.Phi); ok {
			v.edges = make([]*Val, len(phi.Edges))
			for i, e := range phi.Edges {
				v.edges[i] = p.Of(e)
			}
		} else {
			b := p.Blocks[v.Block]
			v.edges = make([]*Val, len(b.Preds))
			for i, pred := range b.Preds {
				if at, ok := p.Index(pred); ok {
					v.edges[i] = p.atExit(v.Loc, at)
				} else {
					v.edges[i] = v
				}
			}
		}
	}
	return v.edges
}

// Sources returns the values that v may be: itself, or what comes into a phi, through other phis too.
func (p *Program) Sources(v *Val) []*Val {
	var sources []*Val
	seen := map[*Val]bool{}
	work := []*Val{v}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		switch {
		case seen[v]:
		case v.Kind == Phi:
			work = append(work, p.Edges(v)...)
		default:
			sources = append(sources, v)
		}
		seen[v] = true
	}
	return sources
}

func typeKey(t types.Type) string { return types.TypeString(t, nil) }

// sent returns the value that a receive operation yields where the function shows it: of a channel that is
// made here, and used for one send, before, and this one receive.
func (p *Program) sent(recv *ssa.UnOp) ssa.Value {
	ch, ok := recv.X.(*ssa.MakeChan)
	if !ok {
		return nil
	}
	var send *ssa.Send
	for _, ref := range *ch.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Send:
			if send != nil || ref.Chan != ch {
				return nil
			}
			send = ref
		case *ssa.UnOp:
			if ref != recv {
				return nil
			}
		default:
			return nil
		}
	}
	if send == nil || !p.once(ch, send) || !p.once(send, recv) {
		return nil
	}
	return send.X
}

// once reports whether b runs after a, and no more often.
func (p *Program) once(a, b ssa.Instruction) bool {
	from, ok := p.Index(a.Block())
	to, ok2 := p.Index(b.Block())
	if !ok || !ok2 || !a.Block().Dominates(b.Block()) || from == to && p.Position(a) > p.Position(b) {
		return false
	}
	return p.loops.until(from+1, to) < to
}

// InLoop reports whether an instruction may run more than once in one activation.
func (p *Program) InLoop(ins ssa.Instruction) bool {
	i, ok := p.Index(ins.Block())
	return ok && p.loops.until(0, i) >= i
}
