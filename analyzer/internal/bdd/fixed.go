package bdd

import "slices"

// Fixed calls visit once for every variable that f depends on and that has the same value wherever f is
// true, the lowest variable first. It makes no nodes and takes time in the size of f.
func (m *Manager) Fixed(f Ref, visit func(v int, value bool)) {
	if f <= True {
		return
	}
	var support []int
	m.Support(f, func(v int) { support = append(support, v) })
	slices.Sort(support)
	place := make(map[int32]int, len(support))
	for i, v := range support {
		place[int32(v)] = i
	}
	at := func(f Ref) int {
		if f == True {
			return -1
		}
		return place[m.nodes[f].v]
	}
	// Every node but False leads to True, so each edge to one is part of where f is true. A variable that an
	// edge leaps over has either value there. How many edges do is the sum of leaps up to it.
	takes := make([][2]bool, len(support))
	leaps := make([]int, len(support)+1)
	leap := func(from, to int) {
		leaps[to+1]++
		leaps[from]--
	}
	seen := make(map[Ref]bool)
	var rec func(Ref)
	rec = func(f Ref) {
		if f <= True || seen[f] {
			return
		}
		seen[f] = true
		n := m.nodes[f]
		for i, to := range []Ref{n.lo, n.hi} {
			if to != False {
				takes[at(f)][i] = true
				leap(at(f), at(to))
				rec(to)
			}
		}
	}
	rec(f)
	over := 0
	for i, v := range support {
		over += leaps[i]
		if over == 0 && takes[i][0] != takes[i][1] {
			visit(v, takes[i][1])
		}
	}
}
