package analyzer_test

import (
	"go/ast"
	"go/types"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/mutate"
)

// TestSeeded breaks the functions of the corpus that are safe, and expects reports.
//
// What has to be reported is known by rules, not by a list of mutants:
//   - Where all decisions are blind, or all that speak of the role or a refusal, nothing is left
//     that could make the function safe.
//   - Neither is it where the function itself does not speak of them, and all decisions of its
//     helpers are blind.
//   - Where a decision is needed - blind, it is reported - its negation lets the operation run on
//     exactly the wrong side.
//   - Where a guard is needed, dropping it or moving it behind the operation is reported.
func TestSeeded(t *testing.T) {
	excuses := readExcuses(t, excusesFile)
	tried := map[string]int{}
	var lock sync.Mutex
	pkgs := mutable(t)
	t.Run("corpus", func(t *testing.T) {
		for _, p := range pkgs {
			t.Run(strings.TrimPrefix(p.Path, "corpus/"), func(t *testing.T) {
				t.Parallel()
				s := &seeding{t, &lock, excuses, tried}
				s.blind(p)
				s.needed(p, mutate.Blind, mutate.Negate)
				s.needed(p, mutate.BlindGuard, mutate.DropGuard, mutate.MoveGuard)
			})
		}
	})
	for what, used := range excuses {
		if !used {
			t.Errorf("%s: %s excuses nothing", excusesFile, what)
		}
	}
	for what, n := range map[string]int{
		"blind": 240, "blind speaking": 240, "blind guard": 3, "blind helpers": 15,
		"negate": 200, "drop guard": 100, "move guard": 100,
	} {
		t.Logf("%s: %d", what, tried[what])
		if tried[what] < n {
			t.Errorf("%s: tried %d times, want %d", what, tried[what], n)
		}
	}
}

// A seeding is the part of [TestSeeded] that is about one package.
type seeding struct {
	*testing.T
	lock    *sync.Mutex     // for what all share:
	excuses map[string]bool // true once it is used
	tried   map[string]int
}

// blind blinds all decisions of a kind at once.
func (s *seeding) blind(p *original) {
	decisions, speaking := s.seedAt(p, mutate.Blind, 0), s.seedAt(p, mutate.BlindSpeaking, 0)
	guards := s.seedAt(p, mutate.BlindGuard, 0)
	helpers := s.seed(p, mutate.Blind, func(at mutate.Place) bool { return p.seeds.helper[at.Func] })
	for _, fn := range p.seedable() {
		if decisions.Places[fn] > 0 {
			s.expect("blind", p, fn, decisions)
		} else if guards.Places[fn] > 0 {
			s.expect("blind guard", p, fn, guards)
		}
		if speaking.Places[fn] > 0 {
			s.expect("blind speaking", p, fn, speaking)
		}
		if p.leftToHelpers(fn, helpers) {
			s.expect("blind helpers", p, fn, helpers)
		}
	}
}

// needed puts faults into one place of each function after the other, where the function needs
// what is there: it is reported for the fault need.
func (s *seeding) needed(p *original, need mutate.Fault, faults ...mutate.Fault) {
	for n := 1; ; n++ {
		b := s.seedAt(p, need, n)
		if !b.somewhere() {
			return
		}
		for _, f := range faults {
			worse := s.seedAt(p, f, n)
			for _, fn := range p.seedable() {
				if b.caught[fn] && worse.Places[fn] > 0 {
					s.expect(f.Name, p, fn, worse)
				}
			}
		}
	}
}

// expect fails if fn is not reported for a fault, unless there is an excuse.
func (s *seeding) expect(what string, p *original, fn string, b *broken) {
	s.Helper()
	s.lock.Lock()
	defer s.lock.Unlock()
	s.tried[what]++
	if b.caught[fn] {
		return
	}
	key := what + " " + p.Path + "." + fn
	if _, ok := s.excuses[key]; ok {
		s.excuses[key] = true
		return
	}
	s.Errorf("%s is silent:\n%s", key, b.Show(p.seeds.safe[fn]...))
}

// A broken package has a fault.
type broken struct {
	*mutate.Mutant
	caught map[string]bool // functions that are reported for it
}

func (b *broken) somewhere() bool {
	for _, n := range b.Places {
		if n > 0 {
			return true
		}
	}
	return false
}

// seedAt puts a fault into the nth place of each function of p that is safe, or everywhere in
// them if n is 0.
func (s *seeding) seedAt(p *original, f mutate.Fault, n int) *broken {
	return s.seed(p, f, func(at mutate.Place) bool { return p.seeds.safe[at.Func] != nil && (n == 0 || at.N == n) })
}

func (s *seeding) seed(p *original, f mutate.Fault, take func(mutate.Place) bool) *broken {
	s.Helper()
	m, err := f.Mutate(&p.Source, isOperation, take)
	if err != nil {
		s.Fatal(err)
	}
	b := &broken{m, map[string]bool{}}
	if !b.somewhere() {
		return b
	}
	got := p.reports(s.T, m.Package, m.Origin)
	for fn, reach := range p.seeds.safe {
		b.caught[fn] = slices.ContainsFunc(reach, func(other string) bool { return got[other] > p.reported[other] })
	}
	return b
}

// seeds are the functions of a package that can be broken.
type seeds struct {
	safe   map[string][]string // what each of them gets to: its report may be there
	helper map[string]bool     // has no operation
	speaks map[string]bool     // of the role or of a refusal, itself
}

// seedsOf takes the exported functions with an operation whose comments say that they are safe.
func seedsOf(p *mutate.Package, reach map[string][]string) seeds {
	s := seeds{map[string][]string{}, map[string]bool{}, map[string]bool{}}
	for name, d := range p.Functions() {
		label, _, _ := strings.Cut(d.Doc.Text(), ":")
		if reach[name] != nil && d.Name.IsExported() && strings.HasSuffix(label, " is safe") {
			s.safe[name] = reach[name]
		}
		s.helper[name] = reach[name] == nil
		s.speaks[name] = p.Speaks(d)
	}
	return s
}

// seedable returns the functions that are safe, and are so for the analyzer.
func (p *original) seedable() []string {
	var list []string
	for fn, reach := range p.seeds.safe {
		if !slices.ContainsFunc(reach, func(other string) bool { return p.reported[other] > 0 }) {
			list = append(list, fn)
		}
	}
	slices.Sort(list)
	return list
}

// leftToHelpers reports whether fn does not speak of the role or of a refusal, and has helpers that
// are broken in b.
func (p *original) leftToHelpers(fn string, b *broken) bool {
	broken := false
	for _, other := range p.seeds.safe[fn] {
		if !p.seeds.helper[other] && p.seeds.speaks[other] {
			return false
		}
		broken = broken || b.Places[other] > 0
	}
	return broken
}

// isOperation reports whether a call is one of the catalogue's operations.
func isOperation(info *types.Info, call *ast.CallExpr) bool {
	_, ok := catalog.Default().Match(info, call)
	return ok
}

const excusesFile = "internal/mutate/testdata/silent.txt"

// readExcuses returns the faults for which nothing has to be reported, or the moves after which something may be.
func readExcuses(t *testing.T, file string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	excuses := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		what, reason, ok := strings.Cut(line, ": ")
		if !ok || reason == "" {
			t.Fatalf("%s: a line reads change function: reason, not %q", file, line)
		}
		excuses[what] = false
	}
	return excuses
}
