package mutate

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
)

// origins reports whether is holds for a node of x, or of what gave a value to a local variable in
// x, or of a body or an initialiser of a function or variable of the package in x, at any depth.
func (p *Package) origins(x ast.Node, is func(ast.Node) bool) bool {
	seen := map[types.Object]bool{}
	found := false
	var look func(n ast.Node)
	look = func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if found || n == nil {
				return false
			}
			if is(n) {
				found = true
				return false
			}
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			if obj := origin(p.Info.Uses[id]); obj != nil && !seen[obj] {
				seen[obj] = true
				for _, from := range p.values()[obj] {
					look(from)
				}
			}
			return true
		})
	}
	look(x)
	return found
}

// values returns what gives a value to each variable and function of the package.
func (p *Package) values() map[types.Object][]ast.Node {
	if p.given != nil {
		return p.given
	}
	p.given = map[types.Object][]ast.Node{}
	give := func(x ast.Expr, from ast.Node) {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok && from != nil {
			obj := p.Info.ObjectOf(id)
			p.given[obj] = append(p.given[obj], from)
		}
	}
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, x := range n.Lhs {
					give(x, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			case *ast.ValueSpec:
				for i, x := range n.Names {
					if len(n.Values) > 0 {
						give(x, n.Values[min(i, len(n.Values)-1)])
					}
				}
			case *ast.RangeStmt:
				give(n.Key, n.X)
				give(n.Value, n.X)
			case *ast.CallExpr: // errors.As(err, &v)
				for i, x := range n.Args {
					if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND && i > 0 {
						give(u.X, n.Args[0])
					}
				}
			case *ast.FuncDecl:
				if n.Body != nil {
					give(n.Name, n.Body)
				}
			}
			return true
		})
	}
	return p.given
}

var (
	refusalText  = regexp.MustCompile(`(?i)9101|0x238D|8007238D|DNS_ERROR_KEYMASTER`)
	refusalCodes = []int64{9101, 0x8007238D, 0x8007238D - 1<<32}
	rcodeName    = regexp.MustCompile(`Rcode`)
)

// speaks reports whether n is about the role or about a refusal, by its name or as a constant.
func (p *Package) speaks(n ast.Node) bool {
	id, ok := n.(*ast.Ident)
	return ok && naming.MatchString(id.Name) || p.refuses(n)
}

// Speaks reports whether the text of a function itself is about the role or about a refusal.
func (p *Package) Speaks(d *ast.FuncDecl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		found = found || n != nil && p.speaks(n)
		return !found
	})
	return found
}

// refuses reports whether n is about a refusal.
func (p *Package) refuses(n ast.Node) bool {
	if id, ok := n.(*ast.Ident); ok && rcodeName.MatchString(id.Name) {
		return true
	}
	x, ok := n.(ast.Expr)
	if !ok {
		return false
	}
	v := p.Info.Types[x].Value
	if v == nil {
		return false
	}
	if v.Kind() == constant.String {
		return refusalText.MatchString(constant.StringVal(v))
	}
	code, exact := constant.Int64Val(constant.ToInt(v))
	return exact && slices.Contains(refusalCodes, code)
}
