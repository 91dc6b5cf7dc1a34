package engine

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A refusal lasts until the role moves: who repeats the call against the same server gets it again.

// repeats returns the call by which executions in which a test found the refusal of p, and no others, repeat it,
// without a check in between that may have had a good outcome; or nil.
func (v *Verdict) repeats(p *Performed, r *run, t *telling) ssa.CallInstruction {
	f := r.f
	known := f.after(t.ins, t.states)
	good := v.pkg.succeeding(p.Site, r)
	var again ssa.CallInstruction
	known.instrs(func(_ int, ins ssa.Instruction) {
		call, ok := ins.(ssa.CallInstruction)
		if !ok || again != nil {
			return
		}
		states := known.before(call)
		if states == bdd.False || f.p.M.And(states, f.without(p.subject)) == bdd.False {
			return
		}
		if good != nil && good.before(call) != bdd.False {
			return
		}
		if v.pkg.sameCall(known, p.Call, call) || v.pkg.startsOver(known, p, call) {
			again = call
		}
	})
	return again
}

// sameCall reports whether call does just what first did: it calls the same function with the same arguments.
func (pkg *Package) sameCall(k *course, first, call ssa.CallInstruction) bool {
	a, b := first.Common(), call.Common()
	if a.IsInvoke() != b.IsInvoke() || callee(a) != callee(b) || len(a.Args) != len(b.Args) {
		return false
	}
	c := comparison{pkg: pkg, k: k, seen: map[[2]ssa.Value]bool{}}
	if callee(a) == nil || a.IsInvoke() {
		if !c.alike(a.Value, b.Value) {
			return false
		}
	}
	for i := range a.Args {
		if !c.alike(a.Args[i], b.Args[i]) {
			return false
		}
	}
	return true
}

// startsOver reports whether call runs the function again that the operation stands in, with the arguments that
// this was given.
func (pkg *Package) startsOver(k *course, p *Performed, call ssa.CallInstruction) bool {
	fn := pkg.bodyOf(call.Common())
	if fn == nil || fn != p.Call.Parent() || len(call.Common().Args) != len(fn.Params) {
		return false
	}
	for i, a := range call.Common().Args {
		if k.f.p.Of(a) != k.f.p.Of(fn.Params[i]) {
			return false
		}
	}
	return true
}

// A comparison asks whether what was computed before a course began is the same as what is computed on it.
type comparison struct {
	pkg  *Package
	k    *course
	seen map[[2]ssa.Value]bool
}

// alike reports whether a, as it was, and b, as it is when the course comes to it, are certainly the same, or made
// the same way of the same things.
func (c *comparison) alike(a, b ssa.Value) bool {
	key := [2]ssa.Value{a, b}
	if c.seen[key] {
		return true
	}
	c.seen[key] = true
	x, inX := a.(ssa.Instruction)
	y, inY := b.(ssa.Instruction)
	if !inX || !inY {
		return c.k.f.p.Of(a) == c.k.f.p.Of(b)
	}
	if a == b && !c.computedAgain(y) {
		return true
	}
	var ra, rb [8]*ssa.Value
	as, bs := x.Operands(ra[:0]), y.Operands(rb[:0])
	if len(as) != len(bs) || !types.Identical(a.Type(), b.Type()) || !c.sameKind(x, y) {
		return false
	}
	for i := range as {
		if (*as[i] == nil) != (*bs[i] == nil) || *as[i] != nil && !c.alike(*as[i], *bs[i]) {
			return false
		}
	}
	return true
}

// computedAgain reports whether the course comes to an instruction.
func (c *comparison) computedAgain(ins ssa.Instruction) bool { return c.k.before(ins) != bdd.False }

// sameKind reports whether two instructions do the same with their operands, and nothing else decides.
func (c *comparison) sameKind(x, y ssa.Instruction) bool {
	switch x := x.(type) {
	case *ssa.BinOp:
		y, ok := y.(*ssa.BinOp)
		return ok && x.Op == y.Op
	case *ssa.UnOp:
		y, ok := y.(*ssa.UnOp)
		if !ok || x.Op != y.Op || x.Op == token.ARROW {
			return false
		}
		return x.Op != token.MUL || c.sameContent(x, y)
	case *ssa.FieldAddr:
		y, ok := y.(*ssa.FieldAddr)
		return ok && x.Field == y.Field
	case *ssa.Field:
		y, ok := y.(*ssa.Field)
		return ok && x.Field == y.Field
	case *ssa.Convert, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.Slice, *ssa.IndexAddr, *ssa.Index:
		return true
	case *ssa.Extract:
		y, ok := y.(*ssa.Extract)
		return ok && x.Index == y.Index
	case *ssa.Alloc:
		y, ok := y.(*ssa.Alloc)
		return ok && c.sameStores(x, y)
	case *ssa.Call:
		y, ok := y.(*ssa.Call)
		return ok && c.pkg.repeatable(x) && callee(&x.Call) == callee(&y.Call)
	}
	return false
}

// sameContent reports whether what two loads yield is the same: nothing was written in between, or the same.
func (c *comparison) sameContent(x, y *ssa.UnOp) bool {
	vx, vy := c.k.f.p.Of(x), c.k.f.p.Of(y)
	switch {
	case vx != vy:
		return false
	case vx.Kind == program.Phi, vx.Kind == program.Kill:
		return false
	case vx.Kind == program.Opaque && vx.SSA != x:
		return c.alike(vx.SSA, vy.SSA)
	}
	return true
}

// sameStores reports whether the same is stored in two variables.
func (c *comparison) sameStores(x, y *ssa.Alloc) bool {
	sx, sy := stores(x), stores(y)
	if len(sx) != len(sy) {
		return false
	}
	for path, v := range sx {
		w := sy[path]
		if v == nil || w == nil || !c.alike(v, w) {
			return false
		}
	}
	return true
}

// stores returns what is stored in a variable and its parts, by path; nil where it is stored more than once.
func stores(a *ssa.Alloc) map[string]ssa.Value {
	all := map[string]ssa.Value{}
	var visit func(addr ssa.Value, path string)
	visit = func(addr ssa.Value, path string) {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == addr {
					if _, twice := all[path]; twice {
						all[path] = nil
					} else {
						all[path] = ref.Val
					}
				}
			case *ssa.FieldAddr:
				visit(ref, path+"."+fieldName(ref.X.Type(), ref.Field))
			case *ssa.IndexAddr:
				if k, ok := ref.Index.(*ssa.Const); ok {
					visit(ref, path+"["+k.Value.ExactString()+"]")
				} else {
					all[path+"[]"] = nil
				}
			}
		}
	}
	visit(a, "")
	return all
}

// repeatable reports whether a call makes the same of the same arguments, as far as a server is concerned: a
// function of the standard library that reads nothing, or one of the package that only computes.
func (pkg *Package) repeatable(c *ssa.Call) bool {
	if fn := pkg.target(&c.Call); fn != nil {
		return pkg.pure(fn) && len(c.Call.Args) > 0
	}
	fn := callee(&c.Call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if pkg.Cat.Starts(fn) != nil || pkg.Cat.Text(fn) != nil || pkg.Cat.Describes(fn.Pkg().Path()) {
		return true
	}
	path := fn.Pkg().Path()
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "math" && first != "os" && path != "net" && len(c.Call.Args) > 0 && !c.Call.IsInvoke()
}
