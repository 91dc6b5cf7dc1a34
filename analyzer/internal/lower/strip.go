package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// strip takes the functions out of the package's tables of which elements were read, and none are any more: it
// adds what becomes of their declarations to lowered.
func (l *lowerer) strip(files []*ast.File, lowered map[ast.Decl]ast.Decl) {
	before, read := map[*types.Var]bool{}, map[*types.Var]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && l.apart(fd) {
				continue
			}
			l.readIn(d, before)
			if out := lowered[d]; out != nil {
				d = out
			}
			l.readIn(d, read)
		}
	}
	maps.DeleteFunc(before, func(v *types.Var, _ bool) bool { return read[v] })
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.VAR {
				if out := l.stripped(d, before); out != nil {
					lowered[d] = out
				}
			}
		}
	}
}

// readIn finds the tables whose functions n reads.
func (l *lowerer) readIn(n ast.Node, read map[*types.Var]bool) {
	fine := map[*ast.Ident]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if n.Value == nil || isBlank(n.Value) {
				fine[tableName(n.X)] = true
			}
		case *ast.CallExpr:
			if l.builtin(n) == "len" {
				fine[tableName(n.Args[0])] = true
			}
		case *ast.SelectorExpr:
			if id := l.holder(n); id != nil && !isFunc(l.info.TypeOf(n)) {
				fine[id] = true
			}
		case *ast.Ident:
			if v, ok := l.info.Uses[n].(*types.Var); ok && !fine[n] && l.tables[v] != nil {
				read[v] = true
			}
		}
		return true
	})
}

// stripped returns a declaration without the functions of some tables, or nil if it declares none of them.
func (l *lowerer) stripped(d *ast.GenDecl, tables map[*types.Var]bool) ast.Decl {
	out := *d
	out.Specs = slices.Clone(d.Specs)
	found := false
	for i, s := range out.Specs {
		spec := *s.(*ast.ValueSpec)
		spec.Values = slices.Clone(spec.Values)
		out.Specs[i] = &spec
		for j, id := range spec.Names {
			v, _ := l.info.Defs[id].(*types.Var)
			if t := l.tables[v]; t != nil && tables[v] {
				found = true
				spec.Values[j] = l.without(t, spec.Values[j])
				l.initialize(v, spec.Values[j])
			}
		}
	}
	if !found {
		return nil
	}
	return &out
}

// without returns a copy of what declares a table with nil in the place of its functions.
func (l *lowerer) without(t *table, e ast.Expr) ast.Expr {
	for _, entry := range t.entries {
		if entry.at == e {
			return l.null()
		}
	}
	var out ast.Expr
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.without(t, e.X)
	case *ast.UnaryExpr:
		u := *e
		u.X = l.without(t, e.X)
		out = &u
	case *ast.CompositeLit:
		lit := *e
		lit.Elts = slices.Clone(e.Elts)
		for i, elt := range lit.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				pair := *kv
				pair.Value = l.without(t, kv.Value)
				lit.Elts[i] = &pair
			} else {
				lit.Elts[i] = l.without(t, elt)
			}
		}
		out = &lit
	default:
		return e
	}
	l.info.Types[out] = l.info.Types[e]
	return out
}

// initialize sets what a variable of the package is given first.
func (l *lowerer) initialize(v *types.Var, value ast.Expr) {
	order := slices.Clone(l.info.InitOrder)
	for i, first := range order {
		if len(first.Lhs) == 1 && first.Lhs[0] == v {
			order[i] = &types.Initializer{Lhs: first.Lhs, Rhs: value}
		}
	}
	l.info.InitOrder = order
}
