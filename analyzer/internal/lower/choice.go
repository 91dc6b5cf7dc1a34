package lower

import (
	"go/ast"
	"go/types"
	"slices"
)

// A choice is what is known of a variable that holds one of several functions. A variable beside it, its
// selector, says which: 0 is nil, i the option i-1.
type choice struct {
	selector *types.Var
	options  []*option
	total    bool // it is never nil
}

// An option is a function that a variable may hold.
type option struct {
	fun      ast.Expr // a literal, as a template, or the name of a declared function
	key      any      // by which an assignment tells it
	captured []captured
}

// A captured variable of a literal is out of sight where the literal is called through the variable. It
// does not change, so a copy stands for it: made by the assignment, declared with the selector.
type captured struct {
	at   int // among the identifiers of the literal
	copy *types.Var
}

// choices notes that a variable holds one of several functions, if that is all it may hold.
func (f *frame) choices(s *scan, v *types.Var) {
	found, total := s.options(v)
	if found == nil {
		return
	}
	l := f.l
	c := &choice{selector: l.variable("selected", types.Typ[types.Int]), total: total}
	for _, e := range found {
		o := &option{key: l.key(e), fun: f.template(l.known(e))}
		if lit, ok := o.fun.(*ast.FuncLit); ok {
			ids := identifiers(lit)
			for _, at := range s.unseen(v, e) {
				x := l.info.Uses[ids[at]].(*types.Var)
				if s.constant(x) {
					in := captured{at, l.variable(x.Name(), x.Type())}
					o.captured = append(o.captured, in)
					l.info.Uses[ids[at]] = in.copy
				} else {
					f.lifted[x] = true
				}
			}
		}
		c.options = append(c.options, o)
	}
	l.choices[v] = c
}

// options returns a value for each of the functions that v may hold, and whether it is never nil; none
// if it may hold another, or one that cannot be written out where v is called.
func (s *scan) options(v *types.Var) (found []ast.Expr, total bool) {
	h := s.held[v]
	total = !h.open && !h.simple
	if !total {
		return nil, false
	}
	seen := map[any]bool{}
	for _, e := range h.values {
		if e == nil || s.l.info.Types[e].IsNil() {
			total = false
			continue
		}
		key := s.l.key(e)
		if key == nil {
			return nil, false
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		found = append(found, e)
		for _, x := range s.unseenVars(v, e) {
			if !s.constant(x) && !s.liftable(v, x) {
				return nil, false
			}
		}
	}
	if len(found) > bounds.options {
		return nil, false
	}
	return found, total
}

// key returns what tells the known function that e gives from others: its literal, as the source has it,
// its object, or the variable that is bound to it.
func (l *lowerer) key(e ast.Expr) any {
	switch fun := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return l.source(fun)
	case *ast.Ident:
		if l.known(fun) != nil {
			return l.info.Uses[fun]
		}
	case *ast.SelectorExpr:
		if l.known(fun) != nil {
			return l.info.Uses[fun.Sel]
		}
	}
	return nil
}

// unseen returns which identifiers, in the literal that e gives, name variables that are declared after
// v, and not by the literal.
func (s *scan) unseen(v *types.Var, e ast.Expr) []int {
	lit, ok := s.l.known(e).(*ast.FuncLit)
	if !ok {
		return nil
	}
	var at []int
	own := map[types.Object]bool{}
	ids := identifiers(lit)
	for _, id := range ids {
		own[s.l.info.Defs[id]] = true
	}
	ast.Inspect(lit, func(n ast.Node) bool {
		own[s.l.info.Implicits[n]] = true // of type switches
		return true
	})
	for i, id := range ids {
		x, ok := s.l.info.Uses[id].(*types.Var)
		if !ok || own[x] {
			continue
		}
		if _, ok := s.declared[x]; ok && (s.isResult(v) || x.Pos() > v.Pos() || !x.Pos().IsValid()) {
			at = append(at, i)
		}
	}
	return at
}

func (s *scan) unseenVars(v *types.Var, e ast.Expr) []*types.Var {
	var vars []*types.Var
	at := s.unseen(v, e)
	if len(at) == 0 {
		return nil
	}
	ids := identifiers(s.l.known(e))
	for _, i := range at {
		vars = append(vars, s.l.info.Uses[ids[i]].(*types.Var))
	}
	return vars
}

// constant reports whether a variable that the body declares keeps its first value.
func (s *scan) constant(x *types.Var) bool {
	if s.changed == nil {
		s.changed = s.l.changed(s.body)
	}
	return !s.changed[x]
}

// liftable reports whether a variable may be declared where v is: there is one of each.
func (s *scan) liftable(v, x *types.Var) bool {
	return !s.jumps && !s.declared[x].implicit && !s.declared[x].aside && !s.declared[v].aside
}

// identifiers returns the identifiers in n. Copies have theirs in the same order.
func identifiers(n ast.Node) []*ast.Ident {
	var ids []*ast.Ident
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			ids = append(ids, id)
		}
		return true
	})
	return ids
}

// makes reports whether a body returns a function that is known, or one of several.
func (l *lowerer) makes(typ *ast.FuncType, body *ast.BlockStmt, sig *types.Signature) bool {
	found, seen := l.makers[body]
	if !seen {
		var results []*types.Var
		names := namesOf(typ.Results)
		for i := range sig.Results().Len() {
			v := types.NewVar(0, l.pkg, "", sig.Results().At(i).Type())
			if i < len(names) && names[i].Name != "_" {
				v = l.info.Defs[names[i]].(*types.Var)
			}
			results = append(results, v)
		}
		s := l.scan(body, results)
		found = slices.ContainsFunc(results, func(v *types.Var) bool {
			if s.held[v] == nil {
				return false
			}
			options, _ := s.options(v)
			return len(options) > 0
		})
		l.makers[body] = found
	}
	return found
}
