package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// A table is a variable that nobody writes and that holds known functions: as elements of a map, a slice or
// an array, in fields of a struct, or as its value.
type table struct {
	v       *types.Var
	value   ast.Expr // what the declaration gives it
	entries []entry
	full    bool // of a slice or an array: it has no element besides
}

// An entry is a function in a table.
type entry struct {
	key   constant.Value // of an element
	field *types.Var     // of a struct
	fun   ast.Expr       // as known returns it; nil for nil
	at    ast.Expr       // in the declaration
}

// findTables finds the tables among the package's variables. A variable that others can reach they may write;
// tests do not count.
func (l *lowerer) findTables(files []*ast.File) {
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.VAR {
				for _, s := range d.Specs {
					l.addTables(s.(*ast.ValueSpec))
				}
			}
		}
	}
	if len(l.tables) == 0 {
		return
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); !ok || !l.apart(fd) {
				for v := range l.misused(d) {
					delete(l.tables, v)
				}
			}
		}
	}
}

func (l *lowerer) addTables(s *ast.ValueSpec) {
	if len(s.Names) != len(s.Values) {
		return
	}
	for i, id := range s.Names {
		v, ok := l.info.Defs[id].(*types.Var)
		if !ok || v.Name() == "_" || v.Exported() && l.pkg.Name() != "main" {
			continue
		}
		if t := l.tableOf(v, s.Values[i]); t != nil {
			l.tables[v] = t
		}
	}
}

// tableOf returns the table that a variable is if it keeps the value e; or nil.
func (l *lowerer) tableOf(v *types.Var, e ast.Expr) *table {
	t := &table{v: v, value: e}
	if isFunc(v.Type()) {
		fun := l.known(e)
		if _, literal := fun.(*ast.FuncLit); literal {
			return nil // it is there to be replaced
		}
		if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
			if run := l.runOf(call); run != nil && run.Kept {
				fun = l.known(call.Args[0])
			}
		}
		if fun == nil {
			return nil
		}
		t.entries = []entry{{fun: fun, at: e}}
		return t
	}
	lit := composite(e)
	if lit == nil {
		return nil
	}
	if s, ok := l.info.TypeOf(lit).Underlying().(*types.Struct); ok {
		t.entries = l.fieldsOf(lit, s)
	} else if !l.elementsOf(lit, t) {
		return nil
	}
	if !slices.ContainsFunc(t.entries, func(e entry) bool { return e.fun != nil }) {
		return nil
	}
	return t
}

// composite returns the composite literal that e is, or has the address of.
func composite(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// fieldsOf returns the known functions in the fields of a struct.
func (l *lowerer) fieldsOf(lit *ast.CompositeLit, s *types.Struct) []entry {
	var found []entry
	for i, e := range lit.Elts {
		var field *types.Var
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			field, _ = l.info.Uses[kv.Key.(*ast.Ident)].(*types.Var)
			e = kv.Value
		} else {
			field = s.Field(i)
		}
		if fun := l.known(e); fun != nil && field != nil {
			found = append(found, entry{field: field, fun: fun, at: e})
		}
	}
	return found
}

// elementsOf adds the elements of a map, a slice or an array to t. It reports whether all of them are known.
func (l *lowerer) elementsOf(lit *ast.CompositeLit, t *table) bool {
	typ := l.info.TypeOf(lit).Underlying()
	elem := elemOf(typ)
	if elem == nil || !isFunc(elem) {
		return false
	}
	next := int64(0)
	for _, e := range lit.Elts {
		key := constant.MakeInt64(next)
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			key, e = l.info.Types[kv.Key].Value, kv.Value
			if key == nil {
				return false
			}
		}
		fun := l.known(e)
		if fun == nil && !l.info.Types[e].IsNil() {
			return false
		}
		t.entries = append(t.entries, entry{key: key, fun: fun, at: e})
		if n, exact := constant.Int64Val(constant.ToInt(key)); exact {
			next = n + 1
		}
		t.full = t.full || fun != nil
	}
	for _, e := range t.entries {
		t.full = t.full && e.fun != nil
	}
	if a, ok := typ.(*types.Array); ok {
		next = a.Len()
	}
	_, isMap := typ.(*types.Map)
	t.full = t.full && (isMap || next == int64(len(t.entries)))
	return true
}

// elemOf returns the type of the elements of a map, a slice or an array whose keys are numbers or strings; or nil.
func elemOf(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Map:
		if isBasic(t.Key()) {
			return t.Elem()
		}
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	}
	return nil
}

// misused finds the tables with which n does something else than to read an element, to go over them, or
// to count them.
func (l *lowerer) misused(n ast.Node) map[*types.Var]bool {
	found := map[*types.Var]bool{}
	fine := map[*ast.Ident]bool{}
	writes := func(e ast.Expr) {
		if sel, ok := e.(*ast.SelectorExpr); ok && !isFunc(l.info.TypeOf(sel)) {
			return
		}
		if id := l.holder(e); id != nil {
			found[l.info.Uses[id].(*types.Var)] = true
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				writes(x)
			}
		case *ast.RangeStmt:
			writes(n.Key)
			writes(n.Value)
			fine[tableName(n.X)] = true
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				writes(n.X)
			}
		case *ast.CallExpr:
			if l.builtin(n) == "len" {
				fine[tableName(n.Args[0])] = true
			}
		case *ast.IndexExpr, *ast.SelectorExpr:
			fine[l.holder(n.(ast.Expr))] = true
		case *ast.Ident:
			v, ok := l.info.Uses[n].(*types.Var)
			if ok && l.tables[v] != nil && !fine[n] && !isFunc(v.Type()) {
				found[v] = true
			}
		}
		return true
	})
	return found
}

func tableName(e ast.Expr) *ast.Ident {
	id, _ := ast.Unparen(e).(*ast.Ident)
	return id
}

// holder returns the name of the table that e is, or is an element or a field of; or nil.
func (l *lowerer) holder(e ast.Expr) *ast.Ident {
	if e == nil {
		return nil
	}
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.IndexExpr:
		id = tableName(e.X)
	case *ast.SelectorExpr:
		if s := l.info.Selections[e]; s != nil && s.Kind() == types.FieldVal && len(s.Index()) == 1 {
			id = tableName(e.X)
		}
	}
	if id == nil {
		return nil
	}
	if v, ok := l.info.Uses[id].(*types.Var); !ok || l.tables[v] == nil {
		return nil
	}
	return id
}
