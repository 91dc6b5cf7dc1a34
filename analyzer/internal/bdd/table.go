package bdd

import "slices"

// The tables of nodes and of results are looked up for every node of every operation. They have a power of two of
// slots: a look-up mostly touches one line of memory.

// first is the number of slots that a table starts with: most managers have few functions.
const first = 1 << 2

// hash mixes three numbers.
func hash(a, b, c int32) uint32 {
	h := uint64(uint32(a))*0x9e3779b97f4a7c15 ^ uint64(uint32(b))*0xc2b2ae3d27d4eb4f ^ uint64(uint32(c))*0x165667b19e3779f9
	return uint32(h >> 32)
}

// A unique table holds the nodes of a manager by what they are. False marks a free slot.
//
// Nodes are made in the order in which a program is followed, and looked for near those that were made last. So
// a node is first looked for in the line of memory that belongs to the newer of its children: it is in the
// cache of the processor where a slot that a hash of all finds in a large table is not. Only where that line is
// full such a slot follows.
type unique []Ref

func newUnique() unique { return make(unique, first) }

// line is how many slots share a line of memory.
const line = 16

// slot returns where n is in the table, or belongs.
func (u unique) slot(nodes []node, n node) *Ref {
	h := hash(n.v, int32(n.lo), int32(n.hi))
	mask := uint32(len(u) - 1)
	if len(u) > line {
		newer := uint32(max(n.lo, n.hi))
		if newer <= uint32(True) {
			newer = uint32(n.v)
		}
		near := newer * spread &^ (line - 1) & mask
		for i := range uint32(line) {
			at := near | (h+i)&(line-1)
			if r := u[at]; r == False || nodes[r] == n {
				return &u[at]
			}
		}
	}
	for i, step := h*0x9e3779b1&mask, h>>7|1; ; i = (i + step) & mask {
		if r := u[i]; r == False || nodes[r] == n {
			return &u[i]
		}
	}
}

// spread is how many slots there are for each node at least, but for one: half of them stay free.
const spread = 2

// full reports whether the table needs more room for the nodes and one more.
func (u unique) full(nodes []node) bool { return spread*(len(nodes)+1) > len(u) }

// grow makes the table of nodes twice as large, and room for the nodes that it can hold.
func (m *Manager) grow() {
	m.unique = make(unique, 2*len(m.unique))
	for r := 2; r < len(m.nodes); r++ {
		*m.unique.slot(m.nodes, m.nodes[r]) = Ref(r)
	}
	m.nodes = slices.Grow(m.nodes, len(m.unique)/spread-len(m.nodes))
}

// A result is what Ite(f, g, h) is; f is not constant, but in a free slot.
type result struct{ f, g, h, is Ref }

// results are what is known of Ite, as far as it was not overwritten: what an operation needs is what it, or the
// one before, computed. The table is as large as the largest operation so far asks for, so that it does not
// outgrow the cache of the processor where operations are many.
type results struct {
	slots []result
	made  int // since the operation began
}

func newResults() results { return results{slots: make([]result, first)} }

func (t *results) slot(f, g, h Ref) *result {
	return &t.slots[hash(int32(f), int32(g), int32(h))&uint32(len(t.slots)-1)]
}

func (t *results) get(f, g, h Ref) (Ref, bool) {
	s := t.slot(f, g, h)
	return s.is, s.f == f && s.g == g && s.h == h && f != False
}

func (t *results) put(f, g, h, is Ref) {
	const roomy = 4 // slots for each result: it is rarely overwritten within the operation
	if t.made++; roomy*t.made > len(t.slots) {
		old := t.slots
		t.slots = make([]result, roomy*len(old))
		for _, s := range old {
			if s.f != False {
				*t.slot(s.f, s.g, s.h) = s
			}
		}
	}
	*t.slot(f, g, h) = result{f, g, h, is}
}
