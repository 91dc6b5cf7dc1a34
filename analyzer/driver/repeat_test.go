package driver

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"go/token"
	"maps"
	"math/rand/v2"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer"
)

// A rerun runs the real analyzer over packages that are listed once.
type rerun struct {
	cfg   *Config
	graph *graph
	first *exports
}

func newRerun(t *testing.T, dir string, patterns ...string) *rerun {
	t.Helper()
	cmd := exec.Command("go", "mod", "download")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go mod download in %s: %v\n%s", dir, err, out)
	}
	cfg := &Config{Dir: dir, Patterns: patterns, Analyzer: analyzer.New(analyzer.Settings{})}
	if err := cfg.complete(); err != nil {
		t.Fatal(err)
	}
	g, err := listGraph(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return &rerun{cfg: cfg, graph: g}
}

// What a run says: its findings as text, and the facts of each package.
type told struct {
	findings string
	facts    factTable
}

// run analyses the packages as [Run] does, their files in the order that shuffle gives them.
func (r *rerun) run(t *testing.T, shuffle func([]string)) *told {
	t.Helper()
	g := r.copied(shuffle)
	work := &run{cfg: r.cfg, graph: g, fset: token.NewFileSet()}
	work.exports = newExports(context.Background(), r.cfg, g, work.fset)
	if r.first != nil { // the go command's answers
		work.exports.asked, work.exports.files = maps.Clone(r.first.asked), maps.Clone(r.first.files)
		work.exports.sizes = r.first.sizes
	}
	r.first = work.exports
	work.decide()
	work.analyseAll(t.Context())
	if len(work.errs) > 0 {
		t.Fatal(work.errs)
	}
	var out strings.Builder
	Text{Context: -1}.Print(&out, sortFindings(work.findings))
	all := &told{out.String(), factTable{}}
	for _, n := range g.nodes {
		maps.Copy(all.facts, n.facts)
	}
	return all
}

// copied returns the graph as it was before it was analysed.
func (r *rerun) copied(shuffle func([]string)) *graph {
	g := &graph{byID: map[string]*node{}}
	for _, old := range r.graph.nodes {
		pkg := *old.pkg
		pkg.GoFiles = slices.Clone(pkg.GoFiles)
		shuffle(pkg.GoFiles)
		n := &node{
			pkg: &pkg, report: old.report, broken: old.broken, done: make(chan struct{}),
			relevance: &relevance{gate: r.cfg.gate, reach: old.relevance.reach, files: pkg.GoFiles, own: old.relevance.own},
		}
		for _, imp := range old.imports {
			n.imports = append(n.imports, g.byID[imp.pkg.ID])
		}
		g.nodes = append(g.nodes, n)
		g.byID[pkg.ID] = n
	}
	return g
}

func inOrder([]string) {}

// TestSameBytes analyses packages again and again, on one, two and eight processors, with the files of
// each package in any order. Findings and facts have to be the same, byte for byte. (The order of files
// is that in which package variables are initialised; there is none here that notices.)
func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, test := range []struct {
		dir      string
		patterns []string
		runs     int
		findings int // at least
		facts    int // packages with facts, at least
	}{
		{"modules", []string{"./...", "example.com/signer/...", "example.com/hsm/..."}, 20, 100, 20},
		{"corpus", []string{"./facts", "./helpers", "./directives/..."}, 4, 50, 4},
	} {
		r := newRerun(t, "../../testdata/"+test.dir, test.patterns...)
		want := r.run(t, inOrder)
		if n := strings.Count(want.findings, "\n"); n < test.findings {
			t.Errorf("%s: only %d findings", test.dir, n)
		}
		if len(want.facts) < test.facts {
			t.Errorf("%s: only %d packages have facts", test.dir, len(want.facts))
		}
		rnd := rand.New(rand.NewPCG(1, 2))
		reordered := 0
		for i := range test.runs {
			procs := []int{1, 2, 8}[i%3]
			runtime.GOMAXPROCS(procs)
			got := r.run(t, func(files []string) {
				before := slices.Clone(files)
				rnd.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
				if !slices.Equal(before, files) {
					reordered++
				}
			})
			if difference := got.differs(t, want); difference != "" {
				t.Fatalf("%s: run %d, on %d processors: %s", test.dir, i, procs, difference)
			}
		}
		if reordered < test.runs {
			t.Errorf("%s: a package had its files in another order %d times only", test.dir, reordered)
		}
	}
}

// differs says how got differs from want; "" if it does not.
func (got *told) differs(t *testing.T, want *told) string {
	t.Helper()
	if got.findings != want.findings {
		return fmt.Sprintf("it finds\n%sthe first run found\n%s", onlyIn(got.findings, want.findings), onlyIn(want.findings, got.findings))
	}
	if !slices.Equal(slices.Sorted(maps.Keys(got.facts)), slices.Sorted(maps.Keys(want.facts))) {
		return "other packages have facts than in the first run"
	}
	for _, path := range slices.Sorted(maps.Keys(want.facts)) {
		if !bytes.Equal(got.facts[path], want.facts[path]) {
			return fmt.Sprintf("%s has facts\n%sin the first run it had\n%s", path,
				onlyIn(inWords(t, got.facts[path]), inWords(t, want.facts[path])),
				onlyIn(inWords(t, want.facts[path]), inWords(t, got.facts[path])))
		}
	}
	return ""
}

// onlyIn returns the lines of a that b has not; all, if they are the same lines in another order.
func onlyIn(a, b string) string {
	have := slices.Collect(strings.Lines(b))
	lines := slices.DeleteFunc(slices.Collect(strings.Lines(a)), func(line string) bool { return slices.Contains(have, line) })
	return cmp.Or(strings.Join(lines, ""), a)
}

// inWords returns a package's facts, one a line.
func inWords(t *testing.T, data []byte) string {
	t.Helper()
	var lines strings.Builder
	for _, f := range decoded(t, data) {
		fmt.Fprintf(&lines, "\t%s: %#v\n", f.name.Object, f.fact)
	}
	return lines.String()
}

type namedFact struct {
	name factName
	fact analysis.Fact
}

// decoded returns a package's facts in the order in which they are written down.
func decoded(t *testing.T, data []byte) []namedFact {
	t.Helper()
	ft := make(factTypes)
	ft.add(analyzer.Analyzer.FactTypes)
	facts, err := ft.decode(data)
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Collect(maps.Keys(facts))
	sortFactNames(names)
	var all []namedFact
	for _, name := range names {
		all = append(all, namedFact{name, facts[name]})
	}
	return all
}
