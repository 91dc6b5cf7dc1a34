package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A course is where executions go from some instruction on.
type course struct {
	f       *Func
	start   int // the block of the instruction
	at      int // its position there
	first   bdd.Ref
	in      map[int]bdd.Ref // states at the entry of each block that is come to
	edges   map[edge]bdd.Ref
	returns map[*ssa.Return]bdd.Ref
	steps   *run
}

// after follows the executions in the given states just after ins to where they end.
func (f *Func) after(ins ssa.Instruction, s bdd.Ref) *course { return f.afterWith(ins, s, nil) }

// afterWith is after with the steps of a run.
func (f *Func) afterWith(ins ssa.Instruction, s bdd.Ref, steps *run) *course {
	b, at := f.block(ins), f.p.Position(ins)
	c := &course{
		f: f, start: b, at: at, first: s, steps: steps,
		in: map[int]bdd.Ref{}, edges: map[edge]bdd.Ref{}, returns: map[*ssa.Return]bdd.Ref{},
	}
	start := map[int]bdd.Ref{}
	c.leave(b, f.through(b, at, s, steps), func(to int, s bdd.Ref) { start[to] = f.p.M.Or(start[to], s) })
	for _, at := range f.solve(start, steps) {
		c.in[at.Node] = at.In
		c.leave(at.Node, f.through(at.Node, -1, at.In, steps), func(int, bdd.Ref) {})
	}
	return c
}

// leave notes where the states s at the end of block b go.
func (c *course) leave(b int, s bdd.Ref, to func(int, bdd.Ref)) {
	m := c.f.p.M
	last := c.f.p.Blocks[b].Instrs[len(c.f.p.Blocks[b].Instrs)-1]
	if ret, ok := last.(*ssa.Return); ok && s != bdd.False {
		c.returns[ret] = m.Or(c.returns[ret], s)
	}
	for i, out := range c.f.leave(b, s, c.steps) {
		if out != bdd.False {
			c.edges[edge{b, i}] = m.Or(c.edges[edge{b, i}], out)
			to(c.f.p.Succs(b)[i], out)
		}
	}
}

// comes reports whether the executions come to the entry of block b.
func (c *course) comes(b int) bool { return c.in[b] != bdd.False }

// before returns the states just before ins of those that come to it.
func (c *course) before(ins ssa.Instruction) bdd.Ref {
	b, ok := c.f.p.Index(ins.Block())
	if !ok {
		return bdd.False
	}
	at := c.f.p.Position(ins)
	pass := func(s bdd.Ref, from int) bdd.Ref {
		for _, e := range c.f.events[b] {
			if e.at < at && (e.at > from || from < 0) {
				s = e.pass(c.f.p.M, s)
			}
		}
		return s
	}
	states := bdd.False
	if s, ok := c.in[b]; ok {
		states = pass(s, -1)
	}
	if b == c.start && at > c.at {
		states = c.f.p.M.Or(states, pass(c.first, c.at))
	}
	return states
}

// instrs calls visit for each instruction that some of the executions come to.
func (c *course) instrs(visit func(b int, ins ssa.Instruction)) {
	for b, block := range c.f.p.Blocks {
		in := c.comes(b)
		if !in && b != c.start {
			continue
		}
		for _, ins := range block.Instrs {
			if _, debug := ins.(*ssa.DebugRef); debug || !in && c.f.p.Position(ins) <= c.at {
				continue
			}
			visit(b, ins)
		}
	}
}
