package lower

import (
	"go/ast"
	"go/types"
)

// arguments rewrites what a call that is written out is given, but for the functions.
func (f *frame) arguments(call *ast.CallExpr, t *target) []ast.Stmt {
	var slots []*ast.Expr
	if t.self != nil {
		slots = append(slots, &t.self)
	}
	if f.l.several(call) {
		return append(f.before(slots), f.spread(call)...)
	}
	for i, a := range call.Args {
		if f.l.known(a) == nil {
			slots = append(slots, &call.Args[i])
		}
	}
	return f.operands(slots...)
}

// several reports whether all arguments of a call are the results of another one: f(g()).
func (l *lowerer) several(call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return false
	}
	_, several := l.info.TypeOf(call.Args[0]).(*types.Tuple)
	return several
}

// spread makes of f(g()) a call with arguments of its own.
func (f *frame) spread(call *ast.CallExpr) []ast.Stmt {
	inner := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	out, vars, ok := f.written(inner)
	if !ok {
		out = f.operandArgs(inner)
		for r := range f.l.info.TypeOf(inner).(*types.Tuple).Variables() {
			vars = append(vars, f.l.variable("kept", r.Type()))
		}
		out = append(out, f.l.define(inner, vars...))
	}
	call.Args = f.l.uses(vars)
	return out
}

// parameters declares the parameters of a function with what a call gives for them.
func (g *frame) parameters(call *ast.CallExpr, typ *ast.FuncType, body *ast.BlockStmt) []ast.Stmt {
	var out []ast.Stmt
	params := g.sig.Params()
	names := namesOf(typ.Params)
	for i := range params.Len() {
		var arg ast.Expr
		switch {
		case !g.sig.Variadic() || i < params.Len()-1 || call.Ellipsis.IsValid():
			arg = call.Args[i]
		case i < len(call.Args):
			arg = &ast.CompositeLit{Elts: call.Args[i:]}
			g.l.typed(arg, params.At(i).Type())
		}
		var name *ast.Ident
		if i < len(names) {
			name = names[i]
		}
		out = append(out, g.parameter(name, arg, body)...)
	}
	return out
}

// parameter declares one parameter, or evaluates what is given for one without a name. A parameter
// that is given a function and holds nothing else stands for it. Nothing is given for variadic
// parameters only.
func (g *frame) parameter(name *ast.Ident, arg ast.Expr, body *ast.BlockStmt) []ast.Stmt {
	nameless := name == nil || name.Name == "_"
	switch {
	case nameless && (arg == nil || g.l.known(arg) != nil):
		return nil
	case nameless:
		g.literals(arg)
		return []ast.Stmt{g.l.evaluate(arg)}
	}
	v := g.l.info.Defs[name].(*types.Var)
	if arg == nil {
		return []ast.Stmt{g.l.declare(v)}
	}
	g.l.once[v] = isFunc(v.Type()) && !g.l.changed(body)[v]
	if fun := g.l.known(arg); fun != nil && g.l.once[v] {
		g.l.bound[v] = g.caller.template(fun)
	}
	g.literals(arg)
	if g.l.bound[v] != nil {
		return []ast.Stmt{g.l.define(arg, v)}
	}
	return append(g.l.follow(v, arg), g.l.declare(v), g.l.assign(v, arg))
}
