package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

func isFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// rangeStmt rewrites a loop; label is its own.
func (f *frame) rangeStmt(s *ast.RangeStmt, label *types.Label) []ast.Stmt {
	if isFunc(f.l.info.TypeOf(s.X)) {
		if pre, loop := f.overOperand(s); loop != nil {
			return append(pre, loop)
		}
		if out := f.iterated(s, label); out != nil {
			return out
		}
		return f.someRounds(s)
	}
	pre := f.operands(&s.X)
	f.block(s.Body)
	return append(pre, s)
}

// someRounds makes a loop over an iterator that nothing is known of one that goes round any number
// of times, with any values: over a map.
func (f *frame) someRounds(s *ast.RangeStmt) []ast.Stmt {
	l := f.l
	key, elem := types.Type(types.Typ[types.Int]), types.Type(types.Typ[types.Int])
	yield := l.yield(s)
	if yield.Params().Len() > 0 {
		key = yield.Params().At(0).Type()
	}
	if yield.Params().Len() > 1 {
		elem = yield.Params().At(1).Type()
	}
	pre := append(f.operands(&s.X), l.evaluate(s.X))
	m := l.variable("rounds", types.NewMap(key, elem))
	s.X = l.use(m)
	f.block(s.Body)
	return append(pre, l.declare(m), s)
}

// yield returns the signature of the function that a loop's body is to its iterator.
func (l *lowerer) yield(s *ast.RangeStmt) *types.Signature {
	return l.info.TypeOf(s.X).Underlying().(*types.Signature).Params().At(0).Type().Underlying().(*types.Signature)
}

// iterated writes out a loop over an iterator of the package: the iterator's body, with the loop's
// where it yields. It returns nil if the iterator is not known.
func (f *frame) iterated(s *ast.RangeStmt, label *types.Label) []ast.Stmt {
	if defers(s.Body) || f.l.askedIn(s.Body) {
		return nil // that is the business of the function, not of the loop's body
	}
	lit := &ast.FuncLit{}
	f.l.typed(lit, f.l.yield(s))
	call := &ast.CallExpr{Fun: s.X, Args: []ast.Expr{lit}}
	f.l.typed(call, types.NewTuple())
	if !f.writes(call) {
		return nil
	}
	e := &exits{l: f.l, left: f.l.variable("left", types.Typ[types.Int])}
	e.rewrite(s.Body, label, f.sig.Results())
	lit.Type, lit.Body = e.function(s)
	pre := e.declare()
	out, _, _ := f.written(call)
	pre = append(pre, out...)
	for _, s := range e.after() {
		pre = append(pre, f.stmt(s)...)
	}
	return pre
}

// exits are the ways in which a loop's body, made a function, leaves the loop.
type exits struct {
	l       *lowerer
	left    *types.Var // 0: it does not
	results []*types.Var
	ways    []ast.Stmt
}

// rewrite makes continue, break, return and jumps out of a loop's body returns of a function.
func (e *exits) rewrite(body *ast.BlockStmt, label *types.Label, results *types.Tuple) {
	inner := map[types.Object]bool{}
	own(body, func(n ast.Node) {
		if s, ok := n.(*ast.LabeledStmt); ok {
			inner[e.l.info.Defs[s.Label]] = true
		}
	})
	loops, others := 0, 0
	count := func(n ast.Node, by int) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loops += by
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			others += by
		}
	}
	astutil.Apply(body, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			c.Replace(e.returns(n, results))
			return false
		case *ast.BranchStmt:
			var to types.Object
			if n.Label != nil {
				to = e.l.info.Uses[n.Label]
			}
			switch {
			case n.Tok == token.FALLTHROUGH, inner[to]:
			case to != nil && to != label || n.Tok == token.GOTO:
				c.Replace(e.leaves(n))
			case n.Tok == token.CONTINUE && (to != nil || loops == 0):
				c.Replace(e.yields(true))
			case n.Tok == token.BREAK && (to != nil || loops+others == 0):
				c.Replace(e.leaves(&ast.EmptyStmt{Implicit: true}))
			}
			return false
		}
		count(c.Node(), 1)
		return true
	}, func(c *astutil.Cursor) bool {
		count(c.Node(), -1)
		return true
	})
}

// function makes a loop's body, rewritten, the body of the function that the iterator calls.
func (e *exits) function(s *ast.RangeStmt) (*ast.FuncType, *ast.BlockStmt) {
	typ := &ast.FuncType{Func: s.For, Params: &ast.FieldList{}, Results: &ast.FieldList{List: []*ast.Field{{}}}}
	e.l.typed(typ, e.l.yield(s))
	body := &ast.BlockStmt{Lbrace: s.Body.Lbrace, Rbrace: s.Body.Rbrace}
	put := &ast.AssignStmt{Tok: token.ASSIGN}
	params := e.l.yield(s).Params()
	for i, x := range []ast.Expr{s.Key, s.Value}[:params.Len()] {
		id, isIdent := x.(*ast.Ident)
		if s.Tok != token.DEFINE || !isIdent || id.Name == "_" {
			v := e.l.variable("yielded", params.At(i).Type())
			id = ast.NewIdent(v.Name())
			e.l.info.Defs[id] = v
			if x != nil && s.Tok == token.ASSIGN {
				put.Lhs, put.Rhs = append(put.Lhs, x), append(put.Rhs, e.l.use(v))
			}
		}
		typ.Params.List = append(typ.Params.List, &ast.Field{Names: []*ast.Ident{id}})
	}
	if len(put.Lhs) > 0 {
		body.List = append(body.List, put)
	}
	body.List = append(append(body.List, s.Body.List...), e.yields(true))
	return typ, body
}

// yields makes a return of the body's function: true to go on.
func (e *exits) yields(on bool) ast.Stmt {
	return &ast.ReturnStmt{Results: []ast.Expr{e.l.boolean(on)}}
}

// leaves makes what ends the loop and then does way.
func (e *exits) leaves(way ast.Stmt, first ...ast.Stmt) ast.Stmt {
	e.ways = append(e.ways, way)
	return &ast.BlockStmt{List: append(first, e.l.assign(e.left, e.l.number(len(e.ways))), e.yields(false))}
}

func (e *exits) returns(s *ast.ReturnStmt, results *types.Tuple) ast.Stmt {
	if len(s.Results) == 0 {
		return e.leaves(s)
	}
	if e.results == nil {
		for v := range results.Variables() {
			e.results = append(e.results, e.l.variable("result", v.Type()))
		}
	}
	put := &ast.AssignStmt{Lhs: e.l.uses(e.results), Tok: token.ASSIGN, Rhs: s.Results}
	return e.leaves(&ast.ReturnStmt{Return: s.Return, Results: e.l.uses(e.results)}, put)
}

func (e *exits) declare() []ast.Stmt {
	out := []ast.Stmt{e.l.declare(e.left)}
	if len(e.results) > 0 {
		out = append(out, e.l.declare(e.results...))
	}
	return out
}

// after makes what follows the loop.
func (e *exits) after() []ast.Stmt {
	var out []ast.Stmt
	for i, way := range e.ways {
		out = append(out, when(e.l.is(e.left, i+1), way))
	}
	return out
}
