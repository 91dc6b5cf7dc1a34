package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// A handle is the refusal test that the catalogue proposes, taken apart: an expression about one value.
type handle struct {
	expr  ast.Expr
	value ast.Expr // in it: a variable, or a field of one
	form  catalog.Form
}

// parseHandle takes a proposed test apart; nil if it is none about one value. The value is a variable, or fields of
// one, and is the same wherever it stands: r.Rcode in "r.Rcode == dns.RcodeRefused".
func parseHandle(text string) *handle {
	expr, err := parser.ParseExpr(text)
	if err != nil {
		return nil
	}
	h := &handle{expr: expr, form: catalog.Code}
	one := true
	ast.Inspect(expr, func(n ast.Node) bool {
		var x ast.Expr
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				switch pkg := types.ExprString(sel.X); {
				case pkg == "errors":
					h.form = catalog.Error
				case pkg == "strings" || pkg == "bytes":
					h.form = catalog.Text
				}
			}
			return true
		case *ast.BinaryExpr:
			x = n.X
		default:
			return true
		}
		if _, nested := x.(*ast.BinaryExpr); !nested && h.form == catalog.Code {
			one = one && h.is(x)
		}
		return true
	})
	if h.form != catalog.Code {
		call, ok := expr.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return nil
		}
		h.value = call.Args[0]
	}
	if h.value == nil || !one {
		return nil
	}
	if sel, ok := h.value.(*ast.SelectorExpr); ok && sel.Sel.Name == "Rcode" {
		h.form = catalog.Rcode
	}
	return h
}

// is makes x the value of the test, and reports whether no other one was.
func (h *handle) is(x ast.Expr) bool {
	if h.value == nil {
		h.value = x
	}
	return types.ExprString(h.value) == types.ExprString(x)
}

// about writes the test about another value, with the names that packages have at the place.
func (h *handle) about(value string, n *names) (string, bool) {
	x, err := parser.ParseExpr(value)
	if err != nil {
		return "", false
	}
	old, ok := types.ExprString(h.value), true
	expr := astutil.Apply(h.expr, func(c *astutil.Cursor) bool {
		e, is := c.Node().(ast.Expr)
		if !is {
			return true
		}
		if types.ExprString(e) == old {
			c.Replace(x)
			return false
		}
		if sel, is := e.(*ast.SelectorExpr); is {
			if id, is := sel.X.(*ast.Ident); is {
				local, found := n.of(n.path(id.Name), id.Name)
				ok = ok && found
				c.Replace(&ast.SelectorExpr{X: ast.NewIdent(local), Sel: sel.Sel})
				return false
			}
		}
		return true
	}, nil)
	var b bytes.Buffer
	if !ok || format.Node(&b, token.NewFileSet(), expr) != nil {
		return "", false
	}
	return strings.ReplaceAll(b.String(), "\n", " "), true
}
