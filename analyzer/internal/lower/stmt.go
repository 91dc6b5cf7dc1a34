package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

func (f *frame) list(list []ast.Stmt) []ast.Stmt {
	out := make([]ast.Stmt, 0, len(list))
	for _, s := range list {
		out = append(out, f.stmt(s)...)
	}
	return out
}

func (f *frame) block(b *ast.BlockStmt) {
	if b != nil {
		b.List = f.list(b.List)
	}
}

// stmt rewrites a statement. Of what it returns the last is the statement itself, if it is still there.
func (f *frame) stmt(s ast.Stmt) []ast.Stmt {
	return append(f.l.mark(s), f.unmarked(s)...)
}

// unmarked is stmt but for the mark.
func (f *frame) unmarked(s ast.Stmt) []ast.Stmt {
	label := f.label
	f.label = nil
	switch s := s.(type) {
	case *ast.BlockStmt:
		f.block(s)
	case *ast.LabeledStmt:
		return f.labeled(s)
	case *ast.ExprStmt:
		return f.exprStmt(s)
	case *ast.SendStmt:
		return append(f.operands(&s.Chan, &s.Value), s)
	case *ast.IncDecStmt:
		return append(f.operands(f.l.place(&s.X)...), s)
	case *ast.AssignStmt:
		pre := f.assignment(s)
		return append(append(pre, f.l.selects(s)...), s)
	case *ast.DeclStmt:
		return f.declaration(s)
	case *ast.ReturnStmt:
		return f.returned(s)
	case *ast.GoStmt:
		return f.goes(s)
	case *ast.DeferStmt:
		return f.deferred(s)
	case *ast.IfStmt:
		return f.ifStmt(s)
	case *ast.ForStmt:
		return f.forStmt(s)
	case *ast.RangeStmt:
		return f.rangeStmt(s, label)
	case *ast.SwitchStmt:
		return f.switchStmt(s)
	case *ast.TypeSwitchStmt:
		pre := f.init(&s.Init)
		switch a := s.Assign.(type) {
		case *ast.ExprStmt:
			pre = f.after(pre, &s.Init, f.operands(&a.X))
		case *ast.AssignStmt:
			pre = f.after(pre, &s.Init, f.operands(&a.Rhs[0]))
		}
		f.clauses(s.Body)
		return append(pre, s)
	case *ast.SelectStmt:
		pre := f.operands(communications(s.Body)...)
		f.clauses(s.Body)
		return append(pre, s)
	}
	return []ast.Stmt{s}
}

// init rewrites the init statement of another one, and returns what comes before it. A definition stays
// where it is: it may be of variables that each round of a loop has for itself.
func (f *frame) init(s *ast.Stmt) []ast.Stmt {
	if *s == nil {
		return nil
	}
	list := f.stmt(*s)
	last := len(list) - 1
	if list[last] == *s {
		return list[:last]
	}
	*s = nil
	return list
}

// after adds to what stands before a statement; its init statement comes first.
func (f *frame) after(pre []ast.Stmt, init *ast.Stmt, more []ast.Stmt) []ast.Stmt {
	if len(more) > 0 && *init != nil {
		pre = append(pre, *init)
		*init = nil
	}
	return append(pre, more...)
}

func (f *frame) clauses(b *ast.BlockStmt) {
	for _, c := range b.List {
		switch c := c.(type) {
		case *ast.CaseClause:
			for i := range c.List {
				f.literals(c.List[i])
			}
			c.Body = f.list(c.Body)
		case *ast.CommClause:
			if c.Comm != nil {
				f.literals(c.Comm)
			}
			c.Body = append(f.l.mark(c.Comm), f.list(c.Body)...)
		}
	}
}

// labeled keeps the label at its statement. Where that has become several, what goes to the label
// starts with the first of them.
func (f *frame) labeled(s *ast.LabeledStmt) []ast.Stmt {
	f.label, _ = f.l.info.Defs[s.Label].(*types.Label)
	list := f.stmt(s.Stmt)
	last := list[len(list)-1]
	switch last.(type) {
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
	default:
		s.Stmt = &ast.BlockStmt{List: list}
		return []ast.Stmt{s}
	}
	if len(list) == 1 {
		s.Stmt = last
		return []ast.Stmt{s}
	}
	old, _ := f.l.info.Defs[s.Label].(*types.Label)
	inner := f.l.label(s.Label.Name)
	ast.Inspect(last, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok != token.GOTO && b.Label != nil && f.l.info.Uses[b.Label] == old {
			f.l.info.Uses[b.Label] = inner
		}
		return true
	})
	id := ast.NewIdent(inner.Name())
	f.l.info.Defs[id] = inner
	list[len(list)-1] = &ast.LabeledStmt{Label: id, Stmt: last}
	s.Stmt = &ast.EmptyStmt{Implicit: true}
	return append([]ast.Stmt{s}, list...)
}

