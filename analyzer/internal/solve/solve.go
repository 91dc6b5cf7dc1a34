// Package solve is a forward data-flow solver over any graph and any join
// semilattice. It knows nothing of programs or roles.
package solve

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
	var work worklist
	for n, s := range start {
		in[n] = s
		work.add(n)
	}
	for len(work) > 0 {
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
