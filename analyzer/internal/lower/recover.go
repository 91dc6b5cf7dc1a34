package lower

import (
	"go/ast"
	"go/types"
	"slices"
)

// asks reports whether a call runs a function of the package that asks for a panic itself, which has
// an effect where the call is deferred.
func (l *lowerer) asks(call *ast.CallExpr) bool {
	if c := l.choiceOf(call.Fun); c != nil {
		return slices.ContainsFunc(c.options, func(o *option) bool { return l.asksItself(o.fun) })
	}
	if fun := l.known(call.Fun); fun != nil {
		return l.asksItself(fun)
	}
	return l.asksForPanic(l.callee(call))
}

// asksItself is asks for a known function.
func (l *lowerer) asksItself(fun ast.Expr) bool {
	switch fun := fun.(type) {
	case *ast.FuncLit:
		return l.askedIn(fun.Body)
	case *ast.Ident:
		fn, _ := l.info.Uses[fun].(*types.Func)
		return l.asksForPanic(fn)
	}
	return false
}

// asksForPanic reports whether a function of the package calls recover.
func (l *lowerer) asksForPanic(fn *types.Func) bool {
	d := l.decls[fn]
	return d != nil && l.askedIn(d.Body)
}

func (l *lowerer) askedIn(n ast.Node) bool {
	found := false
	own(n, func(n ast.Node) {
		if c, ok := n.(*ast.CallExpr); ok && l.builtin(c) == "recover" {
			found = true
		}
	})
	return found
}

// recovers reports whether a call asks for the panic that a deferred call runs for. Elsewhere, in what
// is a part of another function now, there is none.
func (f *frame) recovers(e *ast.CallExpr) bool {
	return (f.rescues != nil || f.caller != nil) && f.l.builtin(e) == "recover"
}

// recovered returns statements that ask for the panic and end it, and what that gives.
func (f *frame) recovered() ([]ast.Stmt, ast.Expr) {
	l, u := f.l, f.rescues
	if u == nil {
		return nil, l.nothing()
	}
	v := l.variable("recovered", u.value.Type())
	return []ast.Stmt{
		l.declare(v),
		when(l.is(u.mode, panics), l.assign(v, l.use(u.value)), l.assign(u.mode, l.number(returns))),
	}, l.use(v)
}

// rescuable reports whether a deferred call asks for no panic, or can be written out.
func (l *lowerer) rescuable(call *ast.CallExpr) bool {
	if !l.asks(call) || l.choiceOf(call.Fun) != nil {
		return true
	}
	if lit, ok := l.known(call.Fun).(*ast.FuncLit); ok {
		return l.movable(lit.Body)
	}
	fn := l.callee(call)
	return l.mayMove(fn) && l.movable(l.decls[fn].Body)
}

// movable reports whether a body can become a part of another one.
func (l *lowerer) movable(b *ast.BlockStmt) bool {
	ok, seen := l.movables[b]
	if !seen {
		ok = !l.asksAside(b) && (!defers(b) || l.liftable(b))
		l.movables[b] = ok
	}
	return ok
}

// asksAside reports whether b calls recover where what happens between two statements cannot be
// written out.
func (l *lowerer) asksAside(b *ast.BlockStmt) bool {
	found := false
	own(b, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CommClause:
			if s, ok := n.Comm.(*ast.AssignStmt); ok {
				for _, e := range s.Lhs {
					found = found || l.askedIn(e)
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				found = found || e != nil && l.askedIn(e)
			}
		}
	})
	return found
}
