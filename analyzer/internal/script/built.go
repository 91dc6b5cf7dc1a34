package script

import (
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// The rule does not judge what names a command that the script itself puts together when it runs, though its parts
// may be known here.

// written reports whether x is written out: of texts alone, and no variable or command.
func written(x powershell.Expr) bool {
	switch x := x.(type) {
	case *powershell.Literal:
		return true
	case *powershell.Expandable:
		return allWritten(x.Parts)
	case *powershell.Array:
		return allWritten(x.Elements)
	case *powershell.Binary:
		return written(x.X) && written(x.Y)
	case *powershell.Convert:
		return written(x.X)
	case *powershell.Sub:
		if len(x.Body.Statements) != 1 {
			return false
		}
		p, ok := x.Body.Statements[0].(*powershell.Pipeline)
		if !ok || len(p.Elements) != 1 {
			return false
		}
		out, ok := p.Elements[0].(*powershell.Output)
		return ok && written(out.X)
	}
	return false
}

func allWritten(list []powershell.Expr) bool {
	return !slices.ContainsFunc(list, func(x powershell.Expr) bool { return !written(x) })
}

// build marks v as put together at run time unless it is made of constants.
func build(v *value, of ...powershell.Expr) *value {
	v.built = v.built || v.known && !allWritten(of)
	return v
}
