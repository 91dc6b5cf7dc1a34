package lift

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

// TestSame lifts the functions of packages of many kinds of code, and compares them with what package
// ssa makes of them.
func TestSame(t *testing.T) {
	if !Possible() {
		t.Fatal("phis have other fields than expected")
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax},
		"go/types", "net/http", "reflect", "maps", "slices", "text/template/parse", "compress/bzip2", "regexp/syntax", "golang.org/x/tools/go/ssa")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("cannot load")
	}
	total, phis := 0, 0
	for _, p := range pkgs {
		want, got := functions(p, 0), functions(p, ssa.NaiveForm)
		if len(want) != len(got) {
			t.Fatalf("%s: %d and %d functions", p.PkgPath, len(want), len(got))
		}
		for i := range want {
			total++
			Function(got[i])
			w, g := text(want[i]), text(got[i])
			if w != g {
				t.Errorf("%s: %s", want[i], difference(w, g))
			}
			for _, b := range got[i].Blocks {
				for _, ins := range b.Instrs {
					if phi, ok := ins.(*ssa.Phi); ok && phi.Comment != "&&" && phi.Comment != "||" {
						phis++
					}
				}
			}
		}
	}
	if total < 1000 || phis < 1000 {
		t.Errorf("only %d functions and %d phis", total, phis)
	}
}

// functions builds a package and returns its functions, literals included.
func functions(p *packages.Package, mode ssa.BuilderMode) []*ssa.Function {
	prog := ssa.NewProgram(p.Fset, mode|ssa.GlobalDebug)
	for _, i := range p.Types.Imports() {
		prog.CreatePackage(i, nil, nil, true)
	}
	pkg := prog.CreatePackage(p.Types, p.Syntax, p.TypesInfo, false)
	pkg.Build()
	var fns []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn != nil && len(fn.Blocks) > 0 {
			fns = append(fns, fn)
			for _, lit := range fn.AnonFuncs {
				add(lit)
			}
		}
	}
	add(pkg.Func("init"))
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if obj, ok := p.TypesInfo.Defs[d.Name].(*types.Func); ok {
					add(prog.FuncValue(obj))
				}
			}
		}
	}
	return fns
}

var register = regexp.MustCompile(`\bt[0-9]+\b`)

// text writes a function down with types, positions and uses, but not with the names of registers:
// a register is told by its place.
func text(fn *ssa.Function) string {
	at := map[any]string{}
	for _, b := range fn.Blocks {
		for i, ins := range b.Instrs {
			at[ins] = fmt.Sprintf("%d.%d", b.Index, i)
		}
	}
	var w strings.Builder
	uses := func(v ssa.Value) {
		var refs []string
		for _, ref := range *v.Referrers() {
			refs = append(refs, at[ref])
		}
		slices.Sort(refs)
		fmt.Fprintf(&w, "%s used %v\n", v.Type(), refs)
	}
	for _, p := range fn.Params {
		uses(p)
	}
	for _, p := range fn.FreeVars {
		uses(p)
	}
	for _, lit := range fn.AnonFuncs {
		uses(lit)
	}
	for _, l := range fn.Locals {
		fmt.Fprintf(&w, "local %s\n", at[l])
	}
	var operands []*ssa.Value
	for _, b := range fn.Blocks {
		fmt.Fprintf(&w, "%s %v %v\n", b, b.Preds, b.Succs)
		for _, ins := range b.Instrs {
			fmt.Fprintf(&w, "%s in %s at %d: %s", at[ins], ins.Block(), ins.Pos(), register.ReplaceAllString(ins.String(), "register"))
			operands = ins.Operands(operands[:0])
			for _, o := range operands {
				if place, ok := at[*o]; ok {
					fmt.Fprintf(&w, " %s", place)
				} else if *o != nil {
					fmt.Fprintf(&w, " %s", (*o).Name())
				}
			}
			w.WriteByte('\n')
			if v, ok := ins.(ssa.Value); ok {
				uses(v)
			}
		}
	}
	return w.String()
}

// difference returns the first line in which two texts differ.
func difference(want, got string) string {
	g := strings.Split(got, "\n")
	for i, w := range strings.Split(want, "\n") {
		if i >= len(g) {
			return "lacks " + w
		}
		if w != g[i] {
			return fmt.Sprintf("package ssa says\n%s\nand not\n%s", w, g[i])
		}
	}
	return "has more lines"
}
