package lower

import (
	"flag"
	"testing"
)

var (
	programs = flag.Int("lower.n", 500, "how many random programs to run")
	seed     = flag.Uint64("lower.seed", 1, "the first one's seed")
)

// TestRandom runs programs made by chance, as they are written and lowered.
func TestRandom(t *testing.T) {
	// A function that may panic and stays a call is not seen: nothing may stay for its size.
	defer func(was limits) { bounds = was }(bounds)
	bounds = limits{nodes: 1_000_000, helpers: 1_000_000, deep: 50, helper: 1_000, options: 50}
	out := outputFile(t)
	n := *programs
	if testing.Short() {
		n /= 10
	}
	for i := range uint64(n) {
		text := randomProgram(*seed+i, size(i))
		_, err := execute(map[string]string{"random.go": text}, testLibrary{}, out)
		if err == nil {
			continue
		}
		for n := 3; n < 30; n++ { // a smaller one may do as well
			for j := range uint64(100) {
				small := randomProgram(j, n)
				if _, e := execute(map[string]string{"random.go": small}, testLibrary{}, out); e != nil {
					t.Fatalf("seed %d: %v\n%s", *seed+i, e, small[len(preamble):])
				}
			}
		}
		t.Fatalf("seed %d: %v\n%s", *seed+i, err, text[len(preamble):])
	}
}

// size is how big a program is: most are small.
func size(i uint64) int {
	if i%10 == 0 {
		return 30
	}
	return 8
}
