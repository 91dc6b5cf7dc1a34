package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Turn is a branch that an execution takes on its way, and without which it would not arrive.
type Turn struct {
	Cond ast.Expr
	Then bool // it is true
}

// long is the number of blocks from which on a function's paths are not put into words.
const long = 2000

// A Path is a shortest execution that reaches a site's call without the role.
type Path struct {
	Turns  []Turn
	Failed token.Pos // the last role check on it, whose bad outcome did not stop it; or NoPos
}

// Path returns how an execution gets to the site's call.
func (pkg *Package) Path(s *Site) Path {
	f := pkg.fn(s.Call.Parent())
	target, ok := f.p.Index(s.Call.Block())
	if !ok || len(f.p.Blocks) > long {
		return Path{}
	}
	without := f.without(s.subject)
	came := f.shortest(without, target)
	arrives := f.leadTo(target, without)
	var path Path
	before := s.Call
	for b := target; ; {
		if !path.Failed.IsValid() {
			path.Failed = f.lastCheck(b, before)
			before = nil
		}
		e, ok := came[b]
		if !ok {
			break // the entry; or no single path was found, only their union
		}
		if len(f.p.Succs(e.from)) == 2 && !arrives[edge{e.from, 1 - e.succ}] {
			if c := f.condition(e.from); c != nil {
				if c := pkg.source(c); c != nil {
					path.Turns = append(path.Turns, Turn{c, e.succ == 0})
				}
			}
		}
		b = e.from
	}
	slices.Reverse(path.Turns)
	return path
}

// lastCheck returns where the last role check of block b stands, before the call if it is not nil.
func (f *Func) lastCheck(b int, call ssa.CallInstruction) token.Pos {
	pos := token.NoPos
	for _, ins := range f.p.Blocks[b].Instrs {
		if ins == call {
			break
		}
		switch ins := ins.(type) {
		case *ssa.DebugRef:
			if f.pkg.checks[ins.Expr] != nil {
				pos = ins.Expr.Pos()
			}
		case *ssa.Call:
			// A function that asks for the role itself.
			if fn := f.pkg.target(&ins.Call); fn != nil && f.pkg.asksForRole(fn) {
				pos = ins.Pos()
			}
		}
	}
	return pos
}

type edge struct{ from, succ int }

// shortest follows single paths from the entry in the given states, breadth first, and returns by
// which edge each block was first reached.
func (f *Func) shortest(start bdd.Ref, target int) map[int]edge {
	came := map[int]edge{}
	state := map[int]bdd.Ref{0: start}
	queue := []int{0}
	for len(queue) > 0 && queue[0] != target {
		b := queue[0]
		queue = queue[1:]
		for i, out := range f.onward(b, state[b]) {
			to := f.p.Succs(b)[i]
			if _, seen := state[to]; !seen && out != bdd.False {
				state[to] = out
				came[to] = edge{b, i}
				queue = append(queue, to)
			}
		}
	}
	return came
}

// onward returns the states on the edges out of block b that those of s at its entry lead to, if nothing
// is assumed on the way.
func (f *Func) onward(b int, s bdd.Ref) []bdd.Ref {
	return f.leave(b, f.p.M.And(f.through(b, -1, s, nil), f.unsworn(0)), nil)
}

// leadTo returns the edges by which executions from the given states come to block to.
func (f *Func) leadTo(to int, start bdd.Ref) map[edge]bool {
	into := map[int][]edge{}
	for _, at := range f.solve(map[int]bdd.Ref{0: start}, nil) {
		for i, out := range f.onward(at.Node, at.In) {
			if out != bdd.False {
				next := f.p.Succs(at.Node)[i]
				into[next] = append(into[next], edge{at.Node, i})
			}
		}
	}
	lead := map[edge]bool{}
	seen := map[int]bool{to: true}
	work := []int{to}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range into[b] {
			lead[e] = true
			if !seen[e.from] {
				seen[e.from] = true
				work = append(work, e.from)
			}
		}
	}
	return lead
}

// condition returns the expression that decides the branch at the end of block b, or nil where
// the source writes none, as in a range loop.
func (f *Func) condition(b int) ast.Expr {
	ins := f.p.Blocks[b].Instrs
	c, ok := ins[len(ins)-1].(*ssa.If)
	if !ok {
		return nil
	}
	for i := len(ins) - 1; i >= 0; i-- {
		if d, ok := ins[i].(*ssa.DebugRef); ok && d.X == c.Cond {
			return d.Expr
		}
	}
	return nil
}

// Returned reports whether an untested refusal leaves the site's function in a result.
func (s *Site) Returned() bool { return s.rel != nil && s.rel.mayCarry() }

// source returns e as the source has it, or nil if nothing of the kind is in the source.
func (pkg *Package) source(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.Ident:
		if v, ok := pkg.Info.Uses[x].(*types.Var); ok && !x.Pos().IsValid() {
			if stood := pkg.Stands[v]; stood != nil {
				return pkg.source(stood)
			}
		}
	case *ast.ParenExpr:
		return pkg.source(x.X)
	case *ast.UnaryExpr:
		if in := pkg.source(x.X); in != nil && in != x.X {
			c := *x
			c.X = in
			return &c
		}
	case *ast.BinaryExpr:
		if a, b := pkg.source(x.X), pkg.source(x.Y); a != nil && b != nil && (a != x.X || b != x.Y) {
			c := *x
			c.X, c.Y = a, b
			return &c
		}
	}
	if !e.Pos().IsValid() {
		return nil
	}
	return e
}
