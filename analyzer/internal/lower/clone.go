package lower

import (
	"go/ast"
	"go/types"
	"reflect"
)

// clone returns a copy of n in which each variable and label that n declares is a new one, and
// records what the copy's syntax means.
func clone[N ast.Node](l *lowerer, n N) N {
	c := &copier{l: l, nodes: map[ast.Node]ast.Node{}, objects: map[types.Object]types.Object{}}
	out := c.value(reflect.ValueOf(n)).Interface().(N)
	l.size += len(c.nodes)
	for from := range c.nodes {
		c.declare(from)
	}
	for from, to := range c.nodes {
		c.describe(from, to)
	}
	return out
}

type copier struct {
	l       *lowerer
	nodes   map[ast.Node]ast.Node
	objects map[types.Object]types.Object
}

func (c *copier) value(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type()).Elem()
		out.Set(c.value(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(c.value(v.Index(i)))
		}
		return out
	case reflect.Pointer:
		switch v.Type().String() {
		case "*ast.Object", "*ast.Scope", "*ast.CommentGroup": // what nothing reads, and may lead round
			return reflect.Zero(v.Type())
		}
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		for i := range v.Elem().NumField() {
			out.Elem().Field(i).Set(c.value(v.Elem().Field(i)))
		}
		if n, ok := v.Interface().(ast.Node); ok {
			c.nodes[n] = out.Interface().(ast.Node)
		}
		return out
	}
	return v
}

// source returns the literal that lit is a copy of, of copies perhaps.
func (l *lowerer) source(lit *ast.FuncLit) ast.Node {
	if from := l.copies[lit]; from != nil {
		return from
	}
	return lit
}

// describe copies what the type checker says of a node.
func (c *copier) describe(from, to ast.Node) {
	info := c.l.info
	if obj := info.Implicits[from]; obj != nil {
		info.Implicits[to] = c.object(obj)
	}
	c.l.copyMark(from, to)
	e, ok := from.(ast.Expr)
	if !ok {
		return
	}
	if tv, ok := info.Types[e]; ok {
		info.Types[to.(ast.Expr)] = tv
	}
	switch from := from.(type) {
	case *ast.FuncLit:
		c.l.copies[to] = c.l.source(from)
	case *ast.Ident:
		to := to.(*ast.Ident)
		if obj, ok := info.Defs[from]; ok {
			info.Defs[to] = c.object(obj)
		}
		if obj, ok := info.Uses[from]; ok {
			info.Uses[to] = c.object(obj)
		}
		if i, ok := info.Instances[from]; ok {
			info.Instances[to] = i
		}
	case *ast.SelectorExpr:
		if s := info.Selections[from]; s != nil {
			info.Selections[to.(*ast.SelectorExpr)] = s
		}
	}
}

// declare makes new objects for those that a node declares.
func (c *copier) declare(n ast.Node) {
	obj := c.l.info.Implicits[n]
	if id, ok := n.(*ast.Ident); ok {
		obj = c.l.info.Defs[id]
	}
	switch obj := obj.(type) {
	case *types.Var:
		if !obj.IsField() {
			c.objects[obj] = types.NewVar(obj.Pos(), obj.Pkg(), obj.Name(), obj.Type())
		}
	case *types.Label:
		c.objects[obj] = types.NewLabel(obj.Pos(), obj.Pkg(), obj.Name())
	}
}

// object returns what obj is called in the copy.
func (c *copier) object(obj types.Object) types.Object {
	if o := c.objects[obj]; o != nil {
		return o
	}
	return obj
}
