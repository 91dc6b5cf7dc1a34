package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// hoist makes the variables that a frame's deferred calls use, wherever body declares them, variables
// of the whole frame, and returns their declarations: a deferred call is written out at the end, to which
// ways lead that go round the declaration. As no deferred call stands in a loop, each is declared once.
func (l *lowerer) hoist(body, deferred []ast.Stmt) []ast.Stmt {
	needed := map[types.Object]bool{}
	for _, s := range deferred {
		ast.Inspect(s, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				needed[l.info.Uses[id]] = true
			}
			return true
		})
	}
	return l.lift(body, deferred, needed)
}

// lift returns declarations of the variables that are needed before the body, or after it: what declares
// them in the body gives them values then.
func (l *lowerer) lift(body, deferred []ast.Stmt, needed map[types.Object]bool) []ast.Stmt {
	h := &hoister{l: l, needed: needed, instead: map[types.Object]*types.Var{}}
	for i := range body {
		body[i] = h.stmt(body[i])
	}
	if len(h.instead) > 0 {
		h.rename(body)
		h.rename(deferred)
	}
	if len(h.vars) == 0 {
		return nil
	}
	return []ast.Stmt{l.declare(h.vars...)}
}

type hoister struct {
	l       *lowerer
	needed  map[types.Object]bool
	vars    []*types.Var
	instead map[types.Object]*types.Var // variables of type switches, which have no declaration
}

func (h *hoister) stmt(s ast.Stmt) ast.Stmt {
	own(s, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.BlockStmt:
			h.declarations(n.List)
		case *ast.CaseClause:
			h.declarations(n.Body)
			h.switched(n)
		case *ast.CommClause:
			h.declarations(n.Body)
		case *ast.LabeledStmt:
			n.Stmt = h.declaration(n.Stmt)
		case *ast.AssignStmt:
			h.definition(n)
		}
	})
	return h.declaration(s)
}

func (h *hoister) declarations(list []ast.Stmt) {
	for i := range list {
		list[i] = h.declaration(list[i])
	}
}

// definition makes an assignment of a definition.
func (h *hoister) definition(s *ast.AssignStmt) {
	if s.Tok != token.DEFINE || !h.defines(s.Lhs) {
		return
	}
	s.Tok = token.ASSIGN
	for _, x := range s.Lhs {
		h.take(x.(*ast.Ident))
	}
}

func (h *hoister) defines(names []ast.Expr) bool {
	for _, x := range names {
		if id, ok := x.(*ast.Ident); ok && h.needed[h.l.info.Defs[id]] && h.l.info.Defs[id] != nil {
			return true
		}
	}
	return false
}

// take makes of a name that declares a variable one that uses it.
func (h *hoister) take(id *ast.Ident) {
	v, ok := h.l.info.Defs[id].(*types.Var)
	if !ok {
		return
	}
	delete(h.l.info.Defs, id)
	if id.Name != "_" {
		h.l.info.Uses[id] = v
		h.l.typed(id, v.Type())
		h.vars = append(h.vars, v)
	}
}

// declaration makes assignments of a declaration.
func (h *hoister) declaration(s ast.Stmt) ast.Stmt {
	decl, ok := s.(*ast.DeclStmt)
	if !ok {
		return s
	}
	d := decl.Decl.(*ast.GenDecl)
	if d.Tok != token.VAR {
		return s
	}
	var out []ast.Stmt
	found := false
	for _, spec := range d.Specs {
		vs := spec.(*ast.ValueSpec)
		var names []ast.Expr
		for _, id := range vs.Names {
			names = append(names, id)
		}
		if !h.defines(names) {
			out = append(out, &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Specs: []ast.Spec{vs}}})
			continue
		}
		found = true
		for _, id := range vs.Names {
			h.take(id)
		}
		if len(vs.Values) > 0 {
			out = append(out, &ast.AssignStmt{Lhs: names, TokPos: vs.Pos(), Tok: token.ASSIGN, Rhs: vs.Values})
		}
	}
	if !found {
		return s
	}
	return &ast.BlockStmt{List: out}
}

// switched gives the variable of a clause of a type switch to another one.
func (h *hoister) switched(c *ast.CaseClause) {
	obj, ok := h.l.info.Implicits[c].(*types.Var)
	if !ok || !h.needed[obj] {
		return
	}
	v := types.NewVar(obj.Pos(), obj.Pkg(), obj.Name(), obj.Type())
	h.instead[obj] = v
	h.vars = append(h.vars, v)
	c.Body = append([]ast.Stmt{h.l.assign(v, h.l.use(obj))}, c.Body...)
}

// rename puts other variables in place of those of type switches, but where they get their value.
func (h *hoister) rename(list []ast.Stmt) {
	for _, s := range list {
		ast.Inspect(s, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && h.initial(a) {
				return false
			}
			if id, ok := n.(*ast.Ident); ok {
				if v := h.instead[h.l.info.Uses[id]]; v != nil {
					h.l.info.Uses[id] = v
				}
			}
			return true
		})
	}
}

// initial reports whether a gives one of the other variables its value.
func (h *hoister) initial(a *ast.AssignStmt) bool {
	if len(a.Lhs) != 1 || len(a.Rhs) != 1 {
		return false
	}
	to, ok := a.Lhs[0].(*ast.Ident)
	from, isName := a.Rhs[0].(*ast.Ident)
	return ok && isName && h.instead[h.l.info.Uses[from]] != nil && h.instead[h.l.info.Uses[from]] == h.l.info.Uses[to]
}
