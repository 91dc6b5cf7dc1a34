package truth

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/keymasterlint/keymaster/analyzer"
)

// exact are the features for which the analyzer agrees with executions. docs/soundness.md says of the
// others why not: what a container holds where, recursion through several functions, and what errors of
// a type of the program's own say of themselves. Several packages have a test of their own.
const exact = "full,-contents,-Recursion,-Variadic,-CustomIs,-Unwrapped,-Lookup,-Slices"

var (
	flagN        = flag.Int("truth.n", 200, "functions per seed")
	flagSeed     = flag.Uint64("truth.seed", 1, "first seed")
	flagSeeds    = flag.Int("truth.seeds", 2, "number of seeds")
	flagFeatures = flag.String("truth.features", exact, "features of the generated functions")
	flagShow     = flag.Int("truth.show", 3, "disagreements to shrink and show in full")
	flagDump     = flag.Bool("truth.dump", false, "print the functions with their verdicts and compare nothing")
)

// batchSize is how many functions share a build.
const batchSize = 300

// TestTruth compares the analyzer with executions on random functions.
func TestTruth(t *testing.T) { testTruth(t, *flagFeatures, *flagN) }

// TestTruthPackages does so on functions with helpers in other packages.
func TestTruthPackages(t *testing.T) {
	if *flagFeatures != exact {
		t.Skip("TestTruth was asked for something else")
	}
	testTruth(t, "packages", (*flagN+3)/4)
}

// testTruth compares n functions per seed.
func testTruth(t *testing.T, features string, n int) {
	t.Helper()
	f, err := ParseFeatures(features)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	a := analyzer.New(analyzer.Settings{})
	if *flagDump {
		a = nil
	}
	var sum tally
	var bad []Outcome
	start := time.Now()
	for s := range uint64(*flagSeeds) {
		seed := *flagSeed + s
		for from := 0; from < n; from += batchSize {
			cases, err := w.Cases(seed, from, min(from+batchSize, n), f)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			out, err := w.Compare(a, cases)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for _, o := range out {
				sum.add(o)
				if *flagDump {
					fmt.Println(o)
				}
				if o.Kind != "" {
					o.Case.Name = fmt.Sprintf("seed %d %s", seed, o.Case.Name)
					bad = append(bad, o)
				}
			}
		}
	}
	t.Logf("%s; %.0f functions/s", &sum, float64(sum.total)/time.Since(start).Seconds())
	slices.SortStableFunc(bad, func(a, b Outcome) int { return size(a.Case.Src) - size(b.Case.Src) })
	shown, err := w.Shrink(a, bad[:min(len(bad), *flagShow)])
	if err != nil {
		t.Error(err)
	}
	for _, o := range shown {
		t.Error(o)
	}
	if len(bad) > 0 {
		t.Errorf("%d disagreements", len(bad))
	}
}

// TestTruthCases compares the analyzer with the hand-written and kept cases.
func TestTruthCases(t *testing.T) {
	cases, _, known := oracleCases(t)
	out, err := newWorld(t).Compare(analyzer.New(analyzer.Settings{}), cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		switch wrong := known[o.Case.Name]; {
		case wrong && o.Kind == "":
			t.Errorf("%s is known to be wrong, and is right: remove the mark", o.Case.Name)
		case !wrong && o.Kind != "":
			t.Error(o)
		}
	}
}

// A tally counts outcomes.
type tally struct {
	total, execs int
	verdicts     [3]int
	kinds        map[Kind]int
	panics       int
}

func (s *tally) add(o Outcome) {
	s.total++
	s.execs += o.Execs
	s.verdicts[o.Verdict]++
	if o.Panics != "" {
		s.panics++
	}
	if s.kinds == nil {
		s.kinds = map[Kind]int{}
	}
	if o.Kind != "" {
		s.kinds[o.Kind]++
	}
}

func (s *tally) String() string {
	return fmt.Sprintf("%d functions, %d executions: %d safe, %d bad, %d unclear; %d misses, %d noise, %d misplaced; %d panicked",
		s.total, s.execs, s.verdicts[Safe], s.verdicts[Bad], s.verdicts[Unclear],
		s.kinds[Miss], s.kinds[Noise], s.kinds[Place], s.panics)
}
