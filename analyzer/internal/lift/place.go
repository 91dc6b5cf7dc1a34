package lift

import "golang.org/x/tools/go/ssa"

// place puts phis where stores of a variable meet: in the iterated dominance frontier of the blocks
// that store to it (Cytron et al. 1991), as far as the variable's declaration dominates it. Beyond,
// nothing loads what the variable held.
func (l *lifter) place() {
	front := frontiers(l.fn)
	seen := make([]int, len(l.fn.Blocks)) // the last variable that a block was work of
	has := make([]int, len(l.fn.Blocks))  // the last variable that a block has a phi of
	var work []*ssa.BasicBlock
	for _, v := range l.order {
		add := func(b *ssa.BasicBlock) {
			if seen[b.Index] != v.num {
				seen[b.Index] = v.num
				work = append(work, b)
			}
		}
		home := v.alloc.Block()
		add(home)
		for _, ref := range *v.alloc.Referrers() {
			if s, ok := ref.(*ssa.Store); ok {
				add(s.Block())
			}
		}
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			for _, j := range front[b.Index] {
				if has[j.Index] != v.num && j != home && home.Dominates(j) {
					has[j.Index] = v.num
					l.join(v, j)
					add(j)
				}
			}
		}
	}
}

func (l *lifter) join(v *variable, b *ssa.BasicBlock) {
	phi := newPhi(b, v.typ(), v.alloc.Pos(), l.numReg, v.alloc.Comment)
	l.numReg++
	l.joins[b.Index] = append(l.joins[b.Index], &join{phi: phi, of: v})
}

// frontiers returns the dominance frontier of each block. A block is in the frontiers of those that
// dominate a predecessor of it, up to its own dominator; what dominates two predecessors is met
// from the first.
func frontiers(fn *ssa.Function) [][]*ssa.BasicBlock {
	front := make([][]*ssa.BasicBlock, len(fn.Blocks))
	for _, b := range fn.Blocks {
		for _, pred := range b.Preds {
			for r := pred; r != nil && r != b.Idom(); r = r.Idom() {
				f := front[r.Index]
				if len(f) > 0 && f[len(f)-1] == b {
					break
				}
				front[r.Index] = append(f, b)
			}
		}
	}
	return front
}
