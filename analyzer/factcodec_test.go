package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// graphOf runs the analyzer on packages of a module.
func graphOf(t *testing.T, dir string, patterns ...string) *checker.Graph {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(loaded) > 0 {
		t.Fatalf("%s does not compile", dir)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Settings{})}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, root := range graph.Roots {
		if root.Err != nil {
			t.Fatal(root.Err)
		}
	}
	return graph
}

// A fact and what it is about.
type about struct {
	what string
	fact analysis.Fact
}

// exported returns the facts of the packages that were asked for, one of each object.
func exported(graph *checker.Graph) []about {
	var all []about
	for _, root := range graph.Roots {
		for _, f := range root.AllObjectFacts() {
			if f.Object.Pkg() == root.Package.Types {
				all = append(all, about{f.Object.String(), f.Fact})
			}
		}
		for _, f := range root.AllPackageFacts() {
			if f.Package == root.Package.Types {
				all = append(all, about{f.Package.String(), f.Fact})
			}
		}
	}
	return all
}

// factContents are what facts may say: each has to be seen, so that TestFactCodec tests it.
var factContents = map[string]func(f analysis.Fact) bool{
	"a role on return":        function(func(f *summary.Function) bool { return asks(f.Returns, summary.Held) }),
	"a role of a known zone":  function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Returns.Ports, zoned) }),
	"a constant on return":    function(func(f *summary.Function) bool { return asks(f.Returns, summary.ResultIs) }),
	"a refusal passed":        function(func(f *summary.Function) bool { return len(f.Passed) > 0 }),
	"a refusal tested":        function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Passed, tests) }),
	"a refusal in a field":    function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Passed, inField) }),
	"a refusal ignored":       function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Passed, dropped) }),
	"an operation":            function(func(f *summary.Function) bool { return len(f.Performs) > 0 }),
	"an operation's zone":     function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Performs, ofZone) }),
	"an operation declared":   function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Performs, described) }),
	"a guarded parameter":     function(func(f *summary.Function) bool { return len(f.Guards) > 0 }),
	"a function run":          function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Runs, withoutResult) }),
	"a function's result":     function(func(f *summary.Function) bool { return slices.ContainsFunc(f.Runs, withResult) }),
	"a pure function":         function(func(f *summary.Function) bool { return f.Pure }),
	"a message":               function(func(f *summary.Function) bool { return len(f.Messages) > 0 }),
	"a function made":         function(func(f *summary.Function) bool { return len(f.Makes) > 0 }),
	"a module":                function(func(f *summary.Function) bool { return f.Module != "" }),
	"a declared operation":    declaration(func(d *analyzer.Declared) bool { return d.Only && d.Reason != "" }),
	"a declared check":        declaration(func(d *analyzer.Declared) bool { return d.Check != "" }),
	"a declared refusal test": declaration(func(d *analyzer.Declared) bool { return d.Refusal }),
	"a refusal in a variable": variable(func(v *summary.Variable) bool { return len(v.Is) > 0 }),
	"a refusal in a table":    variable(func(v *summary.Variable) bool { return len(v.Holds) > 0 }),
}

func function(has func(*summary.Function) bool) func(analysis.Fact) bool {
	return func(f analysis.Fact) bool {
		s, ok := f.(*analyzer.Summary)
		return ok && has(&s.Function)
	}
}

func variable(has func(*summary.Variable) bool) func(analysis.Fact) bool {
	return func(f analysis.Fact) bool {
		s, ok := f.(*analyzer.Sentinel)
		return ok && has(&s.Variable)
	}
}

func declaration(has func(*analyzer.Declared) bool) func(analysis.Fact) bool {
	return func(f analysis.Fact) bool {
		d, ok := f.(*analyzer.Declared)
		return ok && has(d)
	}
}

func asks(r summary.Relation, k summary.Kind) bool {
	return slices.ContainsFunc(r.Ports, func(p summary.Port) bool { return p.Kind == k })
}

func zoned(p summary.Port) bool          { return p.Kind == summary.Held && p.Zone != summary.Name{} }
func tests(p summary.Passed) bool        { return p.Tests }
func inField(p summary.Passed) bool      { return p.Field != "" }
func dropped(p summary.Passed) bool      { return p.Dropped }
func ofZone(o summary.Operation) bool    { return o.Zone != summary.Name{} }
func described(o summary.Operation) bool { return o.Does != "" }
func withResult(r summary.Run) bool      { return r.Result >= 0 }
func withoutResult(r summary.Run) bool   { return r.Result < 0 }

// tables has what the corpora have not.
const tables = `package tables

import "syscall"

var Causes = map[syscall.Errno]string{9101: "the key master is elsewhere"}

var Codes = []int{170, 9101}
`

