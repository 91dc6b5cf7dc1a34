package mutate

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// functionForCondition writes if f(a, b) for a condition on the variables a and b, where f is a
// new function.
func functionForCondition(e *edit) {
	e.eachCond(func(c ast.Expr) ast.Expr {
		vars, params := e.params(c)
		if params == nil || e.touches(c) || !e.take() {
			return c
		}
		name := e.fresh()
		e.add(name, &ast.FuncType{Params: params, Results: results(ast.NewIdent("bool"))}, ret(c))
		return call(name, vars...)
	})
}

// functionForCall writes g(x) for f(x), where g is a new function that calls f.
func functionForCall(e *edit) {
	e.eachCall(func(c *ast.CallExpr, types []ast.Expr) ast.Expr {
		vars, params := e.params(c)
		if params == nil || e.touches(c) {
			return nil
		}
		if !e.take() {
			return c
		}
		name := e.fresh()
		t := &ast.FuncType{Params: params, Results: results(types...)}
		if types == nil {
			e.add(name, t, do(c))
		} else {
			e.add(name, t, ret(c))
		}
		return call(name, vars...)
	})
}

// functionForTail moves the last statements of a function's body to a new function.
func functionForTail(e *edit) {
	list := e.fn.Body.List
	f := flowOf(list...)
	if len(list) < 2 || f.labels || f.defers || f.recovers || namedResults(e.fn.Type) || e.touches(e.fn.Body) {
		return
	}
	at := (len(list) + 1) / 2
	tail := list[at:]
	vars, params := e.params(block(tail...))
	if params == nil || !e.take() {
		return
	}
	name := e.fresh()
	e.add(name, &ast.FuncType{Params: params, Results: e.fn.Type.Results}, tail...)
	rest := do(call(name, vars...))
	if e.fn.Type.Results != nil {
		rest = ret(call(name, vars...))
	}
	e.fn.Body.List = append(list[:at:at], rest)
}

// genericForBody moves a function's body to a new generic function that it calls. A receiver
// becomes a parameter. Not where it is given a function: what a generic function does with that is not
// followed (docs/soundness.md).
func genericForBody(e *edit) {
	t := e.fn.Type
	if e.generic() || e.takesFunction() || e.fn.Name.Name == "main" || e.fn.Name.Name == "init" || e.fn.Name.Name == "_" {
		return
	}
	params := &ast.FieldList{}
	var args []ast.Expr
	spread := token.NoPos
	lists := []*ast.FieldList{t.Params}
	if e.fn.Recv != nil {
		lists = []*ast.FieldList{e.fn.Recv, t.Params}
	}
	for _, l := range lists {
		for _, f := range l.List {
			if len(f.Names) == 0 {
				f.Names = []*ast.Ident{e.fresh()}
			}
			for i, n := range f.Names {
				if n.Name == "_" {
					f.Names[i] = e.fresh()
				}
				args = append(args, f.Names[i])
			}
			if _, ok := f.Type.(*ast.Ellipsis); ok {
				spread = e.fn.End()
			}
			params.List = append(params.List, f)
		}
	}
	if !e.take() {
		return
	}
	name := e.fresh()
	twin := e.add(name, &ast.FuncType{Params: params, Results: t.Results}, e.fn.Body.List...)
	twin.Type.TypeParams = &ast.FieldList{List: []*ast.Field{{Names: []*ast.Ident{ast.NewIdent("_")}, Type: ast.NewIdent("any")}}}
	run := call(&ast.IndexExpr{X: name, Index: ast.NewIdent("int")}, args...)
	run.Ellipsis = spread
	if t.Results == nil {
		e.fn.Body = block(do(run))
		return
	}
	e.fn.Body = block(ret(run))
}

// takesFunction reports whether the function has a parameter that is a function.
func (e *edit) takesFunction() bool {
	return slices.ContainsFunc(e.fn.Type.Params.List, func(f *ast.Field) bool {
		_, ok := e.Info.TypeOf(f.Type).Underlying().(*types.Signature)
		return ok
	})
}

// params returns the variables of the function that stand in n and are declared outside of it,
// and parameters of the same names. It returns nil where that would not do: for what else is
// declared in the function, for types that e's file cannot name, for names of roles, which as
// parameters would be role checks whatever their values are, for variables that a call in n might
// write to, and for struct types without a name: written twice they are two types to the analyzer
// (docs/soundness.md).
func (e *edit) params(n ast.Node) ([]ast.Expr, *ast.FieldList) {
	if e.generic() {
		return nil, nil
	}
	var vars []*types.Var
	local, calls := false, hasCall(n)
	own := map[types.Object]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			own[e.Info.Defs[id]] = true
		}
		own[e.Info.Implicits[n]] = true
		return true
	})
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || !e.isLocal(e.Info.Uses[id]) || own[e.Info.Uses[id]] {
			return true
		}
		v, ok := e.Info.Uses[id].(*types.Var)
		local = local || !ok || naming.MatchString(v.Name()) || calls && e.shared(v)
		if ok && !slices.Contains(vars, v) {
			vars = append(vars, v)
		}
		return true
	})
	if local {
		return nil, nil
	}
	params := &ast.FieldList{}
	var args []ast.Expr
	for _, v := range vars {
		t := e.typeOf(v.Type())
		_, unnamed := types.Unalias(v.Type()).(*types.Struct)
		if t == nil || unnamed {
			return nil, nil
		}
		args = append(args, ast.NewIdent(v.Name()))
		params.List = append(params.List, &ast.Field{Names: []*ast.Ident{ast.NewIdent(v.Name())}, Type: t})
	}
	return args, params
}

// shared reports whether v's address is taken, or a function literal writes to it.
func (e *edit) shared(v *types.Var) bool {
	found := false
	ast.Inspect(e.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = found || e.writes(n, v)
		case *ast.UnaryExpr:
			id, ok := ast.Unparen(n.X).(*ast.Ident)
			found = found || n.Op == token.AND && ok && e.Info.Uses[id] == v
		}
		return !found
	})
	return found
}

// isLocal reports whether a function declares obj.
func (e *edit) isLocal(obj types.Object) bool {
	if obj == nil || obj.Pkg() != e.Types || obj.Parent() == nil || obj.Parent() == e.Types.Scope() {
		return false // fields and methods have no parent
	}
	_, isImport := obj.(*types.PkgName)
	_, isLabel := obj.(*types.Label)
	return !isImport && !isLabel
}

// generic reports whether the function has type parameters, of its own or of its receiver's type.
func (e *edit) generic() bool {
	fn, ok := e.Info.Defs[e.fn.Name].(*types.Func)
	return ok && (fn.Signature().TypeParams() != nil || fn.Signature().RecvTypeParams() != nil)
}

// touches reports whether a copy of a variable would not do in n: its address is taken, or a
// function literal shares it.
func (e *edit) touches(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = true
		case *ast.UnaryExpr:
			_, isLiteral := ast.Unparen(n.X).(*ast.CompositeLit)
			found = found || n.Op == token.AND && !isLiteral
		case *ast.SelectorExpr:
			found = found || e.takesAddress(n)
		}
		return !found
	})
	return found
}

// takesAddress reports whether a method selector takes a variable's address.
func (e *edit) takesAddress(x *ast.SelectorExpr) bool {
	sel := e.Info.Selections[x]
	if sel == nil || sel.Kind() != types.MethodVal {
		return false
	}
	if _, isPointer := sel.Recv().Underlying().(*types.Pointer); isPointer {
		return false
	}
	recv := sel.Obj().(*types.Func).Signature().Recv()
	_, byPointer := recv.Type().(*types.Pointer)
	return byPointer
}
