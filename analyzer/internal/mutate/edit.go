package mutate

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// An edit changes one function.
type edit struct {
	*Package
	file  *ast.File
	fn    *ast.FuncDecl
	name  string
	decls []ast.Decl // functions made out of it

	mutant *Mutant
	accept func(Place) bool
	index  int // of the function among all
	seen   int // places so far
	named  int // fresh names so far
}

func (p *Package) edits(m *Mutant, take func(Place) bool) []*edit {
	var edits []*edit
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				edits = append(edits, &edit{Package: p, file: f, fn: d, name: Name(d), mutant: m, accept: take, index: len(edits)})
			}
		}
	}
	return edits
}

// take counts a place and reports whether to change it.
func (e *edit) take() bool {
	e.seen++
	if !e.accept(Place{e.name, e.seen}) {
		return false
	}
	e.mutant.Places[e.name]++
	return true
}

// untake says that the place taken last was left as it is.
func (e *edit) untake() { e.mutant.Places[e.name]-- }

// fresh returns an identifier that the package does not have. Its name means nothing.
func (e *edit) fresh() *ast.Ident {
	e.named++
	return ast.NewIdent(fmt.Sprintf("mut%d_%d_%d", e.source.round, e.index, e.named))
}

// add declares a function that is made out of the one that e changes.
func (e *edit) add(name *ast.Ident, t *ast.FuncType, body ...ast.Stmt) *ast.FuncDecl {
	d := &ast.FuncDecl{Name: name, Type: t, Body: block(body...)}
	e.decls = append(e.decls, d)
	e.mutant.origin[name.Name] = e.name
	return d
}

// typeOf returns the syntax of t in e's file, or nil.
func (e *edit) typeOf(t types.Type) ast.Expr {
	ok := true
	text := types.TypeString(t, func(p *types.Package) string {
		if p == e.Types {
			return ""
		}
		for _, spec := range e.file.Imports {
			obj := e.Info.Implicits[spec]
			if spec.Name != nil {
				obj = e.Info.Defs[spec.Name]
			}
			if name, isName := obj.(*types.PkgName); isName && name.Imported() == p {
				return name.Name()
			}
		}
		ok = false
		return ""
	})
	x, err := parser.ParseExpr(text)
	if !ok || err != nil {
		return nil
	}
	return bare(x)
}

// bare removes all positions: those of another file set would move line breaks.
func bare(x ast.Expr) ast.Expr {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			n.NamePos = token.NoPos
		case *ast.FuncType:
			n.Func = token.NoPos
		}
		return true
	})
	return x
}

// eachStmt calls f for the statements of the function, the inner ones first, and puts what it
// returns in their place: nil is no change.
func (e *edit) eachStmt(f func(ast.Stmt) []ast.Stmt) {
	astutil.Apply(e.fn.Body, nil, func(c *astutil.Cursor) bool {
		s, ok := c.Node().(ast.Stmt)
		switch c.Name() {
		case "Init", "Post", "Comm", "Assign": // there is room for simple statements only
			return true
		}
		if !ok || c.Parent() == e.fn {
			return true
		}
		list := f(s)
		switch last := len(list) - 1; {
		case last < 0:
		case c.Index() >= 0:
			for _, s := range list[:last] {
				c.InsertBefore(s)
			}
			c.Replace(list[last])
		case last == 0 && (c.Name() != "Else" || isIfOrBlock(list[0])):
			c.Replace(list[0])
		default:
			c.Replace(block(list...))
		}
		return true
	})
}

func isIfOrBlock(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.BlockStmt, *ast.IfStmt:
		return true
	}
	return false
}

// eachList calls f for the lists of statements of the function, the inner ones first, and puts
// what it returns in their place.
func (e *edit) eachList(f func([]ast.Stmt) []ast.Stmt) {
	astutil.Apply(e.fn.Body, nil, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.BlockStmt:
			switch c.Parent().(type) {
			case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt: // its statements are clauses
			default:
				n.List = f(n.List)
			}
		case *ast.CaseClause:
			n.Body = f(n.Body)
		case *ast.CommClause:
			n.Body = f(n.Body)
		}
		return true
	})
}

// eachCond calls f for the conditions of the function and puts what it returns in their place.
func (e *edit) eachCond(f func(ast.Expr) ast.Expr) {
	ast.Inspect(e.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			n.Cond = f(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				n.Cond = f(n.Cond)
			}
		case *ast.SwitchStmt:
			if n.Tag != nil {
				break
			}
			for _, c := range n.Body.List {
				c := c.(*ast.CaseClause)
				for i, x := range c.List {
					c.List[i] = f(x)
				}
			}
		}
		return true
	})
}
