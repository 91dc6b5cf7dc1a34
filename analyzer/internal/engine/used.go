package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// used reports whether anything depends on v: a test whose outcome is thrown away is no test.
func (r *run) used(v ssa.Value) bool {
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value) bool
	visit = func(v ssa.Value) bool {
		if seen[v] {
			return false
		}
		seen[v] = true
		if op, ok := v.(*ssa.BinOp); ok && r.f.pkg.compared[op.Pos()] {
			return true
		}
		for _, ref := range refsOf(v) {
			switch ref := ref.(type) {
			case *ssa.DebugRef:
				if r.f.pkg.conds[ref.Expr] && !(r.dropped && r.f.pkg.idle(ref.Block())) {
					return true
				}
			case *ssa.Return:
				if !r.dropped {
					return true
				}
			case *ssa.If:
				// In a || b that is computed for its value alone, the value decides.
				phi := r.f.pkg.shortCircuit(ref)
				if phi == nil && !(r.dropped && r.f.pkg.idle(ref.Block())) || phi != nil && visit(phi) {
					return true
				}
			case *ssa.Phi, *ssa.UnOp, *ssa.BinOp, *ssa.Extract, *ssa.Convert, *ssa.ChangeType, *ssa.MakeInterface:
				if visit(ref.(ssa.Value)) {
					return true
				}
			default:
				return true
			}
		}
		return false
	}
	return visit(v)
}

// idle reports whether the function does nothing from block b on but compute what it returns: where the
// caller ignores that, nothing depends on how b ends.
func (p *Package) idle(b *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := []*ssa.BasicBlock{b}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		if slices.ContainsFunc(b.Instrs, p.acts) {
			return false
		}
		work = append(work, b.Succs...)
	}
	return true
}

// pure reports whether a function does nothing but compute what it returns.
func (p *Package) pure(fn *ssa.Function) bool {
	if i := p.foreign[fn]; i != nil {
		return i.sum.Pure
	}
	is, known := p.pures[fn]
	if !known && len(fn.Blocks) > 0 {
		p.pures[fn] = true // around a recursion
		is = p.idle(fn.Blocks[0])
		p.pures[fn] = is
	}
	return is
}

// acts reports whether an instruction does something that can be seen outside of the function.
func (p *Package) acts(ins ssa.Instruction) bool {
	switch ins := ins.(type) {
	case *ssa.Store:
		return !within(ins.Addr)
	case *ssa.Call:
		if target := p.target(&ins.Call); target != nil {
			return !p.pure(target)
		}
		fn := callee(&ins.Call)
		if fn == nil || ins.Call.IsInvoke() {
			return fn == nil || fn.Name() != "Error"
		}
		return p.Cat.Test(fn) == nil && len(p.Cat.Flow(fn)) == 0 && !p.Cat.NonNil(fn)
	case *ssa.Go, *ssa.Defer, *ssa.RunDefers, *ssa.Panic, *ssa.Send, *ssa.MapUpdate, *ssa.Select:
		return true
	}
	return false
}

// within reports whether an address is that of a variable of the function, or of a part of one.
func within(addr ssa.Value) bool {
	switch a := addr.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.IndexAddr:
		return within(a.X)
	case *ssa.FieldAddr:
		return within(a.X)
	}
	return false
}
