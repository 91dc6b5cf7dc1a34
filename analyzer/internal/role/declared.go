package role

import (
	"go/ast"
	"go/types"
)

// Declared says what is declared of a function, or of a field of a struct: which of its results, and
// which outcome of that, shows the role. Of a field that is no function the result is 0. It is asked
// about origins.
type Declared func(obj types.Object) (result int, good Outcome, ok bool)

// declaredOf returns what is declared of the object that e names, which may be nil.
func (f *finder) declaredOf(e ast.Expr) (obj types.Object, result int, good Outcome, ok bool) {
	if f.declared == nil {
		return nil, 0, True, false
	}
	switch o := f.object(e).(type) {
	case *types.Func:
		obj = o.Origin()
	case *types.Var:
		if !o.IsField() {
			return nil, 0, True, false
		}
		obj = o.Origin()
	default:
		return nil, 0, True, false
	}
	result, good, ok = f.declared(obj)
	return obj, result, good, ok
}

// declaredCall recognises calls of functions, and of functions in fields, that are declared to be checks.
func (f *finder) declaredCall(call *ast.CallExpr, sig *types.Signature) bool {
	obj, result, good, ok := f.declaredOf(call.Fun)
	if !ok {
		return f.declaredLoad(call)
	}
	c := &Check{Expr: call, Result: result, Good: good}
	c.Callee, _ = obj.(*types.Func)
	f.subject(c, call, sig)
	f.add(c)
	return true
}

// declaredLoad recognises x.master.Load(), where master is a declared field of type atomic.Bool.
func (f *finder) declaredLoad(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	load, ok := f.info.Uses[sel.Sel].(*types.Func)
	if !ok || !isLoad(load) {
		return false
	}
	_, _, good, ok := f.declaredOf(sel.X)
	if ok {
		f.add(&Check{Expr: call, Good: good, Zone: f.zoneOf(ast.Unparen(sel.X))})
	}
	return ok
}

// declaredField recognises reads of fields that are declared to be checks. What a function in a field
// says its calls say.
func (f *finder) declaredField(sel *ast.SelectorExpr) bool {
	obj, _, good, ok := f.declaredOf(sel)
	if _, field := obj.(*types.Var); !ok || !field {
		return false
	}
	if _, function := obj.Type().Underlying().(*types.Signature); !function && !isAtomic(obj.Type()) {
		f.add(&Check{Expr: sel, Good: good, Zone: named(sel.X, NamesZone)})
	}
	return true
}

func isAtomic(t types.Type) bool { return types.TypeString(t, nil) == "sync/atomic.Bool" }

// Answer says which result of a function, or which read of a field, of type t answers a check with the
// given outcome ("true", "false", "nil", "non-nil"; "" for what the type suggests), and what its good outcome is.
// ok is false where no result has such an outcome.
func Answer(t types.Type, outcome string) (result int, good Outcome, ok bool) {
	types := answers(t)
	boolean, err, nilable := -1, -1, -1
	for i, t := range types {
		switch {
		case isBool(t) || isAtomic(t):
			if boolean < 0 {
				boolean = i
			}
		case IsError(t):
			err = i
		case isNilable(t) && nilable < 0:
			nilable = i
		}
	}
	switch {
	case outcome == "nil" && err >= 0, outcome == "" && boolean < 0 && err >= 0:
		return err, Nil, true
	case outcome == "nil":
		return nilable, Nil, nilable >= 0
	case outcome == "non-nil" && nilable < 0:
		return err, NonNil, err >= 0
	case outcome == "non-nil":
		return nilable, NonNil, true
	case outcome == "false":
		return boolean, False, boolean >= 0
	}
	return boolean, True, boolean >= 0
}

// answers returns the results of a function, or a field's own type.
func answers(t types.Type) []types.Type {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return []types.Type{t}
	}
	var all []types.Type
	for v := range sig.Results().Variables() {
		all = append(all, v.Type())
	}
	return all
}

func isNilable(t types.Type) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}
