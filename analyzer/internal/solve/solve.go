// Package solve is a forward data-flow solver over any graph and any join
// semilattice. It knows nothing of programs or roles.
package solve

import "container/heap"

// A Semilattice is a set of states with a join. Join must be associative,
// commutative and idempotent, Bottom its identity, and ascending chains finite.
type Semilattice[S any] interface {
	Bottom() S
	Join(a, b S) S
	Equal(a, b S) bool
}

// A Graph is given by its edges. Nodes are numbered in reverse postorder.
type Graph interface {
	Succs(n int) []int
}

// Forward returns the least solution of
//
//	in[n] = start[n] ⊔ ⨆ flow(p, i, in[p]) for each edge i of p that leads to n
//
// as a map from the nodes that have one other than Bottom, visiting nodes in reverse
// postorder until nothing changes. flow maps the state at a node's entry to the states on
// its out-edges, in the order of Succs; it must be monotone. Nodes that no state reaches
// cost nothing.
func Forward[S any](g Graph, l Semilattice[S], start map[int]S, flow func(n int, in S) []S) map[int]S {
	in := make(map[int]S, len(start))
	at := func(n int) S {
		if s, ok := in[n]; ok {
			return s
		}
		return l.Bottom()
	}
	work := &worklist{queued: map[int]bool{}}
	for n, s := range start {
		in[n] = s
		work.add(n)
	}
	for work.Len() > 0 {
		n := work.next()
		outs := flow(n, at(n))
		for i, s := range g.Succs(n) {
			old := at(s)
			joined := l.Join(old, outs[i])
			if l.Equal(joined, old) {
				continue
			}
			in[s] = joined
			work.add(s)
		}
	}
	return in
}

// A worklist yields the waiting node that comes first in reverse postorder.
type worklist struct {
	nodes  []int
	queued map[int]bool
}

func (w *worklist) add(n int) {
	if !w.queued[n] {
		w.queued[n] = true
		heap.Push(w, n)
	}
}

func (w *worklist) next() int {
	n := heap.Pop(w).(int)
	delete(w.queued, n)
	return n
}

func (w *worklist) Len() int           { return len(w.nodes) }
func (w *worklist) Less(i, j int) bool { return w.nodes[i] < w.nodes[j] }
func (w *worklist) Swap(i, j int)      { w.nodes[i], w.nodes[j] = w.nodes[j], w.nodes[i] }
func (w *worklist) Push(n any)         { w.nodes = append(w.nodes, n.(int)) }
func (w *worklist) Pop() any {
	last := len(w.nodes) - 1
	n := w.nodes[last]
	w.nodes = w.nodes[:last]
	return n
}
