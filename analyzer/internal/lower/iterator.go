package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A shape is how a loop goes over the operand of an iterator.
type shape int

const (
	plainly  shape = iota // as the language does it
	byValue               // the values come first: there are no keys
	backward              // from the end
)

// shapes are the iterators of the standard library that mean no more than a loop over what they are given.
var shapes = map[string]shape{
	"slices.All":      plainly,
	"slices.Values":   byValue,
	"slices.Backward": backward,
	"maps.All":        plainly,
	"maps.Keys":       plainly,
	"maps.Values":     byValue,
}

// overOperand makes a loop over such an iterator one over its operand. It returns what stands before the loop,
// and the loop; or nil.
func (f *frame) overOperand(s *ast.RangeStmt) ([]ast.Stmt, ast.Stmt) {
	call, ok := ast.Unparen(s.X).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil, nil
	}
	fn := f.l.callee(call)
	if fn == nil {
		return nil, nil
	}
	sh, ok := shapes[fn.FullName()]
	if !ok || !ranged(f.l.info.TypeOf(call.Args[0])) {
		return nil, nil
	}
	s.X = call.Args[0]
	pre := f.operands(&s.X)
	f.block(s.Body)
	if sh == backward {
		more, loop := f.l.fromEnd(s)
		return append(pre, more...), loop
	}
	if sh == byValue && s.Key != nil {
		s.Key, s.Value = ast.NewIdent("_"), s.Key
	}
	return pre, s
}

// ranged reports whether a loop can go over a value of type t, which is no type parameter.
func ranged(t types.Type) bool {
	if _, param := types.Unalias(t).(*types.TypeParam); param {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Map:
		return true
	}
	return false
}

// fromEnd makes a loop over a slice one that starts at its end.
func (l *lowerer) fromEnd(s *ast.RangeStmt) ([]ast.Stmt, ast.Stmt) {
	pre := l.keep(&s.X)
	index := l.variable("index", types.Typ[types.Int])
	last := &ast.BinaryExpr{X: l.length(s.X), Op: token.SUB, Y: l.number(1)}
	l.typed(last, types.Typ[types.Int])
	more := &ast.BinaryExpr{X: l.use(index), Op: token.GEQ, Y: l.number(0)}
	l.typed(more, types.Typ[types.Bool])
	loop := &ast.ForStmt{
		For:  s.For,
		Init: l.define(last, index),
		Cond: more,
		Post: &ast.IncDecStmt{X: l.use(index), Tok: token.DEC},
		Body: s.Body,
	}
	elem := &ast.IndexExpr{X: s.X, Index: l.use(index)}
	l.typed(elem, l.info.TypeOf(s.X).Underlying().(*types.Slice).Elem())
	put := &ast.AssignStmt{Tok: s.Tok, TokPos: s.TokPos}
	for i, x := range []ast.Expr{s.Key, s.Value} {
		if x != nil {
			put.Lhs = append(put.Lhs, x)
			put.Rhs = append(put.Rhs, []ast.Expr{l.use(index), elem}[i])
		}
	}
	if len(put.Lhs) > 0 {
		s.Body.List = append([]ast.Stmt{put}, s.Body.List...)
	}
	return pre, loop
}

// length makes an expression for the length of a slice.
func (l *lowerer) length(e ast.Expr) ast.Expr {
	fun := ast.NewIdent("len")
	l.info.Uses[fun] = types.Universe.Lookup("len")
	in := types.NewTuple(types.NewParam(token.NoPos, nil, "", l.info.TypeOf(e)))
	out := types.NewTuple(types.NewParam(token.NoPos, nil, "", types.Typ[types.Int]))
	l.typed(fun, types.NewSignatureType(nil, nil, nil, in, out, false))
	call := &ast.CallExpr{Fun: fun, Args: []ast.Expr{e}}
	l.typed(call, types.Typ[types.Int])
	return call
}
