package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// chooses returns what a call chooses from, if there is anything to gain.
func (f *frame) chooses(call *ast.CallExpr) *choice {
	c := f.l.choiceOf(call.Fun)
	if c == nil || f.l.size > bounds.nodes || len(f.running) > bounds.deep || !slices.ContainsFunc(c.options, f.shows) {
		return nil
	}
	return c
}

// shows reports whether the call of an option is more than one of a variable.
func (f *frame) shows(o *option) bool {
	lit, ok := o.fun.(*ast.FuncLit)
	return !ok || f.fits(f.l.literal(lit, f.l.within[lit], false))
}

// choose writes out a call of a variable that holds one of several functions: a choice. It returns the
// variables that hold the results. rescues is as in frame.
func (f *frame) choose(call *ast.CallExpr, c *choice, rescues *unwind) ([]ast.Stmt, []*types.Var) {
	out := append(f.argsAfter(call), f.pinArgs(call)...)
	results, declared := f.resultsOf(call)
	out = append(out, declared...)
	var last []ast.Stmt
	if !c.total {
		last = f.raise(f.l.constant(constant.MakeString("call of a nil function"), types.Typ[types.String]))
	}
	for i := len(c.options) - 1; i >= 0; i-- {
		body := f.option(call, c.options[i], results, rescues)
		if last == nil {
			last = []ast.Stmt{&ast.BlockStmt{List: body}}
			continue
		}
		s := when(f.l.is(c.selector, i+1), body...)
		s.Else = &ast.BlockStmt{List: last}
		last = []ast.Stmt{s}
	}
	return append(out, last...), results
}

// resultsOf declares variables for the results of a call.
func (f *frame) resultsOf(call *ast.CallExpr) ([]*types.Var, []ast.Stmt) {
	var vars []*types.Var
	sig := f.l.info.TypeOf(call.Fun).Underlying().(*types.Signature)
	for r := range sig.Results().Variables() {
		v := f.l.variable("result", r.Type())
		f.l.stands[v] = call
		vars = append(vars, v)
	}
	if len(vars) == 0 {
		return nil, nil
	}
	return vars, []ast.Stmt{f.l.declare(vars...)}
}

// option writes out a call of one of several functions.
func (f *frame) option(call *ast.CallExpr, o *option, results []*types.Var, rescues *unwind) []ast.Stmt {
	l := f.l
	c := clone(l, call)
	l.written[c] = l.written[call]
	var t *target
	switch fun := o.fun.(type) {
	case *ast.FuncLit:
		t = l.literal(fun, l.within[fun], false)
	case *ast.Ident:
		fn := l.info.Uses[fun].(*types.Func)
		c.Fun = l.useAt(fn, call.Fun)
		t = f.declared(c, fn, nil)
	}
	if t == nil || !f.fits(t) {
		f.literals(c)
		return []ast.Stmt{l.put(results, c)}
	}
	t.call = call
	g := &frame{l: l, caller: f, rescues: rescues}
	out := f.write(c, t, g)
	if len(results) > 0 {
		out = append(out, l.put(results, l.uses(g.results)...))
	}
	return out
}

// put gives variables, if there are any, values.
func (l *lowerer) put(vars []*types.Var, values ...ast.Expr) ast.Stmt {
	if len(vars) == 0 {
		return &ast.ExprStmt{X: values[0]}
	}
	return &ast.AssignStmt{Lhs: l.uses(vars), Tok: token.ASSIGN, Rhs: values}
}

// madeBy returns the call whose result a call calls, if it is written out and gives a function that is known.
func (f *frame) madeBy(call *ast.CallExpr) *ast.CallExpr {
	inner, ok := ast.Unparen(call.Fun).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if t := f.target(inner); t == nil || !f.l.makes(t.typ, t.body, t.sig) {
		return nil
	}
	return inner
}

// writes reports whether a call is written out.
func (f *frame) writes(call *ast.CallExpr) bool {
	return f.target(call) != nil || f.chooses(call) != nil || f.madeBy(call) != nil
}
