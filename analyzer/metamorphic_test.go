package analyzer_test

import (
	"flag"
	"go/ast"
	"go/types"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/internal/mutate"
)

var (
	placeByPlace = flag.Bool("placebyplace", false, "rewrite each function of the corpus at one place at a time, too")
	twice        = flag.Bool("twice", false, "rewrite what is rewritten a second time, too")
)

// least says at how many places of the corpus each rewrite applies at the least, so that none
// comes to change nothing unnoticed.
var least = map[string]int{
	"print":                      718,
	"negate twice":               555,
	"de morgan":                  149,
	"swap operands":              241,
	"compare with true":          554,
	"name a condition":           534,
	"invert if":                  534,
	"switch for if":              528,
	"if for switch":              6,
	"if for tagged switch":       18,
	"nest the rest":              412,
	"split and":                  58,
	"lift init":                  86,
	"break for condition":        7,
	"insert a call":              2540,
	"wrap in a block":            1393,
	"loop once":                  1360,
	"name a result":              403,
	"name an argument":           36,
	"copy on assignment":         320,
	"rename locals":              1588,
	"literal around statements":  382,
	"literal around assignments": 107,
	"literal around body":        701,
	"literal for condition":      534,
	"literal for call":           1302,
	"function for condition":     528,
	"function for call":          1262,
	"function for tail":          425,
	"generic function for body":  708,
	"reverse declarations":       718,
	"move to another file":       363,
}

// TestMetamorphic writes the functions of the corpus in other ways, which changes no verdict.
func TestMetamorphic(t *testing.T) {
	pkgs := mutable(t)
	for _, r := range mutate.Rewrites() {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			total, most := 0, 0
			m := &metamorphosis{T: t, Rewrite: r}
			for _, p := range pkgs {
				for _, n := range m.same(p, everywhere) {
					total += n
					most = max(most, n)
				}
			}
			if total < least[r.Name] {
				t.Errorf("%d places, want %d", total, least[r.Name])
			}
			if *placeByPlace {
				for n := range most {
					for _, p := range pkgs {
						m.same(p, func(at mutate.Place) bool { return at.N == n+1 })
					}
				}
			}
			for _, second := range mutate.Rewrites() {
				for _, p := range pkgs {
					if *twice {
						m.sameAgain(p, second)
					}
				}
			}
			t.Logf("%d places", total)
		})
	}
}

// A metamorphosis is one rewrite under test.
type metamorphosis struct {
	*testing.T
	mutate.Rewrite
	shown int
}

func everywhere(mutate.Place) bool { return true }

// same fails where the rewrite changes a verdict, and returns in how many places of each function
// it applies.
func (m *metamorphosis) same(p *original, take func(mutate.Place) bool) map[string]int {
	m.Helper()
	all := m.mutant(p, take)
	got := p.reports(m.T, all.Package, all.Origin)
	if len(all.Rejected) > 0 {
		m.Logf("%s: does not type-check in %s", p.Path, strings.Join(all.Rejected, ", "))
	}
	const most = 4 // it takes time to find the smallest
	for _, fn := range p.functions {
		if got[fn] == p.reported[fn] {
			continue
		}
		source := ""
		if m.shown++; m.shown <= most {
			source = ":\n" + m.smallest(p, take, fn)
		}
		m.Errorf("%s.%s: %d reports, %d before%s", p.Path, fn, got[fn], p.reported[fn], source)
	}
	return all.Places
}

// sameAgain fails where another rewrite of what is rewritten changes a verdict.
func (m *metamorphosis) sameAgain(p *original, second mutate.Rewrite) {
	m.Helper()
	once := m.mutant(p, everywhere)
	text, err := once.Text()
	if err != nil {
		m.Fatal(err)
	}
	all, err := second.Mutate(text, everywhere)
	if err != nil {
		m.Fatal(err)
	}
	before := p.reports(m.T, once.Package, once.Origin)
	after := p.reports(m.T, all.Package, func(fn string) string { return once.Origin(all.Origin(fn)) })
	for _, fn := range p.functions {
		if after[fn] != before[fn] {
			m.Errorf("%s.%s: %d reports, %d before %q", p.Path, fn, after[fn], before[fn], second.Name)
		}
	}
}

func (m *metamorphosis) mutant(p *original, take func(mutate.Place) bool) *mutate.Mutant {
	m.Helper()
	mutant, err := m.Mutate(&p.Source, take)
	if err != nil {
		m.Fatal(err)
	}
	return mutant
}

// smallest shows a mutant as small as possible in which fn's verdict is another than in p: fn is
// changed at one place only, or at all, or one other function is, or many.
func (m *metamorphosis) smallest(p *original, take func(mutate.Place) bool, fn string) string {
	m.Helper()
	within := func(f func(mutate.Place) bool) (*mutate.Mutant, bool) {
		mutant := m.mutant(p, func(at mutate.Place) bool { return take(at) && f(at) })
		return mutant, p.reports(m.T, mutant.Package, mutant.Origin)[fn] != p.reported[fn]
	}
	alone, differs := within(func(at mutate.Place) bool { return at.Func == fn })
	for n := range alone.Places[fn] {
		if one, differs := within(func(at mutate.Place) bool { return at == mutate.Place{Func: fn, N: n + 1} }); differs {
			return one.Show(fn)
		}
	}
	if differs {
		return alone.Show(fn)
	}
	for _, other := range p.near(fn) {
		if two, differs := within(func(at mutate.Place) bool { return at.Func == other }); differs {
			return two.Show(fn, other)
		}
	}
	return m.mutant(p, take).Show(fn) + "\n(where others are changed too)"
}

