package truth

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

func (in *instrumenter) stmts(list []ast.Stmt) []ast.Stmt {
	var out []ast.Stmt
	after := in.after
	for i, s := range list {
		in.after = nil
		if i == len(list)-1 {
			in.after = after
		} else if l, ok := list[i+1].(*ast.LabeledStmt); ok {
			in.after = []string{"goto " + l.Label.Name}
		}
		out = append(out, in.stmt(s)...)
	}
	in.after = after
	return out
}

func (in *instrumenter) block(b *ast.BlockStmt) {
	if b != nil {
		b.List = in.stmts(b.List)
	}
}

// use marks e as a condition that the program depends on.
func (in *instrumenter) use(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	return lab("Use", lab("Begin"), in.expr(e))
}

// simple rewrites a statement that stays one statement.
func (in *instrumenter) simple(s ast.Stmt) ast.Stmt {
	if s == nil {
		return nil
	}
	return in.stmt(s)[0]
}

func (in *instrumenter) stmt(s ast.Stmt) []ast.Stmt {
	label := in.label
	in.label = ""
	switch s := s.(type) {
	case *ast.AssignStmt:
		return in.assign(s)
	case *ast.ExprStmt:
		dropped := isBool(in.info.TypeOf(s.X))
		s.X = in.expr(s.X)
		if dropped {
			s.X = lab("Drop", lab("Begin"), s.X)
		}
	case *ast.DeclStmt:
		in.genDecl(s.Decl.(*ast.GenDecl))
	case *ast.ReturnStmt:
		for i, e := range s.Results {
			if in.root && isBool(in.info.TypeOf(e)) {
				s.Results[i] = in.use(e)
			} else {
				s.Results[i] = in.expr(e)
			}
		}
	case *ast.IfStmt:
		before := in.init(&s.Init)
		if s.Else == nil && in.vain(s.Body.List) {
			s.Cond = lab("Vain", lab("Begin"), in.expr(s.Cond))
		} else {
			s.Cond = in.use(s.Cond)
		}
		in.block(s.Body)
		if s.Else != nil {
			s.Else = in.stmt(s.Else)[0]
		}
		return grouped(before, s)
	case *ast.BlockStmt:
		if label != "" {
			defer in.leads("break " + label)()
		}
		in.block(s)
	case *ast.LabeledStmt:
		return in.labeled(s)
	case *ast.ForStmt:
		enter, tick := in.loop(s, s.Cond != nil && constantBound(s.Cond))
		s.Init = in.simple(s.Init)
		s.Cond = in.use(s.Cond)
		s.Post = in.simple(s.Post)
		in.loopBody(s.Body, label, tick)
		return []ast.Stmt{enter, s}
	case *ast.RangeStmt:
		enter, tick := in.loop(s, in.knownLength(s.X))
		s.X = in.ranged(s.X)
		in.loopBody(s.Body, label, tick)
		return []ast.Stmt{enter, s}
	case *ast.SwitchStmt:
		defer in.leads("break", "break "+label)()
		return in.switchStmt(s)
	case *ast.TypeSwitchStmt:
		defer in.leads("break", "break "+label)()
		before := in.init(&s.Init)
		look := in.looksBehind(s)
		s.Assign = in.simple(s.Assign)
		if look {
			x := typeAsserted(s.Assign)
			x.X = lab("Look", x.X)
		}
		for _, c := range s.Body.List {
			in.clause(c.(*ast.CaseClause), func(e ast.Expr) ast.Expr { return in.expr(e) })
		}
		return grouped(before, s)
	case *ast.SelectStmt:
		defer in.leads("break", "break "+label)()
		return in.selectStmt(s)
	case *ast.DeferStmt:
		if lit, ok := s.Call.Fun.(*ast.FuncLit); ok {
			sig := in.info.TypeOf(lit).(*types.Signature)
			in.funcLit(lit, "Deferred")
			in.args(s.Call, sig)
		} else {
			s.Call = in.callStmt(s.Call)
		}
	case *ast.GoStmt:
		// One schedule is enough to show that an execution exists: at once.
		run := &ast.FuncLit{
			Type: &ast.FuncType{Params: &ast.FieldList{}},
			Body: &ast.BlockStmt{List: []ast.Stmt{&ast.ExprStmt{X: in.callStmt(s.Call)}}},
		}
		return []ast.Stmt{&ast.ExprStmt{X: lab("Go", run)}}
	case *ast.SendStmt:
		send := lab("Send", in.expr(s.Chan))
		return []ast.Stmt{&ast.ExprStmt{X: &ast.CallExpr{Fun: send, Args: []ast.Expr{in.expr(s.Value)}}}}
	}
	return []ast.Stmt{s}
}

func (in *instrumenter) callStmt(c *ast.CallExpr) *ast.CallExpr { return in.expr(c).(*ast.CallExpr) }

// grouped puts statements in front of s without letting their names out.
func grouped(before []ast.Stmt, s ast.Stmt) []ast.Stmt {
	if len(before) == 0 {
		return []ast.Stmt{s}
	}
	return []ast.Stmt{&ast.BlockStmt{List: append(before, s)}}
}

// init rewrites the init of a statement. What it returns must run before the
// statement, instead of the init.
func (in *instrumenter) init(s *ast.Stmt) []ast.Stmt {
	if *s == nil {
		return nil
	}
	out := in.stmt(*s)
	if len(out) == 1 {
		*s = out[0]
		return nil
	}
	*s = nil
	return out
}

// labeled rewrites a labelled statement. The label stays with the statement
// proper; a goto back to it is a loop.
func (in *instrumenter) labeled(s *ast.LabeledStmt) []ast.Stmt {
	if in.back[in.info.Defs[s.Label]] {
		enter, tick := in.loop(s, false)
		return append([]ast.Stmt{enter, &ast.LabeledStmt{Label: s.Label, Stmt: tick}}, in.stmt(s.Stmt)...)
	}
	in.label = s.Label.Name
	list := in.stmt(s.Stmt)
	_, plain := s.Stmt.(*ast.BlockStmt)
	place := &list[len(list)-1]
	for block, ok := (*place).(*ast.BlockStmt); ok && !plain; block, ok = (*place).(*ast.BlockStmt) {
		place = &block.List[len(block.List)-1]
	}
	s.Stmt = *place
	*place = s
	return list
}

// leads adds jumps that lead where the current list's end leads.
func (in *instrumenter) leads(jumps ...string) (undo func()) {
	old := in.after
	in.after = append(slices.DeleteFunc(slices.Clone(old), func(j string) bool { return slices.Contains(jumps, j) }), jumps...)
	return func() { in.after = old }
}

func (in *instrumenter) genDecl(d *ast.GenDecl) {
	if d.Tok != token.VAR {
		return
	}
	for _, spec := range d.Specs {
		vs := spec.(*ast.ValueSpec)
		for i, v := range vs.Values {
			if len(vs.Names) == len(vs.Values) {
				vs.Values[i] = in.value(v, in.info.Defs[vs.Names[i]].(*types.Var))
			} else {
				vs.Values[i] = in.expr(v)
			}
		}
		vs.Type = in.expr(vs.Type)
	}
}
