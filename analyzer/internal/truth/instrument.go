package truth

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/constant"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// An instrumenter rewrites checked cases into a program that records what the
// executions do. The meaning stays: opaque conditions become decisions of the
// lab, and each test of an error code tells the lab which refusals it saw.
type instrumenter struct {
	fset    *token.FileSet
	info    *types.Info
	opaque  map[types.Object]bool // bool parameters of exported functions
	read    map[types.Object]bool // bool variables that are read anywhere
	helpers map[types.Object]bool // functions that take the line of their call
	root    bool                  // inside an exported function
	after   []string              // the jumps that lead where the current list's end leads
	temps   int
}

// A root is an exported function and the arguments to call it with.
type root struct{ name, args string }

// instrument returns the declarations of the instrumented program and its roots.
func (b *batch) instrument(fset *token.FileSet) (string, []root, error) {
	in := &instrumenter{
		fset: fset, info: b.pkg.TypesInfo,
		opaque: map[types.Object]bool{}, read: map[types.Object]bool{}, helpers: map[types.Object]bool{},
	}
	f := b.pkg.Syntax[0]
	in.survey(f)
	var out bytes.Buffer
	var roots []root
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			if d.Tok == token.VAR {
				in.genDecl(d)
			}
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Recv == nil {
				roots = append(roots, root{name: d.Name.Name, args: in.arguments(d)})
			}
			in.funcDecl(d)
		}
		if err := format.Node(&out, token.NewFileSet(), d); err != nil {
			return "", nil, err
		}
		out.WriteString("\n\n")
	}
	return out.String(), roots, nil
}

// survey finds what must be known of the whole file before it is rewritten.
func (in *instrumenter) survey(f *ast.File) {
	called := map[*ast.Ident]bool{}
	written := map[*ast.Ident]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok {
				called[id] = true
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				written[asIdent(e)] = true
			}
			if len(n.Lhs) == 1 && isBlank(n.Lhs[0]) {
				written[asIdent(n.Rhs[0])] = true // it only keeps the compiler quiet
			}
		case *ast.FuncDecl:
			obj := in.info.Defs[n.Name]
			if !n.Name.IsExported() && n.Recv == nil {
				in.helpers[obj] = true
			} else {
				for _, field := range n.Type.Params.List {
					for _, id := range field.Names {
						in.opaque[in.info.Defs[id]] = isBool(in.info.TypeOf(field.Type))
					}
				}
			}
		}
		return true
	})
	for id, obj := range in.info.Uses {
		switch {
		case written[id]:
			delete(in.opaque, obj)
		case isBoolVar(obj):
			in.read[obj] = true
		}
		if in.helpers[obj] && !called[id] {
			delete(in.helpers, obj) // used as a value: its type must stay
		}
	}
}

// arguments are zero values: opaque conditions are not read from parameters.
func (in *instrumenter) arguments(d *ast.FuncDecl) string {
	var args []string
	sig := in.info.Defs[d.Name].Type().(*types.Signature)
	for v := range sig.Params().Variables() {
		switch t := v.Type().Underlying().(type) {
		case *types.Pointer:
			name := types.TypeString(t.Elem(), func(p *types.Package) string {
				if p == in.info.Defs[d.Name].Pkg() {
					return ""
				}
				return p.Name()
			})
			if name == "rt.Server" {
				args = append(args, "server()")
				continue
			}
			args = append(args, "new("+name+")")
		case *types.Basic:
			args = append(args, map[bool]string{true: "false", false: `""`}[t.Kind() == types.Bool])
		default:
			args = append(args, "nil")
		}
	}
	return strings.Join(args, ", ")
}

func (in *instrumenter) funcDecl(d *ast.FuncDecl) {
	obj := in.info.Defs[d.Name]
	in.root = d.Name.IsExported()
	var enter []ast.Stmt
	if in.root {
		// A parameter that the function assigns to becomes a variable with an opaque start.
		for _, field := range d.Type.Params.List {
			for _, id := range field.Names {
				if v := in.info.Defs[id]; v != nil && isBool(v.Type()) && !in.opaque[v] {
					enter = append(enter, &ast.AssignStmt{
						Lhs: []ast.Expr{ast.NewIdent(id.Name)}, Tok: token.ASSIGN,
						Rhs: []ast.Expr{lab("Bit", text(id.Name))},
					})
				}
			}
		}
	}
	in.fieldList(d.Type.Params)
	in.fieldList(d.Type.Results)
	if in.helpers[obj] {
		at := &ast.Field{Names: []*ast.Ident{ast.NewIdent("labAt")}, Type: ast.NewIdent("int")}
		d.Type.Params.List = append([]*ast.Field{at}, d.Type.Params.List...)
		enter = append(enter, &ast.DeferStmt{Call: &ast.CallExpr{Fun: lab("Call", ast.NewIdent("labAt"))}})
	}
	d.Doc = nil
	in.after = []string{"return"}
	d.Body.List = append(enter, in.stmts(d.Body.List)...)
}

func (in *instrumenter) fieldList(l *ast.FieldList) {
	if l == nil {
		return
	}
	for _, f := range l.List {
		f.Type = in.expr(f.Type)
	}
}

// line is the place of a node in the plain source.
func (in *instrumenter) line(n ast.Node) ast.Expr {
	return number(in.fset.Position(n.Pos()).Line)
}

// lab calls a function of package lab.
func lab(name string, args ...ast.Expr) *ast.CallExpr {
	return &ast.CallExpr{Fun: labName(name), Args: args}
}

func labName(name string) ast.Expr {
	return &ast.SelectorExpr{X: ast.NewIdent("lab"), Sel: ast.NewIdent(name)}
}

func number(n int) ast.Expr { return &ast.BasicLit{Kind: token.INT, Value: strconv.Itoa(n)} }

func text(s string) ast.Expr { return &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(s)} }

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

func isBool(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isBoolVar reports whether obj is a local variable or parameter of type bool.
func isBoolVar(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && !v.IsField() && isBool(v.Type())
}

func isErrno(t types.Type) bool {
	return t != nil && types.TypeString(t, nil) == "syscall.Errno"
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// errnoCode returns the value of a constant of type syscall.Errno.
func (in *instrumenter) errnoCode(e ast.Expr) (int, bool) {
	tv, ok := in.info.Types[e]
	if !ok || tv.Value == nil || !isErrno(tv.Type) {
		return 0, false
	}
	n, exact := constant.Int64Val(constant.ToInt(tv.Value))
	return int(n), exact
}

// key names a variable for the lab.
func (in *instrumenter) key(obj types.Object) ast.Expr {
	return text(fmt.Sprintf("%s@%d", obj.Name(), in.fset.Position(obj.Pos()).Line))
}

// isOperation reports whether name, promoted or not, is one of the stand-in's operations.
func isOperation(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == imports["dns"] && (fn.Name() == "Sign" || fn.Name() == "Generate")
}
