package truth

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr rewrites e. It asks the type information about original nodes only, so
// it looks at a node before it rewrites the children.
func (in *instrumenter) expr(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	if code, ok := in.errnoCode(e); ok {
		return lab("Code", number(code))
	}
	switch e := e.(type) {
	case *ast.Ident:
		obj := in.info.Uses[e]
		switch {
		case obj == nil || !isBoolVar(obj):
		case in.opaque[obj]:
			return lab("Bit", text(e.Name))
		default:
			return lab("Get", in.key(obj), e)
		}
		return e
	case *ast.SelectorExpr:
		return in.selector(e)
	case *ast.CallExpr:
		return in.call(e)
	case *ast.BinaryExpr:
		return in.binary(e)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return e // an address: a read would be no variable
		}
		e.X = in.expr(e.X)
	case *ast.ParenExpr:
		e.X = in.expr(e.X)
	case *ast.StarExpr:
		e.X = in.expr(e.X)
	case *ast.IndexExpr:
		e.X, e.Index = in.expr(e.X), in.expr(e.Index)
	case *ast.TypeAssertExpr:
		e.X, e.Type = in.expr(e.X), in.expr(e.Type)
	case *ast.CompositeLit:
		e.Type = in.expr(e.Type)
		for i := range e.Elts {
			e.Elts[i] = in.expr(e.Elts[i])
		}
	case *ast.KeyValueExpr:
		if _, field := in.info.Uses[asIdent(e.Key)].(*types.Var); !field {
			e.Key = in.expr(e.Key)
		}
		e.Value = in.expr(e.Value)
	case *ast.ArrayType:
		e.Elt = in.expr(e.Elt)
	case *ast.MapType:
		e.Key, e.Value = in.expr(e.Key), in.expr(e.Value)
	case *ast.FuncType:
		in.fieldList(e.Params)
		in.fieldList(e.Results)
	case *ast.FuncLit:
		outer, after := in.root, in.after
		in.after = []string{"return"}
		in.root = false // what a literal returns belongs to the expression that calls it
		in.expr(e.Type)
		e.Body.List = in.stmts(e.Body.List)
		in.root, in.after = outer, after
	}
	return e
}

func asIdent(e ast.Expr) *ast.Ident {
	id, _ := e.(*ast.Ident)
	return id
}

func (in *instrumenter) selector(e *ast.SelectorExpr) ast.Expr {
	if tv := in.info.Types[e]; tv.IsType() {
		if isErrno(tv.Type) {
			return labName("Errno")
		}
		return e
	}
	if sel := in.info.Selections[e]; sel != nil && sel.Kind() == types.FieldVal {
		if types.TypeString(sel.Recv(), (*types.Package).Name) == "*rt.Inputs" {
			return lab("Bit", text("in."+e.Sel.Name))
		}
		e.X = in.expr(e.X)
	}
	return e
}

func (in *instrumenter) binary(e *ast.BinaryExpr) ast.Expr {
	if e.Op == token.EQL || e.Op == token.NEQ {
		if test := in.equal(e.X, e.Y); test != nil {
			if e.Op == token.NEQ {
				return &ast.UnaryExpr{Op: token.NOT, X: test}
			}
			return test
		}
	}
	e.X, e.Y = in.expr(e.X), in.expr(e.Y)
	return e
}

// equal rewrites x == y if it compares error codes; otherwise it returns nil.
func (in *instrumenter) equal(x, y ast.Expr) ast.Expr {
	if _, ok := in.errnoCode(x); ok {
		x, y = y, x
	}
	tx, ty := in.info.TypeOf(x), in.info.TypeOf(y)
	code, ok := in.errnoCode(y)
	switch {
	case ok && isErrno(tx):
		return lab("EqErrno", in.expr(x), number(code))
	case ok:
		return lab("Eq", in.expr(x), number(code))
	case isError(tx) && isError(ty):
		return lab("EqErr", in.expr(x), in.expr(y))
	}
	return nil
}

// callee returns the function that a call names, if it does.
func (in *instrumenter) callee(e *ast.CallExpr) *types.Func {
	fun := ast.Unparen(e.Fun)
	if ix, ok := fun.(*ast.IndexExpr); ok {
		fun = ix.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		fn, _ := in.info.Uses[fun].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := in.info.Uses[fun.Sel].(*types.Func)
		return fn
	}
	return nil
}

func (in *instrumenter) call(e *ast.CallExpr) ast.Expr {
	if id := asIdent(e.Fun); id != nil && id.Name == "recover" {
		return lab("Recover", e)
	}
	fn := in.callee(e)
	if fn == nil {
		e.Fun = in.expr(e.Fun)
		in.args(e)
		return e
	}
	line := in.line(e)
	if isOperation(fn) {
		carrier := ast.Expr(&ast.CompositeLit{
			Type: labName("Signer"),
			Elts: []ast.Expr{&ast.KeyValueExpr{Key: ast.NewIdent("Site"), Value: line}},
		})
		if fn.Name() == "Generate" {
			carrier = line
		}
		e.Args[0] = carrier
		return e
	}
	switch fn.FullName() {
	case "errors.Is":
		if code, ok := in.errnoCode(e.Args[1]); ok {
			return lab("Is", in.expr(e.Args[0]), number(code))
		}
		return lab("IsErr", in.expr(e.Args[0]), in.expr(e.Args[1]))
	case "errors.As":
		if p, ok := in.info.TypeOf(e.Args[1]).(*types.Pointer); ok && isErrno(p.Elem()) {
			return lab("As", in.expr(e.Args[0]), in.expr(e.Args[1]))
		}
	case "errors.AsType":
		return lab("AsType", in.expr(e.Args[0]))
	case "strings.Contains":
		return lab("Text", in.expr(e.Args[0]), in.expr(e.Args[1]))
	case "os.Exit", "log.Fatal", "log.Fatalf":
		in.args(e)
		return lab("Exit", e.Args...)
	case "runtime.Goexit":
		return lab("Goexit")
	}
	e.Fun = in.expr(e.Fun)
	in.args(e)
	if in.helpers[fn] {
		e.Args = append([]ast.Expr{line}, e.Args...)
	}
	return e
}

func (in *instrumenter) args(e *ast.CallExpr) {
	for i := range e.Args {
		e.Args[i] = in.expr(e.Args[i])
	}
}
