// Package lift turns the local variables of SSA functions into registers, as package
// golang.org/x/tools/go/ssa does when it builds them. What it makes is the same; but its time
// grows with the size of a function, where that of the other, made for functions as people write
// them, grows with the square of the number of branches.
//
// A program whose functions are to be lifted here is built with ssa.NaiveForm.
package lift

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Function lifts the variables of fn that are only loaded and stored.
func Function(fn *ssa.Function) {
	l := &lifter{
		fn:    fn,
		joins: make([][]*join, len(fn.Blocks)),
		vars:  map[*ssa.Alloc]*variable{},
		loads: map[*ssa.UnOp]ssa.Value{},
		stack: deferStack(fn),
	}
	l.choose()
	l.place()
	l.rename()
	l.prune()
	l.rewrite()
	l.refer()
}

// A lifter lifts the variables of one function. Its slices go by the index of a block.
type lifter struct {
	fn     *ssa.Function
	order  []*variable
	vars   map[*ssa.Alloc]*variable // nil for those that stay
	joins  [][]*join                // in the order of variables
	numReg int                      // registers, phis included
	defers bool
	stack  *ssa.Alloc // holds the stack of deferred calls, if that is of no interest

	loads map[*ssa.UnOp]ssa.Value // what the loads of variables yield
}

// A variable is an Alloc that is lifted.
type variable struct {
	alloc *ssa.Alloc
	num   int       // from 1
	now   ssa.Value // what it holds, at the place that rename has come to
	zero  ssa.Value // what it holds before anything is stored; made on demand
}

// value returns what v holds.
func (v *variable) value() ssa.Value {
	if v.now != nil {
		return v.now
	}
	if v.zero == nil {
		v.zero = ssa.NewConst(nil, v.typ())
	}
	return v.zero
}

func (v *variable) typ() types.Type {
	return v.alloc.Type().Underlying().(*types.Pointer).Elem()
}

// variable returns the variable at an address, if it is lifted.
func (l *lifter) variable(addr ssa.Value) *variable {
	if a, ok := addr.(*ssa.Alloc); ok {
		return l.vars[a]
	}
	return nil
}

// A join is a phi that stands for a variable where several stores meet.
type join struct {
	phi  *ssa.Phi
	of   *variable
	live bool
}

// choose finds the variables that can be lifted.
func (l *lifter) choose() {
	kept := l.recovered()
	for _, b := range l.fn.Blocks {
		for _, ins := range b.Instrs {
			if _, ok := ins.(ssa.Value); ok {
				l.numReg++
			}
			switch ins := ins.(type) {
			case *ssa.Alloc:
				l.vars[ins] = nil
				if !kept[ins] && onlyAccessed(ins) {
					v := &variable{alloc: ins, num: len(l.order) + 1}
					l.order = append(l.order, v)
					l.vars[ins] = v
				}
			case *ssa.Defer:
				l.defers = true
			}
		}
	}
}

// recovered returns the results that the function has if it recovers from a panic: any instruction
// may be the last one before that, so they stay in memory.
func (l *lifter) recovered() map[ssa.Value]bool {
	kept := map[ssa.Value]bool{}
	if b := l.fn.Recover; b != nil {
		for _, ins := range b.Instrs {
			if load, ok := ins.(*ssa.UnOp); ok {
				kept[load.X] = true
			}
		}
	}
	return kept
}

// onlyAccessed reports whether all uses of a variable are loads and stores.
func onlyAccessed(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Val == a {
				return false
			}
		case *ssa.UnOp:
			if ref.Op != token.MUL {
				return false
			}
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// deferStack returns the variable in which a function keeps the stack of its deferred calls, or nil
// where other functions see it too: the body of a range-over-func loop defers calls of the
// function around it.
func deferStack(fn *ssa.Function) *ssa.Alloc {
	for _, ins := range fn.Blocks[0].Instrs {
		if a, ok := ins.(*ssa.Alloc); ok && a.Comment == "defer$stack" && !a.Heap {
			return a
		}
	}
	return nil
}