// near returns the functions that fn gets to, and those that get to it.
func (p *original) near(fn string) []string {
	list := slices.Clone(p.reach[fn])
	for _, other := range p.functions {
		if slices.Contains(p.reach[other], fn) {
			list = append(list, other)
		}
	}
	return list
}

// An original is a package of the corpus that is mutated.
type original struct {
	mutate.Source
	functions []string
	reported  map[string]int      // reports in each
	reach     map[string][]string // of those with an operation: what they get to
	seeds     seeds
	facts     facts
	module    *analysis.Module
}

// facts are those of the packages of the corpus.
type facts map[factOf]analysis.Fact

// A factOf is what there is one fact for.
type factOf struct {
	obj types.Object
	typ reflect.Type
}

// directed reports whether files have directives: comments do not stay where they are in a mutant.
func directed(files []*ast.File) bool {
	for _, f := range files {
		for _, g := range f.Comments {
			for _, c := range g.List {
				if strings.HasPrefix(c.Text, "//keymaster:") {
					return true
				}
			}
		}
	}
	return false
}

// mutable returns the packages of the corpus, but for those with directives.
func mutable(t *testing.T) []*original {
	t.Helper()
	downloadCorpus(t)
	pkgs, err := loadMutable()
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

var loadMutable = sync.OnceValues(func() ([]*original, error) {
	loaded, err := packages.Load(&packages.Config{Dir: corpus, Mode: packages.LoadSyntax}, "./...")
	if err != nil {
		return nil, err
	}
	imports := map[string]*types.Package{}
	packages.Visit(loaded, nil, func(p *packages.Package) { imports[p.PkgPath] = p.Types })
	known := facts{}
	var pkgs []*original
	packages.Visit(loaded, nil, func(loaded *packages.Package) { // what is imported comes first
		if len(loaded.Syntax) == 0 || err != nil || directed(loaded.Syntax) {
			return
		}
		p := &original{facts: known}
		p.Source = mutate.Source{Path: loaded.PkgPath, Importer: importer(imports), Sizes: loaded.TypesSizes}
		for _, name := range loaded.CompiledGoFiles {
			var text []byte
			if text, err = os.ReadFile(name); err != nil {
				return
			}
			p.Files = append(p.Files, mutate.File{Name: name, Text: text})
		}
		whole := &mutate.Package{Fset: loaded.Fset, Files: loaded.Syntax, Types: loaded.Types, Info: loaded.TypesInfo}
		p.functions = slices.Sorted(maps.Keys(whole.Functions()))
		p.reach = whole.Reach(isOperation)
		p.seeds = seedsOf(whole, p.reach)
		p.reported, err = p.analyse(whole, func(fn string) string { return fn }, known.export)
		pkgs = append(pkgs, p)
	})
	return pkgs, err
})

// beside are the codes that are no verdict on an operation: they say how a refusal is dealt with, and stay
// silent where the engine cannot show that.
var beside = []string{"KM005", "KM006", "KM008"}

// reports counts the analyzer's reports in each function of a mutant of p, by the name that the
// function has in p.
func (p *original) reports(t *testing.T, m *mutate.Package, named func(string) string) map[string]int {
	t.Helper()
	count, err := p.analyse(m, named, func(types.Object, analysis.Fact) {})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func (p *original) analyse(m *mutate.Package, named func(string) string, export func(types.Object, analysis.Fact)) (map[string]int, error) {
	count := map[string]int{}
	err := p.facts.analyse(&analysis.Pass{
		Fset: m.Fset, Files: m.Files, Pkg: m.Types, TypesInfo: m.Info, TypesSizes: p.Sizes, Module: p.module,
		Report: func(d analysis.Diagnostic) {
			if !slices.Contains(beside, d.Category) {
				count[named(m.Enclosing(d.Pos))]++
			}
		},
		ExportObjectFact: export,
	})
	return count, err
}

// analyse runs the analyzer over a package, with the facts of those that it imports.
func (known facts) analyse(pass *analysis.Pass) error {
	pass.Analyzer = analyzer.New(analyzer.Settings{})
	pass.ImportObjectFact = known.importObject
	pass.AllObjectFacts = func() []analysis.ObjectFact { return known.of(pass.Pkg.Imports()) }
	pass.ImportPackageFact = func(*types.Package, analysis.Fact) bool { return true } // all were analysed
	pass.ExportPackageFact = func(analysis.Fact) {}
	pass.AllPackageFacts = func() []analysis.PackageFact { return nil }
	pass.ReadFile = os.ReadFile
	_, err := pass.Analyzer.Run(pass)
	return err
}

func (known facts) export(o types.Object, f analysis.Fact) { known[factOf{o, reflect.TypeOf(f)}] = f }

func (known facts) importObject(o types.Object, into analysis.Fact) bool {
	f, ok := known[factOf{o, reflect.TypeOf(into)}]
	if ok {
		reflect.ValueOf(into).Elem().Set(reflect.ValueOf(f).Elem())
	}
	return ok
}

func (known facts) of(pkgs []*types.Package) []analysis.ObjectFact {
	var list []analysis.ObjectFact
	for of, f := range known {
		if slices.Contains(pkgs, of.obj.Pkg()) {
			list = append(list, analysis.ObjectFact{Object: of.obj, Fact: f})
		}
	}
	return list
}
