package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// concerns reports whether n has a call that would be written out.
func (f *frame) concerns(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && f.l.info.Types[e].Value != nil {
			return false // unsafe.Sizeof(f()) calls nothing
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // that is called is looked into when it is written out
		case *ast.CallExpr:
			found = found || f.target(n) != nil || f.chooses(n) != nil || f.recovers(n)
		}
		return !found
	})
	return found
}

// literals notes the function literals in n, which may stay. They are rewritten later, if they do: where
// each call of one is written out, nothing is left of it.
func (f *frame) literals(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		f.l.later[lit] = &frame{l: f.l, sig: f.l.info.TypeOf(lit).(*types.Signature), running: f.running, within: f.within}
		return false
	})
}

// operandList is operands for a list.
func (f *frame) operandList(list *[]ast.Expr) []ast.Stmt {
	if len(*list) == 1 {
		if call, ok := ast.Unparen((*list)[0]).(*ast.CallExpr); ok {
			if pre, results, ok := f.written(call); ok {
				*list = f.l.uses(results)
				return pre
			}
		}
	}
	slots := make([]*ast.Expr, len(*list))
	for i := range *list {
		slots[i] = &(*list)[i]
	}
	return f.operands(slots...)
}

// operands rewrites expressions that are evaluated in this order. It returns what stands before the
// statement that they are part of.
func (f *frame) operands(slots ...*ast.Expr) []ast.Stmt {
	last := len(slots) - 1
	for last >= 0 && !f.concerns(*slots[last]) {
		f.literals(*slots[last])
		last--
	}
	if last < 0 {
		return nil
	}
	return append(f.before(slots[:last]), f.expr(slots[last])...)
}

// before is operands for those that are evaluated before a call that is written out.
func (f *frame) before(slots []*ast.Expr) []ast.Stmt {
	var pre []ast.Stmt
	for _, s := range slots {
		if f.concerns(*s) {
			pre = append(pre, f.expr(s)...)
		} else {
			f.literals(*s)
		}
		if f.l.acts(*s) {
			pre = append(pre, f.l.keep(s)...)
		}
	}
	return pre
}

// acts reports whether evaluating e does something, so that it must happen in its turn.
func (l *lowerer) acts(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || !l.info.Types[n.Fun].IsType()
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

// keep puts an expression's value in a variable.
func (l *lowerer) keep(s *ast.Expr) []ast.Stmt {
	t := l.info.TypeOf(*s)
	if _, tuple := t.(*types.Tuple); tuple || t == nil || l.info.Types[*s].IsType() {
		return nil
	}
	v := l.variable("kept", types.Default(t))
	l.stands[v] = *s
	l.once[v] = true
	out := append(l.follow(v, *s), l.define(*s, v))
	*s = l.use(v)
	return out
}

// expr rewrites an expression that has something to rewrite.
func (f *frame) expr(s *ast.Expr) []ast.Stmt {
	switch e := (*s).(type) {
	case *ast.ParenExpr:
		return f.expr(&e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return f.operands(f.l.place(&e.X)...)
		}
		return f.operands(&e.X)
	case *ast.StarExpr:
		return f.operands(&e.X)
	case *ast.SelectorExpr:
		return f.operands(&e.X)
	case *ast.TypeAssertExpr:
		return f.operands(&e.X)
	case *ast.IndexExpr:
		return f.operands(&e.X, &e.Index)
	case *ast.SliceExpr:
		slots := []*ast.Expr{&e.X}
		if _, array := f.l.info.TypeOf(e.X).Underlying().(*types.Array); array {
			slots = f.l.place(&e.X)
		}
		for _, x := range []*ast.Expr{&e.Low, &e.High, &e.Max} {
			if *x != nil {
				slots = append(slots, x)
			}
		}
		return f.operands(slots...)
	case *ast.CompositeLit:
		return f.operands(f.l.elements(e)...)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return f.shortCircuit(s, e)
		}
		return f.operands(&e.X, &e.Y)
	case *ast.CallExpr:
		return f.call(s, e)
	}
	return nil
}

// settle makes conditions booleans that are as yet untyped, as they may be where a statement asks for them.
func (l *lowerer) settle(e ast.Expr) {
	if t := l.info.TypeOf(e); t != types.Typ[types.UntypedBool] {
		return
	}
	tv := l.info.Types[e]
	tv.Type = types.Typ[types.Bool]
	l.info.Types[e] = tv
	switch e := e.(type) {
	case *ast.ParenExpr:
		l.settle(e.X)
	case *ast.UnaryExpr:
		l.settle(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			l.settle(e.X)
			l.settle(e.Y)
		}
	}
}

// shortCircuit rewrites x && y and x || y where y has something to rewrite, which happens only where
// x leaves the outcome open.
func (f *frame) shortCircuit(s *ast.Expr, e *ast.BinaryExpr) []ast.Stmt {
	pre := f.operands(&e.X)
	if !f.concerns(e.Y) {
		f.literals(e.Y)
		return pre
	}
	f.l.settle(e)
	v := f.l.variable("cond", f.l.info.TypeOf(e))
	pre = append(pre, f.l.define(e.X, v))
	then := f.operands(&e.Y)
	then = append(then, f.l.assign(v, e.Y))
	open := when(f.l.use(v), then...)
	if e.Op == token.LOR {
		open = &ast.IfStmt{Cond: f.l.use(v), Body: &ast.BlockStmt{}, Else: &ast.BlockStmt{List: then}}
	}
	f.l.circuits[open] = v
	*s = f.l.use(v)
	return append(pre, open)
}

// call rewrites a call within an expression.
func (f *frame) call(s *ast.Expr, e *ast.CallExpr) []ast.Stmt {
	if f.recovers(e) {
		pre, value := f.recovered()
		*s = value
		return pre
	}
	if pre, results, ok := f.written(e); ok {
		if len(results) == 1 {
			id := f.l.use(results[0])
			if isFunc(results[0].Type()) {
				id.NamePos = e.Pos() // where it is called, that is the place to speak of
			}
			*s = id
		}
		return pre
	}
	return f.operandArgs(e)
}

// operandArgs rewrites what a call that stays is given, and what it calls.
func (f *frame) operandArgs(e *ast.CallExpr) []ast.Stmt {
	switch fun := ast.Unparen(e.Fun).(type) {
	case *ast.SelectorExpr:
		return f.argsAfter(e, f.l.receiver(fun)...)
	case *ast.FuncLit:
		f.literals(fun)
	case *ast.CallExpr:
		return f.argsAfter(e, &e.Fun)
	}
	return f.argsAfter(e)
}

// argsAfter rewrites what a call is given, which is evaluated after other operands.
func (f *frame) argsAfter(e *ast.CallExpr, slots ...*ast.Expr) []ast.Stmt {
	if f.l.several(e) {
		if call := ast.Unparen(e.Args[0]).(*ast.CallExpr); f.writes(call) {
			return append(f.before(slots), f.spread(e)...)
		}
	}
	for i := range e.Args {
		slots = append(slots, &e.Args[i])
	}
	return f.operands(slots...)
}

// callee returns the function or method that a call names, or nil.
func (l *lowerer) callee(call *ast.CallExpr) *types.Func {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		fn, _ := l.info.Uses[fun].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := l.info.Uses[fun.Sel].(*types.Func)
		return fn
	}
	return nil
}

// builtin returns the name of the predeclared function that e calls, or "".
func (l *lowerer) builtin(e *ast.CallExpr) string {
	if id, ok := ast.Unparen(e.Fun).(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return b.Name()
		}
	}
	return ""
}
