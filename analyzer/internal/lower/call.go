package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A target is the function that a call runs, where its body can be written out.
type target struct {
	typ    *ast.FuncType
	body   *ast.BlockStmt
	sig    *types.Signature
	self   ast.Expr      // the receiver
	decl   *ast.FuncDecl // nil for a literal
	source ast.Node      // the declaration, or the literal as the source has it
	within []ast.Node    // what the body stands in, as it is written out
	own    bool          // the body stands nowhere else
	call   *ast.CallExpr // that is written out, where it is not the one that the source has
}

// target returns what a call runs, or nil where the call stays one.
func (f *frame) target(call *ast.CallExpr) *target {
	if f.l.size > bounds.nodes || len(f.running) > bounds.deep {
		return nil
	}
	t := f.runs(call)
	if t == nil || !f.fits(t) {
		return nil
	}
	return t
}

// fits reports whether what t does can be a part of the frame.
func (f *frame) fits(t *target) bool { return !f.again(t) && f.l.movable(t.body) }

// again reports whether t is being run already, by itself. Of a declared function that is not so where
// a literal that it is given calls it.
func (f *frame) again(t *target) bool {
	if t.decl != nil {
		return slices.Contains(f.within, t.source)
	}
	return slices.Contains(f.running, t.source)
}

func (f *frame) runs(call *ast.CallExpr) *target {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
		return f.l.literal(fun, f.within, true)
	case *ast.Ident:
		switch obj := f.l.info.Uses[fun].(type) {
		case *types.Var:
			switch b := f.l.bound[obj].(type) {
			case *ast.FuncLit:
				return f.l.literal(b, f.l.within[b], false)
			case *ast.Ident:
				if fn, ok := f.l.info.Uses[b].(*types.Func); ok {
					call.Fun = f.l.useAt(fn, call.Fun)
					return f.declared(call, fn, nil)
				}
			}
		case *types.Func:
			return f.declared(call, obj, nil)
		}
	case *ast.SelectorExpr:
		s := f.l.info.Selections[fun]
		if s == nil || s.Kind() != types.MethodVal || len(s.Index()) != 1 {
			return nil
		}
		return f.declared(call, s.Obj().(*types.Func), fun)
	}
	return nil
}

func (l *lowerer) literal(lit *ast.FuncLit, within []ast.Node, own bool) *target {
	return &target{
		typ:    lit.Type,
		body:   lit.Body,
		sig:    l.info.TypeOf(lit).(*types.Signature),
		source: l.source(lit),
		within: within,
		own:    own,
	}
}

// declared returns a function of the package whose call is written out: one that is given a function,
// or the address of a variable, or that asks for a panic or may panic.
func (f *frame) declared(call *ast.CallExpr, fn *types.Func, sel *ast.SelectorExpr) *target {
	worth := f.l.worth(fn) && (!f.l.thrown[call] || f.l.reach.performs[fn])
	if !worth && !f.l.given(call) && !f.l.asksForPanic(fn) && !f.mayUnwind(fn) && !f.l.isMaker(call, fn) {
		return nil
	}
	return f.writable(fn, sel)
}

// isMaker reports whether a call gives a function, of a body that can be seen, that is called.
func (l *lowerer) isMaker(call *ast.CallExpr, fn *types.Func) bool {
	d := l.decls[fn]
	return d != nil && l.wanted[call] && l.makes(d.Type, d.Body, fn.Signature())
}

// writable returns a function of the package, unless its calls must stay.
func (f *frame) writable(fn *types.Func, sel *ast.SelectorExpr) *target {
	l := f.l
	if !l.mayMove(fn) {
		return nil
	}
	d := l.decls[fn]
	t := &target{typ: d.Type, body: d.Body, sig: fn.Signature(), decl: d, source: d, within: append(slices.Clone(f.within), d)}
	if sel != nil {
		t.self = l.self(sel.X, t.sig.Recv().Type())
	}
	return t
}

// mayMove reports whether calls of a function may be written out: it is the package's, its calls need
// not stay, and its body means the same in the function in hand.
func (l *lowerer) mayMove(fn *types.Func) bool {
	sig := fn.Signature()
	generic := sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0
	return l.decls[fn] != nil && !l.reach.stay[fn] && !generic && l.sharesLoops[fn] == l.sharesLoops[l.function]
}

// given reports whether a call passes a function that is known, or the address of a variable.
func (l *lowerer) given(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(a ast.Expr) bool {
		return l.known(a) != nil || l.choiceOf(a) != nil || addressed(a, l.info) != nil
	})
}

