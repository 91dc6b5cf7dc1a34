package program

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// Use records that f is evaluated in block b: its variables live until then.
func (p *Program) Use(f bdd.Ref, b int) {
	p.M.Support(f, func(n int) {
		v := p.VarOf(n)
		v.Span.Last = max(v.Span.Last, b)
	})
}

// Cond returns the condition of the If that ends block b, or False where there is none.
func (p *Program) Cond(b int) bdd.Ref {
	if p.conds != nil {
		return p.conds[b]
	}
	ins := p.Blocks[b].Instrs
	if c, ok := ins[len(ins)-1].(*ssa.If); ok {
		return p.Bool(p.Of(c.Cond))
	}
	return bdd.False
}

// Seal closes the program under its own needs: all branch conditions, and what flows into the
// variables that they and the recorded uses depend on. Nothing may be recorded afterwards but
// for Carries variables, whose spans their owner sets.
func (p *Program) Seal() {
	conds := make([]bdd.Ref, len(p.Blocks))
	for b := range p.Blocks {
		conds[b] = p.Cond(b)
		p.Use(conds[b], b)
	}
	p.conds = conds
	p.phiVars = make([][]phiVar, len(p.Blocks))
	for i := 0; i < len(p.vars); i++ {
		v := p.vars[i]
		if v.Prop == Carries || v.Val == nil || v.Val.Kind != Phi {
			continue
		}
		edges := p.Edges(v.Val)
		phi := phiVar{v, make([]bdd.Ref, len(edges))}
		for k, e := range edges {
			if pred, ok := p.Index(p.Blocks[v.Val.Block].Preds[k]); ok {
				phi.takes[k] = p.incoming(v, e)
				p.Use(phi.takes[k], pred)
			}
		}
		p.phiVars[v.Val.Block] = append(p.phiVars[v.Val.Block], phi)
	}
	for _, v := range p.vars {
		v.Span = p.Extend(v.Span)
	}
}

// A phiVar is a variable of a phi, and what it is assigned by each edge.
type phiVar struct {
	v     *Var
	takes []bdd.Ref
}

// incoming returns the function that is assigned to v when its phi takes e.
func (p *Program) incoming(v *Var, e *Val) bdd.Ref {
	switch {
	case v.Prop == Bool:
		return p.Bool(e)
	case v.Prop == Nil:
		return p.Nil(e)
	case v.Prop == Answer:
		return p.Answer(e, v.Bit)
	case e.Kind == Const:
		if !ordered(e) {
			return bdd.False
		}
		cell, _ := p.classes.cells(v.Val).of(e.Const)
		return bdd.Of(cell>>v.Bit&1 == 1)
	}
	code := p.code(e)
	return code[len(code)-1-v.Bit]
}

// An Assign gives a variable a new value.
type Assign struct {
	Var *Var
	To  bdd.Ref
}

// Assign returns the states that those of s become when all of as happen at once.
func (p *Program) Assign(s bdd.Ref, as []Assign) bdd.Ref {
	if len(as) == 0 || s == bdd.False {
		return s
	}
	old := assigned(as)
	entangled := false
	for _, a := range as {
		p.M.Support(a.To, func(n int) { entangled = entangled || old(n) })
	}
	if !entangled {
		s = p.M.Exists(s, old)
		for _, a := range as {
			s = p.bound(p.M.And(s, p.M.Iff(p.Ref(a.Var), a.To)))
		}
		return s
	}
	for _, a := range as {
		s = p.bound(p.M.And(s, p.M.Iff(p.M.Var(2*a.Var.ID+1), a.To)))
	}
	s = p.M.Exists(s, old)
	return p.M.Compose(p.M, s, func(n int) bdd.Ref { return p.M.Var(n &^ 1) })
}

// assigned returns which variables, as the manager knows them, are assigned.
func assigned(as []Assign) func(n int) bool {
	const few = 8
	if len(as) <= few {
		return func(n int) bool {
			return slices.ContainsFunc(as, func(a Assign) bool { return 2*a.Var.ID == n })
		}
	}
	set := make(map[int]bool, len(as))
	for _, a := range as {
		set[2*a.Var.ID] = true
	}
	return func(n int) bool { return set[n] }
}

// Edge returns the states with which edge number succ of block from is taken in the states s at
// the block's end. more, if not nil, gives further assignments for each phi of the block that it
// leads to.
func (p *Program) Edge(from, succ int, s bdd.Ref, more func(pred int, phi *Val) []Assign) bdd.Ref {
	if len(p.succs[from]) == 2 {
		c := p.Cond(from)
		if succ == 1 {
			c = p.M.Not(c)
		}
		s = p.M.And(s, c)
	}
	if s == bdd.False {
		return s
	}
	to := p.succs[from][succ]
	as := p.assigns[:0]
	if phis := p.phis[to]; len(phis) > 0 {
		pred := p.entries[from][succ]
		for _, phi := range p.phiVars[to] {
			as = append(as, Assign{phi.v, phi.takes[pred]})
		}
		if more != nil {
			for _, phi := range phis {
				as = append(as, more(pred, phi)...)
			}
		}
	}
	p.assigns = as
	return p.Assign(s, as)
}

// Forget projects away what does not matter from the entry of block b on.
func (p *Program) Forget(s bdd.Ref, b int) bdd.Ref {
	return p.bound(p.M.Exists(s, func(n int) bool { return !p.VarOf(n).Span.Live(b) }))
}
