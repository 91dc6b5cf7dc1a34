package analyzer_test

import (
	"maps"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/mutate"
)

// leastMoved says how many functions of the corpus each move moves at the least.
var leastMoved = map[string]int{
	"move to another package":         60,
	"move helpers to another package": 26,
}

const movedFile = "internal/mutate/testdata/moved.txt"

// TestMoves moves functions of the corpus to another package, all that can go together and each by itself. What
// is reported then is what was before, but for helpers in another module: they are operations for their callers
// (docs/rule.md section 5), so what was reported in one is reported where it is called.
func TestMoves(t *testing.T) {
	excuses := readExcuses(t, movedFile)
	pkgs := mutable(t)
	for _, move := range mutate.Moves() {
		total := 0
		m := &moving{t, move, excuses}
		for _, p := range pkgs {
			names := m.same(p, func(string) bool { return true })
			total += len(names)
			for _, name := range names {
				m.same(p, func(fn string) bool { return fn == name })
			}
		}
		t.Logf("%s: %d functions", move.Name, total)
		if want := leastMoved[move.Name]; total < want {
			t.Errorf("%s: %d functions, want %d", move.Name, total, want)
		}
	}
	for what, used := range excuses {
		if !used {
			t.Errorf("%s: %s excuses nothing", movedFile, what)
		}
	}
}

// A moving is one move under test.
type moving struct {
	*testing.T
	mutate.Move
	excuses map[string]bool // true once it is used
}

// same fails where a verdict is another after a move, and returns the functions that were moved.
func (m *moving) same(p *original, take func(string) bool) []string {
	m.Helper()
	moved, err := m.Mutate(&p.Source, take)
	if err != nil {
		m.Fatalf("%s: %v", p.Path, err)
	}
	lower, upper := *p, *p
	lower.facts = maps.Clone(p.facts)
	upper.facts = lower.facts
	if m.Helpers { // in another module than the corpus
		lower.module = &analysis.Module{Path: moved.Lower.Types.Path()}
	}
	there, err := lower.analyse(moved.Lower, func(fn string) string { return moved.Names[fn] }, lower.facts.export)
	if err != nil {
		m.Fatal(err)
	}
	got := upper.reports(m.T, moved.Package, func(fn string) string { return fn })
	gone := slices.Sorted(maps.Values(moved.Names))
	for _, fn := range p.functions {
		was, is := p.reported[fn], got[fn]+there[fn]
		if m.Helpers {
			if slices.Contains(gone, fn) {
				continue
			}
			below := slices.ContainsFunc(moved.Reaches(fn), func(helper string) bool { return p.reported[helper] > 0 })
			was, is = someOrNone(below || was > 0), someOrNone(got[fn] > 0)
		}
		if was == is {
			continue
		}
		key := m.Name + " " + p.Path + "." + fn
		if _, ok := m.excuses[key]; ok {
			m.excuses[key] = true
			continue
		}
		m.Errorf("%s: %d reports, %d before:\n%s", key, is, was, moved.Show(fn))
	}
	return gone
}

func someOrNone(some bool) int {
	if some {
		return 1
	}
	return 0
}

// TestMovesAreSeen shows that [TestMoves] could fail: it depends on what the other package says.
func TestMovesAreSeen(t *testing.T) {
	for _, p := range mutable(t) {
		for _, move := range mutate.Moves() {
			moved, err := move.Mutate(&p.Source, func(string) bool { return true })
			if err != nil {
				t.Fatal(err)
			}
			got := p.reports(t, moved.Package, func(fn string) string { return fn }) // without its facts
			for _, fn := range p.functions {
				if len(moved.Reaches(fn)) > 0 && got[fn] != p.reported[fn] {
					return
				}
			}
		}
	}
	t.Error("the facts of what was moved make no difference")
}
