package engine

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/judge"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A Verdict judges the operations of a package.
type Verdict struct {
	pkg    *Package
	silent func(token.Pos) bool
	calls  map[callKey]*Performed
	// unsafeBy are the calls that are not safe, by the function that they stand in, and the one around that.
	unsafeBy map[*ssa.Function][]*Performed
	values   map[*ssa.Function][]valueUse // functions used as values
	ifaces   map[string][]types.Type      // types converted to an interface, by the methods it has
}

// A callKey names a call that performs an operation. Ways in which the called function comes to
// perform it are told apart only by what they mean for the caller.
type callKey struct {
	call ssa.CallInstruction
	op   *catalog.Operation
	in   string
}

// A Performed is a call that performs an operation.
type Performed struct {
	*Site
	v    *Verdict
	done bool
}

// Judge prepares to judge. silent says in which places nothing is reported.
func (pkg *Package) Judge(silent func(token.Pos) bool) *Verdict {
	v := &Verdict{pkg: pkg, silent: silent, calls: map[callKey]*Performed{}, values: map[*ssa.Function][]valueUse{}, ifaces: map[string][]types.Type{}}
	v.findValues()
	return v
}

// Unsafe returns the calls to report for an operation.
func (v *Verdict) Unsafe(s *Site) []*Site { return v.unsafe(s, judge.Places) }

func (v *Verdict) unsafe(s *Site, places func(judge.Call) []judge.Call) []*Site {
	var sites []*Site
	for _, c := range places(v.performed(s)) {
		p := c.(*Performed)
		_, p.Seen = p.Callers()
		sites = append(sites, p.Site)
	}
	return sites
}

func (v *Verdict) performed(s *Site) *Performed {
	key := callKey{call: s.Call, op: s.Op}
	if s.In != nil {
		key.in = fmt.Sprint(s.In.exported, s.In.rel.text())
	}
	if p := v.calls[key]; p != nil {
		return p
	}
	p := &Performed{Site: s, v: v}
	v.calls[key] = p
	return p
}

// Safe implements [judge.Call].
func (p *Performed) Safe() bool {
	p.follow()
	return p.guarded || !p.rel.pending() || p.v.pkg.createdGuarded(p.Call.Parent()) || p.v.onlyGuarded(p.Call.Parent())
}

// follow computes what becomes of the refusal, once.
func (p *Performed) follow() {
	if !p.done {
		p.done = true
		p.v.pkg.outcome(p.Site)
	}
}

// onlyGuarded reports whether all that the package does with fn is to have it run where the role is held.
func (v *Verdict) onlyGuarded(fn *ssa.Function) bool {
	return len(v.values[fn]) > 0 && len(v.pkg.callers[fn]) == 0 && v.closed(fn) &&
		!slices.ContainsFunc(v.values[fn], func(u valueUse) bool { return v.pkg.handed(u) })
}

// Silent implements [judge.Call].
func (p *Performed) Silent() bool {
	if !p.v.silent(p.Call.Common().Pos()) {
		return false
	}
	for _, c := range p.v.pkg.through(p.Site) {
		if !p.v.silent(c.Lparen) {
			return false
		}
	}
	return true
}

// Callers implements [judge.Call].
func (p *Performed) Callers() ([]judge.Call, bool) {
	fn := p.Call.Parent()
	var up []judge.Call
	above, _ := p.above()
	for _, s := range above {
		c := p.v.performed(s)
		// A call that only the recursion comes to says nothing: how the recursion is entered does.
		if more, around := c.above(); len(more) > 0 || !around || !p.v.closed(s.Call.Parent()) {
			up = append(up, c)
		}
	}
	return up, len(up) > 0 && p.v.closed(fn)
}

