package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// bind finds the variables of a body that hold one known function, or one of several, and the calls whose
// results are called.
func (f *frame) bind(b *ast.BlockStmt) {
	l := f.l
	s := l.scan(b, f.writtenOut())
	for call := range s.wanted {
		l.wanted[call] = true
	}
	for _, v := range s.order {
		h := s.held[v]
		l.once[v] = h.once()
		if l.bound[v] != nil {
			continue
		}
		if !h.once() || s.isResult(v) {
			f.choices(s, v)
			continue
		}
		if fun := l.known(h.values[0]); fun != nil {
			l.bound[v] = f.template(fun)
		}
	}
}

// writtenOut returns the variables that the frame's results are put in, if they become the caller's.
func (f *frame) writtenOut() []*types.Var {
	if f.end == nil {
		return nil
	}
	return f.results
}

// template returns a known function as one that may be copied for each call: nothing rewrites it.
func (f *frame) template(fun ast.Expr) ast.Expr {
	lit, ok := fun.(*ast.FuncLit)
	if !ok {
		return fun
	}
	within, bound := f.l.within[lit]
	if !bound {
		within = f.within
	}
	lit = clone(f.l, lit)
	f.l.within[lit] = within
	return lit
}

// changed finds the variables that are assigned to after their declaration, or whose address is taken.
func (l *lowerer) changed(n ast.Node) map[types.Object]bool {
	changed := map[types.Object]bool{}
	mark := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			if obj := l.info.Uses[id]; obj != nil {
				changed[obj] = true
			}
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				mark(x)
			}
		case *ast.RangeStmt:
			mark(n.Key)
			mark(n.Value)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		}
		return true
	})
	return changed
}

// shared finds the variables that function literals use, or whose address is taken.
func (l *lowerer) shared(n ast.Node) map[types.Object]bool {
	shared := map[types.Object]bool{}
	note := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && l.info.Uses[id] != nil {
				shared[l.info.Uses[id]] = true
			}
			return true
		})
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			note(n)
			return false
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		}
		return true
	})
	return shared
}
