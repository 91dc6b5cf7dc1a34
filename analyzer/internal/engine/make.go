package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// findMakers finds the function literals that functions return to other packages: a middleware's.
func (p *Package) findMakers() {
	p.makers = map[*ssa.Function]*ssa.Function{}
	for _, fn := range p.Funcs {
		if !p.Shared(fn) {
			continue
		}
		for n := range fn.Signature.Results().Len() {
			if lit := p.returnedFunction(fn, n); lit != nil {
				p.makers[lit] = fn
			}
		}
	}
}

// returnedFunction returns the function that result n of fn certainly is, or nil.
func (p *Package) returnedFunction(fn *ssa.Function, n int) *ssa.Function {
	if _, ok := fn.Signature.Results().At(n).Type().Underlying().(*types.Signature); !ok {
		return nil
	}
	var only *ssa.Function
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		f := functionOf(ret.Results[n])
		if f == nil || f.Pkg != p.SSA || len(f.Blocks) == 0 || only != nil && f != only {
			return nil
		}
		only = f
	}
	return only
}

func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	case *ssa.ChangeType:
		return functionOf(v.X)
	}
	return nil
}

// outside reports whether other packages may call fn: by its name, or because a function returns it.
func (p *Package) outside(fn *ssa.Function) bool { return p.Shared(fn) || p.makers[fn] != nil }

// makes says what the functions mean that fn returns.
func (v *Verdict) makes(fn *ssa.Function) []summary.Made {
	var all []summary.Made
	for n := range fn.Signature.Results().Len() {
		lit := v.pkg.returnedFunction(fn, n)
		if lit == nil {
			continue
		}
		x := exporter{pkg: v.pkg, captured: []int{}, first: len(lit.Params)}
		for i := range lit.FreeVars {
			x.captured = append(x.captured, capturedParameter(fn, lit, i))
		}
		if s := v.summarize(lit, x); !s.Empty() {
			all = append(all, summary.Made{Result: n, Function: *s})
		}
	}
	return all
}

// capturedParameter returns which parameter of fn captured variable i of a literal in it holds for ever; -1
// if none.
func capturedParameter(fn, lit *ssa.Function, i int) int {
	for _, b := range fn.Blocks {
		for _, ins := range b.Instrs {
			if c, ok := ins.(*ssa.MakeClosure); ok && c.Fn == lit {
				a, ok := c.Bindings[i].(*ssa.Alloc)
				if !ok {
					return -1
				}
				return heldParameter(fn, a)
			}
		}
	}
	return -1
}

// heldParameter returns the parameter of fn that is all that a variable ever holds, or -1.
func heldParameter(fn *ssa.Function, a *ssa.Alloc) int {
	held := -1
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.Store:
			i := slices.IndexFunc(fn.Params, func(p *ssa.Parameter) bool { return ref.Val == p })
			if i < 0 || held >= 0 || ref.Addr != a {
				return -1
			}
			held = i
		case *ssa.MakeClosure:
			for j, b := range ref.Bindings {
				if _, only := loadsOf(ref.Fn.(*ssa.Function).FreeVars[j]); b == a && !only {
					return -1
				}
			}
		default:
			return -1
		}
	}
	return held
}