// known returns the literal, or the name of the declared function, that e certainly is; or nil.
func (l *lowerer) known(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return e
	case *ast.Ident:
		switch obj := l.info.Uses[e].(type) {
		case *types.Var:
			return l.bound[obj]
		case *types.Func:
			if obj.Signature().TypeParams().Len() == 0 {
				return e
			}
		}
	case *ast.SelectorExpr:
		if l.info.Selections[e] == nil { // a name of another package
			if _, ok := l.info.Uses[e.Sel].(*types.Func); ok {
				return l.known(e.Sel)
			}
		}
	}
	return nil
}

// addressed returns the local variable whose address e is, or nil.
func addressed(e ast.Expr, info *types.Info) *types.Var {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return nil
	}
	id, ok := ast.Unparen(u.X).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := info.Uses[id].(*types.Var)
	if !ok || v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		return nil
	}
	return v
}

// self returns x as a method with a receiver of type t gets it.
func (l *lowerer) self(x ast.Expr, t types.Type) ast.Expr {
	have := l.info.TypeOf(x)
	_, havePtr := types.Unalias(have).(*types.Pointer)
	_, wantPtr := types.Unalias(t).(*types.Pointer)
	switch {
	case havePtr == wantPtr:
		return x
	case wantPtr:
		e := &ast.UnaryExpr{Op: token.AND, X: x}
		l.typed(e, t)
		return e
	}
	e := &ast.StarExpr{X: x}
	l.typed(e, t)
	return e
}

// written returns the statements that do what a call does, and the variables that hold its results;
// false if the call stays one.
func (f *frame) written(call *ast.CallExpr) ([]ast.Stmt, []*types.Var, bool) {
	if f.madeBy(call) != nil {
		out := f.expr(&call.Fun)
		more, results, ok := f.written(call)
		if !ok {
			var declared []ast.Stmt
			results, declared = f.resultsOf(call)
			more = append(append(f.argsAfter(call), declared...), f.l.put(results, call))
		}
		return append(out, more...), results, true
	}
	if c := f.chooses(call); c != nil {
		out, results := f.choose(call, c, nil)
		return out, results, true
	}
	t := f.target(call)
	if t == nil {
		return nil, nil, false
	}
	g := &frame{l: f.l, caller: f}
	return f.write(call, t, g), g.results, true
}

// write writes out what t does when it is called so. g is the call's frame, empty yet.
func (f *frame) write(call *ast.CallExpr, t *target, g *frame) []ast.Stmt {
	l := f.l
	out, typ, body := f.enter(call, t, g)
	g.results = g.ownResults(typ, &out)
	for _, v := range g.results {
		l.stands[v] = call
	}
	for _, name := range namesOf(typ.Results) {
		if v, ok := l.info.Defs[name].(*types.Var); ok && name.Name != "_" {
			out = append(out, l.declare(v))
		}
	}
	g.end = l.label("returned")
	shared := l.shared(body)
	g.body(body, typ)
	out = append(out, body.List...)
	out = append(out, l.here(g.end))
	for i, v := range g.results {
		if shared[v] { // it may change before the result is used
			kept := l.variable("result", v.Type())
			l.stands[kept], l.once[kept] = call, true
			out = append(append(out, l.follow(kept, l.use(v))...), l.define(l.use(v), kept))
			g.results[i] = kept
		}
	}
	return out
}

// enter gives t's parameters what a call gives for them. It returns the type and the body in which
// they have that meaning.
func (f *frame) enter(call *ast.CallExpr, t *target, g *frame) ([]ast.Stmt, *ast.FuncType, *ast.BlockStmt) {
	out := f.arguments(call, t)
	typ, body := t.typ, t.body
	var recv *ast.FieldList
	g.running, g.within = append(slices.Clone(f.running), t.source), t.within
	if t.decl != nil {
		d := clone(f.l, &ast.FuncDecl{Recv: t.decl.Recv, Name: ast.NewIdent("_"), Type: typ, Body: body})
		recv, typ, body = d.Recv, d.Type, d.Body
		f.l.spellOut(body)
	} else if !t.own {
		lit := clone(f.l, &ast.FuncLit{Type: typ, Body: body})
		typ, body = lit.Type, lit.Body
		if from, ok := t.source.(*ast.FuncLit); ok && f.l.standsFor[from] {
			f.l.moveTo(call, body)
		}
	}
	if !t.own {
		if t.call != nil {
			call = t.call
		}
		f.l.writtenFor(body, call)
	}
	g.sig = t.sig
	if t.self != nil {
		var name *ast.Ident
		if names := namesOf(recv); len(names) == 1 {
			name = names[0]
		}
		out = append(out, g.parameter(name, t.self, body)...)
	}
	return append(out, g.parameters(call, typ, body)...), typ, body
}

// writtenFor notes for which call a copy of a body stands.
func (l *lowerer) writtenFor(body *ast.BlockStmt, call *ast.CallExpr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			l.written[c] = call
		}
		return true
	})
}
