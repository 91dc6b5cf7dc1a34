package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// choiceOf returns what is known of the variable that e names, if it holds one of several functions.
func (l *lowerer) choiceOf(e ast.Expr) *choice {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := l.info.Uses[id].(*types.Var); ok {
			return l.choices[v]
		}
	}
	return nil
}

// selectors declares what goes with variables that hold one of several functions.
func (l *lowerer) selectors(vars ...*types.Var) []ast.Stmt {
	var out []ast.Stmt
	for _, v := range vars {
		c := l.choices[v]
		if c == nil {
			continue
		}
		out = append(out, l.declare(c.selector))
		for _, o := range c.options {
			for _, in := range o.captured {
				out = append(out, l.declare(in.copy))
			}
		}
	}
	return out
}

// selects makes what goes with an assignment: the selectors of the variables are set. Those that it
// declares, and that are given a variable that holds one of several functions, hold one of the same.
func (l *lowerer) selects(s *ast.AssignStmt) []ast.Stmt {
	var out []ast.Stmt
	for i, x := range s.Lhs {
		var value ast.Expr
		if len(s.Lhs) == len(s.Rhs) {
			value = s.Rhs[i]
		}
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			out = append(out, l.selected(id, value)...)
		}
	}
	return out
}

// specifies is selects for a declaration.
func (l *lowerer) specifies(s *ast.ValueSpec) []ast.Stmt {
	var out []ast.Stmt
	for i, id := range s.Names {
		var value ast.Expr
		if len(s.Names) == len(s.Values) {
			value = s.Values[i]
		}
		out = append(out, l.selected(id, value)...)
	}
	return out
}

// selected sets the selector of the variable that id names, which is given a value, if one can be seen.
func (l *lowerer) selected(id *ast.Ident, value ast.Expr) []ast.Stmt {
	v, defined := l.info.Defs[id].(*types.Var)
	if !defined {
		v, _ = l.info.Uses[id].(*types.Var)
	}
	var out []ast.Stmt
	if defined {
		out = l.selectors(v)
	}
	if value == nil {
		return out
	}
	if defined {
		out = append(out, l.follow(v, value)...)
	}
	return append(out, l.sets(v, value)...)
}

// sets sets the selector of v, which is given e.
func (l *lowerer) sets(v *types.Var, e ast.Expr) []ast.Stmt {
	c := l.choices[v]
	if c == nil {
		return nil
	}
	if l.info.Types[e].IsNil() {
		return []ast.Stmt{l.assign(c.selector, l.number(0))}
	}
	key := l.key(e)
	for i, o := range c.options {
		if key == nil || o.key != key {
			continue
		}
		out := []ast.Stmt{l.assign(c.selector, l.number(i+1))}
		if len(o.captured) > 0 {
			ids := identifiers(l.known(e))
			for _, in := range o.captured {
				out = append(out, l.assign(in.copy, l.use(l.info.Uses[ids[in.at]])))
			}
		}
		return out
	}
	return nil
}

// follow notes that v, which is given e and nothing else, holds one of several functions if e does.
func (l *lowerer) follow(v *types.Var, e ast.Expr) []ast.Stmt {
	from := l.choiceOf(e)
	if from == nil || !l.once[v] {
		return nil
	}
	c := *from
	c.selector = l.variable("selected", types.Typ[types.Int])
	l.choices[v] = &c
	return []ast.Stmt{l.define(l.use(from.selector), c.selector)}
}

// compared asks the selectors where variables are compared with nil.
func (l *lowerer) compared(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		e, ok := n.(*ast.BinaryExpr)
		if !ok || e.Op != token.EQL && e.Op != token.NEQ {
			return true
		}
		c := l.choiceOf(e.X)
		if c == nil {
			c = l.choiceOf(e.Y)
		}
		if c != nil {
			e.X, e.Y = l.use(c.selector), l.number(0)
		}
		return true
	})
}
