package baseline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/identity"
)

// some returns findings that are often the same but for their number.
func some(r *rand.Rand) []identity.Identity {
	var list []identity.Identity
	count := map[identity.Identity]int{}
	for range r.IntN(9) {
		id := identity.Identity{Code: "KM001", Dir: []string{".", "a", "b"}[r.IntN(3)], Decl: []string{"", "F", "(*T).M"}[r.IntN(3)], Line: []string{"x", "<\x1b\xff>\u202e"}[r.IntN(2)]}
		count[id]++
		id.N = count[id]
		list = append(list, id)
	}
	return list
}

func everywhere(string) bool { return true }

// What a baseline knows is what it was made of, also after it was written and read; what is gone is the
// difference, and without it only what occurs is left.
func TestBaseline(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 0))
		before, now := some(r), some(r)
		data, err := Of(before).Write()
		if err != nil {
			t.Fatal(err)
		}
		b, err := Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := b.Write(); !bytes.Equal(again, data) && !strings.Contains(string(data), `\ufffd`) {
			t.Fatalf("seed %d: written\n%s\nread and written\n%s", seed, data, again)
		}
		b = Of(before)
		for _, id := range before {
			if !b.Knows(id) {
				t.Errorf("seed %d: %v is not known", seed, id)
			}
		}
		for _, id := range now {
			if b.Knows(id) != slices.Contains(before, id) {
				t.Errorf("seed %d: %v is known: %t", seed, id, b.Knows(id))
			}
		}
		gone := b.Gone(now, everywhere)
		rest := b.Without(gone)
		total, both := 0, 0
		for _, e := range gone {
			total += max(1, e.Count)
		}
		for _, id := range before {
			if slices.Contains(now, id) {
				both++
			}
			if rest.Knows(id) != slices.Contains(now, id) {
				t.Errorf("seed %d: the rest knows %v: %t", seed, id, rest.Knows(id))
			}
		}
		if total != len(before)-both {
			t.Errorf("seed %d: %d are gone of %d, and %d are there", seed, total, len(before), both)
		}
		if again := rest.Gone(now, everywhere); len(again) > 0 {
			t.Errorf("seed %d: %v is gone still", seed, again)
		}
		for _, e := range b.Gone(now, func(dir string) bool { return dir == "a" }) {
			if e.Dir != "a" {
				t.Errorf("seed %d: %v is gone where nobody looked", seed, e)
			}
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		``:                       "no baseline: EOF; -write-baseline writes one",
		`{"version": 1, "x": 2}`: `no baseline: json: unknown field "x"; -write-baseline writes one`,
		`{"version": 1} {`:       "no baseline: something follows it; -write-baseline writes one",
		`{"version": 2}`:         "a baseline of version 2, and this keymaster reads version 1; write it again with -write-baseline",
		`{"version": 1, "findings": [{"code": "KM001"}]}`: "findings[0]: code, dir or count is missing or wrong; write the baseline again with -write-baseline",
	} {
		if _, err := Read([]byte(text)); fmt.Sprint(err) != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	// As a merge makes it.
	b, err := Read([]byte(`{"version": 1, "findings": [{"code": "KM001", "dir": "a", "in": "F", "line": "x"}, {"code": "KM001", "dir": "a", "in": "F", "line": "x"}]}`))
	if err != nil || !b.Knows(identity.Identity{Code: "KM001", Dir: "a", Decl: "F", Line: "x", N: 2}) {
		t.Errorf("%v, %v", b, err)
	}
}
