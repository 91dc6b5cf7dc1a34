package lift

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// group is how many cases of a switch, or branches of an if-else chain, go on together.
const group = 64

// Split returns the files with the long switches and if-else chains of functions split up: where
//
//	switch x { case 1: a(); case 2: b(); case 3: c() }
//
// has three branches that end in one place, the same as
//
//	switch x { case 1: a(); case 2: b(); default: switch x { case 3: c() }; _ = struct{}{} }
//
// has two that end there. Package ssa goes from each branch that ends in a place through all that
// come before it when it looks for the place's dominator. The files and info given stay as they are.
func Split(files []*ast.File, info *types.Info) ([]*ast.File, *types.Info) {
	s := &splitter{info: info, mark: &ast.CompositeLit{Type: &ast.StructType{Fields: &ast.FieldList{}}}}
	out := slices.Clone(files)
	var changed []int
	for i, f := range files {
		if s.file(&out[i]); out[i] != f {
			changed = append(changed, i)
		}
	}
	if len(changed) == 0 {
		return files, info
	}
	more := *info
	more.Types = maps.Clone(info.Types)
	more.Types[s.mark] = types.TypeAndValue{Type: types.NewStruct(nil, nil)}
	more.FileVersions = maps.Clone(info.FileVersions)
	for _, i := range changed {
		if v, ok := info.FileVersions[files[i]]; ok {
			more.FileVersions[out[i]] = v
		}
	}
	return out, &more
}

// A splitter copies what it changes, and what that is part of. It only looks into statements of
// which the type checker says nothing itself.
type splitter struct {
	info *types.Info
	mark *ast.CompositeLit
}

func (s *splitter) file(f **ast.File) {
	decls := slices.Clone((*f).Decls)
	changed := false
	for i, d := range decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || branches(fn) < huge {
			continue
		}
		if body := s.block(fn.Body); body != fn.Body {
			c := *fn
			c.Body = body
			decls[i], changed = &c, true
		}
	}
	if changed {
		c := **f
		c.Decls = decls
		*f = &c
	}
}

func (s *splitter) block(b *ast.BlockStmt) *ast.BlockStmt {
	list, changed := s.list(b.List)
	if !changed {
		return b
	}
	return &ast.BlockStmt{Lbrace: b.Lbrace, List: list, Rbrace: b.Rbrace}
}

func (s *splitter) list(list []ast.Stmt) ([]ast.Stmt, bool) {
	out := slices.Clone(list)
	changed := false
	for i, st := range list {
		out[i] = s.stmt(st)
		changed = changed || out[i] != st
	}
	return out, changed
}

func (s *splitter) stmt(st ast.Stmt) ast.Stmt {
	switch st := st.(type) {
	case *ast.BlockStmt:
		return s.block(st)
	case *ast.LabeledStmt:
		if inner := s.stmt(st.Stmt); inner != st.Stmt {
			return &ast.LabeledStmt{Label: st.Label, Colon: st.Colon, Stmt: inner}
		}
	case *ast.ForStmt:
		if body := s.block(st.Body); body != st.Body {
			c := *st
			c.Body = body
			return &c
		}
	case *ast.RangeStmt:
		if body := s.block(st.Body); body != st.Body {
			c := *st
			c.Body = body
			return &c
		}
	case *ast.IfStmt:
		return s.chain(st, 1)
	case *ast.SwitchStmt:
		return s.switchStmt(st)
	}
	return st
}

// chain splits an if-else chain of which st is number n.
func (s *splitter) chain(st *ast.IfStmt, n int) *ast.IfStmt {
	body, rest := s.block(st.Body), st.Else
	switch e := st.Else.(type) {
	case *ast.BlockStmt:
		rest = s.block(e)
	case *ast.IfStmt:
		next := s.chain(e, n+1)
		rest = next
		if n%group == 0 {
			rest = &ast.BlockStmt{Lbrace: e.Pos(), List: []ast.Stmt{next, s.end(e.Pos())}, Rbrace: e.Pos()}
		}
	}
	if body == st.Body && rest == st.Else {
		return st
	}
	c := *st
	c.Body, c.Else = body, rest
	return &c
}

func (s *splitter) switchStmt(st *ast.SwitchStmt) *ast.SwitchStmt {
	clauses, changed := slices.Clone(st.Body.List), false
	for i, c := range st.Body.List {
		c := c.(*ast.CaseClause)
		if body, ch := s.list(c.Body); ch {
			clauses[i], changed = &ast.CaseClause{Case: c.Case, List: c.List, Colon: c.Colon, Body: body}, true
		}
	}
	if s.repeatable(st) {
		if first := s.nest(st, clauses); len(first) < len(clauses) {
			clauses, changed = first, true
		}
	}
	if !changed {
		return st
	}
	c := *st
	c.Body = &ast.BlockStmt{Lbrace: st.Body.Lbrace, List: clauses, Rbrace: st.Body.Rbrace}
	return &c
}

// nest returns the first of the clauses of a switch, and puts the others into a default clause.
func (s *splitter) nest(st *ast.SwitchStmt, clauses []ast.Stmt) []ast.Stmt {
	n := group
	for n < len(clauses) && fallsThrough(clauses[n-1].(*ast.CaseClause)) {
		n++
	}
	if n+1 >= len(clauses) {
		return clauses
	}
	next := clauses[n]
	inner := &ast.SwitchStmt{Switch: next.Pos(), Tag: st.Tag, Body: &ast.BlockStmt{
		Lbrace: next.Pos(), List: s.nest(st, clauses[n:]), Rbrace: st.Body.Rbrace,
	}}
	rest := &ast.CaseClause{Case: next.Pos(), Colon: next.Pos(), Body: []ast.Stmt{inner, s.end(next.Pos())}}
	return append(slices.Clone(clauses[:n]), rest)
}

// end is a statement that does nothing; so that package ssa sees a place there, and not only a way
// to the next one.
func (s *splitter) end(pos token.Pos) ast.Stmt {
	return &ast.AssignStmt{Lhs: []ast.Expr{&ast.Ident{NamePos: pos, Name: "_"}}, TokPos: pos, Tok: token.ASSIGN, Rhs: []ast.Expr{s.mark}}
}

// repeatable reports whether the switch means the same if it looks at its tag once more on the way,
// and whether its default, if any, is its last clause.
func (s *splitter) repeatable(st *ast.SwitchStmt) bool {
	if st.Tag != nil {
		if _, ok := ast.Unparen(st.Tag).(*ast.Ident); !ok {
			return false
		}
	}
	for i, c := range st.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil && i < len(st.Body.List)-1 {
			return false
		}
		for _, e := range c.List {
			if st.Tag != nil && s.info.Types[e].Value == nil {
				return false
			}
		}
	}
	return true
}

func fallsThrough(c *ast.CaseClause) bool {
	if len(c.Body) == 0 {
		return false
	}
	b, ok := c.Body[len(c.Body)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}
