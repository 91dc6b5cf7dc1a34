package truth

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
)

// places returns the lines at which docs/rule.md sections 5 and 8 put the reports for
// the given chains of one case: at the lowest call above which no call is safe.
// It returns false where the executions do not settle it: a chain that the
// source has and no execution takes is dead, and the rule is silent on those; and
// where a function value is called safely in one place and not in another, the
// report may stand at the call or in the function; or where a function of another
// package returns one that performs an operation, as the chains know where it was
// made, and the report stands where it is called.
func places(chains []Chain, static []path) ([]int, bool) {
	taken := map[string]bool{}
	for _, c := range chains {
		if c.Strict != c.Lenient || c.Mixed {
			return nil, false
		}
		taken[keyOf(c.Lines)] = true
	}
	for _, p := range static {
		if p.made || p.indirect && !taken[keyOf(p.lines)] {
			return nil, false
		}
	}
	var lines []int
	place(chains, 1, &lines)
	slices.Sort(lines)
	return slices.Compact(lines), true
}

// place splits chains by their last n calls, which are the same in each group,
// and reports a group in which nothing is safe at the first of the n.
func place(chains []Chain, n int, lines *[]int) {
	groups := map[string][]Chain{}
	for _, c := range chains {
		if n <= len(c.Lines) {
			suffix := keyOf(c.Lines[len(c.Lines)-n:])
			groups[suffix] = append(groups[suffix], c)
		}
	}
	for _, g := range groups {
		bad := 0
		for _, c := range g {
			if c.Lenient {
				bad++
			}
		}
		switch {
		case bad == 0:
		case bad == len(g):
			first := g[0].Lines
			*lines = append(*lines, first[len(first)-n])
		default:
			place(g, n+1, lines)
		}
	}
}

// A path is a chain of calls as the source shows it.
type path struct {
	lines    []int
	literal  int  // how many calls lead to the outermost function literal around it; -1 without one
	made     bool // it goes through a function literal that a function returns
	indirect bool // it goes through a helper or a function literal
}

// staticChains lists, for each exported function of pkg, the chains of calls
// that lead to operations as the source shows them.
func staticChains(pkg *packages.Package) map[string][]path {
	in := &instrumenter{info: pkg.TypesInfo}
	bodies := map[types.Object]*ast.FuncDecl{}
	for _, d := range pkg.Syntax[0].Decls {
		if fd, ok := d.(*ast.FuncDecl); ok {
			bodies[pkg.TypesInfo.Defs[fd.Name]] = fd
		}
	}
	chains := map[string][]path{}
	var open []*types.Func // a recursion's second call shows all chains that there are
	made := map[ast.Expr]bool{}
	var walk func(root string, n ast.Node, above []int, literal int, returned bool)
	walk = func(root string, body ast.Node, above []int, literal int, returned bool) {
		ast.Inspect(body, func(n ast.Node) bool {
			if ret, ok := n.(*ast.ReturnStmt); ok {
				for _, e := range ret.Results {
					made[ast.Unparen(e)] = true
				}
			}
			if lit, ok := n.(*ast.FuncLit); ok {
				within := literal
				if within < 0 {
					within = len(above)
				}
				walk(root, lit.Body, above, within, returned || made[lit])
				return false
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fn := in.callee(call)
			if fn == nil {
				return true
			}
			chain := append(slices.Clone(above), pkg.Fset.Position(call.Pos()).Line)
			if isOperation(fn) {
				chains[root] = append(chains[root], path{chain, literal, returned, literal >= 0 || len(chain) > 1})
			} else if callee := bodies[fn]; callee != nil && times(open, fn) < 2 {
				open = append(open, fn)
				walk(root, callee.Body, chain, literal, returned)
				open = open[:len(open)-1]
			}
			return true
		})
	}
	for _, fd := range bodies {
		if fd.Name.IsExported() && fd.Recv == nil {
			walk(fd.Name.Name, fd.Body, nil, -1, false)
		}
	}
	return chains
}

// times counts fn in list.
func times(list []*types.Func, fn *types.Func) (n int) {
	for _, f := range list {
		if f == fn {
			n++
		}
	}
	return n
}
