package gate

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// File returns the mark of a file that was parsed with its comments: what its identifiers,
// string literals, comments and numbers mention.
func (g *Gate) File(f *ast.File) (m Mark) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			m |= scan(g.words, n.Name) | g.speaks(n.Name)
		case *ast.BasicLit:
			m |= g.literal(n)
		}
		return true
	})
	for _, group := range f.Comments {
		for _, c := range group.List {
			m |= scan(g.words, c.Text) & Trigger
		}
	}
	return m
}

// literal returns the trigger for a string's words and a number's or rune's value.
func (g *Gate) literal(lit *ast.BasicLit) Mark {
	switch lit.Kind {
	case token.STRING:
		// As it is written, quotes and all: words may have to stand after a quote.
		m := scan(g.words, lit.Value)
		if lit.Value[0] == '"' && strings.IndexByte(lit.Value, '\\') >= 0 {
			m |= scan(g.words, decode([]byte(lit.Value)))
		}
		return m & (Trigger | Direct)
	case token.INT, token.FLOAT:
		if hasValue(g, lit.Value) {
			return Trigger
		}
	case token.CHAR:
		if r, _, _, err := strconv.UnquoteChar(lit.Value[1:], '\''); err == nil && g.runes[r] {
			return Trigger
		}
	}
	return 0
}
