package lower

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// What follows makes syntax together with what the type checker would say of it. None of it has a
// position: nobody wrote it.

// variable makes a new variable.
func (l *lowerer) variable(name string, t types.Type) *types.Var {
	l.names++
	return types.NewVar(token.NoPos, l.pkg, fmt.Sprintf("%s·%d", name, l.names), t)
}

func (l *lowerer) label(name string) *types.Label {
	l.names++
	return types.NewLabel(token.NoPos, l.pkg, fmt.Sprintf("%s·%d", name, l.names))
}

// use makes an expression that reads obj.
func (l *lowerer) use(obj types.Object) *ast.Ident {
	id := ast.NewIdent(obj.Name())
	l.info.Uses[id] = obj
	l.typed(id, obj.Type())
	return id
}

// useAt is use in the place of an expression that the source has.
func (l *lowerer) useAt(obj types.Object, instead ast.Expr) *ast.Ident {
	id := l.use(obj)
	id.NamePos = instead.Pos()
	return id
}

func (l *lowerer) typed(e ast.Expr, t types.Type) { l.info.Types[e] = types.TypeAndValue{Type: t} }

func (l *lowerer) uses(vars []*types.Var) []ast.Expr {
	var out []ast.Expr
	for _, v := range vars {
		out = append(out, l.use(v))
	}
	return out
}

// declare makes a statement that declares variables, zero at first.
func (l *lowerer) declare(vars ...*types.Var) ast.Stmt {
	spec := &ast.ValueSpec{}
	for _, v := range vars {
		id := ast.NewIdent(v.Name())
		l.info.Defs[id] = v
		spec.Names = append(spec.Names, id)
	}
	return &ast.DeclStmt{Decl: &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{spec}}}
}

// define makes a statement that declares variables with what an expression gives.
func (l *lowerer) define(value ast.Expr, vars ...*types.Var) *ast.AssignStmt {
	s := &ast.AssignStmt{Tok: token.DEFINE, Rhs: []ast.Expr{value}}
	for _, v := range vars {
		id := ast.NewIdent(v.Name())
		l.info.Defs[id] = v
		l.typed(id, v.Type())
		s.Lhs = append(s.Lhs, id)
	}
	return s
}

func (l *lowerer) assign(v *types.Var, value ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{l.use(v)}, Tok: token.ASSIGN, Rhs: []ast.Expr{value}}
}

// evaluate makes a statement that computes e for its effects.
func (l *lowerer) evaluate(e ast.Expr) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{ast.NewIdent("_")}, Tok: token.ASSIGN, Rhs: []ast.Expr{e}}
}

func (l *lowerer) constant(v constant.Value, t types.Type) ast.Expr {
	e := &ast.BasicLit{Kind: token.INT, Value: v.String()}
	l.info.Types[e] = types.TypeAndValue{Type: t, Value: v}
	return e
}

func (l *lowerer) boolean(b bool) ast.Expr {
	return l.constant(constant.MakeBool(b), types.Typ[types.Bool])
}

func (l *lowerer) number(n int) ast.Expr {
	return l.constant(constant.MakeInt64(int64(n)), types.Typ[types.Int])
}

// nothing makes a nil of type any.
func (l *lowerer) nothing() ast.Expr {
	id := ast.NewIdent("nil")
	l.info.Uses[id] = types.Universe.Lookup("nil")
	l.typed(id, types.Universe.Lookup("any").Type())
	return id
}

// null makes a nil as the source has it.
func (l *lowerer) null() ast.Expr {
	id := ast.NewIdent("nil")
	l.info.Uses[id] = types.Universe.Lookup("nil")
	l.info.Types[id] = isNil
	return id
}

// isNil is what the type checker says of nil, which nobody else can.
var isNil = func() types.TypeAndValue {
	tv, err := types.Eval(token.NewFileSet(), nil, token.NoPos, "nil")
	if err != nil {
		panic(err)
	}
	return tv
}()

// fields makes parameters or results, with names or without.
func (l *lowerer) fields(named bool, vars ...*types.Var) *ast.FieldList {
	list := &ast.FieldList{}
	for _, v := range vars {
		f := &ast.Field{Type: l.typeName(v.Type())}
		if named {
			id := ast.NewIdent(v.Name())
			l.info.Defs[id] = v
			f.Names = []*ast.Ident{id}
		}
		list.List = append(list.List, f)
	}
	return list
}

// panics makes a call of panic.
func (l *lowerer) panics(value ast.Expr) ast.Stmt {
	fun := ast.NewIdent("panic")
	b := types.Universe.Lookup("panic")
	l.info.Uses[fun] = b
	l.typed(fun, b.Type())
	call := &ast.CallExpr{Fun: fun, Args: []ast.Expr{value}}
	l.typed(call, types.NewTuple())
	return &ast.ExprStmt{X: call}
}

// is makes the condition v == n.
func (l *lowerer) is(v *types.Var, n int) ast.Expr {
	e := &ast.BinaryExpr{X: l.use(v), Op: token.EQL, Y: l.number(n)}
	l.typed(e, types.Typ[types.Bool])
	return e
}

func (l *lowerer) jump(to *types.Label) ast.Stmt {
	return &ast.BranchStmt{Tok: token.GOTO, Label: l.use(to)}
}

// here makes a statement with a label.
func (l *lowerer) here(label *types.Label) ast.Stmt {
	id := ast.NewIdent(label.Name())
	l.info.Defs[id] = label
	return &ast.LabeledStmt{Label: id, Stmt: &ast.EmptyStmt{Implicit: true}}
}

func when(cond ast.Expr, then ...ast.Stmt) *ast.IfStmt {
	return &ast.IfStmt{Cond: cond, Body: &ast.BlockStmt{List: then}}
}

// opaque declares v with a value of which nothing is known: what comes out of a channel.
func (l *lowerer) opaque(v *types.Var) []ast.Stmt {
	ch := l.variable("any", types.NewChan(types.SendRecv, v.Type()))
	e := &ast.UnaryExpr{Op: token.ARROW, X: l.use(ch)}
	l.typed(e, v.Type())
	return []ast.Stmt{l.declare(ch), l.define(e, v)}
}

func isBlank(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && id.Name == "_"
}
