package driver

import (
	"bytes"
	"encoding/gob"
	"maps"
	"slices"
	"testing"
)

// TestFactBudget analyses CoreDNS and all that it depends on, and bounds what their facts take: every
// package reads those of the packages that it imports, and go vet keeps them for each.
func TestFactBudget(t *testing.T) {
	// A little more than what they take. A third of the total is names, and what gob says of types:
	// 2 kB for each package, since facts speak of commands.
	const (
		totalBudget   = 135_000
		averageBudget = 720
		factBudget    = 6_500
	)
	r := newRerun(t, "../../testdata/coredns", "github.com/coredns/coredns/...")
	facts := r.run(t, inOrder).facts
	count, total, sum, largest := 0, 0, 0, 0
	where := ""
	for _, path := range slices.Sorted(maps.Keys(facts)) {
		total += len(facts[path])
		for _, f := range decoded(t, facts[path]) {
			n := size(t, f)
			count++
			sum += n
			if n > largest {
				largest, where = n, path+" "+string(f.name.Object)
			}
		}
	}
	t.Logf("%d packages have %d facts in %d bytes; facts take %d bytes, the largest %d: %s", len(facts), count, total, sum, largest, where)
	if len(facts) < 6 || count < 50 {
		t.Errorf("only %d facts of %d packages", count, len(facts))
		return
	}
	for _, b := range []struct {
		what         string
		have, budget int
	}{
		{"all facts take", total, totalBudget},
		{"a fact takes on average", sum / count, averageBudget},
		{"the largest fact, " + where + ", takes", largest, factBudget},
	} {
		if b.have > b.budget {
			t.Errorf("%s %d bytes, want at most %d", b.what, b.have, b.budget)
		}
	}
}

// size returns how many bytes a fact takes where facts of its type have been written before.
func size(t *testing.T, f namedFact) int {
	t.Helper()
	var b bytes.Buffer
	enc := gob.NewEncoder(&b)
	first := 0
	for range 2 {
		first = b.Len()
		if err := enc.Encode(f.fact); err != nil {
			t.Fatal(err)
		}
	}
	return b.Len() - first
}
