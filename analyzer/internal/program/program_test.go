package program

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// read builds the function F of a package.
func read(t *testing.T, src string) *Program {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{Importer: importer.Default()}
	pkg, _, err := ssautil.BuildPackage(conf, fset, types.NewPackage("p", "p"), []*ast.File{file}, ssa.GlobalDebug)
	if err != nil {
		t.Fatal(err)
	}
	var fns []*ssa.Function
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		if fn.Pkg == pkg && len(fn.Blocks) > 0 {
			fns = append(fns, fn)
		}
	}
	never := Facts{
		NonNil:   func(*types.Func) bool { return false },
		Sentinel: func(*ssa.Global) bool { return false },
	}
	return New(pkg.Func("F"), NewEffects(fns), never)
}

// arguments returns the values that F gives to a function named use, call by call.
func arguments(p *Program) []*Val {
	var vals []*Val
	for _, b := range p.Blocks {
		for _, ins := range b.Instrs {
			if c, ok := ins.(*ssa.Call); ok && c.Call.StaticCallee() != nil && c.Call.StaticCallee().Name() == "use" {
				vals = append(vals, p.Of(c.Call.Args[0]))
			}
		}
	}
	return vals
}

const header = `
type T struct { ok, other bool; in struct{ ok bool } }
func use(bool)
func elsewhere(*T)
func writes(t *T) { t.ok = false }
var global bool
`

// TestSameValue: two reads are one value unless a write is visible in between.
func TestSameValue(t *testing.T) {
	for _, test := range []struct {
		name, body string
		same       bool
	}{
		{"parameter", "a := c; use(a); use(c)", true},
		{"field", "use(t.ok); use(t.ok)", true},
		{"another field is written", "use(t.ok); t.other = c; use(t.ok)", true},
		{"the field is written", "use(t.ok); t.ok = c; use(t.ok)", false},
		{"what is written is read", "t.ok = c; use(t.ok); use(c)", true},
		{"a field of another object may be it", "use(t.ok); u.ok = c; use(t.ok)", false},
		{"a function of the package writes it", "use(t.ok); writes(u); use(t.ok)", false},
		{"a function elsewhere is not seen to", "use(t.ok); elsewhere(t); use(t.ok)", true},
		{"nested field, the struct is copied", "in := t.in; use(in.ok); use(t.in.ok)", true},
		{"nested field, the struct is written", "use(t.in.ok); t.in = u.in; use(t.in.ok)", false},
		{"a loop writes what it reads", "use(t.ok); for c { was := t.ok; use(was); t.ok = !was }", false},
		{"package variable", "use(global); use(global)", true},
		{"package variable, written", "use(global); global = c; use(global)", false},
		{"one condition, computed twice", "use(n < 5); use(!(n >= 5))", true},
		{"local whose address stays here", "p := &c; x := *p; use(x); use(*p)", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := read(t, header+"func F(t, u *T, c bool, n int) {\n"+test.body+"\n}")
			vals := arguments(p)
			if len(vals) != 2 {
				t.Fatalf("%d uses, want 2", len(vals))
			}
			if same := p.Bool(vals[0]) == p.Bool(vals[1]); same != test.same {
				t.Errorf("same value: %t, want %t", same, test.same)
			}
		})
	}
}

// TestCells: comparisons of one value with constants hang together as they do in Go.
func TestCells(t *testing.T) {
	for _, test := range []struct {
		params, a, b string
		disjoint     bool // a and b never hold together
	}{
		{"x int", "x == 1", "x == 2", true},
		{"x int", "x < 3", "x > 2", true},
		{"x int", "x < 3", "x > 1", false},
		{"x uint8", "x < 0+1", "x != 0", true},
		{"x int", "x < 0+1", "x != 0", false},
		{"x string", `x == "a"`, `x == "b"`, true},
		{"x string", `x > "a"`, `x < "b"`, false},
		{"x int", "x+1 == 3", "x != 2", true},
		{"x *int", "x == nil", "x != nil", true},
		{"x, y int", "x < y", "y < x", false}, // known to be left apart: docs/soundness.md
		{"x, y int", "x == y", "y != x", true},
	} {
		t.Run(test.a+", "+test.b, func(t *testing.T) {
			p := read(t, "func use(bool)\nfunc F("+test.params+") { use("+test.a+"); use("+test.b+") }")
			vals := arguments(p)
			if disjoint := p.M.And(p.Bool(vals[0]), p.Bool(vals[1])) == bdd.False; disjoint != test.disjoint {
				t.Errorf("disjoint: %t, want %t", disjoint, test.disjoint)
			}
		})
	}
}