// factBudget bounds the bytes of one fact, with what gob says of its type. It is twice what the largest took:
// that of a function which hands on the error of one that it runs, in a package with a dozen questions.
const factBudget = 44_000

// TestFactCodec encodes each fact of the corpora ten times, byte for byte the same, decodes it, and
// encodes that: a package that is analysed again must not have other bytes for the go command's cache.
func TestFactCodec(t *testing.T) {
	downloadCorpus(t)
	goCommand(t, modules, "mod", "download")
	facts := exported(graphOf(t, corpus, "./facts", "./helpers", "./directives/..."))
	facts = append(facts, exported(graphOf(t, modules, "./...", "example.com/signer/...", "example.com/hsm/...", "golang.org/x/sync/..."))...)
	facts = append(facts, exported(graphOf(t, module(t, map[string]string{"tables.go": tables}), "."))...)
	count, largest := map[reflect.Type]int{}, map[reflect.Type]int{}
	seen := map[string]int{}
	for _, f := range facts {
		count[reflect.TypeOf(f.fact)]++
		for name, has := range factContents {
			if has(f.fact) {
				seen[name]++
			}
		}
		first := encodeFact(t, f.fact)
		for range 9 {
			if again := encodeFact(t, f.fact); !bytes.Equal(again, first) {
				t.Errorf("%s: %s is encoded as %q, then as %q", f.what, f.fact, first, again)
			}
		}
		largest[reflect.TypeOf(f.fact)] = max(largest[reflect.TypeOf(f.fact)], len(first))
		decoded := reflect.New(reflect.TypeOf(f.fact).Elem()).Interface().(analysis.Fact)
		if err := gob.NewDecoder(bytes.NewReader(first)).Decode(decoded); err != nil {
			t.Errorf("%s: %v", f.what, err)
		}
		if !reflect.DeepEqual(decoded, f.fact) {
			t.Errorf("%s: %#v is decoded as %#v", f.what, f.fact, decoded)
		}
		if again := encodeFact(t, decoded); !bytes.Equal(again, first) {
			t.Errorf("%s: decoded and encoded again, %q becomes %q", f.what, first, again)
		}
	}
	for _, f := range analyzer.Analyzer.FactTypes {
		n, size := count[reflect.TypeOf(f)], largest[reflect.TypeOf(f)]
		t.Logf("%d facts are a %T, the largest takes %d bytes", n, f, size)
		if n == 0 {
			t.Errorf("no fact is a %T", f)
		}
		if size > factBudget {
			t.Errorf("a %T takes %d bytes, want at most %d", f, size, factBudget)
		}
	}
	for name := range factContents {
		if seen[name] == 0 {
			t.Errorf("no fact says something of %s", name)
		}
	}
}

func encodeFact(t *testing.T, fact analysis.Fact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFactTypes wants facts of plain data: gob writes maps in any order, drops what is not exported, and
// a place in a program means nothing in another process.
func TestFactTypes(t *testing.T) {
	for _, f := range analyzer.Analyzer.FactTypes {
		typ := reflect.TypeOf(f)
		if typ.Kind() != reflect.Pointer {
			t.Fatalf("%s is no pointer", typ)
		}
		for _, bad := range notPlain(typ.Elem(), typ.Elem().Name(), map[reflect.Type]bool{}) {
			t.Error(bad)
		}
	}
	type inner struct{ P *int }
	sample := struct {
		A []inner
		B map[string]bool
		C any
		D [2]func()
		E chan int
		F token.Pos
		g int
	}{}
	if bad := notPlain(reflect.TypeOf(sample), "sample", map[reflect.Type]bool{}); len(bad) != 7 {
		t.Errorf("of seven bad fields %d are seen: %q", len(bad), bad)
	}
}

// notPlain lists the parts of a type that have no place in a fact. Types that were seen it passes over.
func notPlain(t reflect.Type, path string, seen map[reflect.Type]bool) []string {
	if t.Kind() == reflect.Struct && seen[t] {
		return nil
	}
	seen[t] = true
	if t == reflect.TypeFor[token.Pos]() {
		return []string{path + " is a position"}
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return nil
	case reflect.Slice, reflect.Array:
		return notPlain(t.Elem(), path+"[]", seen)
	case reflect.Struct:
		var bad []string
		for f := range t.Fields() {
			if !f.IsExported() {
				bad = append(bad, path+"."+f.Name+" is not exported")
				continue
			}
			bad = append(bad, notPlain(f.Type, path+"."+f.Name, seen)...)
		}
		return bad
	}
	return []string{fmt.Sprintf("%s is a %s", path, t.Kind())}
}
