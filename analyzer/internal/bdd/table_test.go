package bdd

import (
	"math/rand/v2"
	"testing"
)

// Nodes are found again wherever their line of memory is full: many have the same children here, which all
// belong into one line.
func TestStar(t *testing.T) {
	const n = 1 << 15
	m := New()
	root := m.Var(0)
	stars := make([]Ref, n)
	for i := range stars {
		stars[i] = m.And(m.Var(1+i), root)
	}
	size := m.Size()
	for i, f := range stars {
		if g := m.And(m.Var(1+i), root); g != f {
			t.Fatalf("%d is %d, and then %d", i, f, g)
		}
	}
	if m.Size() != size {
		t.Errorf("%d nodes more", m.Size()-size)
	}
}

// What was computed long ago, and overwritten since, comes out the same.
func TestForgets(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	m := New()
	type operation struct{ f, g, h, is Ref }
	var done []operation
	pool := []Ref{False, True}
	for range 3000 {
		pool = append(pool, m.Var(r.IntN(40)))
		o := operation{f: pool[r.IntN(len(pool))], g: pool[r.IntN(len(pool))], h: pool[r.IntN(len(pool))]}
		if o.is = m.Ite(o.f, o.g, o.h); m.Count(o.is, 200) < 200 {
			done, pool = append(done, o), append(pool, o.is)
		}
	}
	size := m.Size()
	for _, o := range done {
		if again := m.Ite(o.f, o.g, o.h); again != o.is {
			t.Fatalf("Ite(%d, %d, %d) is %d, and then %d", o.f, o.g, o.h, o.is, again)
		}
	}
	if m.Size() != size {
		t.Errorf("%d nodes more", m.Size()-size)
	}
	if kept := len(m.ites.slots); kept >= size {
		t.Errorf("%d results kept, of %d nodes: nothing was forgotten", kept, size)
	}
}

// Operations may be nested.
func TestNested(t *testing.T) {
	each(func(m *Manager, r *rand.Rand, f Ref, _ table) {
		g, _ := random(m, r, 3)
		support := func(f Ref, inner func()) (vars int) {
			m.Support(f, func(v int) {
				vars |= 1 << v
				inner()
			})
			return vars
		}
		nothing := func() {}
		alone := support(f, nothing)
		if nested := support(f, func() { support(g, nothing); m.Count(g, m.Size()) }); nested != alone {
			t.Fatalf("depends on %05b, and on %05b where others are asked within", alone, nested)
		}
	})
}
