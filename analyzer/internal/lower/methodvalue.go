package lower

import (
	"go/ast"
	"go/types"
)

// methodValues finds the method values in a body that might be called by what can be seen. Their receivers
// are the same whenever that is.
func (l *lowerer) methodValues(body *ast.BlockStmt) []slot {
	var found []slot
	var changed map[types.Object]bool
	for _, s := range l.slots(body) {
		if s.kind != given && s.kind != kept {
			continue
		}
		if sel, ok := (*s.at).(*ast.SelectorExpr); ok {
			if changed == nil {
				changed = l.changed(body)
			}
			if l.samePlace(sel, changed) {
				found = append(found, s)
			}
		}
	}
	return found
}

// samePlace reports whether a method value has the address of a variable for its receiver, or a pointer that
// does not change, so that it may as well be computed when the method is called.
func (l *lowerer) samePlace(sel *ast.SelectorExpr, changed map[types.Object]bool) bool {
	s := l.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal || len(s.Index()) != 1 {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := l.info.Uses[id].(*types.Var)
	if !ok || v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		return false
	}
	if _, pointer := types.Unalias(s.Obj().(*types.Func).Signature().Recv().Type()).(*types.Pointer); !pointer {
		return false // it is copied when the method value is made
	}
	_, pointer := types.Unalias(v.Type()).(*types.Pointer)
	return !pointer || !changed[v]
}

// spellOut puts functions in the place of what is read from tables, and makes literals of method values,
// which call the methods.
func (l *lowerer) spellOut(body *ast.BlockStmt) {
	l.writeRuns(body)
	local := l.localTables(body)
	l.readTables(body)
	l.empty(local, body)
	for _, s := range l.methodValues(body) {
		lit := l.calling((*s.at).(*ast.SelectorExpr))
		l.standsFor[lit] = s.kind == kept
		*s.at = lit
	}
}

// moveTo gives the call of a method, in a literal that stands for the method, the place of a call of a
// variable that holds it: that is the call to speak of.
func (l *lowerer) moveTo(call *ast.CallExpr, body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			t := l.info.TypeOf(c.Fun)
			c.Fun = &ast.ParenExpr{Lparen: call.Fun.Pos(), X: c.Fun, Rparen: call.Lparen}
			l.typed(c.Fun, t)
			c.Lparen, c.Rparen = call.Lparen, call.Rparen
		}
		return true
	})
}

// calling makes a literal that calls a method.
func (l *lowerer) calling(sel *ast.SelectorExpr) *ast.FuncLit {
	sig := l.info.TypeOf(sel).(*types.Signature)
	call := &ast.CallExpr{Fun: sel, Lparen: sel.End(), Rparen: sel.End()}
	if sig.Variadic() {
		call.Ellipsis = sel.End()
	}
	typ := &ast.FuncType{Func: sel.Pos(), Params: &ast.FieldList{}, Results: &ast.FieldList{}}
	for p := range sig.Params().Variables() {
		v := l.variable("given", p.Type())
		id := ast.NewIdent(v.Name())
		l.info.Defs[id] = v
		typ.Params.List = append(typ.Params.List, &ast.Field{Names: []*ast.Ident{id}, Type: l.typeName(p.Type())})
		call.Args = append(call.Args, l.use(v))
	}
	for r := range sig.Results().Variables() {
		typ.Results.List = append(typ.Results.List, &ast.Field{Type: l.typeName(r.Type())})
	}
	var does ast.Stmt = &ast.ExprStmt{X: call}
	l.typed(call, sig.Results())
	if sig.Results().Len() > 0 {
		does = &ast.ReturnStmt{Return: sel.Pos(), Results: []ast.Expr{call}}
	}
	if sig.Results().Len() == 1 {
		l.typed(call, sig.Results().At(0).Type())
	}
	lit := &ast.FuncLit{Type: typ, Body: &ast.BlockStmt{Lbrace: sel.Pos(), List: []ast.Stmt{does}, Rbrace: sel.End() - 1}}
	sig = types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	l.typed(typ, sig)
	l.typed(lit, sig)
	return lit
}

// typeName makes an expression that denotes a type.
func (l *lowerer) typeName(t types.Type) ast.Expr {
	id := ast.NewIdent("_")
	l.typed(id, t)
	return id
}
