package solve

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// sets is the lattice that the engine uses: sets of executions.
type sets struct{ m *bdd.Manager }

func (s sets) Bottom() bdd.Ref           { return bdd.False }
func (s sets) Join(a, b bdd.Ref) bdd.Ref { return s.m.Or(a, b) }
func (s sets) Equal(a, b bdd.Ref) bool   { return a == b }

const vars = 4

func randomSet(m *bdd.Manager, r *rand.Rand) bdd.Ref {
	f := bdd.False
	for range r.IntN(4) {
		cube := bdd.True
		for v := range vars {
			switch r.IntN(3) {
			case 0:
				cube = m.And(m.Var(v), cube)
			case 1:
				cube = m.And(m.Not(m.Var(v)), cube)
			}
		}
		f = m.Or(f, cube)
	}
	return f
}

func TestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	l := sets{bdd.New()}
	for range 2000 {
		a, b, c := randomSet(l.m, r), randomSet(l.m, r), randomSet(l.m, r)
		if !l.Equal(l.Join(a, l.Join(b, c)), l.Join(l.Join(a, b), c)) {
			t.Fatal("not associative")
		}
		if !l.Equal(l.Join(a, b), l.Join(b, a)) {
			t.Fatal("not commutative")
		}
		if !l.Equal(l.Join(a, a), a) {
			t.Fatal("not idempotent")
		}
		if !l.Equal(l.Join(l.Bottom(), a), a) {
			t.Fatal("bottom is no identity")
		}
	}
}

type graph [][]int

func (g graph) Len() int { return len(g) }

func (g graph) Succs(n int) []int { return g[n] }

// A transfer of an edge keeps the executions in keep and then assigns to a variable.
type transfer struct {
	keep bdd.Ref
	set  int // the variable, or negative
	to   bdd.Ref
}

func (f transfer) apply(m *bdd.Manager, s bdd.Ref) bdd.Ref {
	s = m.And(s, f.keep)
	if f.set < 0 {
		return s
	}
	gone := m.Exists(s, func(v int) bool { return v == f.set })
	return m.And(gone, f.to)
}

// bruteForce repeats all equations until nothing changes, in an order of no use.
func bruteForce(m *bdd.Manager, g graph, start map[int]bdd.Ref, edges [][]transfer) map[int]bdd.Ref {
	in := maps.Clone(start)
	for changed := true; changed; {
		changed = false
		for n := len(g) - 1; n >= 0; n-- {
			for i, s := range g[n] {
				joined := m.Or(in[s], edges[n][i].apply(m, in[n]))
				if joined != in[s] {
					in[s] = joined
					changed = true
				}
			}
		}
	}
	return in
}

func TestForward(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	reached := 0
	var solver Solver // what it keeps of one graph says nothing of the next, whatever its size
	for range 1000 {
		m := bdd.New()
		g := make(graph, 1+r.IntN(8))
		edges := make([][]transfer, len(g))
		for n := range g {
			for range r.IntN(4) {
				g[n] = append(g[n], r.IntN(len(g))) // also to itself, and twice to one
				f := transfer{keep: m.Or(randomSet(m, r), randomSet(m, r)), set: r.IntN(2*vars) - vars}
				if f.set >= 0 {
					f.to = m.Var(f.set)
					if r.IntN(2) == 0 {
						f.to = m.Not(f.to)
					}
				}
				edges[n] = append(edges[n], f)
			}
		}
		start := map[int]bdd.Ref{}
		for range 1 + r.IntN(2) {
			start[r.IntN(len(g))] = m.Or(randomSet(m, r), randomSet(m, r))
		}
		before := maps.Clone(start)
		visits := map[int]int{}
		flow := func(n int, in bdd.Ref) []bdd.Ref {
			outs := make([]bdd.Ref, len(g[n]))
			for i := range outs {
				outs[i] = edges[n][i].apply(m, in)
			}
			return outs
		}
		solved := Forward(&solver, g, sets{m}, start, func(n int, in bdd.Ref) []bdd.Ref {
			visits[n]++
			if r.IntN(4) == 0 { // other equations in between
				Forward(&solver, g, sets{m}, map[int]bdd.Ref{n: bdd.True}, flow)
			}
			return flow(n, in)
		})
		got := map[int]bdd.Ref{}
		for _, at := range solved {
			got[at.Node] = at.In
		}
		if len(got) < len(solved) || !slices.IsSortedFunc(solved, func(a, b Reached[bdd.Ref]) int { return a.Node - b.Node }) {
			t.Fatalf("graph %v: not each node once, in order: %v", g, solved)
		}
		want := bruteForce(m, g, start, edges)
		for n := range g {
			if got[n] != want[n] {
				t.Fatalf("graph %v: node %d differs", g, n)
			}
			if _, ok := start[n]; !ok && want[n] == bdd.False && visits[n] > 0 {
				t.Fatalf("graph %v: node %d was visited and no state reaches it", g, n)
			}
		}
		if !maps.Equal(start, before) {
			t.Fatal("the start was changed")
		}
		reached += len(got)
	}
	if reached < 1000 {
		t.Errorf("only %d nodes were reached", reached)
	}
}

// Without loops, each node is visited once, when all that precedes it is known.
func TestForwardOrder(t *testing.T) {
	m := bdd.New()
	const n = 200
	g := make(graph, n)
	r := rand.New(rand.NewPCG(3, 3))
	for i := range n - 1 {
		g[i] = []int{i + 1, min(n-1, i+1+r.IntN(9))}
	}
	var order []int
	Forward(new(Solver), g, sets{m}, map[int]bdd.Ref{0: bdd.True}, func(n int, in bdd.Ref) []bdd.Ref {
		order = append(order, n)
		return slices.Repeat([]bdd.Ref{in}, len(g[n]))
	})
	if len(order) != n || !slices.IsSorted(order) {
		t.Errorf("visited %d times, in order %v", len(order), order)
	}
}
