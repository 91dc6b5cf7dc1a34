package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// runsGuarded reports whether a function value w that ins uses can only run where the role is held
// because of what ins does: it stands under a check itself, or hands w to a function of the package that
// runs it only under a check.
func (pkg *Package) runsGuarded(w ssa.Value, ins ssa.Instruction) bool {
	switch ins := ins.(type) {
	case *ssa.DebugRef, *ssa.BinOp: // a BinOp compares it with nil
		return true
	case *ssa.Store:
		if a, ok := ins.Addr.(*ssa.Alloc); ok && ins.Val == w && pkg.variableRunsGuarded(a) {
			return true
		}
	case *ssa.ChangeType, *ssa.MakeInterface, *ssa.ChangeInterface:
		v := ins.(ssa.Value)
		return len(*v.Referrers()) > 0 &&
			!slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool { return !pkg.runsGuarded(v, ref) })
	}
	if pkg.heldBefore(ins) {
		return true
	}
	call, ok := ins.(ssa.CallInstruction)
	if !ok || call.Common().Value == w {
		return false
	}
	fn := pkg.bodyOf(call.Common())
	if fn == nil {
		fn = pkg.target(call.Common())
	}
	if fn == nil {
		return false
	}
	for i, a := range call.Common().Args {
		if a == w && !pkg.guardsArgument(fn, i) {
			return false
		}
	}
	return true
}

// heldBefore reports whether the role is held on every execution that comes to ins.
func (pkg *Package) heldBefore(ins ssa.Instruction) bool {
	f := pkg.fn(ins.Parent())
	return f.guarded(f.before(ins), subject{})
}

// guardsArgument is guardsParameter for parameter i of fn, which may be another package's.
func (pkg *Package) guardsArgument(fn *ssa.Function, i int) bool {
	if known := pkg.foreign[fn]; known != nil {
		return known.guardsParameter(i)
	}
	return pkg.guardsParameter(fn.Params[i])
}

// guardsParameter reports whether a function runs what it is given for a parameter only where the role
// is held: WithKeyMaster(zone, fn), a middleware.
func (pkg *Package) guardsParameter(p *ssa.Parameter) bool {
	if r, ok := pkg.guards[p]; ok {
		return r
	}
	pkg.guards[p] = true // around a recursion
	r := pkg.onlyRunsGuarded(p)
	pkg.guards[p] = r
	return r
}

// onlyRunsGuarded reports whether a function value is called under a check, and else only kept in
// variables and literals that do no more with it.
func (pkg *Package) onlyRunsGuarded(v ssa.Value) bool {
	same := aliases(v)
	return !slices.ContainsFunc(same, func(v ssa.Value) bool {
		return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Val == v {
					return !pkg.keptGuarded(ref)
				}
			case *ssa.Phi:
				return !slices.Contains(same, ssa.Value(ref))
			}
			if calls(ref, v) {
				return !pkg.heldBefore(ref) && !pkg.literalGuarded(ref.Parent())
			}
			return !pkg.runsGuarded(v, ref)
		})
	})
}

// keptGuarded reports whether what is stored in a variable only runs where the role is held: it is kept there,
// or the variable's content runs there.
func (pkg *Package) keptGuarded(s *ssa.Store) bool {
	a, ok := s.Addr.(*ssa.Alloc)
	return ok && pkg.variableRunsGuarded(a) || pkg.heldBefore(s)
}

// variableRunsGuarded is onlyRunsGuarded for what a variable of a function holds.
func (pkg *Package) variableRunsGuarded(addr ssa.Value) bool {
	return !slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return false
		case *ssa.Store:
			return ref.Addr != addr
		case *ssa.UnOp:
			return !pkg.onlyRunsGuarded(ref)
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			for i, b := range ref.Bindings {
				if b == addr && !pkg.variableRunsGuarded(lit.FreeVars[i]) {
					return true
				}
			}
			return false
		}
		return true
	})
}

// calls reports whether an instruction calls v, or a method of v.
func calls(ins ssa.Instruction, v ssa.Value) bool {
	call, ok := ins.(ssa.CallInstruction)
	return ok && call.Common().Value == v && !slices.Contains(call.Common().Args, v)
}

// literalGuarded reports whether fn is a function literal that is only created, or only run, where the role
// is held.
func (pkg *Package) literalGuarded(fn *ssa.Function) bool {
	g, known := pkg.literals[fn]
	if !known {
		pkg.literals[fn] = true // around a recursion
		g = pkg.createdGuarded(fn) || pkg.onlyRunGuarded(fn)
		pkg.literals[fn] = g
	}
	return g
}

// onlyRunGuarded reports whether all that is done with a function literal has it run where the role is held.
func (pkg *Package) onlyRunGuarded(fn *ssa.Function) bool {
	return eachCreation(fn, func(ins ssa.Instruction) bool {
		lit, ok := ins.(*ssa.MakeClosure)
		return ok && !slices.ContainsFunc(*lit.Referrers(), func(ref ssa.Instruction) bool { return !pkg.runsGuarded(lit, ref) })
	})
}

// createdGuarded reports whether fn is a function literal that is only created where the role is held.
func (pkg *Package) createdGuarded(fn *ssa.Function) bool { return eachCreation(fn, pkg.heldBefore) }

// eachCreation reports whether fn is a function literal that is created, and ok holds wherever it is.
func eachCreation(fn *ssa.Function, ok func(ssa.Instruction) bool) bool {
	if fn.Parent() == nil {
		return false
	}
	created := false
	for _, b := range fn.Parent().Blocks {
		for _, ins := range b.Instrs {
			if !creates(ins, fn) {
				continue
			}
			created = true
			if !ok(ins) {
				return false
			}
		}
	}
	return created
}

func creates(ins ssa.Instruction, fn *ssa.Function) bool {
	if _, ok := ins.(*ssa.DebugRef); ok {
		return false
	}
	var rands [8]*ssa.Value
	for _, op := range ins.Operands(rands[:0]) {
		if *op == fn {
			return true
		}
	}
	return false
}
