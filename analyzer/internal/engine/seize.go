package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// The key master role can be seized from a server that still has it. Two key masters then sign one zone: that is for
// an operator to decide, and not an answer to a refusal.

// seizes reports the calls that seize the role whenever p's operation is refused, and never when it succeeds.
func (v *Verdict) seizes(p *Performed, add func(*Beside)) {
	fn := p.Call.Parent()
	var seizing []ssa.CallInstruction
	for _, b := range fn.Blocks {
		for _, ins := range b.Instrs {
			if call, ok := ins.(*ssa.Call); ok && call != p.Call && v.pkg.seizing(call) {
				seizing = append(seizing, call)
			}
		}
	}
	if len(seizing) == 0 || p.guarded {
		return
	}
	for _, call := range seizing {
		all := true
		var r *run
		for _, r = range v.pkg.refusedRuns(p.Site) {
			all = all && r.alwaysComesTo(p.Call, call)
		}
		if r == nil || !all {
			continue
		}
		if good := v.pkg.succeeding(p.Site, r); good != nil && good.before(call) == bdd.False {
			add(&Beside{Code: AutomaticSeize, Site: p.Site, Call: call})
		}
	}
}

// seizuresIn reports the calls that run a script which seizes the role because an operation in it failed.
func (v *Verdict) seizuresIn(fn *ssa.Function, add func(*Beside)) {
	if !v.pkg.starters[fn] || v.pkg.gone(fn) {
		return
	}
	f := v.pkg.fn(fn)
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			call, ok := ins.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for i := range f.ran[call] {
				r := &f.ran[call][i]
				for _, c := range r.does.Calls {
					if c.Seizes && c.OnFailure {
						add(&Beside{Code: AutomaticSeize, Site: &Site{Call: call, Op: v.pkg.commanded(r.op, c.Row), ran: r, command: c}, Call: call})
					}
				}
			}
		}
	}
}

// alwaysComesTo reports whether each execution of r that ends has come to a call on its way.
func (r *run) alwaysComesTo(from, call ssa.CallInstruction) bool {
	if _, ok := r.f.p.Index(call.Block()); !ok {
		return false
	}
	come := bdd.False
	r.step(call, func(s bdd.Ref) bdd.Ref {
		come = r.f.p.M.Or(come, s)
		return bdd.False
	})
	c := r.f.afterWith(from, r.begun, r)
	return come != bdd.False && len(c.returns) == 0
}

// seizing reports whether a call seizes the role, whatever else holds.
func (pkg *Package) seizing(call ssa.CallInstruction) bool {
	if fn := pkg.body(call.Common()); fn != nil {
		return pkg.seizesAlways(fn)
	}
	return pkg.runsSeizure(call)
}

// runsSeizure reports whether a call runs a command that seizes the role.
func (pkg *Package) runsSeizure(call ssa.CallInstruction) bool {
	if !pkg.starters[call.Parent()] {
		return false
	}
	all := pkg.fn(call.Parent()).ran[call]
	for _, r := range all {
		seizes := false
		for _, c := range r.does.Calls {
			seizes = seizes || c.Seizes && !c.OnFailure
		}
		if !seizes {
			return false
		}
	}
	return len(all) > 0
}

// seizesAlways reports whether a function seizes the role on each way through it.
func (pkg *Package) seizesAlways(fn *ssa.Function) bool {
	if is, known := pkg.seizers[fn]; known {
		return is
	}
	pkg.seizers[fn] = false // around a recursion
	if !pkg.starters[fn] || len(fn.Blocks) == 0 {
		return false
	}
	pkg.seizers[fn] = !pkg.goesAround(fn)
	return pkg.seizers[fn]
}

// goesAround reports whether a way from the start of fn to a return passes no seizure.
func (pkg *Package) goesAround(fn *ssa.Function) bool {
	seen := make([]bool, len(fn.Blocks))
	work := []*ssa.BasicBlock{fn.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b.Index] {
			continue
		}
		seen[b.Index] = true
		seized := slices.ContainsFunc(b.Instrs, func(ins ssa.Instruction) bool {
			call, ok := ins.(*ssa.Call)
			return ok && pkg.seizing(call)
		})
		if seized {
			continue
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return true
		}
		work = append(work, b.Succs...)
	}
	return false
}
