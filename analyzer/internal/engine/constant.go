package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A function that says by a word or a number what it found, as a Standing() of "master" or "replica"
// does, is known by which of its constants it returns.

// maxConstants is how many constants of one result, or parameter, are told apart.
const maxConstants = 8

// returns says which constants a result of a function may be, as far as its body shows.
type returns [][]string

// explicit reports whether callers learn more of fn's results than truth values and errors: where its body
// is not likely to be written out for them.
func (pkg *Package) explicit(fn *ssa.Function) bool {
	return pkg.outside(fn) || pkg.relevant[fn] && len(pkg.callers[fn]) > 0
}

// constants returns the constants that the results of a function may be; none for a result that may be
// too many.
func (pkg *Package) constants(fn *ssa.Function) returns {
	if i := pkg.foreign[fn]; i != nil {
		return i.constants()
	}
	if rs, known := pkg.returns[fn]; known {
		return rs
	}
	rs := make(returns, fn.Signature.Results().Len())
	pkg.returns[fn] = rs // around a recursion
	for i := range rs {
		if !hasConstants(fn.Signature.Results().At(i).Type()) {
			continue
		}
		found := pkg.returnedConstants(fn, i)
		if len(found) <= maxConstants {
			rs[i] = found
		}
	}
	return rs
}

// constants returns what a summary says of a function's results.
func (i *imported) constants() returns {
	var rs returns
	for _, p := range i.base.ports {
		if p.kind == resultIs && p.field == "" {
			for len(rs) <= p.n {
				rs = append(rs, nil)
			}
			rs[p.n] = append(rs[p.n], p.is)
		}
	}
	return rs
}

func (pkg *Package) returnedConstants(fn *ssa.Function, i int) []string {
	var found []string
	seen := map[ssa.Value]bool{}
	var visit func(ssa.Value)
	visit = func(v ssa.Value) {
		if seen[v] || len(found) > maxConstants {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Const:
			if x.Value != nil && hasConstants(x.Type()) && !slices.Contains(found, x.Value.ExactString()) {
				found = append(found, x.Value.ExactString())
			}
		case *ssa.Phi:
			for _, e := range x.Edges {
				visit(e)
			}
		case *ssa.ChangeType:
			visit(x.X)
		case *ssa.UnOp: // a named result that a deferred call sees
			if a, ok := x.X.(*ssa.Alloc); ok && x.Op == token.MUL {
				for _, ref := range *a.Referrers() {
					if s, ok := ref.(*ssa.Store); ok && s.Addr == a {
						visit(s.Val)
					}
				}
			}
		default:
			if call, n := callOf(v); call != nil {
				if callee := pkg.target(&call.Call); callee != nil {
					if rs := pkg.constants(callee); n < len(rs) {
						for _, k := range rs[n] {
							if !slices.Contains(found, k) {
								found = append(found, k)
							}
						}
					}
				}
			}
		}
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && i < len(ret.Results) {
			visit(ret.Results[i])
		}
	}
	slices.Sort(found)
	return found
}

// hasConstants reports whether values of a type are integers or strings.
func hasConstants(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString) != 0
}

// constantOf reads what [constant.Value.ExactString] wrote.
func constantOf(text string) constant.Value {
	if strings.HasPrefix(text, `"`) {
		return constant.MakeFromLiteral(text, token.STRING, 0)
	}
	if digits, negative := strings.CutPrefix(text, "-"); negative {
		return constant.UnaryOp(token.SUB, constant.MakeFromLiteral(digits, token.INT, 0), 0)
	}
	return constant.MakeFromLiteral(text, token.INT, 0)
}

// isConstant returns when v is a constant, if the function tells it from others.
func (f *Func) isConstant(v *program.Val, k string) (bdd.Ref, bool) {
	if v == nil {
		return bdd.False, false
	}
	return f.p.Is(v, constantOf(k))
}

// compareConstants sees to it that values are told apart which are so for the functions that return them,
// are called with them, or are asked for them.
func (f *Func) compareConstants() {
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			switch ins := ins.(type) {
			case *ssa.Return:
				if f.pkg.explicit(f.SSA) {
					for i, ks := range f.pkg.constants(f.SSA) {
						f.compares(f.p.Of(ins.Results[i]), ks)
					}
				}
			case *ssa.Call:
				callee := f.pkg.target(&ins.Call)
				if callee == nil || f.pkg.foreign[callee] == nil && !f.pkg.explicit(callee) {
					continue
				}
				for i, ks := range f.pkg.constants(callee) {
					if v := result(f.p, ins, i); v != nil {
						f.compares(v, ks)
					}
				}
				if i := f.pkg.foreign[callee]; i != nil {
					for _, p := range i.asked {
						if v := f.argument(ins, p.n); v != nil {
							f.compares(v, []string{p.is})
						}
					}
				}
			}
		}
	}
}

func (f *Func) compares(v *program.Val, ks []string) {
	for _, k := range ks {
		f.p.Compares(v, constantOf(k))
	}
}

// declareMore names what callers may know of results and parameters that are no truth values or errors.
func (f *Func) declareMore() {
	if !f.pkg.explicit(f.SSA) {
		return
	}
	for i, ks := range f.pkg.constants(f.SSA) {
		for _, k := range ks {
			f.outs = append(f.outs, outPort{port: port{kind: resultIs, n: i, is: k}, v: f.newFree()})
		}
	}
	f.declareParts()
	f.declareYields()
	if !f.pkg.Shared(f.SSA) {
		return
	}
	for i, p := range f.SSA.Params {
		if !hasConstants(p.Type()) {
			continue
		}
		ks := f.p.Compared(f.p.Of(p))
		if len(ks) > maxConstants {
			continue
		}
		for _, k := range ks {
			f.declareIn(port{kind: paramIs, n: i, is: k.ExactString()}, f.p.Of(p))
		}
	}
}

// declareIn names what callers may know of an argument, which v is or comes of.
func (f *Func) declareIn(p port, v *program.Val) {
	f.ins = append(f.ins, outPort{p, f.newFree(), v})
	f.p.Use(f.say(p, v), len(f.p.Blocks))
}

// useMore keeps alive until block i what a return says beyond truth values and errors.
func (f *Func) useMore(i int, ret *ssa.Return) {
	for _, o := range f.outs {
		if o.port.kind == resultIs || o.port.field != "" {
			f.p.Use(f.say(o.port, f.partNamed(f.p.Of(ret.Results[o.port.n]), o.port.field)), i)
		}
	}
}

// sayArguments adds to the states s what the arguments are, in terms of the ins.
func (f *Func) sayArguments(s bdd.Ref) bdd.Ref {
	for _, in := range f.ins {
		if in.val == nil {
			continue // its variable says it
		}
		s = f.p.M.And(s, f.p.M.Iff(f.p.Ref(in.v), f.say(in.port, in.val)))
	}
	return s
}
