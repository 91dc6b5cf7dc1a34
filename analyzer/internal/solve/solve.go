// Package solve is a forward data-flow solver over any graph and any join
// semilattice. It knows nothing of programs or roles.
package solve

import "slices"

// A Semilattice is a set of states with a join. Join must be associative,
// commutative and idempotent, Bottom its identity, and ascending chains finite.
type Semilattice[S any] interface {
	Bottom() S
	Join(a, b S) S
	Equal(a, b S) bool
}

// A Graph is given by its edges. Nodes are numbered in reverse postorder, from 0 to Len()-1.
type Graph interface {
	Len() int
	Succs(n int) []int
}

// A Reached is a node and the state at its entry.
type Reached[S any] struct {
	Node int
	In   S
}

// A Solver solves equations over one graph, one after another. What it keeps in between lets each of them cost
// what it reaches, not what the graph has.
type Solver struct {
	place []int32 // by node: 1 + its place among those reached; all 0 in between
}

// Forward returns the least solution of
//
//	in[n] = start[n] ⊔ ⨆ flow(p, i, in[p]) for each edge i of p that leads to n
//
// for the nodes of start and those that have one other than Bottom, in the order of nodes. It visits nodes in
// reverse postorder until nothing changes. flow maps the state at a node's entry to the states on
// its out-edges, in the order of Succs; it must be monotone. Nodes that no state reaches
// cost nothing.
func Forward[S any](solver *Solver, g Graph, l Semilattice[S], start map[int]S, flow func(n int, in S) []S) []Reached[S] {
	place := solver.place
	solver.place = nil // flow may solve equations, too
	if len(place) < g.Len() {
		place = make([]int32, g.Len())
	}
	var reached []Reached[S]
	var work worklist
	set := func(n int, s S) {
		if place[n] == 0 {
			reached = append(reached, Reached[S]{Node: n})
			place[n] = int32(len(reached))
		}
		reached[place[n]-1].In = s
		work.add(n)
	}
	for n, s := range start {
		set(n, s)
	}
	for len(work) > 0 {
		n := work.next()
		outs := flow(n, reached[place[n]-1].In)
		for i, s := range g.Succs(n) {
			old := l.Bottom()
			if at := place[s]; at > 0 {
				old = reached[at-1].In
			}
			if joined := l.Join(old, outs[i]); !l.Equal(joined, old) {
				set(s, joined)
			}
		}
	}
	for _, r := range reached {
		place[r.Node] = 0
	}
	solver.place = place
	slices.SortFunc(reached, func(a, b Reached[S]) int { return a.Node - b.Node })
	return reached
}

// A worklist is a heap of the nodes that wait, the first in reverse postorder on top.
type worklist []int

func (w *worklist) add(n int) {
	h := append(*w, n)
	*w = h
	for at := len(h) - 1; at > 0 && h[at] < h[(at-1)/2]; at = (at - 1) / 2 {
		h[at], h[(at-1)/2] = h[(at-1)/2], h[at]
	}
}

// next takes out the first node: once, however often it was added.
func (w *worklist) next() int {
	n := (*w)[0]
	for len(*w) > 0 && (*w)[0] == n {
		w.pop()
	}
	return n
}

func (w *worklist) pop() {
	last := len(*w) - 1
	h := (*w)[:last]
	n := (*w)[last]
	*w = h
	at := 0
	for child := 1; child < last; child = 2*at + 1 {
		if child+1 < last && h[child+1] < h[child] {
			child++
		}
		if n <= h[child] {
			break
		}
		h[at] = h[child]
		at = child
	}
	if last > 0 {
		h[at] = n
	}
}
