package program

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/bits"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// classes partitions the integers and strings of a function into those that are
// copies of each other on some path. All values of a class are compared with the
// same constants c1 < c2 < ..., so each is known by its cell: below c1, c1,
// between c1 and c2, c2, and so on. Comparisons become sets of cells.
type classes struct {
	p      *Program
	parent map[*Val]*Val
	consts map[*Val][]constant.Value // by root of the class
	done   map[*Val]bool

	numbered map[*Val]*cells
}

func newClasses(p *Program) *classes {
	c := &classes{p: p, parent: map[*Val]*Val{}, consts: map[*Val][]constant.Value{}, done: map[*Val]bool{}, numbered: map[*Val]*cells{}}
	for _, b := range p.Blocks {
		for _, ins := range b.Instrs {
			switch ins := ins.(type) {
			case *ssa.BinOp:
				if comparison(ins.Op) {
					c.compared(p.Of(ins.X), p.Of(ins.Y))
				}
			case *ssa.Extract:
				if v := p.Of(ins); ins.Index == 0 && ZeroUnlessOK(ins.Tuple) && isInteger(v.Type) {
					c.add(v, constant.MakeInt64(0))
				}
			case *ssa.Phi:
				if ins.Comment == "rangeindex" {
					c.absorb(p.Of(ins)) // tells the first round from the others
				}
			}
		}
	}
	return c
}

// Compares says that the program's owner will ask whether v is k. It comes before all conditions.
func (p *Program) Compares(v *Val, k constant.Value) {
	if v.Kind != Const && ordered(v) {
		p.classes.absorb(v)
		p.classes.add(v, k)
	}
}

// Compared returns the constants that v, and what flows into it, is compared with.
func (p *Program) Compared(v *Val) []constant.Value {
	return sorted(p.classes.consts[p.classes.find(v)])
}

func sorted(cs []constant.Value) []constant.Value {
	cs = slices.SortedFunc(slices.Values(cs), compareConst)
	return slices.CompactFunc(cs, func(a, b constant.Value) bool { return compareConst(a, b) == 0 })
}

// ZeroUnlessOK reports whether a pair is a value and an ok without which it is zero.
func ZeroUnlessOK(tuple ssa.Value) bool {
	switch t := tuple.(type) {
	case *ssa.TypeAssert:
		return true
	case *ssa.Call:
		fn := t.Call.StaticCallee()
		return fn != nil && fn.Object() != nil && fn.Object().Pkg() != nil &&
			fn.Object().Pkg().Path() == "errors" && fn.Object().Name() == "AsType"
	}
	return false
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

func comparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

func (c *classes) compared(x, y *Val) {
	if x.Kind == Const {
		x, y = y, x
	}
	if x.Kind == Const || y.Kind != Const || !ordered(y) || !ordered(x) {
		return
	}
	x, k := shifted(x, y.Const)
	if x.Kind == Const {
		return
	}
	c.absorb(x)
	c.add(x, k)
}

// shifted turns a comparison of x+c with k into one of x with k-c: a range loop counts so.
func shifted(x *Val, k constant.Value) (*Val, constant.Value) {
	for x.Kind == Pure && (x.Op == "+" || x.Op == "-") && len(x.Args) == 2 && k.Kind() == constant.Int {
		c := x.Args[1]
		if c.Kind != Const || c.Const == nil || c.Const.Kind() != constant.Int {
			break
		}
		back := token.SUB
		if x.Op == "-" {
			back = token.ADD
		}
		x, k = x.Args[0], constant.BinaryOp(k, back, c.Const)
	}
	return x, k
}

// ordered reports whether v is an integer or a string.
func ordered(v *Val) bool {
	if v.Kind == Const && v.Const == nil {
		return false
	}
	b, ok := v.Type.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString) != 0
}

func (c *classes) add(v *Val, k constant.Value) {
	r := c.find(v)
	c.consts[r] = append(c.consts[r], k)
}

func (c *classes) find(v *Val) *Val {
	root := v
	for c.parent[root] != nil {
		root = c.parent[root]
	}
	for v != root {
		next := c.parent[v]
		c.parent[v] = root
		v = next
	}
	return root
}

