package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// readTables puts functions in the place of what is read from tables and might be called.
func (l *lowerer) readTables(body *ast.BlockStmt) {
	if len(l.tables) == 0 {
		return
	}
	runs := l.runVariables(body)
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.RangeStmt); ok {
			l.rangeTable(s, runs)
		}
		return true
	})
	for _, s := range l.slots(body) {
		if e := l.element(*s.at, s.several); e != nil {
			*s.at = e
		}
	}
}

// readsTables reports whether a body reads a table.
func (l *lowerer) readsTables(body *ast.BlockStmt) bool {
	read := map[*types.Var]bool{}
	if len(l.tables) > 0 {
		l.readIn(body, read)
	}
	return len(read) > 0
}

// element returns what stands for an expression that reads a table, or nil. several says that it tells
// whether there is such an element, too.
func (l *lowerer) element(e ast.Expr, several bool) ast.Expr {
	id := l.holder(e)
	if id == nil {
		return nil
	}
	t := l.tables[l.info.Uses[id].(*types.Var)]
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if isFunc(t.v.Type()) {
			return l.again(t.entries[0].fun, e)
		}
	case *ast.SelectorExpr:
		for _, entry := range t.entries {
			if entry.field == l.info.Uses[e.Sel] {
				return l.again(entry.fun, e)
			}
		}
	case *ast.IndexExpr:
		key := l.info.Types[e.Index].Value
		for _, entry := range t.entries {
			if key != nil && !several && entry.fun != nil && constant.Compare(key, token.EQL, entry.key) {
				return l.again(entry.fun, e)
			}
		}
		if l.chooseable(t) {
			m := &lookup{l: l, t: t, index: e.Index, several: several}
			return m.call(e)
		}
	}
	return nil
}

// again makes another expression for a known function of a table, in the place of one that reads it.
func (l *lowerer) again(fun, instead ast.Expr) ast.Expr {
	if lit, ok := fun.(*ast.FuncLit); ok {
		return clone(l, lit)
	}
	return l.useAt(l.info.Uses[fun.(*ast.Ident)], instead)
}

// chooseable reports whether a table has few functions enough.
func (l *lowerer) chooseable(t *table) bool {
	seen := map[any]bool{}
	for _, e := range t.entries {
		if e.fun != nil {
			if id, ok := e.fun.(*ast.Ident); ok {
				seen[l.info.Uses[id]] = true
			} else {
				seen[l.source(e.fun.(*ast.FuncLit))] = true
			}
		}
	}
	return len(seen) > 0 && len(seen) <= bounds.options
}

// rangeTable makes a loop over a table's elements that are called one over its keys.
func (l *lowerer) rangeTable(s *ast.RangeStmt, runs map[types.Object]bool) {
	id := tableName(s.X)
	elem := tableName(s.Value)
	if id == nil || elem == nil || s.Tok != token.DEFINE {
		return
	}
	v, _ := l.info.Uses[id].(*types.Var)
	t := l.tables[v]
	if t == nil || !runs[l.info.Defs[elem]] || !l.chooseable(t) {
		return
	}
	key, ok := l.info.Defs[tableName(s.Key)].(*types.Var)
	if !ok || isBlank(s.Key) {
		key = l.variable("key", keyOf(l.info.TypeOf(s.X)))
		name := ast.NewIdent(key.Name())
		l.info.Defs[name] = key
		s.Key = name
	}
	m := &lookup{l: l, t: t, index: l.use(key), sure: true}
	first := &ast.AssignStmt{Lhs: []ast.Expr{elem}, TokPos: s.TokPos, Tok: token.DEFINE, Rhs: []ast.Expr{m.call(s.X)}}
	s.Value = nil
	s.Body.List = append([]ast.Stmt{first}, s.Body.List...)
}

func keyOf(t types.Type) types.Type {
	if m, ok := t.Underlying().(*types.Map); ok {
		return m.Key()
	}
	return types.Typ[types.Int]
}

// A lookup makes a call of a literal that returns an element of a table.
type lookup struct {
	l       *lowerer
	t       *table
	index   ast.Expr
	several bool // it also says whether there is one
	sure    bool // there is one
}

func (m *lookup) call(instead ast.Expr) ast.Expr {
	l := m.l
	typ := m.t.v.Type()
	_, isMap := typ.Underlying().(*types.Map)
	key := l.variable("key", types.Default(l.info.TypeOf(m.index)))
	if isMap {
		key = l.variable("key", keyOf(typ))
	}
	results := []*types.Var{l.variable("element", elemOf(typ.Underlying()))}
	if m.several {
		results = append(results, l.variable("present", types.Typ[types.Bool]))
	}
	exhaustive := m.t.full && (m.sure || !isMap)
	body := m.body(key, exhaustive)
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(key), types.NewTuple(results...), false)
	fun := &ast.FuncType{Func: instead.Pos(), Params: l.fields(true, key), Results: l.fields(false, results...)}
	lit := &ast.FuncLit{Type: fun, Body: &ast.BlockStmt{Lbrace: instead.Pos(), List: body, Rbrace: instead.Pos()}}
	l.typed(fun, sig)
	l.typed(lit, sig)
	call := &ast.CallExpr{Fun: lit, Args: []ast.Expr{m.index}}
	l.typed(call, sig.Results())
	if !m.several {
		l.typed(call, results[0].Type())
	}
	return call
}

// body tells the keys apart. Where none is known, the element is nil or, if there always is one, the call panics.
func (m *lookup) body(key *types.Var, exhaustive bool) []ast.Stmt {
	l := m.l
	var out []ast.Stmt
	for _, e := range m.t.entries {
		if e.fun == nil && !m.several {
			continue
		}
		is := &ast.BinaryExpr{X: l.use(key), Op: token.EQL, Y: l.constant(e.key, key.Type())}
		l.typed(is, types.Typ[types.Bool])
		out = append(out, when(is, m.gives(e, true)))
	}
	switch {
	case exhaustive && m.sure:
		last := len(out) - 1
		out[last] = out[last].(*ast.IfStmt).Body.List[0]
	case exhaustive:
		out = append(out, l.panics(l.constant(constant.MakeString("index out of range"), types.Typ[types.String])))
	default:
		out = append(out, m.gives(entry{}, false))
	}
	return out
}

// gives returns an element.
func (m *lookup) gives(e entry, present bool) ast.Stmt {
	s := &ast.ReturnStmt{}
	if e.fun != nil {
		s.Results = append(s.Results, m.l.again(e.fun, e.at))
	} else {
		s.Results = append(s.Results, m.l.null())
	}
	if m.several {
		s.Results = append(s.Results, m.l.boolean(present))
	}
	return s
}
