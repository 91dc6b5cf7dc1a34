package catalog_test

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

func TestLookup(t *testing.T) {
	c, all := catalog.Default(), load(t)
	object := func(pkg, name string) types.Object { return all[pkg].Scope().Lookup(name) }
	method := func(obj types.Object, name string) *types.Func {
		m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, obj.Pkg(), name)
		return m.(*types.Func)
	}
	if f := c.Flow(object("fmt", "Errorf").(*types.Func)); len(f) != 1 || f[0].From != "format" {
		t.Errorf("fmt.Errorf: %v", f)
	}
	if f := c.Flow(method(types.Universe.Lookup("error"), "Error")); len(f) != 1 || f[0].Form != catalog.Text {
		t.Errorf("error.Error: %v", f)
	}
	if f := c.Test(object("errors", "Is").(*types.Func)); f == nil || f.Target != "arg 1" {
		t.Errorf("errors.Is: %v", f)
	}
	// An instance of a generic function is looked up by its origin.
	contains := object("slices", "Contains").(*types.Func)
	if f := c.Test(contains); f == nil || f.Form != catalog.Code {
		t.Errorf("slices.Contains: %v", f)
	}
	for _, name := range []string{"T", "B", "F", "TB"} {
		if !c.NoReturn(method(object("testing", name), "Fatal")) {
			t.Errorf("testing.%s.Fatal returns", name)
		}
		if c.NoReturn(method(object("testing", name), "Error")) {
			t.Errorf("testing.%s.Error never returns", name)
		}
	}
	for _, path := range []string{"github.com/miekg/dns", "codeberg.org/miekg/dns"} {
		if u := c.UpdateOf(object(path, "Msg").(*types.TypeName)); u == nil || u.Message != path+".Msg" {
			t.Errorf("%s.Msg: %v", path, u)
		}
		if u := c.UpdateOf(object(path, "DNSKEY").(*types.TypeName)); u != nil {
			t.Errorf("%s.DNSKEY: %v", path, u)
		}
	}
	if c.Operation(nil) != nil || c.UpdateOf(nil) != nil || c.Operation(object("fmt", "Println").(*types.Func)) != nil {
		t.Error("found what is not there")
	}
	if len(c.Updates()) != 2 {
		t.Errorf("%d update rows", len(c.Updates()))
	}
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		form  catalog.Form
		means catalog.Meaning
		value any
		want  bool
	}{
		{catalog.Error, catalog.Refused, int64(9101), true},
		{catalog.Error, catalog.Refused, int64(0x8007238D), true},
		{catalog.Code, catalog.Refused, int64(-2147015795), true},
		{catalog.Error, catalog.Refused, int64(9102), false},
		{catalog.Error, catalog.Refused, int64(9100), false},
		{catalog.Error, catalog.Base, int64(9100), true},
		{catalog.Error, catalog.Refused, "9101", false},
		{catalog.Rcode, catalog.Refused, int64(9101), false},
		{catalog.Rcode, catalog.Refused, int64(5), true},
		{catalog.Rcode, catalog.Refused, int64(9), true},
		{catalog.Rcode, catalog.Refused, int64(0), false},
		{catalog.Rcode, catalog.Success, int64(0), true},
		{catalog.Code, catalog.Success, int64(0), false},
		{catalog.Text, catalog.Refused, "9101", true},
		{catalog.Text, catalog.Refused, "WIN32 9101,", true},
		{catalog.Text, catalog.Refused, "WIN32 91010", false},
		{catalog.Text, catalog.Refused, "19101", false},
		{catalog.Text, catalog.Refused, "DNS_ERROR_KEYMASTER_REQUIRED     9102", true},
		{catalog.Text, catalog.Refused, "0x238D", true},
		{catalog.Text, catalog.Refused, "(0x0000238d)", true},
		{catalog.Text, catalog.Refused, "0x238D0", false},
		{catalog.Text, catalog.Refused, "", false},
		{catalog.Text, catalog.Refused, int64(9101), false},
	} {
		if have := catalog.Default().Answers(test.form, test.means, constant.Make(test.value)); have != test.want {
			t.Errorf("Answers(%s, %s, %v) = %v", test.form, test.means, test.value, have)
		}
	}
	if have := catalog.Default().Values(catalog.Rcode, catalog.Refused); !slices.Equal(have, []int64{9, 5}) {
		t.Errorf("refusing rcodes %v", have)
	}
	half := constant.MakeFromLiteral("9101.5", token.FLOAT, 0)
	if c := catalog.Default(); c.Answers(catalog.Error, catalog.Refused, half) || c.Answers(catalog.Error, catalog.Refused, nil) {
		t.Error("9101.5 or nil is the refusal")
	}
}

func TestSpot(t *testing.T) {
	s := catalog.Place("result 1.Hdr.Name").Spot()
	if s.Kind != catalog.Result || s.Index != 1 || len(s.Fields) != 2 || s.Fields[1] != "Name" {
		t.Errorf("%+v", s)
	}
	for _, p := range []catalog.Place{"", "result", "result x", "Recv", "arg 300"} {
		if s := p.Spot(); s.Kind != catalog.None {
			t.Errorf("%q is %+v", p, s)
		}
	}
}

func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := catalog.New(catalog.Default().Packs()...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	pkg := types.NewPackage("github.com/miekg/dns", "dns")
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "RRSIG", nil), types.NewStruct(nil, nil), nil)
	recv := types.NewVar(token.NoPos, pkg, "", types.NewPointer(named))
	hit := types.NewFunc(token.NoPos, pkg, "Sign", types.NewSignatureType(recv, nil, nil, nil, nil, false))
	miss := types.NewFunc(token.NoPos, types.NewPackage("example.com/p", "p"), "Sign", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	c := catalog.Default()
	for name, fn := range map[string]*types.Func{"hit": hit, "miss": miss} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c.Operation(fn) != nil != (fn == hit) {
					b.Fatal()
				}
			}
		})
	}
}
