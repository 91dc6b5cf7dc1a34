package engine

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/judge"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A Verdict judges the operations of a package.
type Verdict struct {
	pkg    *Package
	silent func(ssa.Instruction) bool
	calls  map[callKey]*Performed
	values map[*ssa.Function]bool  // functions used as values
	ifaces map[string][]types.Type // types converted to an interface, by the methods it has
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
func (pkg *Package) Judge(silent func(ssa.Instruction) bool) *Verdict {
	v := &Verdict{pkg: pkg, silent: silent, calls: map[callKey]*Performed{}, values: map[*ssa.Function]bool{}, ifaces: map[string][]types.Type{}}
	v.findValues()
	return v
}

// Unsafe returns the calls to report for an operation.
func (v *Verdict) Unsafe(s *Site) []*Site {
	var sites []*Site
	for _, c := range judge.Places(v.performed(s)) {
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
	if !p.done {
		p.done = true
		p.v.pkg.outcome(p.Site)
	}
	return p.guarded || !p.rel.pending() || p.v.pkg.createdGuarded(p.Call.Parent())
}

// Silent implements [judge.Call].
func (p *Performed) Silent() bool { return p.v.silent(p.Call) }

// Callers implements [judge.Call].
func (p *Performed) Callers() ([]judge.Call, bool) {
	fn := p.Call.Parent()
	var calls []judge.Call
	for _, c := range p.v.pkg.callers[fn] {
		if !p.v.pkg.inTest(c) && !p.through(c) {
			calls = append(calls, p.v.performed(&Site{Call: c, Op: p.Op, In: p.Site}))
		}
	}
	return calls, len(calls) > 0 && p.v.closed(fn)
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

func (pkg *Package) inTest(ins ssa.Instruction) bool {
	return strings.HasSuffix(pkg.Fset.Position(ins.Parent().Pos()).Filename, "_test.go")
}

// closed reports whether the package shows all callers of fn.
func (v *Verdict) closed(fn *ssa.Function) bool {
	if fn.Parent() != nil {
		return !v.values[fn]
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || v.values[fn] || fn.Name() == "init" || fn.Name() == "main" {
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
	note := func(ins ssa.Instruction) {
		if _, ok := ins.(*ssa.DebugRef); ok {
			return
		}
		if mi, ok := ins.(*ssa.MakeInterface); ok {
			v.converted(mi.X.Type(), mi.Type())
		}
		for i, op := range ins.Operands(rands[:0]) {
			if *op == nil {
				continue
			}
			call, isCall := ins.(ssa.CallInstruction)
			switch x := (*op).(type) {
			case *ssa.Function:
				if isCall && i == 0 && !call.Common().IsInvoke() {
					continue
				}
				v.value(x)
			case *ssa.MakeClosure:
				if !isCall || i != 0 || call.Common().IsInvoke() {
					v.value(x.Fn.(*ssa.Function))
				}
			}
		}
	}
	for _, fn := range v.pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if _, ok := ins.(*ssa.MakeClosure); !ok {
					note(ins)
				} else if w := ins.(*ssa.MakeClosure).Fn.(*ssa.Function); w.Synthetic != "" {
					v.value(w) // a method value
				}
			}
		}
	}
}

// value marks fn, or the method that a wrapper stands for, as used.
func (v *Verdict) value(fn *ssa.Function) {
	fn = program.Origin(fn)
	if fn.Synthetic != "" {
		if obj, ok := fn.Object().(*types.Func); ok {
			if m := fn.Prog.FuncValue(obj); m != nil {
				fn = m
			}
		}
	}
	v.values[fn] = true
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

// createdGuarded reports whether fn is a function literal that is only created where the role is held.
func (pkg *Package) createdGuarded(fn *ssa.Function) bool {
	if fn.Parent() == nil || fn.Referrers() == nil {
		return false
	}
	created := false
	f := pkg.fn(fn.Parent())
	for _, b := range fn.Parent().Blocks {
		for _, ins := range b.Instrs {
			if !creates(ins, fn) {
				continue
			}
			created = true
			s := f.before(ins)
			for _, checked := range f.subjects {
				s = f.p.M.And(s, f.p.M.Not(f.held(checked)))
			}
			if s != bdd.False {
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
