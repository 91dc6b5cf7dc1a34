package driver

import (
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

type (
	countFact struct{ N int }
	emptyFact struct{}
	textFact  struct{ S []string }
)

func (*countFact) AFact() {}
func (*emptyFact) AFact() {}
func (*textFact) AFact()  {}

func testTypes() factTypes {
	ft := make(factTypes)
	ft.add([]analysis.Fact{new(countFact), new(emptyFact), new(textFact)})
	return ft
}

func newFunc(pkg *types.Package, name string) *types.Func {
	fn := types.NewFunc(0, pkg, name, types.NewSignatureType(nil, nil, nil, nil, nil, false))
	pkg.Scope().Insert(fn)
	return fn
}

func TestFactSet(t *testing.T) {
	p := types.NewPackage("p", "p")
	f, g := newFunc(p, "F"), newFunc(p, "g")
	local := types.NewVar(0, p, "local", types.Typ[types.Int])

	s := newFactSet(p, testTypes(), nil)
	s.exportObject(f, &countFact{1})
	s.exportObject(f, &countFact{2}) // the last one counts
	s.exportObject(f, &emptyFact{})
	s.exportObject(g, &textFact{[]string{"a", "b"}})
	s.exportObject(local, &countFact{3})
	s.exportPackage(&emptyFact{})
	s.exportPackage(&textFact{[]string{"p"}})
	data, err := s.encode()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := s.encode(); err != nil || string(again) != string(data) {
			t.Fatalf("encoded as %q, then as %q, %v", data, again, err)
		}
	}

	q := types.NewPackage("q", "q")
	q.SetImports([]*types.Package{p})
	r := newFactSet(q, testTypes(), factTable{"p": data})
	for _, side := range []*factSet{s, r} {
		var count countFact
		if !side.importObject(f, &count) || count.N != 2 {
			t.Errorf("%s sees count %d of F, want 2", side.pkg.Name(), count.N)
		}
		if !side.importObject(f, new(emptyFact)) || !side.importPackage(p, new(emptyFact)) || side.importObject(g, new(emptyFact)) {
			t.Errorf("%s sees the wrong empty facts", side.pkg.Name())
		}
		var text textFact
		if !side.importPackage(p, &text) || !reflect.DeepEqual(text.S, []string{"p"}) {
			t.Errorf("%s sees the package fact %v", side.pkg.Name(), text.S)
		}
		if side.importObject(types.Universe.Lookup("error"), &text) {
			t.Errorf("%s sees a fact about error", side.pkg.Name())
		}
	}
	// Nobody else can name these two.
	if !s.importObject(local, new(countFact)) || !s.importObject(g, new(textFact)) {
		t.Error("a fact is lost in its own package")
	}

	want := map[reflect.Type]bool{reflect.TypeFor[*countFact](): true, reflect.TypeFor[*textFact](): true}
	var all []string
	for _, of := range r.allObjects(want) {
		all = append(all, fmt.Sprintf("%s %v", of.Object.Name(), of.Fact))
	}
	for _, pf := range r.allPackages(want) {
		all = append(all, fmt.Sprintf("package %s %v", pf.Package.Name(), pf.Fact))
	}
	if got, want := strings.Join(all, "; "), "F &{2}; package p &{[p]}"; got != want {
		t.Errorf("q sees all of %s, want %s", got, want)
	}
	if empty, err := newFactSet(p, testTypes(), nil).encode(); empty != nil || err != nil {
		t.Errorf("no facts are encoded as %q, %v", empty, err)
	}
}

// playEncode writes the encoded facts of a package, after having encoded and decoded others if late.
func playEncode(late bool) {
	p, q := types.NewPackage("p", "p"), types.NewPackage("q", "q")
	imported := factTable{}
	if late {
		other := newFactSet(q, testTypes(), nil)
		other.exportPackage(&textFact{[]string{"q"}})
		imported["q"], _ = other.encode()
	}
	s := newFactSet(p, testTypes(), imported)
	s.importPackage(q, new(textFact))
	s.exportObject(newFunc(p, "F"), &countFact{1})
	s.exportObject(newFunc(p, "G"), &textFact{[]string{"p"}})
	data, err := s.encode()
	fmt.Printf("%q %v\n", data, err)
}

// TestEncodeAnywhere encodes the same facts in two processes, of which one has seen facts of other types
// before: gob numbers types as they come along.
func TestEncodeAnywhere(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out [2]string
	for i, when := range []string{"early", "late"} {
		cmd := exec.Command(exe, when)
		cmd.Env = append(os.Environ(), playTool+"=encode")
		text, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(text), "nil") {
			t.Fatalf("%v: %s", err, text)
		}
		out[i] = string(text)
	}
	if out[0] != out[1] {
		t.Errorf("encoded as\n%safter others as\n%s", out[0], out[1])
	}
}

