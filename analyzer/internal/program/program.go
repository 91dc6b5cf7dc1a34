// Package program reads one SSA function as a boolean program: its conditions
// become functions (package bdd) of variables that stand for what the function
// cannot know, its blocks assign to them. Sets of executions are then functions
// too, and following them along edges is exact for every condition that can be
// expressed so. The package knows nothing of roles or refusals.
package program

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Program is one function.
type Program struct {
	Fn     *ssa.Function
	Blocks []*ssa.BasicBlock // reachable ones, in reverse postorder
	M      *bdd.Manager

	index   []int // by a block's own index: its place in Blocks; -1: unreachable
	succs   [][]int
	entries [][]int                         // by block and successor: which predecessor of that the block is, by this edge
	pos     map[int]map[ssa.Instruction]int // of long blocks, once asked for
	effects *Effects
	facts   Facts

	ids       int
	vals      map[ssa.Value]*Val
	consts    map[string]*Val
	pures     map[operation]*Val
	joins     map[*Val][]*Val // location phis by what they take
	phis      [][]*Val        // by block
	locs      map[string]*Loc
	writes    *writes
	privates  map[*ssa.Alloc]bool
	captures  map[*ssa.Alloc]*runs
	frontiers [][]int

	vars    []*Var
	byVal   map[varKey]*Var
	classes *classes

	phiVars [][]phiVar // by block: the variables that its edges assign
	conds   []bdd.Ref  // by block, once sealed
	loops   loops

	assigns []Assign // room for those of an edge
}

// Facts is what is known of other functions and of package variables.
type Facts struct {
	// NonNil reports whether a call of fn never returns nil as its only result.
	NonNil func(fn *types.Func) bool
	// Sentinel reports whether a package variable is never nil.
	Sentinel func(g *ssa.Global) bool
	// Answer returns when v, not nil, is known to answer yes to question q; exact says that it
	// answers no otherwise. Of a phi nothing is asked: it answers as what it takes.
	Answer func(p *Program, v *Val, q int) (known bdd.Ref, exact bool)
}

// New reads fn, which must have a body.
func New(fn *ssa.Function, effects *Effects, facts Facts) *Program {
	p := &Program{
		Fn:       fn,
		M:        bdd.New(),
		effects:  effects,
		facts:    facts,
		consts:   map[string]*Val{},
		pures:    map[operation]*Val{},
		locs:     map[string]*Loc{},
		privates: map[*ssa.Alloc]bool{},
		captures: map[*ssa.Alloc]*runs{},
		writes:   newWrites(),
		byVal:    map[varKey]*Var{},
		pos:      map[int]map[ssa.Instruction]int{},
	}
	p.order()
	p.makeRoom()
	p.findLoops()
	var deferred []*ssa.CallCommon
	for i, b := range p.Blocks {
		for j, ins := range b.Instrs {
			if d, ok := ins.(*ssa.Defer); ok {
				deferred = append(deferred, &d.Call)
			}
			p.collectWrites(i, j, ins)
		}
	}
	if len(deferred) > 0 {
		p.collectDeferred(deferred)
	}
	for _, b := range p.Blocks {
		for _, ins := range b.Instrs {
			if v, ok := ins.(ssa.Value); ok {
				p.Of(v)
			}
		}
	}
	p.classes = newClasses(p)
	return p
}

// makeRoom makes what has something for each block or value as large as it will be.
func (p *Program) makeRoom() {
	p.phis = make([][]*Val, len(p.Blocks))
	values := 0
	for _, b := range p.Blocks {
		for _, ins := range b.Instrs {
			if _, ok := ins.(ssa.Value); ok {
				values++
			}
		}
	}
	p.vals = make(map[ssa.Value]*Val, values)
}

// Index returns the position of b in Blocks, or false for an unreachable block and those of other functions.
func (p *Program) Index(b *ssa.BasicBlock) (int, bool) {
	if b.Parent() != p.Fn || p.index[b.Index] < 0 {
		return 0, false
	}
	return p.index[b.Index], true
}

// at returns the position of b in Blocks; what is in none of them is taken to be in the first.
func (p *Program) at(b *ssa.BasicBlock) int {
	i, _ := p.Index(b)
	return i
}

