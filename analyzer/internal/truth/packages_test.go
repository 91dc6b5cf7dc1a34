package truth

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// reached is the fact of a function from which an operation is reached.
type reached struct{ Depth int }

func (*reached) AFact() {}

// TestSplit shows that an analyzer gets to see helpers of other packages apart, with their facts,
// and in other modules where their names say so.
func TestSplit(t *testing.T) {
	const src = `func h2PerformA(s *dns.RRSIG) error { return s.Sign(nil, nil) }
type h1ZoneA struct{ S *dns.RRSIG }

func (z *h1ZoneA) h1Sign() error { return h2PerformA(z.S) }
func p1PerformA(s *dns.RRSIG) error { return s.Sign(nil, nil) }

func A(s *dns.RRSIG) {
	z := &h1ZoneA{S: s}
	z.h1Sign()
	p1PerformA(s)
}
`
	var modules []string
	a := &analysis.Analyzer{Name: "reach", Doc: "report calls that reach operations", FactTypes: []analysis.Fact{new(reached)}}
	a.Run = func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(fd, func(n ast.Node) bool {
					id, ok := n.(*ast.Ident)
					if !ok {
						return true
					}
					fn, ok := pass.TypesInfo.Uses[id].(*types.Func)
					var fact reached
					if ok && (isOperation(fn) || pass.ImportObjectFact(fn, &fact)) {
						pass.ExportObjectFact(pass.TypesInfo.Defs[fd.Name], &reached{fact.Depth + 1})
						pass.Reportf(id.Pos(), "KM001: %s of %s at %d", fn.Name(), fn.Pkg().Name(), fact.Depth)
						modules = append(modules, pass.Pkg.Name()+" of "+pass.Module.Path)
					}
					return true
				})
			}
		}
		return nil, nil
	}
	out, err := newWorld(t).Compare(a, []Case{{"A", src}})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(out[0].Reports)
	if want := "[{9 KM001 KM001: Sign of h1 at 2} {10 KM001 KM001: PerformA of p1 at 1}]"; got != want {
		t.Errorf("got reports %s, want %s", got, want)
	}
	// What p1 does is its own affair.
	if out[0].Kind != Place || !slices.Equal(out[0].Want, []int{9}) {
		t.Errorf("got %s", out[0])
	}
	slices.Sort(modules)
	want := []string{"cases of truth.test/w", "cases of truth.test/w", "h1 of dep.test/h", "h2 of dep.test/h", "p1 of truth.test/w"}
	if !slices.Equal(modules, want) {
		t.Errorf("got %q, want %q", modules, want)
	}
}
