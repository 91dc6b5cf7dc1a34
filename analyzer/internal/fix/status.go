package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Status gives the constant that a status of type any is compared with, at or around pos, the type that the status
// has: e.Value == int32(9101) for e.Value == 9101.
func (s *Source) Status(pos token.Pos, typ string) []analysis.TextEdit {
	path, file := s.path(pos)
	for _, n := range path {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				return nil
			}
			for _, side := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
				if s.isAny(side[0]) {
					return s.convert(file, side[1], typ)
				}
			}
			return nil
		case *ast.CaseClause:
			var edits []analysis.TextEdit
			for _, x := range n.List {
				if x.Pos() <= pos && pos < x.End() {
					edits = append(edits, s.convert(file, x, typ)...)
				}
			}
			return edits
		case ast.Stmt:
			return nil
		}
	}
	return nil
}

func (s *Source) isAny(x ast.Expr) bool {
	i, is := s.Info.TypeOf(x).Underlying().(*types.Interface)
	return is && i.Empty()
}

// convert writes a constant as one of the named type, instead of the type that it has.
func (s *Source) convert(file *ast.File, x ast.Expr, typ string) []analysis.TextEdit {
	value := s.Info.Types[x].Value
	to, basic := types.Universe.Lookup(typ).(*types.TypeName)
	if value == nil || value.Kind() != constant.Int || !basic || types.Identical(s.Info.TypeOf(x), to.Type()) {
		return nil
	}
	if _, obj := s.scope(file, x.Pos()).LookupParent(typ, x.Pos()); obj != to {
		return nil
	}
	inner := ast.Unparen(x)
	if c, ok := inner.(*ast.CallExpr); ok && len(c.Args) == 1 && s.Info.Types[c.Fun].IsType() {
		inner = c.Args[0]
	}
	// A constant that has a type of its own, or does not fit, may mean something else.
	if v := s.Info.Types[inner].Value; v == nil || !representable(v, to.Type().(*types.Basic)) {
		return nil
	}
	return []analysis.TextEdit{{Pos: x.Pos(), End: inner.Pos(), NewText: []byte(typ + "(")}, {Pos: inner.End(), End: x.End(), NewText: []byte(")")}}
}

// representable reports whether a constant is one of a signed or unsigned integer type.
func representable(v constant.Value, typ *types.Basic) bool {
	size := 8 * types.SizesFor("gc", "amd64").Sizeof(typ)
	if typ.Info()&types.IsUnsigned != 0 {
		return constant.Sign(v) >= 0 && int64(constant.BitLen(v)) <= size
	}
	return typ.Info()&types.IsInteger != 0 && int64(constant.BitLen(v)) < size
}