func (c *classes) union(a, b *Val) {
	a, b = c.find(a), c.find(b)
	if a == b {
		return
	}
	c.parent[b] = a
	c.consts[a] = append(c.consts[a], c.consts[b]...)
	delete(c.consts, b)
}

// absorb unites v with what flows into it.
func (c *classes) absorb(v *Val) {
	work := []*Val{v}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if v.Kind != Phi || c.done[v] {
			continue
		}
		c.done[v] = true
		for _, e := range c.p.Edges(v) {
			switch {
			case e.Kind == Const:
				if ordered(e) {
					c.add(v, e.Const)
				}
			default:
				c.union(v, e)
				work = append(work, e)
			}
		}
	}
}

func compareConst(a, b constant.Value) int {
	switch {
	case constant.Compare(a, token.LSS, b):
		return -1
	case constant.Compare(a, token.EQL, b):
		return 0
	}
	return 1
}

// cells numbers the cells of v's class: consts[i] has number at[i], and n is the
// number of cells. Between neighbouring integers, and below zero for unsigned
// ones, there is no cell.
func (c *classes) cells(v *Val) *cells {
	root := c.find(v)
	if cs := c.numbered[root]; cs != nil {
		return cs
	}
	cs := &cells{consts: sorted(c.consts[root])}
	b, _ := root.Type.Underlying().(*types.Basic)
	for i, k := range cs.consts {
		gap := true
		if b.Info()&types.IsInteger != 0 {
			if i > 0 {
				next := constant.BinaryOp(cs.consts[i-1], token.ADD, constant.MakeInt64(1))
				gap = !constant.Compare(next, token.EQL, k)
			} else {
				gap = b.Info()&types.IsUnsigned == 0 || constant.Sign(k) > 0
			}
		}
		if gap {
			cs.n++
		}
		cs.at = append(cs.at, uint(cs.n))
		cs.n++
	}
	cs.n++ // above the last
	cs.width = bits.Len(uint(cs.n - 1))
	c.numbered[root] = cs
	return cs
}

type cells struct {
	consts []constant.Value
	at     []uint
	n      int
	width  int // bits that tell the cells apart; codes from n on mean the last cell
}

func (cs *cells) of(k constant.Value) (uint, bool) {
	i, ok := slices.BinarySearchFunc(cs.consts, k, compareConst)
	if !ok {
		return 0, false
	}
	return cs.at[i], true
}

// Is returns the condition under which v, an integer or a string, is k, if the function shows that: it compares
// v with k, or gives it other constants only.
func (p *Program) Is(v *Val, k constant.Value) (is bdd.Ref, known bool) {
	if is, known := p.pred(v, token.EQL, k); known {
		return is, true
	}
	return bdd.False, !slices.ContainsFunc(p.Sources(v), func(s *Val) bool {
		return s.Kind != Const || s.Const == nil || constant.Compare(s.Const, token.EQL, k)
	})
}

// pred returns "v op k" (op is ==, < or >), or false if v's class does not know k.
func (p *Program) pred(v *Val, op token.Token, k constant.Value) (bdd.Ref, bool) {
	if v.Kind == Const {
		if v.Const == nil {
			return bdd.False, false
		}
		return bdd.Of(constant.Compare(v.Const, op, k)), true
	}
	cs := p.classes.cells(v)
	at, ok := cs.of(k)
	if !ok {
		return bdd.False, false
	}
	last := uint(1)<<cs.width - 1
	code := p.code(v)
	switch op {
	case token.EQL:
		return p.within(code, at, at), true
	case token.LSS:
		if at == 0 {
			return bdd.False, true
		}
		return p.within(code, 0, at-1), true
	default:
		return p.within(code, at+1, last), true
	}
}

// within returns lo <= code <= hi for a code given by its bits, highest first.
func (p *Program) within(code []bdd.Ref, lo, hi uint) bdd.Ref {
	if len(code) == 0 {
		return bdd.True
	}
	half := uint(1) << (len(code) - 1)
	if lo == 0 && hi == 2*half-1 {
		return bdd.True
	}
	low, high := bdd.False, bdd.False
	if lo < half {
		low = p.within(code[1:], lo, min(hi, half-1))
	}
	if hi >= half {
		high = p.within(code[1:], max(lo, half)-half, hi-half)
	}
	return p.M.Ite(code[0], high, low)
}
