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
	fset *token.FileSet
	info *types.Info
	survey
	root  bool     // inside an exported function
	depth int      // of functions around this place
	after []string // the jumps that lead where the current list's end leads
	label string   // of the statement that comes next
	temps int
}

// A root is an exported function and the arguments to call it with.
type root struct{ name, args string }

// instrument returns the declarations of the instrumented program and its roots.
func (b *batch) instrument(fset *token.FileSet) (string, []root, error) {
	f := b.pkg.Syntax[0]
	in := &instrumenter{fset: fset, info: b.pkg.TypesInfo, survey: surveyOf(f, b.pkg.TypesInfo)}
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
	in.root = d.Name.IsExported() && d.Recv == nil
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
	switch {
	case in.helpers[obj]:
		at := &ast.Field{Names: []*ast.Ident{ast.NewIdent("labAt")}, Type: ast.NewIdent("int")}
		d.Type.Params.List = append([]*ast.Field{at}, d.Type.Params.List...)
		enter = append(enter, during(lab("Call", ast.NewIdent("labAt"))))
	case !in.root:
		// It is called as a value: where from, nobody hands over.
		enter = append(enter, during(lab("In", &ast.CompositeLit{Type: labName("Place")}, in.line(d))))
	}
	d.Doc = nil
	in.body(enter, d.Body)
}

// funcLit rewrites a function literal; entered by enter.
func (in *instrumenter) funcLit(e *ast.FuncLit, enter string) {
	outer := in.root
	in.root = false // what a literal returns belongs to the expression that calls it
	in.expr(e.Type)
	here := ast.Expr(ast.NewIdent("labHere"))
	if in.depth == 0 {
		here = &ast.CompositeLit{Type: labName("Place")}
	}
	in.body([]ast.Stmt{during(lab(enter, here, in.line(e)))}, e.Body)
	in.root = outer
}

// body rewrites the body of a function that starts with the statements enter.
func (in *instrumenter) body(enter []ast.Stmt, b *ast.BlockStmt) {
	after := in.after
	in.after = []string{"return"}
	if holdsLiteral(b) {
		enter = append(enter, &ast.AssignStmt{
			Lhs: []ast.Expr{ast.NewIdent("labHere")}, Tok: token.DEFINE, Rhs: []ast.Expr{lab("Here")},
		})
	}
	in.depth++
	b.List = append(enter, in.stmts(b.List)...)
	in.depth--
	in.after = after
}

func holdsLiteral(b *ast.BlockStmt) (found bool) {
	ast.Inspect(b, func(n ast.Node) bool {
		_, lit := n.(*ast.FuncLit)
		found = found || lit
		return !found
	})
	return found
}

// during makes the statement that calls start now and what it returns at the end.
func during(start ast.Expr) ast.Stmt { return &ast.DeferStmt{Call: &ast.CallExpr{Fun: start}} }

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

// isBoolVar reports whether obj is a variable, parameter or field of type bool.
func isBoolVar(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && isBool(v.Type())
}

func isErrno(t types.Type) bool {
	return t != nil && types.TypeString(t, nil) == "syscall.Errno"
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func isInt(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.Int
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

// isOperation reports whether fn is one of the stand-in's operations.
func isOperation(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == imports["dns"] &&
		(fn.Name() == "Sign" || fn.Name() == "Generate" || fn.Name() == "Exchange")
}
