package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An unwind is the deferred calls of a frame. They are written out, last first, at the place where
// all ways out of the frame meet.
type unwind struct {
	label *types.Label // where the next deferred call stands
	calls []deferredCall
	mode  *types.Var // why the frame is left: see modes
	value *types.Var // what it panics with
	exits []ast.Stmt // exits[i] goes on with what mode firstExit+i began
}

// Modes: 0 is a return, 1 a panic, and from firstExit on a call that ends the goroutine.
const (
	returns   = 0
	panics    = 1
	firstExit = 2
)

type deferredCall struct {
	call  *ast.CallExpr
	armed *types.Var
}

func (l *lowerer) newUnwind() *unwind {
	return &unwind{
		label: l.label("deferred"),
		mode:  l.variable("mode", types.Typ[types.Int]),
		value: l.variable("panic", types.Universe.Lookup("any").Type()),
	}
}

// defers reports whether a body defers calls itself.
func defers(b *ast.BlockStmt) bool {
	found := false
	own(b, func(n ast.Node) {
		if _, ok := n.(*ast.DeferStmt); ok {
			found = true
		}
	})
	return found
}

// own calls visit for what stands in b and in no function literal.
func own(n ast.Node, visit func(ast.Node)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// liftable reports whether the deferred calls of b can be written out where b ends: none of them stands
// where it may be reached twice, and those that ask for a panic can be written out.
func (l *lowerer) liftable(b *ast.BlockStmt) bool {
	ok := true
	labels := map[types.Object]token.Pos{}
	own(b, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ForStmt:
			ok = ok && !defers(n.Body)
		case *ast.RangeStmt:
			ok = ok && !defers(n.Body)
		case *ast.LabeledStmt:
			labels[l.info.Defs[n.Label]] = n.Pos()
		case *ast.DeferStmt:
			ok = ok && l.rescuable(n.Call)
		}
	})
	own(b, func(n ast.Node) {
		if j, isJump := n.(*ast.BranchStmt); isJump && j.Tok == token.GOTO && j.Label != nil {
			at, seen := labels[l.info.Uses[j.Label]]
			own(b, func(n ast.Node) {
				if d, isDefer := n.(*ast.DeferStmt); isDefer && seen && at < d.Pos() && d.Pos() < j.Pos() {
					ok = false // backwards over it
				}
			})
		}
	})
	return ok
}

// deferred notes a deferred call: what it is given is computed now.
func (f *frame) deferred(s *ast.DeferStmt) []ast.Stmt {
	pre := f.operandArgs(s.Call)
	if f.unwind == nil {
		return append(pre, s)
	}
	pre = append(pre, f.pin(s.Call)...)
	armed := f.l.variable("armed", types.Typ[types.Bool])
	f.unwind.calls = append(f.unwind.calls, deferredCall{s.Call, armed})
	return append(pre, f.l.assign(armed, f.l.boolean(true)))
}

// runDeferred returns the deferred calls, and then how the frame is left.
func (f *frame) runDeferred() []ast.Stmt {
	u := f.unwind
	var out []ast.Stmt
	for i := len(u.calls) - 1; i >= 0; i-- {
		c := u.calls[i]
		here := u.label
		u.label = f.l.label("deferred")
		out = append(out, f.l.here(here), when(f.l.use(c.armed), f.runNow(c.call)...))
	}
	here := u.label
	f.unwind = nil
	out = append(out, f.l.here(here), when(f.l.is(u.mode, panics), f.raise(f.l.use(u.value))...))
	for i, exit := range u.exits {
		out = append(out, when(f.l.is(u.mode, firstExit+i), f.stmt(exit)...))
	}
	return out
}

// runNow writes a deferred call out, or leaves it a call.
func (f *frame) runNow(call *ast.CallExpr) []ast.Stmt {
	if c := f.l.choiceOf(call.Fun); c != nil && (f.l.asks(call) || f.chooses(call) != nil) {
		out, _ := f.choose(call, c, f.unwind)
		return out
	}
	t := f.target(call)
	if t == nil && f.l.asks(call) {
		// Whatever it costs: as a mere call it would not get the panic.
		if t = f.runs(call); t != nil && f.again(t) {
			t = nil
		}
	}
	if t != nil {
		return f.write(call, t, &frame{l: f.l, caller: f, rescues: f.unwind})
	}
	return f.exprStmt(&ast.ExprStmt{X: call})
}

// raise panics with a value, within the frame or in its caller.
func (f *frame) raise(value ast.Expr) []ast.Stmt {
	if u := f.unwinding(); u != nil {
		return []ast.Stmt{
			f.l.assign(u.value, value),
			f.l.assign(u.mode, f.l.number(panics)),
			f.l.jump(u.label),
		}
	}
	return []ast.Stmt{f.l.panics(value)}
}

// unwinding returns whose deferred calls run next if the frame is left by a panic.
func (f *frame) unwinding() *unwind {
	for g := f; g != nil; g = g.caller {
		if g.unwind != nil {
			return g.unwind
		}
		if g.alone {
			return nil
		}
	}
	return nil
}

// goroutine returns the frame that the goroutine began with, if its body is being written out.
func (f *frame) goroutine() *frame {
	for g := f; g != nil; g = g.caller {
		if g.alone {
			return g
		}
	}
	return nil
}

// unwinds rewrites a call that leaves the frame and runs deferred calls: a panic, or the end of the
// goroutine.
func (f *frame) unwinds(call *ast.CallExpr, s *ast.ExprStmt) []ast.Stmt {
	u := f.unwinding()
	if f.l.builtin(call) == "panic" {
		if u == nil {
			return nil
		}
		return append(f.operands(&call.Args[0]), f.raise(call.Args[0])...)
	}
	fn := f.l.callee(call)
	if fn == nil || !f.l.lib.Unwinds(fn) {
		return nil
	}
	if u == nil {
		if g := f.goroutine(); g != nil {
			return append(f.operandArgs(call), f.l.jump(g.end)) // it alone ends
		}
		return nil
	}
	u.exits = append(u.exits, s)
	return append(append(f.operandArgs(call), f.pin(call)...),
		f.l.assign(u.mode, f.l.number(firstExit+len(u.exits)-1)),
		f.l.jump(u.label))
}

// declare declares the variables of an unwinding.
func (u *unwind) declare(l *lowerer) ast.Stmt { return l.declare(u.mode, u.value) }

// armed declares which deferred calls have been reached.
func (u *unwind) armed(l *lowerer) []ast.Stmt {
	var vars []*types.Var
	for _, c := range u.calls {
		vars = append(vars, c.armed)
	}
	if len(vars) == 0 {
		return nil
	}
	return []ast.Stmt{l.declare(vars...)}
}
