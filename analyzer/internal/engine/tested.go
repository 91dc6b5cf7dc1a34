package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// findTested finds the fields and package variables whose content some function of the
// package tests for the refusal: storage is followed by name (docs/rule.md section 2).
func (p *Package) findTested() {
	p.tested = map[types.Object]bool{}
	p.findTesters()
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				switch ins := ins.(type) {
				case *ssa.BinOp:
					if equality(ins.Op) {
						p.testsStorage(ins.X, ins.Y)
						p.testsStorage(ins.Y, ins.X)
					}
				case *ssa.Call:
					p.callTestsStorage(ins)
				}
			}
		}
	}
}

func (p *Package) testsStorage(v, with ssa.Value) {
	if obj := storage(v); obj != nil && (p.refusal(with, catalog.Error) || p.refusal(with, catalog.Code)) {
		p.tested[obj] = true
	}
}

func (p *Package) callTestsStorage(c *ssa.Call) {
	if fn := callee(&c.Call); fn != nil {
		if p.Declared.refusal(fn) {
			for _, a := range c.Call.Args {
				if obj := storage(a); obj != nil {
					p.tested[obj] = true
				}
			}
			return
		}
		if t := p.Cat.Test(fn); t != nil && t.Target != "" {
			v, target := operandAt(&c.Call, t.Value.Spot()), operandAt(&c.Call, t.Target.Spot())
			if v != nil && target != nil && p.refusal(target, t.Form) && storage(v) != nil {
				p.tested[storage(v)] = true
			}
			return
		}
	}
	if body := p.target(&c.Call); body != nil && p.mayTest(body) {
		for i, a := range c.Call.Args {
			if obj := storage(a); obj != nil && program.IsNilable(a.Type()) && p.passing(relKey{fn: body, param: 1 + i, form: catalog.Error}).tests {
				p.tested[obj] = true
			}
		}
	}
}

// findTesters finds the functions in which something is compared with the refusal, and their callers:
// no other function can be a refusal test.
func (p *Package) findTesters() {
	p.testers = map[*ssa.Function]bool{}
	for _, fn := range p.Funcs {
		if p.comparesRefusal(fn) {
			p.testers[fn] = true
		}
	}
	p.spread(p.testers)
}

// mayTest reports whether fn may be a refusal test.
func (p *Package) mayTest(fn *ssa.Function) bool {
	if i := p.foreign[fn]; i != nil {
		return i.testsRefusal()
	}
	return p.testers[fn]
}

func (p *Package) comparesRefusal(fn *ssa.Function) bool {
	refusal := func(v ssa.Value) bool {
		return v != nil && (p.refusal(v, catalog.Error) || p.refusal(v, catalog.Code) || p.refusal(v, catalog.Text) ||
			p.phantom(v) || p.holds(v, catalog.Error) || p.holds(v, catalog.Code))
	}
	for _, b := range fn.Blocks {
		for _, ins := range b.Instrs {
			switch ins := ins.(type) {
			case *ssa.BinOp:
				if refusal(ins.X) || refusal(ins.Y) {
					return true
				}
			case *ssa.Lookup:
				if refusal(ins.X) {
					return true
				}
			case *ssa.Call:
				fn := callee(&ins.Call)
				if fn == nil {
					continue
				}
				if known := p.abroad(&ins.Call); known != nil && known.testsRefusal() {
					return true
				}
				if p.Names.HintsRefusal(fn.Name()) || p.Declared.refusal(fn) {
					return true
				}
				if t := p.Cat.Test(fn); t != nil && refusal(operandAt(&ins.Call, t.Target.Spot())) {
					return true
				}
			}
		}
	}
	return false
}

// storage returns the field or package variable that v was read from, or whose text it is, or nil.
func storage(v ssa.Value) types.Object {
	switch x := v.(type) {
	case *ssa.UnOp:
		if x.Op == token.ARROW {
			return storage(x.X)
		}
		if x.Op == token.MUL {
			return storageAt(x.X)
		}
	case *ssa.Lookup:
		return storage(x.X)
	case *ssa.Range:
		return storage(x.X)
	case *ssa.Next:
		return storage(x.Iter)
	case *ssa.Extract:
		return storage(x.Tuple)
	case *ssa.Call:
		if x.Call.IsInvoke() && x.Call.Method.Name() == "Error" {
			return storage(x.Call.Value)
		}
	}
	return nil
}

func storageAt(addr ssa.Value) types.Object {
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		t := a.X.Type().Underlying().(*types.Pointer).Elem()
		if s, ok := t.Underlying().(*types.Struct); ok {
			return s.Field(a.Field)
		}
	case *ssa.IndexAddr:
		return storage(a.X)
	case *ssa.Global:
		return a.Object()
	}
	return nil
}

// testedStorage reports whether what is stored at addr is tested somewhere in the package.
func (p *Package) testedStorage(addr ssa.Value) bool {
	obj := storageAt(addr)
	return obj != nil && p.tested[obj]
}