// Position returns the place of ins in its block; 0 in an unreachable one.
func (p *Program) Position(ins ssa.Instruction) int {
	b, ok := p.Index(ins.Block())
	if !ok {
		return 0
	}
	const short = 32 // instructions of a block among which to look is faster than to remember where each is
	instrs := p.Blocks[b].Instrs
	if len(instrs) <= short {
		return slices.Index(instrs, ins)
	}
	if p.pos[b] == nil {
		p.pos[b] = make(map[ssa.Instruction]int, len(instrs))
		for i, ins := range instrs {
			p.pos[b][ins] = i
		}
	}
	return p.pos[b][ins]
}

// order numbers the reachable blocks in reverse postorder, without recursion:
// generated functions have a hundred thousand blocks in a row.
func (p *Program) order() {
	type frame struct {
		b    *ssa.BasicBlock
		next int
	}
	entry := p.Fn.Blocks[0]
	seen := make([]bool, len(p.Fn.Blocks))
	seen[entry.Index] = true
	stack := []frame{{entry, 0}}
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		// Later successors first, so that the first successor comes first in reverse.
		if n := len(f.b.Succs) - 1 - f.next; n >= 0 {
			f.next++
			if s := f.b.Succs[n]; !seen[s.Index] {
				seen[s.Index] = true
				stack = append(stack, frame{s, 0})
			}
			continue
		}
		p.Blocks = append(p.Blocks, f.b)
		stack = stack[:len(stack)-1]
	}
	slices.Reverse(p.Blocks)
	p.index = slices.Repeat([]int{-1}, len(p.Fn.Blocks))
	for i, b := range p.Blocks {
		p.index[b.Index] = i
	}
	p.succs = p.forEdges()
	for i, b := range p.Blocks {
		for k, s := range b.Succs {
			p.succs[i][k] = p.at(s)
		}
	}
	p.numberEdges()
}

func (p *Program) collectWrites(i, j int, ins ssa.Instruction) {
	switch ins := ins.(type) {
	case *ssa.Store:
		p.writes.add(&write{block: i, at: j, val: ins.Val, store: ins.Addr})
	case *ssa.MapUpdate:
		p.writes.add(&write{block: i, at: j, val: ins.Value, store: ins.Map, key: ins.Key})
	case *ssa.Call:
		if _, builtin := ins.Call.Value.(*ssa.Builtin); !builtin {
			p.writes.add(&write{block: i, at: j, call: &ins.Call})
		}
	case *ssa.Go:
		p.writes.add(&write{block: i, at: j, call: &ins.Call})
	}
}

// collectDeferred lets every deferred call write where deferred calls run.
func (p *Program) collectDeferred(calls []*ssa.CallCommon) {
	for i, b := range p.Blocks {
		for j, ins := range b.Instrs {
			if _, ok := ins.(*ssa.RunDefers); ok {
				for _, c := range calls {
					p.writes.add(&write{block: i, at: j, call: c})
				}
			}
		}
	}
}

// Len returns the number of reachable blocks.
func (p *Program) Len() int { return len(p.Blocks) }

// Succs returns the indices of the blocks that follow block b.
func (p *Program) Succs(b int) []int { return p.succs[b] }

// forEdges returns a number for each edge, by the block that it leaves. They lie side by side: blocks are
// followed in their order.
func (p *Program) forEdges() [][]int {
	n := 0
	for _, b := range p.Blocks {
		n += len(b.Succs)
	}
	all := make([]int, n)
	of := make([][]int, len(p.Blocks))
	for i, b := range p.Blocks {
		n = len(b.Succs)
		of[i], all = all[:n:n], all[n:]
	}
	return of
}

// numberEdges finds the place of each edge among the edges into a block. A block can precede another
// twice (both sides of an If): the n-th such edge out is the n-th such edge in.
func (p *Program) numberEdges() {
	p.entries = p.forEdges()
	for _, of := range p.entries {
		for k := range of {
			of[k] = -1
		}
	}
	for _, b := range p.Blocks {
		for n, pred := range b.Preds {
			i, ok := p.Index(pred)
			if !ok {
				continue
			}
			for k, s := range pred.Succs {
				if s == b && p.entries[i][k] < 0 {
					p.entries[i][k] = n
					break
				}
			}
		}
	}
}

// Entry returns which of the edges into its target the k-th edge out of block b is.
func (p *Program) Entry(b, k int) int { return p.entries[b][k] }

// IsNilable reports whether values of type t can be nil.
func IsNilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}

// IsBool reports whether t is a boolean type.
func IsBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}
