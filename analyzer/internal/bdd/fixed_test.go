package bdd

import (
	"maps"
	"math/rand/v2"
	"testing"
)

func TestFixed(t *testing.T) {
	some := 0
	each(func(m *Manager, _ *rand.Rand, f Ref, want table) {
		fixed := make(map[int]bool)
		for v := range vars {
			is := tabulate(func(row int) bool { return row>>v&1 != 0 })
			if want != 0 && want&^is == 0 {
				fixed[v] = true
			} else if want != 0 && want&is == 0 {
				fixed[v] = false
			}
		}
		got := make(map[int]bool)
		size := m.Size()
		m.Fixed(f, func(v int, value bool) { got[v] = value })
		if !maps.Equal(got, fixed) {
			t.Fatalf("%s: got %v, want %v", m.Text(f), got, fixed)
		}
		if m.Size() != size {
			t.Fatalf("%s: makes nodes", m.Text(f))
		}
		some += len(fixed)
	})
	if some == 0 {
		t.Fatal("no variable was fixed")
	}
}
