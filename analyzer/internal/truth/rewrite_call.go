package truth

import (
	"go/ast"
	"go/types"
)

// callee returns the function that a call names, if it does.
func (in *instrumenter) callee(e *ast.CallExpr) *types.Func {
	fun := ast.Unparen(e.Fun)
	if ix, ok := fun.(*ast.IndexExpr); ok {
		fun = ix.X
	}
	if id := nameOf(fun); id != nil {
		fn, _ := in.info.Uses[id].(*types.Func)
		return fn
	}
	return nil
}

func (in *instrumenter) call(e *ast.CallExpr) ast.Expr {
	line := in.line(e)
	fn := in.callee(e)
	if fn == nil {
		return in.callValue(e, line)
	}
	if isOperation(fn) {
		if fn.Name() == "Exchange" {
			e.Args[1] = text(line.(*ast.BasicLit).Value) // the address takes the line to the stand-in
			return e
		}
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
		return lab("AsOther", in.expr(e.Args[0]), in.expr(e.Args[1]))
	case "errors.Unwrap":
		return lab("Unwrap", in.expr(e.Args[0]))
	case "errors.AsType":
		if isErrno(in.info.TypeOf(e).(*types.Tuple).At(0).Type()) {
			return lab("AsType", in.expr(e.Args[0]))
		}
	case "slices.Contains":
		if elem := in.info.TypeOf(e.Args[1]); isErrno(elem) || isError(elem) {
			return lab("Contains", in.expr(e.Args[0]), in.expr(e.Args[1]))
		}
	case "strings.Contains":
		return lab("Text", in.expr(e.Args[0]), in.expr(e.Args[1]))
	case "os.Exit", "log.Fatal", "log.Fatalf":
		in.args(e, nil)
		return lab("Exit", e.Args...)
	case "runtime.Goexit":
		return lab("Goexit")
	}
	e.Fun = in.expr(e.Fun)
	if !in.local[fn] {
		in.args(e, nil)
		return e
	}
	in.args(e, fn.Signature())
	if in.helpers[fn] {
		e.Args = append([]ast.Expr{line}, e.Args...)
	} else {
		e.Fun = lab("Via", line, e.Fun)
	}
	return e
}

// callValue rewrites a call that names no function: of a function value or a
// builtin, or a conversion.
func (in *instrumenter) callValue(e *ast.CallExpr, line ast.Expr) ast.Expr {
	id := asIdent(e.Fun)
	if id == nil || !in.info.Types[id].IsBuiltin() {
		_, literal := ast.Unparen(e.Fun).(*ast.FuncLit)
		sig, _ := in.info.TypeOf(e.Fun).(*types.Signature)
		e.Fun = in.expr(e.Fun)
		in.args(e, sig)
		if sig != nil && !literal {
			e.Fun = lab("Via", line, e.Fun)
		}
		return e
	}
	switch id.Name {
	case "recover":
		return lab("Recover", e)
	case "close":
		return lab("Close", in.expr(e.Args[0]))
	case "make":
		if ch, ok := e.Args[0].(*ast.ChanType); ok {
			return &ast.CallExpr{Fun: &ast.IndexExpr{X: labName("Chan"), Index: in.expr(ch.Value)}}
		}
	}
	in.args(e, nil)
	return e
}

// args rewrites arguments. Those for the bool parameters of sig are values of
// these; the outcome of a test that goes elsewhere counts as used.
func (in *instrumenter) args(e *ast.CallExpr, sig *types.Signature) {
	for i, a := range e.Args {
		if sig != nil && i < sig.Params().Len() {
			e.Args[i] = in.value(a, sig.Params().At(i))
		} else {
			e.Args[i] = in.expr(a)
		}
	}
}
