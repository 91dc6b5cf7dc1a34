package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// groups finds the variables of a body that are groups of goroutines whose first error comes back, if nothing is
// done with them but to call their methods. It returns a variable for each that holds this error.
func (l *lowerer) groups(body *ast.BlockStmt) map[*types.Var]*types.Var {
	found := map[*types.Var]*types.Var{}
	receivers := map[*ast.Ident]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		s, ok := n.(*ast.ExprStmt)
		if !ok {
			return true
		}
		if call, ok := s.X.(*ast.CallExpr); ok {
			if v, run := l.startsIn(call); run != nil {
				found[v] = nil
				l.waiters[run.Failed] = true
			}
		}
		return true
	})
	if len(found) == 0 {
		return nil
	}
	own := map[*types.Var]bool{}
	eachList(body, func(list *[]ast.Stmt) {
		for _, s := range *list {
			for _, v := range l.declared(s) {
				own[v] = l.isNew(s, v)
			}
		}
	})
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt: // what gives something else than the error is not understood
			if call, ok := n.X.(*ast.CallExpr); ok {
				receivers[l.receiverName(call)] = true
			}
		case *ast.CallExpr:
			if id := l.receiverName(n); id != nil && l.isWait(n) {
				receivers[id] = true
			}
		case *ast.Ident:
			if v, ok := l.info.Uses[n].(*types.Var); ok && !receivers[n] {
				delete(found, v)
			}
		}
		return true
	})
	for v := range found {
		if own[v] {
			found[v] = l.variable("failed", types.Universe.Lookup("error").Type())
		} else {
			delete(found, v)
		}
	}
	return found
}

// startsIn returns the group in which a call starts a goroutine, and how.
func (l *lowerer) startsIn(call *ast.CallExpr) (*types.Var, *Run) {
	run := l.runOf(call)
	id := l.receiverName(call)
	if run == nil || run.Failed == "" || id == nil {
		return nil, nil
	}
	v, ok := l.info.Uses[id].(*types.Var)
	if !ok {
		return nil, nil
	}
	return v, run
}

// receiverName returns the variable whose method a call names; or nil.
func (l *lowerer) receiverName(call *ast.CallExpr) *ast.Ident {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if s := l.info.Selections[sel]; s == nil || s.Kind() != types.MethodVal || len(s.Index()) != 1 {
		return nil
	}
	return tableName(sel.X)
}

// isWait reports whether a call waits for a group.
func (l *lowerer) isWait(call *ast.CallExpr) bool {
	fn := l.callee(call)
	return fn != nil && l.waiters[fn.FullName()]
}

// isNew reports whether a statement gives v, which it declares, what nobody else has: nothing, or what the package
// that declares its type makes.
func (l *lowerer) isNew(s ast.Stmt, v *types.Var) bool {
	a, ok := s.(*ast.AssignStmt)
	if !ok {
		specs := s.(*ast.DeclStmt).Decl.(*ast.GenDecl).Specs
		return len(specs) == 1 && len(specs[0].(*ast.ValueSpec).Values) == 0
	}
	if len(a.Rhs) != 1 {
		return false
	}
	if composite(a.Rhs[0]) != nil {
		return true
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	t := v.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	fn := l.callee(call)
	return l.builtin(call) == "new" || ok && fn != nil && fn.Pkg() == named.Obj().Pkg()
}

// starts makes of a call that starts a goroutine in a group a statement that does, and that notes its error if
// it is the first.
func (l *lowerer) starts(s *ast.ExprStmt, groups map[*types.Var]*types.Var) []ast.Stmt {
	call, ok := s.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	v, run := l.startsIn(call)
	if run == nil || groups[v] == nil {
		return nil
	}
	fun := l.variable("started", l.info.TypeOf(call.Args[0]))
	err := l.variable("err", groups[v].Type())
	first := when(l.isNil(groups[v], token.EQL), l.assign(groups[v], l.use(err)))
	lit := l.thunk(call, &types.Signature{},
		l.define(l.calls(call, l.useAt(fun, call)), err),
		when(l.isNil(err, token.NEQ), first))
	start := &ast.CallExpr{Fun: lit, Lparen: call.Lparen, Rparen: call.Rparen}
	l.typed(start, types.NewTuple())
	return []ast.Stmt{l.define(call.Args[0], fun), &ast.GoStmt{Go: call.Pos(), Call: start}}
}

// isNil makes the condition that v is nil, or not.
func (l *lowerer) isNil(v *types.Var, op token.Token) ast.Expr {
	e := &ast.BinaryExpr{X: l.use(v), Op: op, Y: l.null()}
	l.typed(e, types.Typ[types.Bool])
	return e
}

// waited puts the errors of groups in the place of the calls that wait for them.
func (l *lowerer) waited(body *ast.BlockStmt, groups map[*types.Var]*types.Var) {
	astutil.Apply(body, func(c *astutil.Cursor) bool {
		call, ok := c.Node().(*ast.CallExpr)
		if !ok {
			return true
		}
		if id := l.receiverName(call); id != nil && l.isWait(call) {
			v, _ := l.info.Uses[id].(*types.Var)
			if failed := groups[v]; failed != nil {
				c.Replace(l.useAt(failed, call))
				return false
			}
		}
		return true
	}, nil)
}
