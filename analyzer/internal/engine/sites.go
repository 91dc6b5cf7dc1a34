package engine

import (
	"go/ast"
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// Sites returns the calls in the package of catalogued and declared operations, and of functions of other
// packages that perform them, in source order.
func (pkg *Package) Sites() []*Site {
	var f finder
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok {
					if op := pkg.operation(call); op != nil && len(op.Command) == 0 {
						pkg.add(&f, &Site{Call: call, Op: op}, op.Update)
					}
					pkg.addCommands(&f, call)
					pkg.performedBy(&f, call)
				}
			}
		}
	}
	pkg.findSent(&f)
	slices.SortStableFunc(f.sites, func(a, b *Site) int { return int(a.Call.Pos() - b.Call.Pos()) })
	return f.sites
}

// operation returns the row for what a call performs, or nil. If it sends a message, that may or may not
// make it one.
func (pkg *Package) operation(call ssa.CallInstruction) *catalog.Operation {
	c := call.Common()
	fn := callee(c)
	if fn == nil {
		return nil
	}
	op := pkg.Declared.operation(fn)
	if op == nil {
		op = pkg.Cat.Operation(fn)
	}
	if op == nil {
		if c.IsInvoke() {
			// A method of a type parameter whose types have the operation.
			if e := pkg.calls[c.Pos()]; e != nil {
				op, _ = pkg.Cat.Match(pkg.Info, e)
			}
		}
		if op == nil {
			return nil
		}
	}
	recv := operandAt(c, catalog.Spot{Kind: catalog.Recv})
	if static := c.StaticCallee(); static != nil && static.Synthetic != "" {
		recv = boundReceiver(c) // a method value or expression
	}
	if recv != nil {
		if takenFrom(op, recv) || !pkg.flagged(op, call, recv) {
			return nil
		}
	}
	return op
}

func boundReceiver(c *ssa.CallCommon) ssa.Value {
	if mc, ok := c.Value.(*ssa.MakeClosure); ok && len(mc.Bindings) == 1 {
		return mc.Bindings[0]
	}
	if len(c.Args) > 0 {
		return c.Args[0]
	}
	return nil
}

// takenFrom reports whether a receiver is a part of an object that does not count: the DNSKEY in a KEY.
func takenFrom(op *catalog.Operation, v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			if op.Excludes(x.X.Type()) {
				return true
			}
			v = x.X
		case *ssa.Field:
			if op.Excludes(x.X.Type()) {
				return true
			}
			v = x.X
		case *ssa.UnOp:
			v = x.X
		default:
			return op.Excludes(v.Type())
		}
	}
}

// flagged reports whether the receiver may have the flags that make the call an operation.
func (pkg *Package) flagged(op *catalog.Operation, call ssa.CallInstruction, recv ssa.Value) bool {
	if op.Unless == nil {
		return true
	}
	f := pkg.fn(call.Parent())
	if _, ok := f.p.Index(call.Block()); !ok {
		return true
	}
	v := f.p.Field(call, recv, []string{op.Unless.Field})
	if v == nil || v.Kind != program.Const || v.Zero || v.Const == nil {
		return true
	}
	bits, exact := constant.Uint64Val(v.Const)
	return !exact || bits&op.Unless.Lacks != 0
}

// Expr returns the call expression of a site, or nil for one that the source does not write.
func (pkg *Package) Expr(call ssa.CallInstruction) *ast.CallExpr {
	return pkg.calls[call.Common().Pos()]
}
