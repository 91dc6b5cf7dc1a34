package lift

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// prune finds the phis that something needs: another instruction than a phi, or a phi that is needed.
func (l *lifter) prune() {
	joins := map[*ssa.Phi]*join{}
	for _, js := range l.joins {
		for _, j := range js {
			joins[j.phi] = j
		}
	}
	var work []*join
	need := func(v ssa.Value) {
		phi, ok := l.resolve(v).(*ssa.Phi)
		if !ok {
			return
		}
		if j := joins[phi]; j != nil && !j.live {
			j.live = true
			work = append(work, j)
		}
	}
	var operands []*ssa.Value
	for _, b := range l.fn.Blocks {
		for _, ins := range b.Instrs {
			if l.accesses(ins) {
				continue
			}
			operands = ins.Operands(operands[:0])
			for _, o := range operands {
				need(*o)
			}
		}
	}
	for len(work) > 0 {
		j := work[len(work)-1]
		work = work[:len(work)-1]
		for _, e := range j.phi.Edges {
			need(e)
		}
	}
}

// accesses reports whether an instruction only serves a variable that is lifted, and so goes.
func (l *lifter) accesses(ins ssa.Instruction) bool {
	switch ins := ins.(type) {
	case *ssa.Alloc:
		return l.vars[ins] != nil
	case *ssa.Store:
		return l.variable(ins.Addr) != nil
	case *ssa.UnOp:
		return l.variable(ins.X) != nil
	case *ssa.DebugRef:
		return l.variable(ins.X) != nil // of its address
	case *ssa.RunDefers:
		return !l.defers
	case *ssa.Call:
		// The stack of deferred calls is of no interest, but where other functions defer to it.
		return l.stack != nil && ins == storedIn(l.stack)
	}
	return false
}

// storedIn returns what is stored in a variable that is assigned once.
func storedIn(a *ssa.Alloc) ssa.Value {
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			return s.Val
		}
	}
	return nil
}

// rewrite puts the phis into their blocks, and takes out what they and the other registers replace.
func (l *lifter) rewrite() {
	for _, b := range l.fn.Blocks {
		var instrs []ssa.Instruction
		for _, j := range l.joins[b.Index] {
			if j.live {
				instrs = append(instrs, j.phi)
			}
		}
		for _, ins := range b.Instrs {
			if l.accesses(ins) {
				continue
			}
			if d, ok := ins.(*ssa.Defer); ok && l.stack != nil {
				d.DeferStack = nil
			}
			instrs = append(instrs, ins)
		}
		b.Instrs = instrs
	}
	l.fn.Locals = slices.DeleteFunc(l.fn.Locals, func(a *ssa.Alloc) bool {
		v, reachable := l.vars[a]
		return v != nil || !reachable
	})
}

// refer replaces loads by what they yield, and says anew which instructions use each value.
func (l *lifter) refer() {
	forget := func(v ssa.Value) {
		if refs := v.Referrers(); refs != nil {
			*refs = nil
		}
	}
	for _, p := range l.fn.Params {
		forget(p)
	}
	for _, f := range l.fn.FreeVars {
		forget(f)
	}
	for _, f := range l.fn.AnonFuncs {
		forget(f)
	}
	for _, b := range l.fn.Blocks {
		for _, ins := range b.Instrs {
			if v, ok := ins.(ssa.Value); ok {
				forget(v)
			}
		}
	}
	var operands []*ssa.Value
	for _, b := range l.fn.Blocks {
		for _, ins := range b.Instrs {
			operands = ins.Operands(operands[:0])
			for _, o := range operands {
				if *o == nil {
					continue
				}
				*o = l.resolve(*o)
				if refs := (*o).Referrers(); refs != nil {
					*refs = append(*refs, ins)
				}
			}
		}
	}
}
