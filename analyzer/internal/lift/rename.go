package lift

import "golang.org/x/tools/go/ssa"

// rename follows the variables down the dominator tree and notes what their loads yield. It does
// without recursion: generated functions have a hundred thousand blocks in a row.
func (l *lifter) rename() {
	type visit struct {
		children []*ssa.BasicBlock // still to be visited
		changes  int               // made before the block
	}
	var path []visit
	var changes changes
	edges := l.edges()
	enter := func(b *ssa.BasicBlock) {
		path = append(path, visit{b.Dominees(), len(changes)})
		for _, j := range l.joins[b.Index] {
			changes.set(j.of, j.phi)
		}
		for _, ins := range b.Instrs {
			l.access(ins, &changes)
		}
		for _, e := range edges[b.Index] {
			for _, j := range l.joins[e.to.Index] {
				j.phi.Edges[e.pred] = j.of.value()
			}
		}
	}
	enter(l.fn.Blocks[0])
	for len(path) > 0 {
		last := &path[len(path)-1]
		if len(last.children) == 0 {
			changes.undo(last.changes)
			path = path[:len(path)-1]
			continue
		}
		next := last.children[0]
		last.children = last.children[1:]
		enter(next)
	}
}

// changes are assignments to variables, and what these held before.
type changes []change

type change struct {
	v   *variable
	was ssa.Value
}

func (c *changes) set(v *variable, now ssa.Value) {
	*c = append(*c, change{v, v.now})
	v.now = now
}

// undo takes all changes but the first n back.
func (c *changes) undo(n int) {
	for i := len(*c) - 1; i >= n; i-- {
		(*c)[i].v.now = (*c)[i].was
	}
	*c = (*c)[:n]
}

// access notes what an instruction loads from a variable or stores to it.
func (l *lifter) access(ins ssa.Instruction, c *changes) {
	switch ins := ins.(type) {
	case *ssa.Alloc:
		if v := l.vars[ins]; v != nil {
			c.set(v, nil)
		}
	case *ssa.Store:
		if v := l.variable(ins.Addr); v != nil {
			c.set(v, l.resolve(ins.Val))
		}
	case *ssa.UnOp:
		if v := l.variable(ins.X); v != nil {
			l.loads[ins] = v.value()
		}
	case *ssa.DebugRef:
		if v := l.variable(ins.X); v != nil && ins.IsAddr {
			ins.X, ins.IsAddr = v.value(), false
		}
	}
}

// resolve returns what v stands for: itself, or what a load of a variable yields.
func (l *lifter) resolve(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		if to, ok := l.loads[load]; ok {
			return to
		}
	}
	return v
}

// An edge leads to a block with phis, from its predecessor number pred.
type edge struct {
	to   *ssa.BasicBlock
	pred int
}

// edges returns the edges out of each block.
func (l *lifter) edges() [][]edge {
	edges := make([][]edge, len(l.fn.Blocks))
	for _, b := range l.fn.Blocks {
		if len(l.joins[b.Index]) > 0 {
			for i, pred := range b.Preds {
				edges[pred.Index] = append(edges[pred.Index], edge{b, i})
			}
		}
	}
	return edges
}
