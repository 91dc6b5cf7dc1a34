package mutate

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

func noParams() *ast.FuncType { return &ast.FuncType{Params: &ast.FieldList{}} }

// literalAroundStatements writes func() { ... }() for a statement that declares nothing for those
// after it and gives no value to a variable that it did not declare.
func literalAroundStatements(e *edit) {
	e.eachAlone(func(s ast.Stmt) bool { return !e.assigns(s) })
}

// literalAroundAssignments does the same to those that do.
func literalAroundAssignments(e *edit) {
	e.eachAlone(func(s ast.Stmt) bool { return e.assigns(s) })
}

// eachAlone puts a literal around the statements that control enters and leaves at the ends only,
// if they are wanted.
func (e *edit) eachAlone(wanted func(ast.Stmt) bool) {
	var alone []ast.Stmt
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		for _, s := range list {
			if f := flowOf(s); !f.leaves() && !f.defers && !f.recovers && !declares(s) && wanted(s) {
				alone = append(alone, s)
			}
		}
		return list
	})
	chosen := map[ast.Stmt]bool{}
	for _, s := range alone {
		chosen[s] = e.take()
	}
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		for i, s := range list {
			if chosen[s] {
				list[i] = do(call(literal(noParams(), s)))
			}
		}
		return list
	})
}

// declares reports whether s declares a name for the statements after it.
func declares(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.DeclStmt:
		return true
	case *ast.AssignStmt:
		return s.Tok == token.DEFINE
	}
	return false
}

// assigns reports whether s gives a value to a variable that is declared elsewhere in the function,
// or lets others do so.
func (e *edit) assigns(s ast.Stmt) bool {
	return e.written(s, func(v *types.Var) bool { return v.Pos() < s.Pos() || v.Pos() >= s.End() })
}

// writes reports whether n gives a value to v, or lets others do so.
func (e *edit) writes(n ast.Node, v *types.Var) bool {
	return e.written(n, func(w *types.Var) bool { return v == w })
}

// written reports whether n gives a value to a variable that is wanted, or takes its address.
func (e *edit) written(n ast.Node, wanted func(*types.Var) bool) bool {
	found := false
	check := func(x ast.Expr) {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			v, ok := e.Info.Uses[id].(*types.Var)
			found = found || ok && wanted(v)
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				check(x)
			}
		case *ast.RangeStmt:
			check(n.Key)
			check(n.Value)
		case *ast.IncDecStmt:
			check(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				check(n.X)
			}
		}
		return !found
	})
	return found
}

// literalAroundBody writes return func() T { ... }() for a function's body.
func literalAroundBody(e *edit) {
	f := flowOf(e.fn.Body.List...)
	if f.defers || f.recovers || namedResults(e.fn.Type) || !e.take() {
		return
	}
	t := noParams()
	t.Results = e.fn.Type.Results
	run := call(literal(t, e.fn.Body.List...))
	e.fn.Body = block(do(run))
	if t.Results != nil {
		e.fn.Body = block(ret(run))
	}
}

func namedResults(t *ast.FuncType) bool { return t.Results != nil && t.Results.List[0].Names != nil }

// literalForCondition writes v := func() bool { return c }; if v() for if c.
func literalForCondition(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		i, ok := s.(*ast.IfStmt)
		if !ok || !e.take() {
			return nil
		}
		name := e.fresh()
		t := noParams()
		t.Results = results(ast.NewIdent("bool"))
		list := []ast.Stmt{define(literal(t, ret(i.Cond)), name), &ast.IfStmt{Cond: call(name), Body: i.Body, Else: i.Else}}
		if i.Init != nil {
			list = append([]ast.Stmt{i.Init}, list...)
		}
		return []ast.Stmt{block(list...)}
	})
}

// literalForCall writes func() T { return f(x) }() for f(x).
func literalForCall(e *edit) {
	e.eachCall(func(c *ast.CallExpr, types []ast.Expr) ast.Expr {
		if !e.take() {
			return c
		}
		t := noParams()
		t.Results = results(types...)
		if types == nil {
			return call(literal(t, do(c)))
		}
		return call(literal(t, ret(c)))
	})
}

// eachCall calls f for the outermost calls, with their results' types, and puts what it returns
// in their place: nil is no change, and then the calls inside have their turn. It leaves out what
// go and defer start.
func (e *edit) eachCall(f func(c *ast.CallExpr, types []ast.Expr) ast.Expr) {
	astutil.Apply(e.fn.Body, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			if !e.isCall(n) {
				return true
			}
			if types, ok := e.resultTypes(n); ok {
				if by := f(n, types); by != nil {
					c.Replace(by)
					return false
				}
			}
		}
		return true
	}, nil)
}

// resultTypes returns the types of a call's results, if e's file can name them.
func (e *edit) resultTypes(c *ast.CallExpr) ([]ast.Expr, bool) {
	var list []types.Type
	switch t := e.Info.TypeOf(c).(type) {
	case *types.Tuple:
		for v := range t.Variables() {
			list = append(list, v.Type())
		}
	case nil:
	default:
		list = append(list, t)
	}
	var xs []ast.Expr
	for _, t := range list {
		x := e.typeOf(t)
		if x == nil {
			return nil, false
		}
		xs = append(xs, x)
	}
	return xs, true
}
