package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// localTables finds the tables among the variables that a body declares, and puts their literals in variables,
// so that there is one of each.
func (l *lowerer) localTables(body *ast.BlockStmt) []*table {
	var found []*table
	eachList(body, func(list *[]ast.Stmt) {
		for _, s := range *list {
			if t := l.declares(s); t != nil {
				l.tables[t.v] = t
				found = append(found, t)
			}
		}
	})
	if len(found) == 0 {
		return nil
	}
	misused := l.misused(body)
	kept := found[:0]
	for _, t := range found {
		if misused[t.v] {
			delete(l.tables, t.v)
		} else {
			kept = append(kept, t)
		}
	}
	eachList(body, func(list *[]ast.Stmt) {
		var out []ast.Stmt
		for _, s := range *list {
			if t := l.declares(s); t != nil && l.tables[t.v] != nil {
				out = append(out, l.literalsOf(l.tables[t.v])...)
			}
			out = append(out, s)
		}
		*list = out
	})
	return kept
}

// eachList calls visit for the lists of statements in a body.
func eachList(body *ast.BlockStmt, visit func(*[]ast.Stmt)) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			visit(&n.List)
		case *ast.CaseClause:
			visit(&n.Body)
		case *ast.CommClause:
			visit(&n.Body)
		}
		return true
	})
}

// declares returns the table that a statement declares, if it declares nothing else.
func (l *lowerer) declares(s ast.Stmt) *table {
	var name, value ast.Expr
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE && len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			name, value = s.Lhs[0], s.Rhs[0]
		}
	case *ast.DeclStmt:
		if d := s.Decl.(*ast.GenDecl); d.Tok == token.VAR && len(d.Specs) == 1 {
			if spec := d.Specs[0].(*ast.ValueSpec); len(spec.Names) == 1 && len(spec.Values) == 1 {
				name, value = spec.Names[0], spec.Values[0]
			}
		}
	}
	if name == nil || composite(value) == nil {
		return nil
	}
	v, ok := l.info.Defs[name.(*ast.Ident)].(*types.Var)
	if !ok || v.Name() == "_" {
		return nil
	}
	return l.tableOf(v, value)
}

// literalsOf makes statements that put a table's literals in variables, which stand for them from here on.
func (l *lowerer) literalsOf(t *table) []ast.Stmt {
	var out []ast.Stmt
	for i, e := range t.entries {
		lit, ok := e.fun.(*ast.FuncLit)
		if !ok {
			continue
		}
		v := l.variable("element", l.info.TypeOf(lit))
		out = append(out, l.define(lit, v))
		t.entries[i].fun = l.use(v)
		t.entries[i].at = t.entries[i].fun
		l.replace(t.value, e.at, t.entries[i].fun)
	}
	return out
}

// replace puts another element or field in a composite literal.
func (l *lowerer) replace(value, old, with ast.Expr) {
	lit := composite(value)
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Value == old {
			kv.Value = with
		} else if e == old {
			lit.Elts[i] = with
		}
	}
}

// empty takes the functions out of the local tables that are not read any more.
func (l *lowerer) empty(tables []*table, body *ast.BlockStmt) {
	if len(tables) == 0 {
		return
	}
	read := map[*types.Var]bool{}
	l.readIn(body, read)
	for _, t := range tables {
		if !read[t.v] {
			for _, e := range t.entries {
				l.replace(t.value, e.at, l.null())
			}
		}
	}
}
