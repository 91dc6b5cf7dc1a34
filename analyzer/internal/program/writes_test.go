package program

import (
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// TestNear compares the writes that are found for each location of some packages with all that
// have an effect on it.
func TestNear(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, "reflect", "text/template/parse", "encoding/json")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("cannot load")
	}
	facts := Facts{
		NonNil:   func(*types.Func) bool { return false },
		Sentinel: func(*ssa.Global) bool { return false },
	}
	prog, built := ssautil.Packages(pkgs, ssa.GlobalDebug)
	prog.Build()
	effective := 0
	for _, pkg := range built {
		var fns []*ssa.Function
		for fn := range ssautil.AllFunctions(prog) {
			if fn.Pkg == pkg && len(fn.Blocks) > 0 {
				fns = append(fns, fn)
			}
		}
		effects := NewEffects(fns)
		for _, fn := range fns {
			p := New(fn, effects, facts)
			all := p.writes.everything()
			for _, l := range p.locs {
				near := p.writes.near(p, l)
				for _, w := range all {
					if w.effect(p, l) == leaves {
						continue
					}
					effective++
					if !slices.Contains(near, w) {
						t.Errorf("%s: missed a write at %d.%d", fn, w.block, w.at)
					}
				}
			}
		}
	}
	if effective < 1000 {
		t.Errorf("only %d writes have an effect", effective)
	}
}

// everything returns all writes.
func (ws *writes) everything() []*write {
	all := slices.Concat(ws.elems.all, ws.derefs.all, ws.calls.all)
	for _, s := range ws.fields {
		all = append(all, s.all...)
	}
	for _, stores := range ws.direct {
		all = append(all, stores...)
	}
	return all
}
