package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Run says how a function elsewhere runs its first argument, a function without parameters.
type Run struct {
	Now  bool // unless it has before
	Kept bool // when its result is called first, which gives the same again then
	// Failed is the full name of the method that returns the first error of the functions that one group has
	// started, and waits for them.
	Failed string
}

// runOf returns how a call runs what it is given, or nil.
func (l *lowerer) runOf(call *ast.CallExpr) *Run {
	fn := l.callee(call)
	if fn == nil || len(call.Args) != 1 {
		return nil
	}
	return l.lib.Runs(fn)
}

// runsNow writes out a call that runs a known function unless it has run one before, which nobody can tell.
func (f *frame) runsNow(call *ast.CallExpr) []ast.Stmt {
	l := f.l
	run := l.runOf(call)
	if run == nil || !run.Now || l.known(call.Args[0]) == nil || l.acts(call.Fun) {
		return nil
	}
	first := l.variable("first", types.Typ[types.Bool])
	does := f.exprStmt(&ast.ExprStmt{X: l.calls(call, call.Args[0])})
	return append(l.opaque(first), when(l.use(first), does...))
}

// calls makes a call of fun in the place of one that runs it.
func (l *lowerer) calls(instead *ast.CallExpr, fun ast.Expr) *ast.CallExpr {
	call := &ast.CallExpr{Fun: fun, Lparen: instead.Lparen, Rparen: instead.Rparen}
	results := l.info.TypeOf(fun).Underlying().(*types.Signature).Results()
	l.typed(call, results)
	if results.Len() == 1 {
		l.typed(call, results.At(0).Type())
	}
	return call
}

// writeRuns writes what a body's variables do that run functions: groups of goroutines, and functions that
// keep what others give.
func (l *lowerer) writeRuns(body *ast.BlockStmt) {
	groups := l.groups(body)
	eachList(body, func(list *[]ast.Stmt) {
		var out []ast.Stmt
		for _, s := range *list {
			for _, v := range l.declared(s) {
				if failed := groups[v]; failed != nil {
					out = append(out, l.declare(failed))
				}
			}
			switch s := s.(type) {
			case *ast.AssignStmt:
				out = append(out, l.keeping(s)...)
			case *ast.ExprStmt:
				if more := l.starts(s, groups); more != nil {
					out = append(out, more...)
					continue
				}
			}
			out = append(out, s)
		}
		*list = out
	})
	if len(groups) > 0 {
		l.waited(body, groups)
	}
}

// declared returns the variables that a statement declares.
func (l *lowerer) declared(s ast.Stmt) []*types.Var {
	var vars []*types.Var
	note := func(id *ast.Ident) {
		if v, ok := l.info.Defs[id].(*types.Var); ok {
			vars = append(vars, v)
		}
	}
	switch s := s.(type) {
	case *ast.AssignStmt:
		for _, x := range s.Lhs {
			if id, ok := x.(*ast.Ident); ok {
				note(id)
			}
		}
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if spec, ok := spec.(*ast.ValueSpec); ok {
				for _, id := range spec.Names {
					note(id)
				}
			}
		}
	}
	return vars
}

// keeping makes what a variable is given that keeps what a function gives when it is called first:
// a literal that does so. It returns what stands before.
func (l *lowerer) keeping(s *ast.AssignStmt) []ast.Stmt {
	if s.Tok != token.DEFINE || len(s.Lhs) != 1 || len(s.Rhs) != 1 {
		return nil
	}
	call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if run := l.runOf(call); run == nil || !run.Kept {
		return nil
	}
	sig := l.info.TypeOf(call.Args[0]).Underlying().(*types.Signature)
	fun := l.variable("kept", l.info.TypeOf(call.Args[0]))
	done := l.variable("done", types.Typ[types.Bool])
	vars := []*types.Var{done}
	for r := range sig.Results().Variables() {
		vars = append(vars, l.variable("value", r.Type()))
	}
	runs := []ast.Stmt{l.assign(done, l.boolean(true)), l.put(vars[1:], l.calls(call, l.use(fun)))}
	not := &ast.UnaryExpr{Op: token.NOT, X: l.use(done)}
	l.typed(not, types.Typ[types.Bool])
	gives := &ast.ReturnStmt{Results: l.uses(vars[1:])}
	s.Rhs[0] = l.thunk(call, sig, when(not, runs...), gives)
	return []ast.Stmt{l.define(call.Args[0], fun), l.declare(vars...)}
}

// thunk makes a literal without parameters in the place of a call.
func (l *lowerer) thunk(instead *ast.CallExpr, sig *types.Signature, body ...ast.Stmt) *ast.FuncLit {
	var results []*types.Var
	for r := range sig.Results().Variables() {
		results = append(results, r)
	}
	typ := &ast.FuncType{Func: instead.Pos(), Params: &ast.FieldList{}, Results: l.fields(false, results...)}
	lit := &ast.FuncLit{Type: typ, Body: &ast.BlockStmt{Lbrace: instead.Lparen, List: body, Rbrace: instead.Rparen}}
	sig = types.NewSignatureType(nil, nil, nil, nil, sig.Results(), false)
	l.typed(typ, sig)
	l.typed(lit, sig)
	return lit
}
