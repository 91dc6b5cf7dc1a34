package analyzer

import (
	"fmt"
	"go/token"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// In whatever order files were read and findings were made, they are reported in one.
func TestInOrder(t *testing.T) {
	names := []string{"a.go", "b.go", "c.go"}
	want := "[a.go:0 x a.go:7 y b.go:3 x b.go:3 y c.go:5 x]"
	for seed := range uint64(100) {
		rnd := rand.New(rand.NewPCG(seed, 0))
		fset, base := token.NewFileSet(), map[string]int{}
		order := slices.Clone(names)
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, name := range order {
			f := fset.AddFile(name, -1, 10)
			f.AddLineColumnInfo(4, "elsewhere.go", 1, 1)
			base[name] = f.Base()
		}
		found := []analysis.Diagnostic{
			{Pos: token.Pos(base["b.go"] + 3), Message: "y"}, {Pos: token.Pos(base["b.go"] + 3), Message: "x"},
			{Pos: token.Pos(base["c.go"] + 5), Message: "x"}, {Pos: token.Pos(base["a.go"] + 7), Message: "y"}, {Pos: token.Pos(base["a.go"]), Message: "x"},
		}
		rnd.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
		var have []string
		for _, d := range inOrder(fset, found) {
			p := fset.PositionFor(d.Pos, false)
			have = append(have, fmt.Sprintf("%s:%d %s", p.Filename, p.Offset, d.Message))
		}
		if fmt.Sprint(have) != want {
			t.Errorf("files read as %s: %s, want %s", order, have, want)
		}
	}
}
