package gate

import (
	"go/ast"
	"go/token"
	"strings"
)

// Helpers returns the functions of a package's files that may be worth a summary although nothing near
// them is about key masters, because they are what checks and tests are made with: exported ones that
//
//   - take an error, or a function that returns one, and give a bool, an error or a function: wrappers,
//     questions, functions that run functions;
//   - may never return: they panic, exit, loop or block for ever, or call such a function of the package
//     or, by its name alone, one that ends names: func(err error) { log.Print(err); os.Exit(1) }.
//
// Helpers sees syntax only. A function too many costs time; one that is missed is known to its callers by
// its name, as before.
func (g *Gate) Helpers(files []*ast.File, ends func(name string) bool) []*ast.FuncDecl {
	h := &helpers{
		types: map[string]ast.Expr{},
		ends: func(name string) bool {
			return g.ends[name] || strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Panic") || ends(name)
		},
	}
	for _, f := range files {
		if f.Name.Name != "main" { // which nobody imports
			h.read(f)
		}
	}
	h.spread()
	var found []*ast.FuncDecl
	for _, fn := range h.funcs {
		if fn.decl.Name.IsExported() && (fn.ends || h.turns(fn.decl)) {
			found = append(found, fn.decl)
		}
	}
	return found
}

// helpers is what a package's syntax shows.
type helpers struct {
	types map[string]ast.Expr    // declared on package level
	ends  func(name string) bool // of functions elsewhere
	funcs []*helper
}

type helper struct {
	decl  *ast.FuncDecl
	ends  bool            // it may never return
	calls map[string]bool // names
}

func (h *helpers) read(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok {
					h.types[s.Name.Name] = s.Type
				}
			}
		case *ast.FuncDecl:
			if d.Body != nil {
				h.funcs = append(h.funcs, h.function(d))
			}
		}
	}
}

func (h *helpers) function(d *ast.FuncDecl) *helper {
	fn := &helper{decl: d, calls: map[string]bool{}}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			fn.ends = fn.ends || n.Cond == nil
		case *ast.BranchStmt:
			fn.ends = fn.ends || n.Tok == token.GOTO
		case *ast.SelectStmt:
			fn.ends = fn.ends || len(n.Body.List) == 0
		case *ast.CallExpr:
			if name := called(n.Fun); name != "" {
				fn.calls[name] = true
				fn.ends = fn.ends || name == "panic" || h.ends(name)
			}
		}
		return !fn.ends
	})
	return fn
}

// called returns the last part of the name of what is called, "" if it has none.
func called(fun ast.Expr) string {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	case *ast.IndexExpr:
		return called(fun.X)
	case *ast.IndexListExpr:
		return called(fun.X)
	}
	return ""
}

// spread makes callers of functions that may never return such functions.
func (h *helpers) spread() {
	ends := map[string]bool{}
	for _, fn := range h.funcs {
		ends[fn.decl.Name.Name] = ends[fn.decl.Name.Name] || fn.ends
	}
	for again := true; again; {
		again = false
		for _, fn := range h.funcs {
			for name := range fn.calls {
				if !fn.ends && ends[name] {
					fn.ends, ends[fn.decl.Name.Name], again = true, true, true
				}
			}
		}
	}
}

// turns reports whether a function's signature is that of a wrapper or a question.
func (h *helpers) turns(d *ast.FuncDecl) bool {
	if d.Type.Results == nil {
		return false
	}
	generic := map[string]bool{}
	if d.Type.TypeParams != nil {
		for _, p := range d.Type.TypeParams.List {
			for _, name := range p.Names {
				generic[name.Name] = true
			}
		}
	}
	s := signature{h.types, generic}
	return (s.takes(d.Recv) || s.takes(d.Type.Params)) && s.gives(d.Type.Results)
}

// A signature is what the names of types in one stand for.
type signature struct {
	types   map[string]ast.Expr
	generic map[string]bool // type parameters
}

// takes reports whether some field may hold an error, or a function that returns one.
func (s signature) takes(fields *ast.FieldList) bool {
	return s.some(fields, func(t ast.Expr) bool {
		switch t := t.(type) {
		case *ast.Ident:
			return t.Name == "error" || t.Name == "any"
		case *ast.InterfaceType:
			return true
		case *ast.FuncType:
			return s.takes(t.Results)
		}
		return false
	})
}

// gives reports whether some field may say something of an error.
func (s signature) gives(fields *ast.FieldList) bool {
	return s.some(fields, func(t ast.Expr) bool {
		switch t := t.(type) {
		case *ast.Ident:
			return t.Name == "bool" || t.Name == "error" || t.Name == "any"
		case *ast.InterfaceType, *ast.FuncType:
			return true
		}
		return false
	})
}

// some reports whether is holds of some field's type, or if that is a list, of its elements'. Type parameters
// may be anything.
func (s signature) some(fields *ast.FieldList, is func(ast.Expr) bool) bool {
	if fields == nil {
		return false
	}
	for _, f := range fields.List {
		t := f.Type
		for range 10 { // types may be declared in circles
			next := t
			switch t := t.(type) {
			case *ast.Ident:
				if s.generic[t.Name] {
					return true
				}
				if declared, ok := s.types[t.Name]; ok {
					next = declared
				}
			case *ast.ParenExpr:
				next = t.X
			case *ast.Ellipsis:
				next = t.Elt
			case *ast.ArrayType:
				next = t.Elt
			}
			if next == t {
				break
			}
			t = next
		}
		if is(t) {
			return true
		}
	}
	return false
}