func (f *frame) exprStmt(s *ast.ExprStmt) []ast.Stmt {
	call, ok := ast.Unparen(s.X).(*ast.CallExpr)
	if !ok {
		return append(f.operands(&s.X), s)
	}
	f.l.thrown[call] = !f.l.info.Types[call].IsVoid()
	if out := f.unwinds(call, s); out != nil {
		return out
	}
	if start := f.l.group(call); start != nil && f.target(start.Call) != nil {
		return f.goes(start)
	}
	if out := f.runsNow(call); out != nil {
		return out
	}
	if pre, _, ok := f.written(call); ok {
		return pre
	}
	return append(f.operands(&s.X), s)
}

func (f *frame) assignment(s *ast.AssignStmt) []ast.Stmt {
	var slots []*ast.Expr
	if call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr); ok && len(s.Rhs) == 1 {
		f.l.thrown[call] = !slices.ContainsFunc(s.Lhs, func(x ast.Expr) bool { return !isBlank(x) })
	}
	if s.Tok != token.DEFINE {
		for i := range s.Lhs {
			slots = append(slots, f.l.place(&s.Lhs[i])...)
		}
	}
	if len(s.Rhs) == 1 && len(s.Lhs) > 1 {
		if call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr); ok && f.writes(call) {
			pre := f.before(slots)
			out, results, _ := f.written(call)
			s.Rhs = f.l.uses(results)
			return append(pre, out...)
		}
	}
	for i := range s.Rhs {
		slots = append(slots, &s.Rhs[i])
	}
	return f.operands(slots...)
}

// declaration rewrites a declaration. Of several variables each has one of its own then: what is
// written out for one may use those before.
func (f *frame) declaration(s *ast.DeclStmt) []ast.Stmt {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok || d.Tok != token.VAR {
		return []ast.Stmt{s}
	}
	var out []ast.Stmt
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		out = append(out, f.operandList(&spec.Values)...)
		out = append(out, f.l.specifies(spec)...)
		out = append(out, &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Specs: []ast.Spec{spec}}})
	}
	return out
}

func (f *frame) ifStmt(s *ast.IfStmt) []ast.Stmt {
	pre := f.init(&s.Init)
	pre = f.after(pre, &s.Init, f.operands(&s.Cond))
	f.block(s.Body)
	if s.Else != nil {
		if list := f.stmt(s.Else); len(list) == 1 {
			s.Else = list[0]
		} else {
			s.Else = &ast.BlockStmt{List: list}
		}
	}
	return append(pre, s)
}

// forStmt rewrites a loop. What is written out for its condition, or for what follows each round, comes to
// stand at the start of the body: there too each round has variables of its own.
func (f *frame) forStmt(s *ast.ForStmt) []ast.Stmt {
	pre := f.init(&s.Init)
	var first []ast.Stmt
	if s.Cond != nil {
		if first = f.operands(&s.Cond); len(first) > 0 {
			first = append(first, f.breakUnless(s.Cond))
			s.Cond = nil
		}
	}
	if s.Post != nil && f.concerns(s.Post) {
		if len(first) == 0 && s.Cond != nil {
			first = []ast.Stmt{f.breakUnless(s.Cond)}
			s.Cond = nil
		}
		again := f.l.variable("again", types.Typ[types.Bool])
		pre = append(pre, f.l.declare(again))
		post := when(f.l.use(again), f.stmt(s.Post)...)
		post.Else = &ast.BlockStmt{List: []ast.Stmt{f.l.assign(again, f.l.boolean(true))}}
		s.Post = nil
		first = append([]ast.Stmt{post}, first...)
	} else if s.Post != nil {
		f.literals(s.Post)
	}
	f.block(s.Body)
	s.Body.List = append(first, s.Body.List...)
	return append(pre, s)
}

func (f *frame) breakUnless(cond ast.Expr) ast.Stmt {
	return &ast.IfStmt{
		Cond: cond,
		Body: &ast.BlockStmt{},
		Else: &ast.BlockStmt{List: []ast.Stmt{&ast.BranchStmt{Tok: token.BREAK}}},
	}
}
