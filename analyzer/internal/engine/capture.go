package engine

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A capture is a function literal that sees, when it runs, a value in a variable that it captured.
type capture struct {
	at   ssa.Instruction // the call, or the end of the function that runs deferred calls
	body *ssa.Function
	free int      // which captured variable
	in   *handing // the call runs the literal because it is handed it
	lit  *ssa.MakeClosure
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
			if lit, ok := ins.(*ssa.MakeClosure); ok && len(lit.Fn.(*ssa.Function).Blocks) > 0 {
				f.handedLiteral(lit)
			}
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
				f.runs(lit, call, nil)
			case *ssa.Defer:
				for _, end := range ends {
					if b.Dominates(end.Block()) {
						f.runs(lit, end, nil)
					}
				}
			}
		}
	}
	return f.captured
}

// handedLiteral notes what lit sees where functions run it that are handed it.
func (f *Func) handedLiteral(lit *ssa.MakeClosure) {
	for _, ref := range *lit.Referrers() {
		for _, h := range f.pkg.handings(valueUse{lit, ref}) {
			f.runs(lit, h.call, &h)
		}
	}
}

// runs notes what lit sees in its captured variables when it runs at an instruction.
func (f *Func) runs(lit *ssa.MakeClosure, at ssa.Instruction, in *handing) {
	for i, b := range lit.Bindings {
		if a, ok := b.(*ssa.Alloc); ok {
			v := f.p.Before(at, a, a.Type().Underlying().(*types.Pointer).Elem())
			f.captured[v] = append(f.captured[v], capture{at, lit.Fn.(*ssa.Function), i, in, lit})
		}
	}
}

// enterLiterals follows e into the literals that see it in a captured variable: one that tests it
// whatever happens is a refusal test, as a deferred test of a named result is.
func (r *run) enterLiterals(e *elem) {
	for _, c := range r.f.captures()[e.val] {
		rel := r.f.pkg.passing(relKey{fn: c.body, param: 1 + len(c.body.Params) + c.free, form: e.form, field: e.field, suppose: r.suppose})
		tests := rel.f == bdd.False && rel.lost == bdd.False
		switch {
		case c.in != nil && tests:
			r.handLiteral(e, c, yieldsTest, catalog.Error, false)
		case c.in != nil && !rel.mayDrop(): // else it may yield nothing
			for _, p := range rel.ports {
				if p.kind == resultCarries && p.field == "" && rel.leaves(p.n, p.form) {
					r.handLiteral(e, c, yielded(p.n), p.form, rel.lost != bdd.False)
				}
			}
		case tests && c.in == nil:
			r.test(e, c.at)
		}
	}
}

// A function that yields the refusal when it is called carries it, in a field of this name and the number
// of the result.
const yields = "()"

// yieldsTest is the field of a function that tests the refusal when it is called.
const yieldsTest = yields + "!"

func yielded(result int) string { return yields + strconv.Itoa(result) }

// handLiteral follows e into a function that runs a literal which sees it, and may end the program with it.
func (r *run) handLiteral(e *elem, c capture, field string, form catalog.Form, loses bool) {
	b, ok := r.f.p.Index(c.at.Block())
	if !ok {
		return
	}
	to := carrier{val: r.f.p.Of(c.lit), form: form, field: field}
	r.derive(e, to, b)
	d := r.elems[to]
	r.loses[d] = r.loses[d] || loses
	if slices.Contains(c.in.call.Common().Args, ssa.Value(c.lit)) {
		return // the call has it as an operand
	}
	if body := r.f.pkg.target(c.in.call.Common()); body != nil {
		r.enterCall(d, c.in.call, body, c.in.param, b)
	}
}

// called follows e, a function that yields the refusal, to a call of it.
func (r *run) called(e *elem, ins ssa.CallInstruction, b int) {
	if e.field == yieldsTest {
		r.test(e, ins)
		return
	}
	n, err := strconv.Atoi(strings.TrimPrefix(e.field, yields))
	if v := ins.Value(); err == nil && v != nil {
		if res := result(r.f.p, v, n); res != nil {
			r.derive(e, carrier{val: res, form: e.form}, b)
		}
	}
}
