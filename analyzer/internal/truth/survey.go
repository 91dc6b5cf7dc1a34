package truth

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A survey is what must be known of the whole file before it is rewritten.
type survey struct {
	opaque  map[types.Object]bool // bool parameters of exported functions
	read    map[types.Object]bool // bool variables and fields that are read anywhere
	helpers map[types.Object]bool // functions that take the line of their call
	local   map[types.Object]bool // functions of the file
	back    map[types.Object]bool // labels to which a goto leads back
}

func surveyOf(f *ast.File, info *types.Info) survey {
	s := survey{
		opaque: map[types.Object]bool{}, read: map[types.Object]bool{}, helpers: map[types.Object]bool{},
		local: map[types.Object]bool{}, back: map[types.Object]bool{},
	}
	called := map[*ast.Ident]bool{}
	written := map[*ast.Ident]bool{}
	required := map[string]bool{} // methods that an interface of the file names
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[nameOf(n.Fun)] = true
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				written[nameOf(e)] = true
			}
			if len(n.Lhs) == 1 && isBlank(n.Lhs[0]) {
				written[asIdent(n.Rhs[0])] = true // it only keeps the compiler quiet
			}
		case *ast.KeyValueExpr:
			written[asIdent(n.Key)] = true
		case *ast.BranchStmt:
			if n.Tok == token.GOTO {
				label := info.Uses[n.Label]
				s.back[label] = s.back[label] || label.Pos() < n.Pos()
			}
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				for _, id := range m.Names {
					required[id.Name] = true
				}
			}
		case *ast.FuncDecl:
			obj := info.Defs[n.Name]
			s.local[obj] = true
			if !n.Name.IsExported() {
				s.helpers[obj] = true
			} else if n.Recv == nil {
				for _, field := range n.Type.Params.List {
					for _, id := range field.Names {
						s.opaque[info.Defs[id]] = isBool(info.TypeOf(field.Type))
					}
				}
			}
		}
		return true
	})
	for id, obj := range info.Uses {
		switch {
		case written[id]:
			delete(s.opaque, obj)
		case isBoolVar(obj):
			s.read[obj] = true
		}
		if s.helpers[obj] && !called[id] {
			delete(s.helpers, obj) // used as a value: its type must stay
		}
	}
	for obj := range s.helpers {
		if required[obj.Name()] && obj.Type().(*types.Signature).Recv() != nil {
			delete(s.helpers, obj)
		}
	}
	return s
}

// nameOf returns the identifier that names what e is, if there is one.
func nameOf(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}
