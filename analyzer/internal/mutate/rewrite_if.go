package mutate

import (
	"go/ast"
	"go/token"
)

// invertIf swaps the branches of an if statement and negates its condition.
func invertIf(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		i, ok := s.(*ast.IfStmt)
		if !ok || !e.take() {
			return nil
		}
		then, isBlock := i.Else.(*ast.BlockStmt)
		if !isBlock {
			then = block()
			if i.Else != nil {
				then.List = []ast.Stmt{i.Else}
			}
		}
		i.Cond, i.Body, i.Else = not(i.Cond), then, i.Body
		return nil
	})
}

// switchForIf writes switch { case c: ... default: ... } for if c { ... } else { ... }.
func switchForIf(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		i, ok := s.(*ast.IfStmt)
		if !ok || flowOf(i).breaks || !e.take() {
			return nil
		}
		clauses := []ast.Stmt{&ast.CaseClause{List: []ast.Expr{i.Cond}, Body: i.Body.List}}
		if i.Else != nil {
			rest := []ast.Stmt{i.Else}
			if b, ok := i.Else.(*ast.BlockStmt); ok {
				rest = b.List
			}
			clauses = append(clauses, &ast.CaseClause{Body: rest})
		}
		return []ast.Stmt{&ast.SwitchStmt{Init: i.Init, Body: block(clauses...)}}
	})
}

// ifForSwitch writes if a || b { ... } else if ... for switch { case a, b: ... }.
func ifForSwitch(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		sw, ok := s.(*ast.SwitchStmt)
		if !ok || sw.Tag != nil || !plain(sw) || !e.take() {
			return nil
		}
		return []ast.Stmt{chain(sw, func(x ast.Expr) ast.Expr { return x })}
	})
}

// ifForTagged writes t := x; if t == a || t == b { ... } for switch x { case a, b: ... }.
func ifForTagged(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		sw, ok := s.(*ast.SwitchStmt)
		if !ok || sw.Tag == nil || !plain(sw) || !e.take() {
			return nil
		}
		tag := e.fresh()
		list := []ast.Stmt{define(sw.Tag, tag)}
		if sw.Init != nil {
			list = append([]ast.Stmt{sw.Init}, list...)
			sw.Init = nil
		}
		equal := func(x ast.Expr) ast.Expr { return &ast.BinaryExpr{X: tag, Op: token.EQL, Y: paren(x)} }
		return []ast.Stmt{block(append(list, chain(sw, equal))...)}
	})
}

// plain reports whether a switch has tests, and no clause is left by break, fallthrough or to a label.
func plain(sw *ast.SwitchStmt) bool {
	tests := false
	for _, c := range sw.Body.List {
		c := c.(*ast.CaseClause)
		tests = tests || c.List != nil
		if f := flowOf(c.Body...); f.breaks || f.falls || f.labels {
			return false
		}
	}
	return tests
}

// chain returns a switch's clauses as if statements, the default last.
func chain(sw *ast.SwitchStmt, test func(ast.Expr) ast.Expr) ast.Stmt {
	first := &ast.IfStmt{Init: sw.Init}
	last := first
	var otherwise *ast.BlockStmt
	for _, c := range sw.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			otherwise = block(c.Body...)
			continue
		}
		if last.Cond != nil {
			next := &ast.IfStmt{}
			last.Else, last = next, next
		}
		for _, x := range c.List {
			if last.Cond == nil {
				last.Cond = test(x)
			} else {
				last.Cond = &ast.BinaryExpr{X: last.Cond, Op: token.LOR, Y: test(x)}
			}
		}
		last.Body = block(c.Body...)
	}
	if otherwise != nil {
		last.Else = otherwise
	}
	return first
}

// nestRest writes if c { return } else { rest } for if c { return }; rest.
func nestRest(e *edit) {
	e.eachList(func(list []ast.Stmt) []ast.Stmt {
		for at := len(list) - 2; at >= 0; at-- {
			i, ok := list[at].(*ast.IfStmt)
			rest := list[at+1:]
			if ok && i.Else == nil && e.leavesAtEnd(i.Body.List) && !flowOf(rest...).labels && e.take() {
				i.Else = block(rest...)
				list = list[:at+1]
			}
		}
		return list
	})
}

// leavesAtEnd reports whether control never reaches what stands behind the block of a list.
func (p *Package) leavesAtEnd(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	if b, ok := list[len(list)-1].(*ast.BranchStmt); ok && b.Tok != token.FALLTHROUGH {
		return true
	}
	return p.endsInside(list)
}

// splitAnd writes if a { if b { ... } } for if a && b { ... }.
func splitAnd(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		i, ok := s.(*ast.IfStmt)
		if !ok || i.Else != nil {
			return nil
		}
		if and, ok := ast.Unparen(i.Cond).(*ast.BinaryExpr); ok && and.Op == token.LAND && e.take() {
			inner := &ast.IfStmt{Cond: and.Y, Body: i.Body}
			i.Cond, i.Body = and.X, block(inner)
		}
		return nil
	})
}

// liftInit writes { x := f(); if x ... } for if x := f(); x ..., and the same for switch.
func liftInit(e *edit) {
	e.eachStmt(func(s ast.Stmt) []ast.Stmt {
		var init *ast.Stmt
		switch s := s.(type) {
		case *ast.IfStmt:
			init = &s.Init
		case *ast.SwitchStmt:
			init = &s.Init
		}
		if init == nil || *init == nil || !e.take() {
			return nil
		}
		first := *init
		*init = nil
		return []ast.Stmt{block(first, s)}
	})
}
