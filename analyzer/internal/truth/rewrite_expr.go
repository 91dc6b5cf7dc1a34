package truth

import (
	"fmt"
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
			if lit, ok := e.X.(*ast.CompositeLit); ok {
				in.expr(lit)
			}
			return e // an address: a read would be no variable
		}
		e.X = in.expr(e.X)
		if e.Op == token.ARROW {
			return lab("Recv", e.X)
		}
	case *ast.ParenExpr:
		e.X = in.expr(e.X)
	case *ast.StarExpr:
		e.X = in.expr(e.X)
	case *ast.IndexExpr:
		return in.index(e, "Lookup")
	case *ast.SliceExpr:
		e.X, e.Low, e.High = in.expr(e.X), in.expr(e.Low), in.expr(e.High)
	case *ast.TypeAssertExpr:
		look := e.Type != nil && isError(in.info.TypeOf(e.X)) && !isErrno(in.info.TypeOf(e.Type))
		e.X, e.Type = in.expr(e.X), in.expr(e.Type)
		if look {
			e.X = lab("Look", e.X)
		}
	case *ast.CompositeLit:
		e.Type = in.expr(e.Type)
		for i := range e.Elts {
			e.Elts[i] = in.expr(e.Elts[i])
		}
	case *ast.KeyValueExpr:
		field, _ := in.info.Uses[asIdent(e.Key)].(*types.Var)
		if field == nil || !field.IsField() {
			e.Key = in.expr(e.Key)
		}
		e.Value = in.value(e.Value, field)
	case *ast.ArrayType:
		e.Elt = in.expr(e.Elt)
	case *ast.MapType:
		e.Key, e.Value = in.expr(e.Key), in.expr(e.Value)
	case *ast.FuncType:
		in.fieldList(e.Params)
		in.fieldList(e.Results)
	case *ast.ChanType:
		e.Value = in.expr(e.Value)
	case *ast.Ellipsis:
		e.Elt = in.expr(e.Elt)
	case *ast.FuncLit:
		in.funcLit(e, "In")
	}
	return e
}

func asIdent(e ast.Expr) *ast.Ident {
	id, _ := e.(*ast.Ident)
	return id
}

func (in *instrumenter) selector(e *ast.SelectorExpr) ast.Expr {
	if tv := in.info.Types[e]; tv.IsType() {
		switch {
		case isErrno(tv.Type):
			return labName("Errno")
		case types.TypeString(tv.Type, nil) == "sync.WaitGroup":
			return labName("WaitGroup")
		}
		return e
	}
	if sel := in.info.Selections[e]; sel != nil && sel.Kind() == types.FieldVal {
		if types.TypeString(sel.Recv(), (*types.Package).Name) == "*rt.Inputs" {
			return lab("Bit", text("in."+e.Sel.Name))
		}
		e.X = in.expr(e.X)
		if isBoolVar(sel.Obj()) {
			return lab("Get", in.key(sel.Obj()), e)
		}
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
	case isInt(tx) && in.info.Types[x].Value == nil && in.info.Types[y].Value != nil:
		return lab("EqInt", in.expr(x), in.expr(y))
	case isErrno(tx) && isErrno(ty):
		return lab("EqErr", in.expr(x), in.expr(y))
	case ok:
		return lab("Eq", in.expr(x), number(code))
	case isError(tx) && isError(ty):
		return lab("EqErr", in.expr(x), in.expr(y))
	}
	return nil
}

// value rewrites the value that goes into target, a variable or field, or where
// reads are not followed if that is nil.
func (in *instrumenter) value(e ast.Expr, target *types.Var) ast.Expr {
	if !isBool(in.info.TypeOf(e)) || in.info.Types[e].Value != nil {
		return in.expr(e)
	}
	e = in.expr(e)
	switch {
	case target == nil:
		return lab("Stored", lab("Begin"), e)
	case target.Name() == "_":
		return lab("Drop", lab("Begin"), e)
	}
	return lab("Set", lab("Begin"), in.key(target), in.isRead(target), e)
}

func (in *instrumenter) isRead(v types.Object) ast.Expr { return ast.NewIdent(fmt.Sprint(in.read[v])) }

// index rewrites x[i]; a lookup of an error code in a map is a test.
func (in *instrumenter) index(e *ast.IndexExpr, lookup string) ast.Expr {
	m, _ := in.info.TypeOf(e.X).Underlying().(*types.Map)
	e.X, e.Index = in.expr(e.X), in.expr(e.Index)
	if m != nil && (isErrno(m.Key()) || isError(m.Key())) {
		return lab(lookup, e.X, e.Index)
	}
	return e
}
