package catalog_test

import (
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// TestResolve finds everything that a row names in the real packages.
func TestResolve(t *testing.T) {
	r := resolver{errorf: t.Errorf, packages: load(t)}
	for _, p := range sourcePacks(t) {
		r.pack(p)
	}
}

// TestResolveNotices breaks rows and wants to hear of it.
func TestResolveNotices(t *testing.T) {
	packages := load(t)
	for _, test := range []struct{ old, new, want string }{
		{"(*github.com/miekg/dns.RRSIG).Sign", "(*github.com/miekg/dns.RRSIG).Sing", `miekg: operations[1].func: (*github.com/miekg/dns.RRSIG).Sing: no such method (did you mean "Sign"?)`},
		{"(*github.com/miekg/dns.RRSIG).Sign", "(github.com/miekg/dns.RRSIG).Sign", `is written (*github.com/miekg/dns.RRSIG).Sign`},
		{"(*github.com/miekg/dns.DNSKEY).Generate", "(*github.com/miekg/dns.KEY).Generate", "promoted from (*github.com/miekg/dns.DNSKEY).Generate"},
		{"(*github.com/miekg/dns.Client).Exchange\n", "(*github.com/miekg/dms.Client).Exchange\n", `no such package (did you mean "github.com/miekg/dns"?)`},
		{"recv.SignerName", "recv.SignersName", `operations[1].zone: *github.com/miekg/dns.RRSIG has no field SignersName (did you mean "SignerName"?)`},
		{"result 0.Rcode", "result 0.RCode", `has no field RCode (did you mean "Rcode"?)`},
		{"result 1, form: error", "result 0, form: error", "is a crypto.PrivateKey, no error"},
		{"github.com/miekg/dns.CDNSKEY", "github.com/miekg/dns.CDNSKEYS", `operations[0].notThrough[1]: github.com/miekg/dns.CDNSKEYS: no such name (did you mean "CDNSKEY"?)`},
		{"field: Flags", "field: Flag", `operations[0].unless.field: *github.com/miekg/dns.DNSKEY has no field Flag (did you mean "Flags"?)`},
		{"update: arg 0", "update: arg 1", "is a string, which is no message"},
		{"nil: [2]", "nil: [1]", "which has no nil"},
		{"nil: [2]", "nil: [3]", "has no result 3"},
		{"opcode: Opcode", "opcode: OpCode", `has no field OpCode (did you mean "Opcode"?)`},
		{"value: 5 # OpcodeUpdate", "value: 4", "OpcodeUpdate is 5, want 4"},
		{"dns.NSEC3PARAM\n", "dns.Msg\n", "is no record"},
		{"(*github.com/miekg/dns.Msg).SetUpdate", "(*github.com/miekg/dns.Msg).SetUpdates", `no such method (did you mean "SetUpdate"?)`},
		{"github.com/miekg/dns.RcodeNotAuth", "github.com/miekg/dns.RcodeNotZone", "RcodeNotZone is 10, want 9"},
	} {
		data, err := os.ReadFile("packs/miekg.yml")
		if err != nil {
			t.Fatal(err)
		}
		broken := strings.Replace(string(data), test.old, test.new, 1)
		p, err := catalog.Parse("miekg.yml", []byte(broken))
		if err != nil {
			t.Fatal(err)
		}
		var heard []string
		r := resolver{packages: packages, errorf: func(format string, args ...any) {
			heard = append(heard, fmt.Sprintf(format, args...))
		}}
		r.pack(p)
		if !strings.Contains(strings.Join(heard, "\n"), test.want) {
			t.Errorf("%s -> %s:\n have %q\n want %q", test.old, test.new, heard, test.want)
		}
	}
}

// A resolver looks up what rows name. Each of its methods takes the path of the key
// that it speaks of.
type resolver struct {
	errorf   func(format string, args ...any)
	packages map[string]*types.Package
}

func (r resolver) pack(p *catalog.Pack) {
	for i, path := range p.Packages {
		if r.packages[path] == nil {
			r.errorf("%s: packages[%d]: no package %s", p.Pack, i, path)
		}
	}
	for i, o := range p.Operations {
		r.operation(fmt.Sprintf("%s: operations[%d]", p.Pack, i), o)
	}
	for i, u := range p.Updates {
		r.update(fmt.Sprintf("%s: updates[%d]", p.Pack, i), u)
	}
	for i, f := range p.Flows {
		at := fmt.Sprintf("%s: flows[%d]", p.Pack, i)
		if fn := r.function(at, f.Func); fn != nil {
			r.place(at+".from", fn, f.From)
			r.place(at+".to", fn, f.To)
		}
	}
	for i, test := range p.Tests {
		at := fmt.Sprintf("%s: tests[%d]", p.Pack, i)
		if fn := r.function(at, test.Func); fn != nil {
			r.place(at+".value", fn, test.Value)
			r.place(at+".target", fn, test.Target)
			r.place(at+".into", fn, test.Into)
		}
	}
	for i, f := range p.NoReturn {
		r.function(fmt.Sprintf("%s: noReturn[%d]", p.Pack, i), f)
	}
	for i, run := range p.Runs {
		r.function(fmt.Sprintf("%s: runs[%d]", p.Pack, i), run.Func)
		if run.Error != "" {
			r.function(fmt.Sprintf("%s: runs[%d].error", p.Pack, i), run.Error)
		}
	}
	for i, f := range p.NonNil {
		r.function(fmt.Sprintf("%s: nonNil[%d]", p.Pack, i), f)
	}
	for i, a := range p.Answers {
		for j, c := range a.Consts {
			r.constant(fmt.Sprintf("%s: answers[%d].consts[%d]", p.Pack, i, j), c, *a.Value)
		}
	}
}

func (r resolver) operation(at string, o catalog.Operation) {
	fn := r.function(at+".func", o.Func)
	if fn == nil {
		return
	}
	for _, p := range o.Zone {
		r.place(at+".zone", fn, p)
	}
	for _, p := range o.Server {
		r.place(at+".server", fn, p)
	}
	for _, c := range o.Refusal {
		typ := r.place(at+".refusal", fn, c.At)
		if typ != nil && c.Form == catalog.Error && !types.Identical(typ, types.Universe.Lookup("error").Type()) {
			r.errorf("%s.refusal: %s is a %s, no error", at, c.At, typ)
		}
	}
	for _, n := range append(o.NonNil, o.Nil...) {
		typ := r.place(at+".nil", fn, catalog.Place("result "+strconv.Itoa(n)))
		if typ != nil && !nilable(typ) {
			r.errorf("%s: result %d is a %s, which has no nil", at, n, typ)
		}
	}
	for i, name := range o.NotThrough {
		r.name(fmt.Sprintf("%s.notThrough[%d]", at, i), name)
	}
	if o.Unless != nil {
		r.place(at+".unless.field", fn, catalog.Place("recv."+o.Unless.Field))
	}
	if typ := r.place(at+".update", fn, o.Update); typ != nil && catalog.Default().UpdateOf(typeName(typ)) == nil {
		r.errorf("%s.update: %s is a %s, which is no message of an update row", at, o.Update, typ)
	}
}

func (r resolver) update(at string, u catalog.Update) {
	message, _ := r.name(at+".message", u.Message).(*types.TypeName)
	if message == nil {
		return
	}
	r.field(at+".opcode", message.Type(), u.Opcode)
	r.field(at+".section", message.Type(), u.Section)
	for _, list := range [][]string{u.Setters, u.Adders, u.New, u.Parsers} {
		for _, f := range list {
			r.function(at, f)
		}
	}
	iface, _ := message.Pkg().Scope().Lookup("RR").Type().Underlying().(*types.Interface)
	for i, name := range u.Records {
		at := fmt.Sprintf("%s.records[%d]", at, i)
		if obj := r.name(at, name); obj != nil && !types.Implements(types.NewPointer(obj.Type()), iface) {
			r.errorf("%s: %s is no record", at, name)
		}
	}
	r.constant(at+".value", message.Pkg().Path()+".OpcodeUpdate", u.Value)
}

// function returns the function or method that s names, which has to be its exact FullName.
func (r resolver) function(at, s string) *types.Func {
	var obj types.Object
	var err error
	if recv, method, ok := strings.Cut(s, ")."); ok {
		obj, err = r.method(strings.TrimPrefix(strings.TrimPrefix(recv, "("), "*"), method)
	} else {
		obj, err = r.find(s)
	}
	fn, ok := obj.(*types.Func)
	switch {
	case err != nil:
		r.errorf("%s: %s: %v", at, s, err)
	case !ok:
		r.errorf("%s: %s is no function", at, s)
	case fn.FullName() != s:
		r.errorf("%s: %s is written %s", at, s, fn.FullName())
	}
	return fn
}

func (r resolver) method(recv, name string) (types.Object, error) {
	typ := types.Universe.Lookup("error")
	if recv != "error" {
		var err error
		if typ, err = r.find(recv); err != nil {
			return nil, err
		}
	}
	obj, index, _ := types.LookupFieldOrMethod(typ.Type(), true, typ.Pkg(), name)
	if obj == nil {
		return nil, errors.New("no such method" + catalog.DidYouMean(name, methods(typ.Type())))
	}
	if len(index) > 1 {
		return nil, fmt.Errorf("promoted from %s", obj.(*types.Func).FullName())
	}
	return obj, nil
}

// name returns the package-level object that s names.
func (r resolver) name(at, s string) types.Object {
	obj, err := r.find(s)
	if err != nil {
		r.errorf("%s: %s: %v", at, s, err)
	}
	return obj
}

func (r resolver) find(s string) (types.Object, error) {
	dot := strings.LastIndexByte(s, '.')
	pkg := r.packages[s[:dot]]
	if pkg == nil {
		var paths []string
		for path := range r.packages {
			paths = append(paths, path)
		}
		return nil, errors.New("no such package" + catalog.DidYouMean(s[:dot], paths))
	}
	if obj := pkg.Scope().Lookup(s[dot+1:]); obj != nil {
		return obj, nil
	}
	if obj := embedded(pkg, s[dot+1:]); obj != nil {
		return obj, nil
	}
	return nil, errors.New("no such name" + catalog.DidYouMean(s[dot+1:], pkg.Scope().Names()))
}

func (r resolver) constant(at, s string, want int64) {
	c, ok := r.name(at, s).(*types.Const)
	if !ok {
		r.errorf("%s: %s is no constant", at, s)
		return
	}
	if n, exact := constant.Int64Val(c.Val()); !exact || n != want {
		r.errorf("%s: %s is %s, want %d", at, s, c.Val(), want)
	}
}

// place returns the type of the value that p names at a call of fn.
func (r resolver) place(at string, fn *types.Func, p catalog.Place) types.Type {
	spot, sig := p.Spot(), fn.Signature()
	var v *types.Var
	switch spot.Kind {
	case catalog.None:
		return nil
	case catalog.Recv:
		v = sig.Recv()
	case catalog.Arg:
		v = element(sig.Params(), spot.Index)
	case catalog.Result:
		v = element(sig.Results(), spot.Index)
	case catalog.Args:
		v = element(sig.Params(), 0)
	case catalog.Format:
		if v = element(sig.Params(), sig.Params().Len()-2); v != nil && (!sig.Variadic() || v.Type() != types.Typ[types.String]) {
			r.errorf("%s: %s has no format", at, fn.FullName())
		}
	}
	if v == nil {
		r.errorf("%s: %s has no %s", at, fn.FullName(), p)
		return nil
	}
	typ := v.Type()
	if spot.Kind == catalog.Arg && types.IsInterface(typ) && len(spot.Fields) > 0 {
		return nil // io.Copy's reader: what it holds has the field
	}
	for _, f := range spot.Fields {
		if typ = r.field(at, typ, f); typ == nil {
			return nil
		}
	}
	return typ
}

func (r resolver) field(at string, typ types.Type, name string) types.Type {
	obj, _, _ := types.LookupFieldOrMethod(typ, true, nil, name)
	if v, ok := obj.(*types.Var); ok {
		return v.Type()
	}
	r.errorf("%s: %s has no field %s%s", at, typ, name, catalog.DidYouMean(name, fields(typ)))
	return nil
}
