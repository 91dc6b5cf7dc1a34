package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A flow says how control may leave some statements other than at their end. What function
// literals among them do is their own.
type flow struct {
	returns   bool
	breaks    bool // without a label, to where the statements end or further
	continues bool
	labels    bool // it has labels, or jumps to some
	falls     bool // it has a fallthrough
	defers    bool
	recovers  bool
}

func flowOf(list ...ast.Stmt) flow {
	var f flow
	for _, s := range list {
		f.walk(s, false, false)
	}
	return f
}

// leaves reports whether control may get elsewhere than to the next statement.
func (f flow) leaves() bool { return f.returns || f.breaks || f.continues || f.labels || f.falls }

func (f *flow) walk(root ast.Node, inBreakable, inLoop bool) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			if n != root {
				f.walk(n, true, true)
				return false
			}
			inBreakable, inLoop = true, true
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if n != root {
				f.walk(n, true, inLoop)
				return false
			}
			inBreakable = true
		case *ast.ReturnStmt:
			f.returns = true
		case *ast.LabeledStmt:
			f.labels = true
		case *ast.DeferStmt:
			f.defers = true
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "recover" {
				f.recovers = true
			}
		case *ast.BranchStmt:
			switch {
			case n.Label != nil:
				f.labels = true
			case n.Tok == token.FALLTHROUGH:
				f.falls = true
			case n.Tok == token.BREAK && !inBreakable:
				f.breaks = true
			case n.Tok == token.CONTINUE && !inLoop:
				f.continues = true
			}
		}
		return true
	})
}

// terminates reports whether the language takes s for a terminating statement; a label is no
// concern of it.
func (p *Package) terminates(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.GOTO
	case *ast.ExprStmt:
		if c, ok := s.X.(*ast.CallExpr); ok {
			id, ok := c.Fun.(*ast.Ident)
			return ok && p.Info.Uses[id] == types.Universe.Lookup("panic")
		}
	case *ast.BlockStmt:
		return p.endsInside(s.List)
	case *ast.IfStmt:
		return s.Else != nil && p.terminates(s.Body) && p.terminates(s.Else)
	case *ast.ForStmt:
		f := flowOf(s.Body.List...)
		return s.Cond == nil && !f.breaks && !f.labels
	case *ast.LabeledStmt:
		return p.terminates(s.Stmt)
	case *ast.SwitchStmt:
		return p.clausesTerminate(s.Body)
	case *ast.TypeSwitchStmt:
		return p.clausesTerminate(s.Body)
	case *ast.SelectStmt:
		return !slices.ContainsFunc(s.Body.List, func(c ast.Stmt) bool {
			body := c.(*ast.CommClause).Body
			return !p.endsInside(body) || flowOf(body...).breaks
		})
	}
	return false
}

// endsInside reports whether control never reaches the end of a list.
func (p *Package) endsInside(list []ast.Stmt) bool {
	return len(list) > 0 && p.terminates(list[len(list)-1])
}

func (p *Package) clausesTerminate(body *ast.BlockStmt) bool {
	all := false
	for _, c := range body.List {
		c := c.(*ast.CaseClause)
		f := flowOf(c.Body...)
		if f.breaks || !f.falls && !p.endsInside(c.Body) {
			return false
		}
		all = all || c.List == nil
	}
	return all
}
