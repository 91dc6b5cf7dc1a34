package catalog

import (
	"errors"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// A Resolver looks up what rows name in packages that are loaded.
type Resolver struct {
	Package func(path string) *types.Package // nil if it is not loaded: what is of it is not looked up
	Own     *types.Package                   // the package, if any, of which unexported names are known too
	Fail    func(at, text string)            // is told of each mistake, with the path of its key

	catalog *Catalog
}

// Resolve looks up what p's rows name; c has p, and what p's rows refer to.
func (r Resolver) Resolve(c *Catalog, p *Pack) {
	r.catalog = c
	for i, o := range p.Operations {
		r.operation(index("operations", i), o)
	}
	for i, u := range p.Updates {
		r.update(index("updates", i), u)
	}
	for i, row := range p.Processes {
		r.process(index("processes", i), row)
	}
	for i, t := range p.Texts {
		r.textOf(index("texts", i), t)
	}
	for i, e := range p.Errors {
		r.errorType(index("errors", i), e)
	}
	for i, f := range p.Flows {
		at := index("flows", i)
		if fn := r.Function(at+".func", f.Func); fn != nil {
			r.place(at+".from", fn, f.From)
			r.place(at+".to", fn, f.To)
		}
	}
	for i, test := range p.Tests {
		at := index("tests", i)
		if fn := r.Function(at+".func", test.Func); fn != nil {
			r.place(at+".value", fn, test.Value)
			r.place(at+".target", fn, test.Target)
			r.place(at+".into", fn, test.Into)
		}
	}
	for i, k := range p.Checks {
		at := index("checks", i)
		if fn := r.Function(at+".func", k.Func); fn != nil {
			r.place(at+".at", fn, k.At)
			r.places(at, fn, k.Zone, k.Server)
		}
	}
	for i, e := range p.Establishes {
		at := index("establishes", i)
		if fn := r.Function(at+".func", e.Func); fn != nil {
			r.places(at, fn, e.Zone, e.Server)
		}
	}
	for i, run := range p.Runs {
		at := index("runs", i)
		r.Function(at+".func", run.Func)
		if run.Error != "" {
			r.Function(at+".error", run.Error)
		}
	}
	r.functions("noReturn", p.NoReturn)
	r.functions("nonNil", p.NonNil)
	for i, a := range p.Answers {
		for j, c := range a.Consts {
			if at := index(index("answers", i)+".consts", j); a.Value != nil {
				r.constant(at, c, *a.Value)
			} else {
				r.name(at, c)
			}
		}
	}
}

func (r Resolver) operation(at string, o Operation) {
	fn := r.Function(at+".func", o.Func)
	if fn == nil {
		return
	}
	r.places(at, fn, o.Zone, o.Server)
	for i, c := range o.Refusal {
		at := index(at+".refusal", i) + ".at"
		typ := r.place(at, fn, c.At)
		if typ != nil && c.Form == Error && !types.Identical(typ, types.Universe.Lookup("error").Type()) {
			r.errorf(at, "%s is a %s, no error", c.At, typ)
		}
	}
	r.results(at+".nonNil", fn, o.NonNil, "neither nil nor zero", func(t types.Type) bool { return nilable(t) || isInteger(t) })
	r.results(at+".nil", fn, o.Nil, "no nil", nilable)
	for i, name := range o.NotThrough {
		r.name(index(at+".notThrough", i), name)
	}
	if o.Unless != nil {
		r.place(at+".unless.field", fn, Place("recv."+o.Unless.Field))
	}
	if typ := r.place(at+".update", fn, o.Update); typ != nil && r.catalog.UpdateOf(typeName(typ)) == nil {
		r.errorf(at+".update", "%s is a %s, which is no message of an update row", o.Update, typ)
	}
	r.runner(at, fn, o)
}

// results looks up results by number, of types that are ok: others have lacking.
func (r Resolver) results(at string, fn *types.Func, numbers []int, lacking string, ok func(types.Type) bool) {
	for i, n := range numbers {
		at := index(at, i)
		if typ := r.place(at, fn, Place("result "+strconv.Itoa(n))); typ != nil && !ok(typ) {
			r.errorf(at, "result %d is a %s, which has %s", n, typ, lacking)
		}
	}
}

func (r Resolver) update(at string, u Update) {
	message, _ := r.name(at+".message", u.Message).(*types.TypeName)
	if message == nil {
		return
	}
	r.field(at+".opcode", message.Type(), u.Opcode)
	r.field(at+".section", message.Type(), u.Section)
	r.functions(at+".setters", u.Setters)
	r.functions(at+".adders", u.Adders)
	r.functions(at+".new", u.New)
	r.functions(at+".parsers", u.Parsers)
	rr, _ := message.Pkg().Scope().Lookup("RR").(*types.TypeName)
	for i, name := range u.Records {
		at := index(at+".records", i)
		obj := r.name(at, name)
		if obj == nil || rr == nil {
			continue
		}
		if iface, ok := rr.Type().Underlying().(*types.Interface); ok && !types.Implements(types.NewPointer(obj.Type()), iface) {
			r.errorf(at, "%s is no record", name)
		}
	}
	if code := message.Pkg().Path() + ".OpcodeUpdate"; message.Pkg().Scope().Lookup("OpcodeUpdate") != nil {
		r.constant(at+".value", code, u.Value)
	}
}

func (r Resolver) errorf(at, format string, args ...any) { r.Fail(at, fmt.Sprintf(format, args...)) }

func (r Resolver) functions(at string, list []string) {
	for i, f := range list {
		r.Function(index(at, i), f)
	}
}

// Function returns the function or method that s, which stands at a path, names; or nil, if it cannot be
// looked up or, after telling of it, if there is none.
func (r Resolver) Function(at, s string) *types.Func {
	obj, err := r.object(s)
	if err != nil {
		r.missing(at, s, err)
		return nil
	}
	fn, ok := obj.(*types.Func)
	switch {
	case !ok:
		r.errorf(at, "%s is no function", s)
		return nil
	case written(fn) != s:
		r.errorf(at, "%s is written %s", s, written(fn))
	}
	return fn
}

func (r Resolver) object(s string) (types.Object, error) {
	if recv, method, ok := strings.Cut(s, ")."); ok {
		return r.method(strings.TrimPrefix(strings.TrimPrefix(recv, "("), "*"), method)
	}
	return r.find(s)
}

// errUnloaded says that something cannot be looked up.
var errUnloaded = errors.New("of a package that is not loaded")

func (r Resolver) missing(at, s string, err error) {
	if !errors.Is(err, errUnloaded) {
		r.errorf(at, "%s: %v", s, err)
	}
}

func (r Resolver) method(recv, name string) (types.Object, error) {
	typ := types.Universe.Lookup("error")
	if recv != "error" {
		var err error
		if typ, err = r.find(recv); err != nil {
			return nil, err
		}
	}
	if _, ok := typ.(*types.TypeName); !ok {
		return nil, fmt.Errorf("%s is no type", recv)
	}
	obj, index, _ := types.LookupFieldOrMethod(typ.Type(), true, typ.Pkg(), name)
	if obj == nil {
		return nil, r.none("method", name, typ.Pkg(), methods(typ.Type()))
	}
	if fn, ok := obj.(*types.Func); ok && len(index) > 1 {
		return nil, fmt.Errorf("promoted from %s", written(fn))
	}
	return obj, nil
}

// none says that pkg has no such thing as is asked for, or that this cannot be said.
func (r Resolver) none(what, name string, pkg *types.Package, known []string) error {
	if !token.IsExported(name) && pkg != r.Own {
		return errUnloaded // export data leaves it out
	}
	return errors.New("no such " + what + DidYouMean(name, known))
}

// name returns the package-level object that s names.
func (r Resolver) name(at, s string) types.Object {
	obj, err := r.find(s)
	if err != nil {
		r.missing(at, s, err)
	}
	return obj
}

func (r Resolver) find(s string) (types.Object, error) {
	dot := strings.LastIndexByte(s, '.')
	pkg := r.Package(s[:dot])
	if pkg == nil {
		return nil, errUnloaded
	}
	if obj := pkg.Scope().Lookup(s[dot+1:]); obj != nil {
		return obj, nil
	}
	if obj := embedded(pkg, s[dot+1:]); obj != nil {
		return obj, nil
	}
	return nil, r.none("name", s[dot+1:], pkg, pkg.Scope().Names())
}

func (r Resolver) constant(at, s string, want int64) {
	obj := r.name(at, s)
	if obj == nil {
		return
	}
	c, ok := obj.(*types.Const)
	if !ok {
		r.errorf(at, "%s is no constant", s)
		return
	}
	if n, exact := constant.Int64Val(constant.ToInt(c.Val())); !exact || n != want {
		r.errorf(at, "%s is %s, want %d", s, c.Val(), want)
	}
}

func (r Resolver) places(at string, fn *types.Func, zone, server []Place) {
	for i, p := range zone {
		r.place(index(at+".zone", i), fn, p)
	}
	for i, p := range server {
		r.place(index(at+".server", i), fn, p)
	}
}

// place returns the type of the value that p names at a call of fn.
func (r Resolver) place(at string, fn *types.Func, p Place) types.Type {
	spot, sig := p.Spot(), fn.Signature()
	var v *types.Var
	switch spot.Kind {
	case None:
		return nil
	case Recv:
		v = sig.Recv()
	case Arg:
		v = element(sig.Params(), spot.Index)
	case Result:
		v = element(sig.Results(), spot.Index)
	case Args:
		v = element(sig.Params(), 0)
	case Format:
		if v = element(sig.Params(), sig.Params().Len()-2); v != nil && (!sig.Variadic() || v.Type() != types.Typ[types.String]) {
			r.errorf(at, "%s has no format", fn.FullName())
		}
	}
	if v == nil {
		r.errorf(at, "%s has no %s", fn.FullName(), p)
		return nil
	}
	typ := v.Type()
	if spot.Kind == Arg && types.IsInterface(typ) && len(spot.Fields) > 0 {
		return nil // io.Copy's reader: what it holds has the field
	}
	for _, f := range spot.Fields {
		if typ = r.field(at, typ, f); typ == nil {
			return nil
		}
	}
	return typ
}

func (r Resolver) field(at string, typ types.Type, name string) types.Type {
	var pkg *types.Package
	if t := typeName(typ); t != nil {
		pkg = t.Pkg()
	}
	obj, _, _ := types.LookupFieldOrMethod(typ, true, pkg, name)
	if v, ok := obj.(*types.Var); ok {
		return v.Type()
	}
	r.errorf(at, "%s has no field %s%s", typ, name, DidYouMean(name, fields(typ)))
	return nil
}
