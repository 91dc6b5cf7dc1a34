package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// refused is what the error says that a fix returns.
const refused = "this server is not the key master of the zone"

// branch writes an if statement that returns an error where the result, known by name, is the refusal. there says
// that it is not nil at this place.
func (t *refusalTest) branch(name, indent string, there bool) (string, bool) {
	results := t.results()
	if t.carrier.Result >= len(results) {
		return "", false
	}
	value, guard, ok := t.value(name, results[t.carrier.Result])
	if !ok {
		return "", false
	}
	test, ok := t.handle.about(value, t.names)
	if !ok {
		return "", false
	}
	if guard && !there {
		if strings.Contains(test, "||") {
			test = "(" + test + ")"
		}
		test = name + " != nil && " + test
	}
	leave, ok := t.leave(name)
	if !ok {
		return "", false
	}
	return "if " + test + " {\n" + indent + "\t" + leave + "\n" + indent + "}", true
}

// value writes the carrier as the proposed test wants it; guard says that the result must not be nil for that.
func (t *refusalTest) value(name string, typ types.Type) (value string, guard, ok bool) {
	value = name
	if t.carrier.Field != "" {
		obj, _, _ := types.LookupFieldOrMethod(typ, true, t.src.Pkg, t.carrier.Field)
		field, is := obj.(*types.Var)
		if !is {
			return "", false, false
		}
		_, guard = typ.Underlying().(*types.Pointer)
		value, typ = name+"."+t.carrier.Field, field.Type()
	}
	switch t.carrier.Form {
	case catalog.Error:
		return value, guard, isError(typ)
	case catalog.Text:
		text, deref := t.text(value, typ)
		return text, guard || deref, text != ""
	}
	basic, is := typ.Underlying().(*types.Basic)
	return value, guard, is && basic.Info()&types.IsInteger != 0 && basic.Kind() != types.Int8 && basic.Kind() != types.Uint8
}

// text writes the text of a value as a string; guard says that the value must not be nil.
func (t *refusalTest) text(value string, typ types.Type) (text string, guard bool) {
	if types.Identical(typ, types.Typ[types.String]) {
		return value, false
	}
	if types.Identical(typ.Underlying(), types.NewSlice(types.Typ[types.Byte])) || types.Identical(typ.Underlying(), types.Typ[types.String]) {
		return "string(" + value + ")", false
	}
	for _, method := range []string{"Error", "String"} {
		obj, _, _ := types.LookupFieldOrMethod(typ, true, t.src.Pkg, method)
		fn, is := obj.(*types.Func)
		if !is || fn.Signature().Params().Len() > 0 || fn.Signature().Results().Len() != 1 || !types.Identical(fn.Signature().Results().At(0).Type(), types.Typ[types.String]) {
			continue
		}
		switch typ.Underlying().(type) {
		case *types.Pointer, *types.Interface:
			return value + "." + method + "()", true
		}
	}
	return "", false
}

// leave writes the statement that returns the refusal, wrapped if it is an error.
func (t *refusalTest) leave(name string) (string, bool) {
	results := t.sig.Results()
	n := results.Len()
	if n == 0 || !types.Identical(results.At(n-1).Type(), types.Universe.Lookup("error").Type()) {
		return "", false
	}
	var values []string
	for i := range n - 1 {
		zero, ok := t.zero(results.At(i).Type())
		if !ok {
			return "", false
		}
		values = append(values, zero)
	}
	var err string
	if t.carrier.Form == catalog.Error && t.carrier.Field == "" {
		pkg, ok := t.names.of("fmt", "fmt")
		if !ok {
			return "", false
		}
		err = pkg + ".Errorf(" + strconv.Quote(refused+": %w") + ", " + name + ")"
	} else {
		pkg, ok := t.names.of("errors", "errors")
		if !ok {
			return "", false
		}
		err = pkg + ".New(" + strconv.Quote(refused) + ")"
	}
	return "return " + strings.Join(append(values, err), ", "), true
}

// zero writes the zero value of a type.
func (t *refusalTest) zero(typ types.Type) (string, bool) {
	if _, is := types.Unalias(typ).(*types.TypeParam); is {
		text, ok := t.typeText(typ)
		return "*new(" + text + ")", ok
	}
	switch u := typ.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", true
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
		return "nil", true
	case *types.Struct, *types.Array:
		text, ok := t.typeText(typ)
		return text + "{}", ok
	}
	return "nil", true
}

// typeText writes a type, if all names in it mean at the place what they mean here.
func (t *refusalTest) typeText(typ types.Type) (string, bool) {
	ok := true
	text := types.TypeString(typ, func(p *types.Package) string {
		if p == t.src.Pkg {
			return ""
		}
		name, found := t.names.of(p.Path(), p.Name())
		ok = ok && found
		return name
	})
	if named, is := types.Unalias(typ).(interface{ Obj() *types.TypeName }); is && named.Obj().Pkg() == t.src.Pkg {
		_, obj := t.names.scope.LookupParent(named.Obj().Name(), t.names.pos)
		ok = ok && obj == named.Obj()
	}
	return text, ok
}

// results returns the types of the call's results.
func (t *refusalTest) results() []types.Type {
	sig, ok := t.src.Info.TypeOf(t.call.Fun).Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var all []types.Type
	for v := range sig.Results().Variables() {
		all = append(all, v.Type())
	}
	return all
}

// valueName returns a name for the result: what the proposed test calls it, or err.
func (t *refusalTest) valueName() string {
	if results := t.results(); t.carrier.Result < len(results) && isError(results[t.carrier.Result]) {
		return "err"
	}
	x := t.handle.value
	for {
		switch e := x.(type) {
		case *ast.SelectorExpr:
			x = e.X
			continue
		case *ast.Ident:
			return e.Name
		}
		return "v"
	}
}

// fresh returns a name like the given one that the block at pos does not declare.
func (t *refusalTest) fresh(name string, pos token.Pos) string {
	for t.src.scope(t.file, pos).Lookup(name) != nil {
		name += "2"
	}
	return name
}

// plain reports whether an expression is a variable or a field, to be written twice without harm.
func plain(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return plain(x.X)
	}
	return false
}

func isError(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}
