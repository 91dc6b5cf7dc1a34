package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A capture is a function literal that sees, when it runs, a value in a variable that it captured.
type capture struct {
	at   ssa.Instruction // the call, or the end of the function that runs deferred calls
	body *ssa.Function
	free int // which captured variable
}

// captures returns, by value, the literals that run with it although package lower has not written them
// out: those that are called on the spot, and deferred ones, in a loop say, where every way to the
// function's end has deferred them.
func (f *Func) captures() map[*program.Val][]capture {
	if f.captured != nil {
		return f.captured
	}
	f.captured = map[*program.Val][]capture{}
	var ends []*ssa.RunDefers
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			if end, ok := ins.(*ssa.RunDefers); ok {
				ends = append(ends, end)
			}
		}
	}
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			call, ok := ins.(ssa.CallInstruction)
			if !ok {
				continue
			}
			lit, ok := call.Common().Value.(*ssa.MakeClosure)
			if !ok || f.pkg.body(call.Common()) == nil {
				continue
			}
			switch call.(type) {
			case *ssa.Call:
				f.runs(lit, call)
			case *ssa.Defer:
				for _, end := range ends {
					if b.Dominates(end.Block()) {
						f.runs(lit, end)
					}
				}
			}
		}
	}
	return f.captured
}

// runs notes what lit sees in its captured variables when it runs at an instruction.
func (f *Func) runs(lit *ssa.MakeClosure, at ssa.Instruction) {
	for i, b := range lit.Bindings {
		if a, ok := b.(*ssa.Alloc); ok {
			v := f.p.Before(at, a, a.Type().Underlying().(*types.Pointer).Elem())
			f.captured[v] = append(f.captured[v], capture{at, lit.Fn.(*ssa.Function), i})
		}
	}
}

// enterLiterals follows e into the literals that see it in a captured variable: one that tests it
// whatever happens is a refusal test, as a deferred test of a named result is.
func (r *run) enterLiterals(e *elem) {
	for _, c := range r.f.captures()[e.val] {
		rel := r.f.pkg.passing(c.body, len(c.body.Params)+c.free, e.form, e.field, false)
		if rel.f == bdd.False && rel.lost == bdd.False {
			r.test(e, c.at)
		}
	}
}
