package engine

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// findRunners finds the functions that run commands, directly or not.
func (pkg *Package) findRunners() {
	pkg.starters = map[*ssa.Function]bool{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && pkg.startsCommand(call.Common()) {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.findImplemented()
	if len(pkg.starters) == 0 && len(pkg.implementedAbroad) == 0 {
		return
	}
	pkg.spread(pkg.starters)
	pkg.spreadHeld()
	for method, impls := range pkg.implemented {
		if slices.ContainsFunc(impls, func(fn *ssa.Function) bool { return pkg.starters[fn] }) {
			pkg.runMethods[method] = true
		}
	}
	for method := range pkg.implementedAbroad {
		pkg.runMethods[method] = true
	}
	if len(pkg.runMethods) == 0 {
		return
	}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && call.Common().IsInvoke() && pkg.runMethods[call.Common().Method] {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.spread(pkg.starters)
}

// spreadHeld adds the functions that call one which a field or package variable holds, and their callers.
func (pkg *Package) spreadHeld() {
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				call, ok := ins.(ssa.CallInstruction)
				if !ok || call.Common().IsInvoke() || call.Common().StaticCallee() != nil {
					continue
				}
				if slices.ContainsFunc(pkg.held(call.Common().Value), func(fn *ssa.Function) bool { return pkg.starters[fn] }) {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.spread(pkg.starters)
}

// startsCommand reports whether a call runs commands: of the catalogue's functions, or another package's.
func (pkg *Package) startsCommand(c *ssa.CallCommon) bool {
	if op := pkg.Cat.Operation(callee(c)); op != nil && len(op.Command) > 0 {
		return true
	}
	known := pkg.abroad(c)
	return known != nil && len(known.sum.Forwards) > 0 || pkg.methodAbroad(c) != nil
}

// findImplemented finds, by method of an interface, the methods of the package's types that it may call.
func (pkg *Package) findImplemented() {
	pkg.implemented = map[*types.Func][]*ssa.Function{}
	pkg.runMethods = map[*types.Func]bool{}
	ifaces := map[*types.Func]*types.Interface{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
					if i, ok := call.Common().Value.Type().Underlying().(*types.Interface); ok {
						ifaces[call.Common().Method] = i
					}
				}
			}
		}
	}
	if len(ifaces) == 0 {
		return
	}
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || obj.Signature().Recv() == nil || fn.Synthetic != "" {
			continue
		}
		for method, i := range ifaces {
			if method.Name() == obj.Name() && types.Implements(obj.Signature().Recv().Type(), i) {
				pkg.implemented[method] = append(pkg.implemented[method], fn)
			}
		}
	}
	pkg.findImplementedAbroad(ifaces)
	for _, impls := range pkg.implemented {
		slices.SortFunc(impls, func(a, b *ssa.Function) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
}

// findImplementedAbroad finds the methods of other packages' types that the package converts to interfaces.
func (pkg *Package) findImplementedAbroad(ifaces map[*types.Func]*types.Interface) {
	pkg.implementedAbroad = map[*types.Func][]*imported{}
	seen := map[types.Type]bool{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				mi, ok := ins.(*ssa.MakeInterface)
				if !ok || seen[mi.X.Type()] {
					continue
				}
				seen[mi.X.Type()] = true
				for method, i := range ifaces {
					if !types.Implements(mi.X.Type(), i) {
						continue
					}
					if sel := pkg.SSA.Prog.MethodSets.MethodSet(mi.X.Type()).Lookup(method.Pkg(), method.Name()); sel != nil {
						if impl := pkg.SSA.Prog.MethodValue(sel); impl != nil && impl.Pkg != pkg.SSA {
							if known := pkg.imported(program.Origin(impl)); known != nil && len(known.forwards) > 0 {
								pkg.implementedAbroad[method] = append(pkg.implementedAbroad[method], known)
							}
						}
					}
				}
			}
		}
	}
}

// held returns the functions that the package puts in the field or package variable that v is read from.
func (pkg *Package) held(v ssa.Value) []*ssa.Function {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	if pkg.stored == nil {
		pkg.findStored()
	}
	var fns []*ssa.Function
	for _, s := range pkg.stored[keyOf(load.X)] {
		fn, ok := s.Val.(*ssa.Function)
		if !ok {
			return nil // what it does is not known
		}
		if fn = program.Origin(fn); fn.Pkg == pkg.SSA && !slices.Contains(fns, fn) {
			fns = append(fns, fn)
		}
	}
	return fns
}

// methodAbroad returns what another package says of a method of its interface, or nil.
func (pkg *Package) methodAbroad(c *ssa.CallCommon) *imported {
	if !c.IsInvoke() || c.Method.Pkg() == nil || c.Method.Pkg() == pkg.SSA.Pkg || pkg.Imports.Function == nil {
		return nil
	}
	known, seen := pkg.methods[c.Method]
	if !seen {
		if sum := pkg.Imports.Function(c.Method.Origin()); sum != nil && len(sum.Forwards) > 0 {
			known = pkg.importSummary(sum)
		}
		pkg.methods[c.Method] = known
	}
	return known
}
