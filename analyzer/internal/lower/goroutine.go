package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// goes writes out a goroutine's function where it starts: what the goroutine does happens then or
// later, and what it says to this function, it says through variables and channels.
func (f *frame) goes(s *ast.GoStmt) []ast.Stmt {
	t := f.target(s.Call)
	if t == nil || f.l.overtaken(s, t.body) {
		return append(f.operandArgs(s.Call), s)
	}
	maybe := f.l.waits(t.body, s.Call)
	var pre []ast.Stmt
	if maybe {
		pre = append(f.operandArgs(s.Call), f.pin(s.Call)...)
		t = f.runs(s.Call)
	}
	out := f.write(s.Call, t, &frame{l: f.l, caller: f, alone: true})
	if !maybe {
		return out
	}
	// It may never end: what follows happens all the same.
	started := f.l.variable("started", types.Typ[types.Bool])
	pre = append(pre, f.l.opaque(started)...)
	return append(pre, when(f.l.use(started), out...))
}

// group makes the start of a goroutine of a call that starts one in a group. The group is there to wait
// for it, which adds nothing where goroutines run where they start.
func (l *lowerer) group(call *ast.CallExpr) *ast.GoStmt {
	run := l.runOf(call)
	if run == nil || *run != (Run{}) || l.known(call.Args[0]) == nil {
		return nil
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); !ok || l.acts(sel.X) {
		return nil
	}
	start := &ast.CallExpr{Fun: call.Args[0], Lparen: call.Lparen, Rparen: call.Rparen}
	l.typed(start, types.NewTuple())
	return &ast.GoStmt{Go: call.Pos(), Call: start}
}

// waits reports whether what stands in some nodes may never come to its end: it loops without a condition,
// over a channel, or waits for one of several, or what it calls does.
func (l *lowerer) waits(nodes ...ast.Node) bool {
	seen := map[ast.Node]bool{}
	return slices.ContainsFunc(nodes, func(n ast.Node) bool { return l.waitsIn(n, seen) })
}

func (l *lowerer) waitsIn(n ast.Node, seen map[ast.Node]bool) bool {
	if seen[n] {
		return false
	}
	seen[n] = true
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			found = found || n.Cond == nil
		case *ast.SelectStmt:
			found = true
		case *ast.RangeStmt:
			_, channel := l.info.TypeOf(n.X).Underlying().(*types.Chan)
			found = found || channel
		case *ast.Ident: // that names a function, or a variable that holds one: it may be called
			found = found || l.waitsNamed(n, seen)
		}
		return !found
	})
	return found
}

// waitsNamed is waits for the functions that a name may stand for.
func (l *lowerer) waitsNamed(id *ast.Ident, seen map[ast.Node]bool) bool {
	switch obj := l.info.Uses[id].(type) {
	case *types.Func:
		d := l.decls[obj]
		return d != nil && l.waitsIn(d.Body, seen)
	case *types.Var:
		funs := []ast.Expr{l.bound[obj]}
		if c := l.choices[obj]; c != nil {
			for _, o := range c.options {
				funs = append(funs, o.fun)
			}
		}
		for _, fun := range funs {
			switch fun := fun.(type) {
			case *ast.FuncLit:
				if l.waitsIn(fun.Body, seen) {
					return true
				}
			case *ast.Ident:
				if l.waitsNamed(fun, seen) {
					return true
				}
			}
		}
	}
	return false
}

// overtaken reports whether a goroutine reads a variable that the function which starts it, in the source,
// writes later: where the goroutine starts the variable does not hold yet what the goroutine may see.
func (l *lowerer) overtaken(s *ast.GoStmt, body *ast.BlockStmt) bool {
	written := map[token.Pos]bool{} // by where the variable is declared, which its copies share
	for _, d := range l.decls {
		if d.Pos() > s.Go || s.Go >= d.End() {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && a.Pos() > s.Call.End() {
				for obj := range l.changed(a) {
					written[obj.Pos()] = true
				}
			}
			return true
		})
	}
	if len(written) == 0 {
		return false
	}
	own := l.changed(body)
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, isVar := l.info.Uses[id].(*types.Var)
			found = found || isVar && v.Pos().IsValid() && written[v.Pos()] && !own[v]
		}
		return !found
	})
	return found
}
