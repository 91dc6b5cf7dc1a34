package engine

import (
	"maps"
	"testing"
)

// TestMemo computes reachability in graphs: what a node reaches depends on what its successors reach.
func TestMemo(t *testing.T) {
	complete := map[int][]int{}
	for i := range 14 {
		for j := range 14 {
			complete[i] = append(complete[i], j)
		}
	}
	for _, test := range []struct {
		name  string
		graph map[int][]int
		most  int // computations
	}{
		{"chain", map[int][]int{0: {1}, 1: {2}, 2: {3}}, 4},
		{"diamond", map[int][]int{0: {1, 2}, 1: {3}, 2: {3}}, 4},
		{"itself", map[int][]int{0: {0, 1}}, 3},
		{"two loops", map[int][]int{0: {1}, 1: {0, 2}, 2: {3}, 3: {2, 4}}, 20},
		{"a loop in a loop", map[int][]int{0: {1}, 1: {2}, 2: {1, 0, 3}}, 30},
		{"each to all", complete, 14 * 14 * 16},
	} {
		t.Run(test.name, func(t *testing.T) {
			var m memo[int, map[int]bool]
			m.init()
			computed := 0
			var reach func(n int) map[int]bool
			reach = func(n int) map[int]bool {
				return m.get(n, nil, func() map[int]bool {
					computed++
					set := map[int]bool{n: true}
					for _, s := range test.graph[n] {
						maps.Copy(set, reach(s))
					}
					return set
				}, maps.Equal[map[int]bool, map[int]bool])
			}
			for n := range 5 {
				want := map[int]bool{}
				work := []int{n}
				for len(work) > 0 {
					x := work[0]
					work = work[1:]
					if !want[x] {
						want[x] = true
						work = append(work, test.graph[x]...)
					}
				}
				if got := reach(n); !maps.Equal(got, want) {
					t.Errorf("%d reaches %v, want %v", n, got, want)
				}
			}
			if m.busy() || len(m.round) > 0 {
				t.Errorf("left over: %d computing, %d drafts", len(m.stack), len(m.round))
			}
			if computed > test.most+5 {
				t.Errorf("%d computations, want at most %d", computed, test.most)
			}
		})
	}
}
