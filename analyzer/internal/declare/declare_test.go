package declare

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/internal/directive"
)

// load type-checks a package of one file, which may import others that were loaded before.
func load(t *testing.T, text string, imports ...*types.Package) (*types.Package, *types.Info, *directive.Bound) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: among(imports)}
	pkg, err := conf.Check(f.Name.Name, fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, info, directive.Bind(fset, []*ast.File{f}, info)
}

// among imports the given packages.
type among []*types.Package

func (a among) Import(path string) (*types.Package, error) {
	for _, p := range a {
		if p.Path() == path {
			return p, nil
		}
	}
	return nil, fmt.Errorf("no package %s", path)
}

const declared = `package p

type Server struct {
	//keymaster:check
	Master bool
	//keymaster:check nil
	Missing error
	//keymaster:check false
	Left, Right func() (int, bool)
	Plain bool
	//keymaster:check nil
	Count int
	//keymaster:check
	Name, Alias string
	//keymaster:check true
	Ask func() int
}

type Zones interface {
	//keymaster:only -- signs
	Sign() error
	//keymaster:refusal
	Moved(code int32) bool
}

//keymaster:only -- wipes
func (Server) Wipe() {}

//keymaster:check
func Bool() (int, bool) { return 0, true }

//keymaster:check
func Err() (*int, error) { return nil, nil }

//keymaster:check nil
func Pointer() *int { return nil }

//keymaster:check false
func Lost() bool { return false }

//keymaster:check false
func NoBool() error { return nil }

//keymaster:check
func Neither() int { return 0 }

//keymaster:check nil
func NoNil() bool { return false }

//keymaster:refusal
func Error(err error) {}

//keymaster:refusal
func Text(s string) {}

//keymaster:refusal
func (s *Server) Refused() {}

//keymaster:refusal
func Byte(b uint8, f func(error), c chan error) {}

//keymaster:only -- never
func init() {}

//keymaster:only -- called
func main() {}

//keymaster:only -- by nobody
func _() {}

//keymaster:check
//keymaster:only -- twice
func Both() bool { return true }

//keymaster:refusal
//keymaster:check
func Tests(err error) bool { return true }

func Undeclared() {}
`

// What is declared, by the names of functions and fields.
var meanings = map[string]string{
	"Master":  "check true",
	"Missing": "check nil",
	"Left":    "check false",
	"Right":   "check false",
	"Sign":    "only -- signs",
	"Moved":   "refusal",
	"Wipe":    "only -- wipes",
	"Bool":    "check true",
	"Err":     "check nil",
	"Pointer": "check nil",
	"Lost":    "check false",
	"Error":   "refusal",
	"Text":    "refusal",
	"Refused": "refusal",
	"main":    "only -- called",
	"Both":    "only -- twice",
	"Tests":   "refusal",
}

var problems = []string{
	"//keymaster:check nil: Count has no value that is an error or a pointer",
	"//keymaster:check: Name has no value that is a bool or an error: say which outcome shows the role",
	"//keymaster:check true: Ask has no result that is a bool",
	"//keymaster:check false: NoBool has no result that is a bool",
	"//keymaster:check: Neither has no result that is a bool or an error: say which outcome shows the role",
	"//keymaster:check nil: NoNil has no result that is an error or a pointer",
	"//keymaster:refusal: Byte is given nothing that can be the refusal: want an error, a code or a text",
	"//keymaster:only is of no use on init: nothing calls it; put it on a function that is called",
	"//keymaster:only is of no use on _: nothing calls it; put it on a function that is called",
	"//keymaster:check contradicts //keymaster:only on the same declaration: remove one",
	"//keymaster:check contradicts //keymaster:refusal on the same declaration: remove one",
}

func (m *Meaning) inWords() string {
	words := []string{}
	if m.Only {
		words = append(words, "only -- "+m.Reason)
	}
	if m.Check != "" {
		words = append(words, "check "+m.Check)
	}
	if m.Refusal {
		words = append(words, "refusal")
	}
	return strings.Join(words, ", ")
}

func TestMeanings(t *testing.T) {
	_, _, bound := load(t, declared)
	if len(bound.Problems) > 0 {
		t.Fatal(bound.Problems[0].Text)
	}
	got, bad := Meanings(bound)
	seen := map[string]bool{}
	for obj, m := range got {
		seen[obj.Name()] = true
		if words := m.inWords(); words != meanings[obj.Name()] {
			t.Errorf("%s: %q, want %q", obj.Name(), words, meanings[obj.Name()])
		}
	}
	for name, want := range meanings {
		if !seen[name] {
			t.Errorf("%s: nothing, want %q", name, want)
		}
	}
	var messages []string
	for _, p := range bad {
		messages = append(messages, p.Text)
	}
	if !slices.Equal(messages, problems) {
		t.Errorf("problems are\n%s\nwant\n%s", strings.Join(messages, "\n"), strings.Join(problems, "\n"))
	}
}

