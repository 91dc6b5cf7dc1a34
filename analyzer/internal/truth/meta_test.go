package truth

import (
	"go/ast"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// textual is an analyzer that is wrong on purpose: it takes any role check
// earlier in the text for a guard, and knows no refusal tests.
var textual = &analysis.Analyzer{
	Name: "textual",
	Doc:  "report operations with no role check before them in the text",
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				checked := false
				ast.Inspect(d, func(n ast.Node) bool {
					sel, ok := n.(*ast.SelectorExpr)
					if !ok {
						return true
					}
					switch name := sel.Sel.Name; {
					case strings.Contains(name, "KeyMaster"):
						checked = true
					case (name == "Sign" || name == "Generate") && !checked:
						pass.Reportf(sel.Pos(), "KM001: no check before it")
					}
					return true
				})
			}
		}
		return nil, nil
	},
}

// TestWrongAnalyzer shows that the comparison finds a wrong analyzer out in both
// directions, and that shrinking leaves little more than its mistake.
func TestWrongAnalyzer(t *testing.T) {
	f, err := ParseFeatures("flow,jumps,Helpers")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	cases, err := w.Cases(1, 0, 60, f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := w.Compare(textual, cases)
	if err != nil {
		t.Fatal(err)
	}
	first := map[Kind]Outcome{}
	for _, o := range out {
		if f, seen := first[o.Kind]; !seen || size(o.Case.Src) < size(f.Case.Src) {
			first[o.Kind] = o
		}
	}
	var wrong []Outcome
	for _, kind := range []Kind{Miss, Noise} {
		o, found := first[kind]
		if !found {
			t.Fatalf("no %s found", kind)
		}
		wrong = append(wrong, o)
	}
	small, err := w.Shrink(textual, wrong)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range small {
		if o.Kind != wrong[i].Kind {
			t.Errorf("shrinking turned %s into %s", wrong[i].Kind, o.Kind)
		}
		if n := len(lines(o.Case.Src)); n > 9 {
			t.Errorf("still %d lines:\n%s", n, o)
		}
	}
}

func TestGenerateIsDeterministic(t *testing.T) {
	f, err := ParseFeatures("full,packages")
	if err != nil {
		t.Fatal(err)
	}
	for id := range 50 {
		if a, b := Generate(7, id, f), Generate(7, id, f); a != b {
			t.Fatalf("two sources for one seed:\n%s\n%s", a.Src, b.Src)
		}
	}
	if Generate(7, 1, f).Src == Generate(8, 1, f).Src {
		t.Error("two seeds, one source")
	}
}

// TestGenerateMix shows that the random functions are worth judging: neither
// verdict is rare, and few functions have to be left out.
func TestGenerateMix(t *testing.T) {
	w := newWorld(t)
	for _, list := range []string{"none", "local", "all", "full", "packages"} {
		f, err := ParseFeatures(list)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := w.Cases(3, 0, 200, f)
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.Compare(nil, cases)
		if err != nil {
			t.Fatal(err)
		}
		var sum tally
		for _, o := range out {
			sum.add(o)
		}
		if sum.verdicts[Safe] < 50 || sum.verdicts[Bad] < 50 || sum.verdicts[Unclear] > 20 || sum.panics > 0 {
			t.Errorf("%s: %s", list, &sum)
		}
	}
}

func TestParseFeatures(t *testing.T) {
	f, err := ParseFeatures("flow, -Else, Loops")
	if err != nil {
		t.Fatal(err)
	}
	if !f.Correlated || f.Else || !f.Loops || f.Helpers {
		t.Errorf("got %+v", f)
	}
	if _, err := ParseFeatures("flow,nonsense"); err == nil || !strings.Contains(err.Error(), `"nonsense"`) {
		t.Errorf("unknown feature: got %v", err)
	}
}