// above returns the calls of the function that p's call stands in, and of those that run it because they
// are given it; and whether there are others, through which the operation comes about already.
func (p *Performed) above() (sites []*Site, around bool) {
	pkg, fn := p.v.pkg, p.Call.Parent()
	add := func(c ssa.CallInstruction, in func() *Site) {
		switch {
		case pkg.inTest(c) || pkg.gone(c.Parent()):
		case p.through(c):
			around = true
		default:
			sites = append(sites, &Site{Call: c, Op: p.Op, In: in()})
		}
	}
	for _, c := range pkg.callers[fn] {
		add(c, func() *Site { return p.Site })
	}
	for _, u := range p.v.values[fn] {
		for _, h := range pkg.handings(u) {
			p.follow()
			add(h.call, func() *Site { return pkg.handOn(u, h, p.Site) })
		}
	}
	return sites, around
}

// through reports whether the operation comes out of call c already: a recursion, judged there.
func (p *Performed) through(c ssa.CallInstruction) bool {
	for s := p.Site; s != nil; s = s.In {
		if s.Call == c {
			return true
		}
	}
	return false
}

// gone reports whether fn, or the function that it is a literal in, is judged where it is called.
func (pkg *Package) gone(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && pkg.Gone[obj]
}

func (pkg *Package) inTest(ins ssa.Instruction) bool {
	return strings.HasSuffix(pkg.Fset.Position(ins.Parent().Pos()).Filename, "_test.go")
}

// closed reports whether the package shows all callers of fn.
func (v *Verdict) closed(fn *ssa.Function) bool {
	if fn.Parent() != nil {
		return !v.loose(fn)
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || v.loose(fn) || fn.Name() == "init" || fn.Name() == "main" {
		return false
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return !obj.Exported() || obj.Pkg().Name() == "main"
	}
	for _, t := range v.ifaces[obj.Name()] {
		if receiverOf(t) == receiverOf(recv.Type()) {
			return false
		}
	}
	return !obj.Exported() || obj.Pkg().Name() == "main" || !receiverOf(recv.Type()).Exported()
}

func receiverOf(t types.Type) *types.TypeName {
	if n := namedType(t); n != nil {
		return n
	}
	return types.NewTypeName(0, nil, "", nil)
}

// findValues finds the functions that are used other than by calling them, and the
// conversions to interfaces.
func (v *Verdict) findValues() {
	var rands [8]*ssa.Value
	for _, fn := range v.pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				switch ins := ins.(type) {
				case *ssa.DebugRef:
					continue
				case *ssa.MakeClosure:
					made := ins.Fn.(*ssa.Function)
					for _, ref := range *ins.Referrers() {
						v.use(made, valueUse{ins, ref})
					}
					continue
				case *ssa.MakeInterface:
					v.converted(ins.X.Type(), ins.Type())
				}
				for _, op := range ins.Operands(rands[:0]) {
					if x, ok := (*op).(*ssa.Function); ok {
						v.use(x, valueUse{x, ins})
					}
				}
			}
		}
	}
}

// A valueUse is an instruction that has a function as an operand, in the form of a value.
type valueUse struct {
	val ssa.Value
	ins ssa.Instruction
}

func (v *Verdict) use(fn *ssa.Function, u valueUse) {
	fn = method(program.Origin(fn))
	if _, bound := u.val.(*ssa.MakeClosure); calls(u.ins, u.val) && !(bound && fn.Parent() == nil) {
		return // a call; of a method value callers does not know whom it calls
	}
	if _, debug := u.ins.(*ssa.DebugRef); !debug {
		v.values[fn] = append(v.values[fn], u)
	}
}

// loose reports whether fn is used as a value that may run anywhere: not only where the role is held, and
// not only in functions that are known to run it.
func (v *Verdict) loose(fn *ssa.Function) bool {
	return slices.ContainsFunc(v.values[fn], func(u valueUse) bool {
		return calls(u.ins, u.val) || !v.pkg.runsGuarded(u.val, u.ins) && !v.pkg.handed(u)
	})
}

// method returns the method that a wrapper stands for, or fn.
func method(fn *ssa.Function) *ssa.Function {
	if fn.Synthetic != "" {
		if obj, ok := fn.Object().(*types.Func); ok {
			if m := fn.Prog.FuncValue(obj); m != nil {
				return m
			}
		}
	}
	return fn
}

func (v *Verdict) converted(t, iface types.Type) {
	i, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range i.Methods() {
		v.ifaces[m.Name()] = append(v.ifaces[m.Name()], t)
	}
}
