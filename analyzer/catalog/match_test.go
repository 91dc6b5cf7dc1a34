package catalog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// withSyntax is what has to be loaded of packages whose calls are looked at.
const withSyntax = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo

// TestMatch asks about every call, method value and method expression in the packages match1
// and match2, whose comments say what counts.
func TestMatch(t *testing.T) {
	pkgs, err := modules[0].load(withSyntax, "./match1", "./match2")
	if err != nil || len(pkgs) != 2 {
		t.Fatal(pkgs, err)
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			t.Error(e)
		}
		for _, f := range p.Syntax {
			matchFile(t, catalog.Default(), p.Fset, p.TypesInfo, f)
		}
	}
}

// TestCalled wants the function of each operation called in the nested modules, which are what other tests
// analyse.
func TestCalled(t *testing.T) {
	met := map[string]bool{}
	for _, m := range modules {
		pkgs, err := m.load(withSyntax, "./...")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pkgs {
			for _, f := range p.Syntax {
				ast.Inspect(f, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok {
						if op, ok := catalog.Default().Match(p.TypesInfo, call); ok {
							met[op.Func] = true
						}
					}
					return true
				})
			}
		}
	}
	for _, p := range catalog.Default().Packs() {
		for _, o := range p.Operations {
			if !met[o.Func] {
				t.Errorf("%s: no call in the tests", o.Func)
			}
		}
	}
}

var verdict = regexp.MustCompile(`^// (yes|no)$`)

func matchFile(t *testing.T, c *catalog.Catalog, fset *token.FileSet, info *types.Info, f *ast.File) {
	want := map[int]bool{} // line -> counts
	for _, g := range f.Comments {
		for _, comment := range g.List {
			if m := verdict.FindStringSubmatch(comment.Text); m != nil {
				want[fset.Position(comment.Pos()).Line] = m[1] == "yes"
			}
		}
	}
	have := matches(c, info, f)
	lines := map[int]bool{}
	for pos, yes := range have {
		lines[fset.Position(pos).Line] = lines[fset.Position(pos).Line] || yes
	}
	for line, yes := range want {
		if lines[line] != yes {
			t.Errorf("%s:%d: counts: %v, want %v", fset.Position(f.Pos()).Filename, line, lines[line], yes)
		}
	}
	for line, yes := range lines {
		if _, ok := want[line]; !ok && yes {
			t.Errorf("%s:%d: counts, but has no comment", fset.Position(f.Pos()).Filename, line)
		}
	}
}

// matches says what counts in f, by the position of the call or selector.
func matches(c *catalog.Catalog, info *types.Info, f *ast.File) map[token.Pos]bool {
	have := map[token.Pos]bool{}
	called := map[ast.Expr]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
			_, ok := c.Match(info, n)
			have[n.Pos()] = have[n.Pos()] || ok
		case *ast.SelectorExpr:
			fn, ok := info.Uses[n.Sel].(*types.Func)
			if ok && !called[n] {
				op := c.Operation(fn)
				have[n.Pos()] = have[n.Pos()] || op != nil && catalog.Counts(op, info, n)
			}
		}
		return true
	})
	return have
}

// TestMatchUserRows has what the built-in rows have not: interface methods, generic functions
// and methods of generic types.
func TestMatchUserRows(t *testing.T) {
	const source = `package p
type Signer interface{ Sign() error }
type Zone[T any] struct{ Signer; v T }
func (*Zone[T]) Roll() error { return nil }
func Do[T any, U any](t T) (u U) { return u }
func Op() {}
type local struct{}
func (local) Sign() error { return nil }
func calls[S Signer](s Signer, z *Zone[int], k S, l local, a interface{ Sign() error }) {
	s.Sign()          // yes
	z.Sign()          // yes
	z.Signer.Sign()   // yes
	z.Roll()          // yes
	Do[int, int](1)   // yes
	(Do[int, int])(1) // yes
	Op()              // yes
	k.Sign()          // yes
	l.Sign()          // no
	a.Sign()          // no
	f := Op
	f()               // no
	func() {}()       // no
	_ = int(1)        // no
}`
	row := func(f string) catalog.Operation { return catalog.Operation{Func: f} }
	c, err := catalog.New(&catalog.Pack{Pack: "user", Operations: []catalog.Operation{
		row("(p.Signer).Sign"), row("(*p.Zone).Roll"), row("p.Do"), row("p.Op"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}}
	if _, err := new(types.Config).Check("p", fset, []*ast.File{f}, info); err != nil {
		t.Fatal(err)
	}
	matchFile(t, c, fset, info, f)
}

func TestExcludes(t *testing.T) {
	dns := load(t)["github.com/miekg/dns"]
	typ := func(name string) types.Type { return dns.Scope().Lookup(name).Type() }
	fn, _, _ := types.LookupFieldOrMethod(types.NewPointer(typ("DNSKEY")), true, dns, "Generate")
	op := catalog.Default().Operation(fn.(*types.Func))
	for _, test := range []struct {
		typ  types.Type
		want bool
	}{
		{typ("KEY"), true},
		{types.NewPointer(typ("KEY")), true},
		{types.NewAlias(types.NewTypeName(token.NoPos, dns, "A", nil), typ("CDNSKEY")), true},
		{types.NewPointer(types.NewAlias(types.NewTypeName(token.NoPos, dns, "A", nil), typ("CDNSKEY"))), true},
		{typ("DNSKEY"), false},
		{typ("SIG"), false},
		{types.Typ[types.Int], false},
		{types.Universe.Lookup("error").Type(), false},
	} {
		if have := op.Excludes(test.typ); have != test.want {
			t.Errorf("Excludes(%s) = %v", test.typ, have)
		}
	}
}