func TestDamagedFacts(t *testing.T) {
	p := types.NewPackage("p", "p")
	f := newFunc(p, "F")
	r := newFactSet(types.NewPackage("q", "q"), testTypes(), factTable{"p": []byte("no gob")})
	if r.importObject(f, new(countFact)) || r.err == nil {
		t.Errorf("damaged facts give error %v", r.err)
	}
}

func TestMergeFacts(t *testing.T) {
	a, b := factTable{"a": []byte("1")}, factTable{"b": []byte("2")}
	for _, test := range []struct {
		in   []factTable
		want string
	}{
		{nil, "map[]"},
		{[]factTable{nil, a, nil}, "map[a:[49]]"},
		{[]factTable{a, b, a}, "map[a:[49] b:[50]]"},
	} {
		if got := fmt.Sprint(mergeFacts(test.in...)); got != test.want {
			t.Errorf("merged %v to %s, want %s", test.in, got, test.want)
		}
	}
	if c := a.withFacts("c", []byte("3")); len(a) != 1 || len(b) != 1 || len(c) != 2 {
		t.Errorf("shared tables changed to %v and %v", a, b)
	}
}

// Analyzers that the analyzer requires run first, with facts of their own; what
// they report is not shown. Facts about other packages' objects are a defect.
func TestRequires(t *testing.T) {
	first := &analysis.Analyzer{
		Name: "first", Doc: "first", FactTypes: []analysis.Fact{new(countFact)},
		ResultType: reflect.TypeFor[int](),
		Run: func(pass *analysis.Pass) (any, error) {
			pass.ReportRangef(pass.Files[0], "not asked for")
			pass.ExportPackageFact(&countFact{len(pass.Files)})
			return len(pass.Files), nil
		},
	}
	second := &analysis.Analyzer{
		Name: "second", Doc: "second", Requires: []*analysis.Analyzer{first},
		Run: func(pass *analysis.Pass) (any, error) {
			pass.Reportf(pass.Files[0].Name.Pos(), "%d files", pass.ResultOf[first])
			if _, err := pass.ReadFile("/etc/passwd"); err == nil {
				t.Error("a foreign file can be read")
			}
			if _, err := pass.ReadFile(pass.Fset.File(pass.Files[0].FileStart).Name()); err != nil {
				t.Error(err)
			}
			if pass.Module == nil || pass.Module.GoVersion != "go1.26.0" {
				t.Errorf("module %v", pass.Module)
			}
			return nil, nil
		},
	}
	foreign := &analysis.Analyzer{
		Name: "foreign", Doc: "foreign", FactTypes: []analysis.Fact{new(countFact)},
		Run: func(pass *analysis.Pass) (any, error) {
			for id, obj := range pass.TypesInfo.Uses {
				if id.Name == "Println" {
					pass.ExportObjectFact(obj, new(countFact))
				}
			}
			return nil, nil
		},
	}
	failing := &analysis.Analyzer{
		Name: "failing", Doc: "failing",
		Run: func(*analysis.Pass) (any, error) { return nil, fmt.Errorf("no way\nout") },
	}
	dir := module(t, map[string]string{"p/p.go": "package p\n\nimport \"fmt\"\n\nfunc OnlyHere() { fmt.Println() }\n"})
	gatekeeper := opGate()
	gatekeeper.bytes = func(src []byte) gate.Mark {
		return gate.Mark(strings.Count(string(src), "OnlyHere"))
	}
	for _, test := range []struct {
		analyzer    *analysis.Analyzer
		found, errs string
	}{
		{second, "p/p.go:1:9: 1 files", ""},
		{foreign, "", "op: internal error analysing m/p: fact *driver.countFact exported for func fmt.Println(a ...any) (n int, err error), which belongs to another package; please report it"},
		{failing, "", "op: cannot analyse m/p: no way out"},
	} {
		result, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Analyzer: test.analyzer, gate: gatekeeper})
		if err != nil {
			t.Fatal(err)
		}
		var found, errs strings.Builder
		result.PrintText(&found, dir, -1)
		PrintErrors(&errs, "op", dir, result.Errors...)
		if got := strings.TrimSpace(found.String()); got != test.found {
			t.Errorf("%s found %s, want %s", test.analyzer, got, test.found)
		}
		if got := strings.TrimSpace(errs.String()); got != test.errs {
			t.Errorf("%s fails with %s, want %s", test.analyzer, got, test.errs)
		}
	}
}
