package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Fault takes away what makes a function right. Faults in decisions number their places alike,
// and so do faults in guards.
type Fault struct {
	Name  string
	apply func(*faulty)
}

// Faults in decisions: a place is an operand of &&, || and ! that is none itself, in a condition or
// in a bool that is returned or assigned.
var (
	// Blind decides by something unknown.
	Blind = Fault{"blind", func(f *faulty) { f.eachAtom(f.blind) }}
	// BlindSpeaking does, where the operand speaks of the role or of a refusal.
	BlindSpeaking = Fault{"blind speaking", func(f *faulty) { f.eachAtom(f.blindSpeaking) }}
	// Negate decides the other way round, except on what an operation returned and on refusals: the
	// negation of a refusal test is a refusal test.
	Negate = Fault{"negate", func(f *faulty) { f.eachAtom(f.negate) }}
)

// Faults in guards: a place is an if statement or a call in front of an operation in the same list.
var (
	// BlindGuard lets an if statement decide by something unknown, and drops a call.
	BlindGuard = Fault{"blind guard", func(f *faulty) { f.eachClause(f.blindClause) }}
	// DropGuard drops either.
	DropGuard = Fault{"drop guard", func(f *faulty) { f.eachClause(dropClause) }}
	// MoveGuard moves it behind the operation.
	MoveGuard = Fault{"move guard", func(f *faulty) { f.eachClause(f.moveClause) }}
)

// Mutate puts the fault into s at the places that take accepts; operation reports whether a call
// is an operation by itself.
func (f Fault) Mutate(s *Source, operation Matcher, take func(Place) bool) (*Mutant, error) {
	return s.mutate(func(p *Package, edits []*edit) {
		ops := p.operative(operation)
		for _, e := range edits {
			f.apply(&faulty{e, ops})
		}
	}, take)
}

// A faulty is an edit that breaks a function.
type faulty struct {
	*edit
	ops *operative
}

// eachAtom calls change for the operands of conditions, and of what is returned or assigned as a
// bool, and puts what it returns in their place: nil is no change. The cases of a switch with a tag
// become conditions.
func (f *faulty) eachAtom(change func(ast.Expr) ast.Expr) {
	f.untag()
	var atoms func(x ast.Expr) ast.Expr
	atoms = func(x ast.Expr) ast.Expr {
		switch x := x.(type) {
		case *ast.ParenExpr:
			x.X = atoms(x.X)
			return x
		case *ast.UnaryExpr:
			if x.Op == token.NOT {
				x.X = atoms(x.X)
				return x
			}
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				x.X, x.Y = atoms(x.X), atoms(x.Y)
				return x
			}
		}
		if f.take() {
			if by := change(x); by != nil {
				return by
			}
			f.untake()
		}
		return x
	}
	f.eachCond(atoms)
	f.eachBool(atoms)
}

// eachBool calls change for the values that are returned or assigned as a bool, constants aside.
func (f *faulty) eachBool(change func(ast.Expr) ast.Expr) {
	each := func(list []ast.Expr) {
		for i, x := range list {
			tv := f.Info.Types[x]
			if t, ok := tv.Type.(*types.Basic); ok && t.Info()&types.IsBoolean != 0 && tv.Value == nil {
				list[i] = change(x)
			}
		}
	}
	ast.Inspect(f.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			each(n.Results)
		case *ast.AssignStmt:
			each(n.Rhs)
		case *ast.ValueSpec:
			each(n.Values)
		}
		return true
	})
}

// untag makes conditions of the cases of switches with a tag.
func (f *faulty) untag() {
	f.eachStmt(func(s ast.Stmt) []ast.Stmt {
		sw, ok := s.(*ast.SwitchStmt)
		if !ok || sw.Tag == nil {
			return nil
		}
		tag := f.fresh()
		v := types.NewVar(token.NoPos, f.Types, tag.Name, f.Info.TypeOf(sw.Tag))
		f.Info.Uses[tag] = v
		f.values()[v] = []ast.Node{sw.Tag}
		list := []ast.Stmt{define(sw.Tag, tag), sw}
		if sw.Init != nil {
			list = append([]ast.Stmt{sw.Init}, list...)
		}
		sw.Init, sw.Tag = nil, nil
		for _, c := range sw.Body.List {
			c := c.(*ast.CaseClause)
			for i, x := range c.List {
				c.List[i] = &ast.BinaryExpr{X: tag, Op: token.EQL, Y: paren(x)}
			}
		}
		return []ast.Stmt{block(list...)}
	})
}

// blind returns a condition of which nothing is known. Operations in x are still called.
func (f *faulty) blind(x ast.Expr) ast.Expr { return call(f.opaque(), f.ops.calls(x)...) }

func (f *faulty) blindSpeaking(x ast.Expr) ast.Expr {
	if !f.origins(x, f.speaks) {
		return nil
	}
	return f.blind(x)
}

func (f *faulty) negate(x ast.Expr) ast.Expr {
	if f.origins(x, func(n ast.Node) bool { return f.ops.is(n) || f.refuses(n) }) {
		return nil
	}
	return not(x)
}

// opaque returns a function that gives any bool.
func (f *faulty) opaque() *ast.Ident {
	name := f.fresh()
	source := f.fresh()
	args := &ast.FieldList{List: []*ast.Field{{
		Names: []*ast.Ident{ast.NewIdent("_")}, Type: &ast.Ellipsis{Elt: ast.NewIdent("any")},
	}}}
	result := &ast.TypeAssertExpr{X: source, Type: ast.NewIdent("bool")}
	f.add(name, &ast.FuncType{Params: args, Results: results(ast.NewIdent("bool"))}, ret(result))
	f.decls = append(f.decls, &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{
		&ast.ValueSpec{Names: []*ast.Ident{source}, Type: ast.NewIdent("any")},
	}})
	return name
}

// A Matcher reports whether a call is an operation.
type Matcher func(*types.Info, *ast.CallExpr) bool
