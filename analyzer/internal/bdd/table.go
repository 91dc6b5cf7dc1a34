package bdd

import "slices"

// The tables of nodes and of results are looked up for every node of every operation. They are
// open-addressed, with a power of two of slots of which at most three quarters are used: a look-up mostly
// touches one line of memory.

// first is the number of slots that a table starts with: most managers have few functions.
const first = 1 << 2

// hash mixes three numbers.
func hash(a, b, c int32) uint32 {
	h := uint64(uint32(a))*0x9e3779b97f4a7c15 ^ uint64(uint32(b))*0xc2b2ae3d27d4eb4f ^ uint64(uint32(c))*0x165667b19e3779f9
	return uint32(h >> 32)
}

// A unique table holds the nodes of a manager by what they are. False marks a free slot.
type unique []Ref

func newUnique() unique { return make(unique, first) }

// slot returns where n is in the table, or belongs.
func (u unique) slot(nodes []node, n node) *Ref {
	mask := uint32(len(u) - 1)
	for i := hash(n.v, int32(n.lo), int32(n.hi)) & mask; ; i = (i + 1) & mask {
		if r := u[i]; r == False || nodes[r] == n {
			return &u[i]
		}
	}
}

// full reports whether the table needs more room for the nodes and one more.
func (u unique) full(nodes []node) bool { return 4*(len(nodes)+1) > 3*len(u) }

// grow makes the table of nodes twice as large, and room for the nodes that it can hold.
func (m *Manager) grow() {
	m.unique = make(unique, 2*len(m.unique))
	for r := 2; r < len(m.nodes); r++ {
		*m.unique.slot(m.nodes, m.nodes[r]) = Ref(r)
	}
	m.nodes = slices.Grow(m.nodes, 3*len(m.unique)/4-len(m.nodes))
}

// A result is what Ite(f, g, h) is; f is not constant, but in a free slot.
type result struct{ f, g, h, is Ref }

// results are what is known of Ite.
type results struct {
	slots []result
	used  int
}

func newResults() results { return results{slots: make([]result, first)} }

func (t *results) slot(f, g, h Ref) *result {
	mask := uint32(len(t.slots) - 1)
	for i := hash(int32(f), int32(g), int32(h)) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.f == False || s.f == f && s.g == g && s.h == h {
			return s
		}
	}
}

func (t *results) get(f, g, h Ref) (Ref, bool) {
	s := t.slot(f, g, h)
	return s.is, s.f != False
}

func (t *results) put(f, g, h, is Ref) {
	if 4*(t.used+1) > 3*len(t.slots) {
		old := t.slots
		t.slots = make([]result, 2*len(old))
		for _, s := range old {
			if s.f != False {
				*t.slot(s.f, s.g, s.h) = s
			}
		}
	}
	s := t.slot(f, g, h)
	if s.f == False {
		t.used++
	}
	*s = result{f, g, h, is}
}
