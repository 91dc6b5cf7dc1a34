package driver

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// A weakTestFact is of use to packages that pass; so say its methods.
type weakTestFact struct{ Stops bool }

func (*weakTestFact) AFact()           {}
func (*weakTestFact) Matters() bool    { return false }
func (f *weakTestFact) Ends() bool     { return f.Stops }
func (f *weakTestFact) String() string { return "weak" }

// What facts say to the gate stands before them.
func TestLabel(t *testing.T) {
	p := types.NewPackage("p", "p")
	f, g := newFunc(p, "F"), newFunc(p, "G")
	ft := testTypes()
	ft.add([]analysis.Fact{new(weakTestFact)})

	s := newFactSet(p, ft, nil)
	s.exportObject(f, &weakTestFact{true})
	s.exportObject(g, &weakTestFact{false})
	data, err := s.encode()
	if err != nil {
		t.Fatal(err)
	}
	table := factTable{"p": data}
	if ends := table.ends(); table.matter() || len(ends) != 1 || !ends["F"] {
		t.Errorf("weak facts matter: %t; of what may not return there is %v", table.matter(), ends)
	}
	q := types.NewPackage("q", "q")
	var fact weakTestFact
	if !newFactSet(q, ft, table).importObject(f, &fact) || !fact.Stops {
		t.Error("a weak fact is lost")
	}

	s.exportObject(g, &countFact{1}) // which says nothing of that
	if data, err = s.encode(); err != nil {
		t.Fatal(err)
	}
	if !table.withFacts("p", data).matter() {
		t.Error("a fact without the methods does not matter")
	}
	if (factTable{"p": nil}).matter() || factTable(nil).matter() || len(factTable(nil).ends()) > 0 {
		t.Error("no facts matter")
	}
	for n := range data { // damaged data
		_, _ = data[:n].facts(), factTable{"p": data[:n]}.ends()
	}
}

// weakAnalyzer exports a weak fact of each function whose name begins with Help, and reports who
// calls one from a package that mentions Op. It has a fact of every package.
func weakAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "weak", Doc: "weak", FactTypes: []analysis.Fact{new(weakTestFact), new(seenFact)},
		Run: func(pass *analysis.Pass) (any, error) {
			pass.ExportPackageFact(new(seenFact))
			for _, imp := range pass.Pkg.Imports() {
				if !pass.ImportPackageFact(imp, new(seenFact)) {
					pass.ReportRangef(pass.Files[0].Name, "%s not analysed", imp.Path())
				}
			}
			for id, obj := range pass.TypesInfo.Uses {
				var fact weakTestFact
				if fn, ok := obj.(*types.Func); ok && fn.Pkg() != pass.Pkg && pass.ImportObjectFact(fn, &fact) {
					pass.ReportRangef(id, "call of %s", fn.Name())
				}
			}
			for id, obj := range pass.TypesInfo.Defs {
				if strings.HasPrefix(id.Name, "Help") {
					pass.ExportObjectFact(obj, new(weakTestFact))
				}
			}
			return nil, nil
		},
	}
}

// A seenFact is exported of every package.
type seenFact struct{}

func (*seenFact) AFact()        {}
func (*seenFact) EveryPackage() {}

// helpGate is opGate, and a package that declares HelpX helps.
func helpGate() *gatekeeper {
	g := opGate()
	g.helps = func(files []*ast.File, _ func(string) bool) bool {
		return slices.ContainsFunc(files, func(f *ast.File) bool {
			return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
				fn, ok := d.(*ast.FuncDecl)
				return ok && strings.HasPrefix(fn.Name.Name, "Help")
			})
		})
	}
	return g
}

var helped = map[string]string{
	"a/a.go":      "package a\n\nfunc HelpA() {}\n",
	"a/a_test.go": "package a\n\nfunc HelpTest() {}\n",
	"b/b.go":      "package b\n\nimport \"m/a\"\n\nfunc B() { a.HelpA() }\n", // does not pass by that
	"c/c.go":      "package c\n\nimport (\n\t\"m/a\"\n\t\"m/b\"\n)\n\nfunc OpC() { a.HelpA(); b.B() }\n",
}

// Helpers of the user's own packages are analysed; their facts make no package pass, and their errors
// are not shown.
func TestHelpers(t *testing.T) {
	dir := module(t, helped)
	write(t, filepath.Join(dir, "d/d.go"), "package d\n\nfunc HelpD() int { return \"x\" }\n")
	found, errs := runConfig(t, Config{Dir: dir, Patterns: []string{"./..."}, Tests: true, Analyzer: weakAnalyzer(), gate: helpGate()})
	sameLines(t, "errors", errs)
	sameLines(t, "stand-alone", found, "c/c.go:8:16: call of HelpA")

	dir = module(t, helped)
	s := newStepper(t, dir)
	for _, test := range []struct {
		name   string
		change func(*vetConfig)
		want   bool
	}{
		{"a dependency", func(vet *vetConfig) { vet.ModuleVersion = "v1.0.0" }, false},
		{"the standard library", func(vet *vetConfig) {
			vet.ModulePath, vet.ImportPath = "", "a"
			vet.GoFiles = []string{filepath.Join(dir, "src", "a", "a.go")}
			write(t, vet.GoFiles[0], helped["a/a.go"])
		}, false},
		{"an own package", func(*vetConfig) {}, true},
	} {
		weakStep(s, "a", test.change)
		v, err := readVetx(s.output("a"))
		if err != nil {
			t.Fatal(err)
		}
		if have := len(v.facts) > 0; have != test.want {
			t.Errorf("%s hands on facts: %t", test.name, have)
		}
	}
	weakStep(s, "b", func(*vetConfig) {}, "a")
	sameLines(t, "go vet", weakStep(s, "c", func(*vetConfig) {}, "a", "b"), "c/c.go:8:16: call of HelpA")
}

// An import without a step was not analysed; one that the gate dropped was.
func TestPresence(t *testing.T) {
	s := newStepper(t, module(t, helped))
	weakStep(s, "a", func(*vetConfig) {})
	weakStep(s, "b", func(*vetConfig) {}, "a")
	sameLines(t, "without b's step", weakStep(s, "c", func(vet *vetConfig) { delete(vet.PackageVetx, "m/b") }, "a", "b"),
		"c/c.go:1:9: m/b not analysed", "c/c.go:8:16: call of HelpA")
}

// weakStep runs a step of an own package with weakAnalyzer.
func weakStep(s *stepper, name string, change func(*vetConfig), imports ...string) string {
	s.t.Helper()
	_, found, err := s.step(name, func(vet *vetConfig, cfg *UnitConfig) {
		cfg.Analyzer, cfg.gate = weakAnalyzer(), helpGate()
		vet.ModulePath = "m"
		change(vet)
	}, imports...)
	if err != nil {
		s.t.Fatal(err)
	}
	return found
}
