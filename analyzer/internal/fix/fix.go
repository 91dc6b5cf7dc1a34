// Package fix writes suggested fixes: a refusal test after a call, %w for %v, a status of the right type, a check
// turned round. It edits parsed and type-checked source, and knows nothing of roles and verdicts. Each function
// returns no edits where the result would not surely compile and mean what it says.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
)

// A Source is a type-checked package, as its files are written.
type Source struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
}

// path returns the nodes around pos, innermost first, and the file; nil where no file of the source has it, or
// one that is generated.
func (s *Source) path(pos token.Pos) ([]ast.Node, *ast.File) {
	for _, f := range s.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			if ast.IsGenerated(f) {
				return nil, nil
			}
			path, _ := astutil.PathEnclosingInterval(f, pos, pos)
			return path, f
		}
	}
	return nil, nil
}

// call returns the call whose left parenthesis is at pos, and the nodes around it, innermost first.
func (s *Source) call(pos token.Pos) (*ast.CallExpr, []ast.Node, *ast.File) {
	path, file := s.path(pos)
	for i, n := range path {
		if c, ok := n.(*ast.CallExpr); ok && c.Lparen == pos {
			return c, path[i+1:], file
		}
	}
	return nil, nil, nil
}

// function returns the signature of the innermost function that a path is in.
func (s *Source) function(path []ast.Node) *types.Signature {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			sig, _ := s.Info.TypeOf(n).(*types.Signature)
			return sig
		case *ast.FuncDecl:
			if fn, ok := s.Info.Defs[n.Name].(*types.Func); ok {
				return fn.Signature()
			}
			return nil
		}
	}
	return nil
}

// scope returns the innermost scope at a position.
func (s *Source) scope(file *ast.File, pos token.Pos) *types.Scope {
	if outer := s.Info.Scopes[file]; outer != nil {
		if in := outer.Innermost(pos); in != nil {
			return in
		}
	}
	return s.Pkg.Scope().Innermost(pos)
}

func insert(at token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(text)}
}

func replace(n ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: n.Pos(), End: n.End(), NewText: []byte(text)}
}
