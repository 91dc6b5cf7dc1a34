package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A scan is what a body says of its variables of function types: those that it declares itself, outside of
// literals, and those that its results are put in.
type scan struct {
	l        *lowerer
	body     *ast.BlockStmt
	results  []*types.Var
	held     map[*types.Var]*held
	order    []*types.Var // of held, as they are declared
	declared map[*types.Var]spot
	jumps    bool // the body may go back to where it was
	wanted   map[*ast.CallExpr]bool
	changed  map[types.Object]bool // found when it is asked for
}

// held is what a variable is given.
type held struct {
	values   []ast.Expr // nil for the zero value
	open     bool       // what it is given cannot be seen
	simple   bool       // it cannot be followed through a second value
	declared bool       // the first of the values is given where it is declared
}

// once reports whether a variable holds what its declaration gives it, and nothing else.
func (h *held) once() bool {
	return h.declared && !h.open && len(h.values) == 1 && h.values[0] != nil
}

// A spot is where a variable is declared.
type spot struct {
	aside    bool // in a loop or a literal: there may be several of it
	implicit bool // by a type switch
}

func (l *lowerer) scan(b *ast.BlockStmt, results []*types.Var) *scan {
	s := &scan{l: l, body: b, results: results, held: map[*types.Var]*held{}, declared: map[*types.Var]spot{}, wanted: map[*ast.CallExpr]bool{}}
	for _, v := range results {
		if isFunc(v.Type()) {
			s.hold(v, false)
			if v.Pos().IsValid() || defers(b) { // it has a name, or a panic may leave it as it is
				s.held[v].values = []ast.Expr{nil}
			}
		}
	}
	ast.PreorderStack(b, nil, func(n ast.Node, stack []ast.Node) bool {
		s.visit(n, stack)
		return true
	})
	called := map[types.Object]bool{}
	s.calls(called)
	for v, h := range s.held {
		if call, ok := lastCall(h); ok && called[v] {
			s.wanted[call] = true
		}
	}
	return s
}

func lastCall(h *held) (*ast.CallExpr, bool) {
	if !h.once() {
		return nil, false
	}
	call, ok := ast.Unparen(h.values[0]).(*ast.CallExpr)
	return call, ok
}

func (s *scan) isResult(v *types.Var) bool { return slices.Contains(s.results, v) }

func (s *scan) hold(v *types.Var, declared bool) {
	s.held[v] = &held{declared: declared}
	s.order = append(s.order, v)
}

func (s *scan) visit(n ast.Node, stack []ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if v, ok := s.l.info.Defs[n].(*types.Var); ok {
			s.declared[v] = spot{aside: aside(stack)}
		}
	case *ast.CaseClause:
		if v, ok := s.l.info.Implicits[n].(*types.Var); ok {
			s.declared[v] = spot{aside: aside(stack), implicit: true}
		}
	case *ast.AssignStmt:
		s.gives(n.Lhs, n.Rhs, stack)
	case *ast.ValueSpec:
		names := make([]ast.Expr, len(n.Names))
		for i, id := range n.Names {
			names[i] = id
		}
		s.gives(names, n.Values, stack)
	case *ast.RangeStmt:
		s.opens(n.Key)
		s.opens(n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.opens(n.X)
		}
	case *ast.BranchStmt:
		s.jumps = s.jumps || n.Tok == token.GOTO
	case *ast.ReturnStmt:
		if len(n.Results) > 0 && !inLiteral(stack) {
			s.returns(n)
		}
	}
}

// aside reports whether what stands so may be reached more than once, but for jumps.
func aside(stack []ast.Node) bool {
	return slices.ContainsFunc(stack, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
			return true
		}
		return false
	})
}

func inLiteral(stack []ast.Node) bool {
	return slices.ContainsFunc(stack, func(n ast.Node) bool {
		_, ok := n.(*ast.FuncLit)
		return ok
	})
}

// gives notes what variables are given, in order.
func (s *scan) gives(names, values []ast.Expr, stack []ast.Node) {
	// What is evaluated besides could see a variable between two of them.
	acts := len(names) > 1 && len(names) == len(values) && slices.ContainsFunc(slices.Concat(names, values), s.l.acts)
	for i, x := range names {
		id, ok := ast.Unparen(x).(*ast.Ident)
		if !ok {
			continue
		}
		v, defined := s.l.info.Defs[id].(*types.Var)
		if defined && isFunc(v.Type()) && !inLiteral(stack) {
			s.hold(v, len(values) > 0)
		} else if !defined {
			v, _ = s.l.info.Uses[id].(*types.Var)
		}
		h := s.held[v]
		if h == nil {
			continue
		}
		switch {
		case len(values) == 0:
			h.values = append(h.values, nil)
		case len(values) == len(names):
			h.values = append(h.values, values[i])
		default:
			h.values = append(h.values, values[0])
		}
		_, loop := stack[len(stack)-1].(*ast.ForStmt) // each round has its own, a copy
		h.simple = h.simple || acts || loop
	}
}

// opens notes that a variable is given what cannot be seen.
func (s *scan) opens(e ast.Expr) {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := s.l.info.Uses[id].(*types.Var); ok && s.held[v] != nil {
			s.held[v].open = true
		}
	}
}

func (s *scan) returns(r *ast.ReturnStmt) {
	for i, v := range s.results {
		h := s.held[v]
		switch {
		case h == nil:
		case len(r.Results) == len(s.results):
			h.values = append(h.values, r.Results[i])
		default:
			h.open = true
		}
	}
}

// calls finds the calls whose results are called or ranged over, and the variables that are.
func (s *scan) calls(called map[types.Object]bool) {
	ran := func(e ast.Expr) {
		switch e := ast.Unparen(e).(type) {
		case *ast.CallExpr:
			s.wanted[e] = true
		case *ast.Ident:
			called[s.l.info.Uses[e]] = true
		}
	}
	ast.Inspect(s.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			ran(n.Fun)
		case *ast.RangeStmt:
			if isFunc(s.l.info.TypeOf(n.X)) {
				ran(n.X)
			}
		}
		return true
	})
}