// TestMainIsNotCalled has a main function of a program, unlike TestMeanings.
func TestMainIsNotCalled(t *testing.T) {
	_, _, bound := load(t, "package main\n\n//keymaster:only -- never\nfunc main() {}\n")
	got, bad := Meanings(bound)
	if len(got) != 0 || len(bad) != 1 || !strings.Contains(bad[0].Text, "of no use on main") {
		t.Errorf("main has %d meanings and %d problems, want 0 and 1", len(got), len(bad))
	}
}

const low = `package low

type Signer interface {
	//keymaster:only -- signs
	Sign(zone string) error
	Other()
}

type Closed interface {
	//keymaster:only -- of this package only
	hidden()
}

type Base struct{}

func (*Base) Sign(zone string) error { return nil }
func (*Base) Other()                 {}
func (*Base) hidden()                {}

type Union interface {
	int | string
	//keymaster:only -- of a constraint
	Sign(zone string) error
}
`

const high = `package high

import "low"

type Roller interface {
	//keymaster:only -- rolls over
	Roll()
}

type Box[T any] interface {
	//keymaster:only -- of a generic interface
	Open(T)
}

type Value struct{}

func (Value) Sign(zone string) error { return nil }
func (Value) Other()                 {}
func (Value) Roll()                  {}
func (Value) Open(int)               {}
func (Value) hidden()                {}

type Pointer struct{}

func (*Pointer) Sign(zone string) error { return nil }
func (*Pointer) Other()                 {}

type Half struct{}

func (Half) Sign(zone string) error { return nil }

type Embeds struct{ *low.Base }

func (Embeds) Other() {}

type Over struct{ low.Base }

func (*Over) Sign(zone string) error { return nil }

type Inherits struct{ Value }

type Alias = Value

type Wider interface {
	low.Signer
	Roller
}

func local() {
	type inner struct{ Value }
	_ = inner{}
}

type List[T any] []T

func (List[T]) Roll() {}

func anonymous(x interface {
	//keymaster:only -- without a name
	Renew()
}) {
}

type Renewer struct{}

func (Renewer) Renew() {}
`

func TestImplementations(t *testing.T) {
	lowPkg, lowInfo, lowBound := load(t, low)
	pkg, info, bound := load(t, high, lowPkg)
	contracts := contractsOf(bound)
	contracts = append(contracts, contractsOf(lowBound)...)
	if len(contracts) != 6 {
		t.Fatalf("%d contracts, want 6", len(contracts))
	}
	for _, test := range []struct {
		pkg  *types.Package
		info *types.Info
		want []string
	}{
		{lowPkg, lowInfo, []string{
			"(*low.Base).Sign: signs; by Signer",
			"(*low.Base).hidden: of this package only; by Closed",
		}},
		{pkg, info, []string{
			"(high.Value).Roll: rolls over; by Roller",
			"(high.List[T]).Roll: rolls over; by Roller",
			"(high.Renewer).Renew: without a name; by an interface",
			"(high.Value).Sign: signs; by low.Signer",
			"(*high.Pointer).Sign: signs; by low.Signer",
			"(*high.Over).Sign: signs; by low.Signer",
		}},
	} {
		var got []string
		for _, i := range Implementations(test.pkg, Types(test.info), contracts) {
			got = append(got, fmt.Sprintf("%s: %s", i.Method.FullName(), i.Reason))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s has\n%s\nwant\n%s", test.pkg.Name(), strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// contractsOf returns the methods of interfaces that directives declare to be operations.
func contractsOf(bound *directive.Bound) []Contract {
	var all []Contract
	declared, _ := Meanings(bound)
	for _, obj := range bound.Objects {
		all = append(all, Contract{Method: obj.(*types.Func), Reason: declared[obj].Reason})
	}
	return all
}

func TestTypes(t *testing.T) {
	_, info, _ := load(t, `package p

type B int

func f() { type inner struct{} }

type A[T any] struct{ x struct{} }

type Alias = B

type I interface{ M() }
`)
	var names []string
	for _, n := range Types(info) {
		names = append(names, n.Name())
	}
	if got, want := strings.Join(names, " "), "B inner A I"; got != want {
		t.Errorf("types %s, want %s", got, want)
	}
}
