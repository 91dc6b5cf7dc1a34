package bdd

import (
	"math/rand/v2"
	"testing"
)

// A table is a function of vars variables: bit i is its value where variable v is bit v of i.
type table uint32

const (
	vars = 5
	rows = 1 << vars
)

func (t table) at(row int) bool { return t>>row&1 != 0 }

// tabulate makes a table of a predicate on rows.
func tabulate(f func(row int) bool) table {
	var t table
	for row := range rows {
		if f(row) {
			t |= 1 << row
		}
	}
	return t
}

// eval reads a function off its nodes.
func eval(m *Manager, f Ref) table {
	return tabulate(func(row int) bool {
		g := f
		for g > True {
			v, lo, hi := m.Root(g)
			if row>>v&1 != 0 {
				g = hi
			} else {
				g = lo
			}
		}
		return g == True
	})
}

// random returns a random function in both forms.
func random(m *Manager, r *rand.Rand, depth int) (Ref, table) {
	if depth == 0 {
		switch v := r.IntN(vars + 2); v {
		case vars:
			return False, 0
		case vars + 1:
			return True, ^table(0)
		default:
			return m.Var(v), tabulate(func(row int) bool { return row>>v&1 != 0 })
		}
	}
	f, tf := random(m, r, depth-1)
	g, tg := random(m, r, depth-1)
	switch r.IntN(7) {
	case 0:
		return m.Not(f), ^tf
	case 1:
		return m.And(f, g), tf & tg
	case 2:
		return m.Or(f, g), tf | tg
	case 3:
		return m.Iff(f, g), ^(tf ^ tg)
	case 4:
		return m.Implies(f, g), ^tf | tg
	case 5:
		return m.And(g, f, g), tf & tg
	default:
		h, th := random(m, r, depth-1)
		return m.Ite(f, g, h), tf&tg | ^tf&th
	}
}

// each calls f for many random functions.
func each(f func(m *Manager, r *rand.Rand, g Ref, t table)) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		m := New()
		for range 40 {
			g, t := random(m, r, 1+r.IntN(4))
			f(m, r, g, t)
		}
	}
}

func TestOperations(t *testing.T) {
	each(func(m *Manager, _ *rand.Rand, f Ref, want table) {
		if got := eval(m, f); got != want {
			t.Fatalf("%032b, want %032b", got, want)
		}
	})
	m := New()
	if m.And() != True || m.Or() != False {
		t.Error("And() and Or() are not the identities")
	}
}

// Equal functions are the same Ref, however they were made.
func TestCanonical(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	m := New()
	byTable := map[table]Ref{}
	equal := 0
	for range 4000 {
		f, tf := random(m, r, 1+r.IntN(3))
		g, known := byTable[tf]
		if known {
			equal++
		} else {
			byTable[tf] = f
		}
		if known && g != f {
			t.Fatalf("%032b is both %d and %d", tf, f, g)
		}
	}
	if equal < 1000 {
		t.Errorf("only %d functions were made twice", equal)
	}
}

func TestOrder(t *testing.T) {
	each(func(m *Manager, _ *rand.Rand, f Ref, _ table) {
		for work := []Ref{f}; len(work) > 0; {
			g := work[len(work)-1]
			work = work[:len(work)-1]
			if g <= True {
				continue
			}
			v, lo, hi := m.Root(g)
			if lo == hi {
				t.Fatal("a node with equal branches")
			}
			for _, c := range []Ref{lo, hi} {
				if c > True {
					if w, _, _ := m.Root(c); w >= v {
						t.Fatalf("variable %d under %d", w, v)
					}
					work = append(work, c)
				}
			}
		}
	})
}

func TestExists(t *testing.T) {
	each(func(m *Manager, r *rand.Rand, f Ref, tf table) {
		dropped := r.IntN(rows)
		drop := func(v int) bool { return dropped>>v&1 != 0 }
		want := tabulate(func(row int) bool {
			for other := range rows {
				if other&^dropped == row&^dropped && tf.at(other) {
					return true
				}
			}
			return false
		})
		if got := eval(m, m.Exists(f, drop)); got != want {
			t.Fatalf("dropping %05b of %032b leaves %032b, want %032b", dropped, tf, got, want)
		}
	})
}

// Replacement is simultaneous, and may take the function to another manager.
func TestCompose(t *testing.T) {
	each(func(from *Manager, r *rand.Rand, f Ref, tf table) {
		m := from
		if r.IntN(2) == 0 {
			m = New()
		}
		var by [vars]Ref
		var tby [vars]table
		for v := range vars {
			by[v], tby[v] = random(m, r, 2)
		}
		want := tabulate(func(row int) bool {
			at := 0
			for v := range vars {
				if tby[v].at(row) {
					at |= 1 << v
				}
			}
			return tf.at(at)
		})
		if got := eval(m, m.Compose(from, f, func(v int) Ref { return by[v] })); got != want {
			t.Fatalf("%032b, want %032b", got, want)
		}
	})
}

func TestSupport(t *testing.T) {
	each(func(m *Manager, _ *rand.Rand, f Ref, tf table) {
		got, want := 0, 0
		m.Support(f, func(v int) {
			if got>>v&1 != 0 {
				t.Fatalf("variable %d twice", v)
			}
			got |= 1 << v
		})
		for v := range vars {
			if tabulate(func(row int) bool { return tf.at(row) != tf.at(row^1<<v) }) != 0 {
				want |= 1 << v
			}
		}
		if got != want {
			t.Fatalf("%032b depends on %05b, want %05b", tf, got, want)
		}
	})
}

// Count grows with its limit up to the size of the function, and stays there.
func TestCount(t *testing.T) {
	each(func(m *Manager, _ *rand.Rand, f Ref, _ table) {
		size := m.Count(f, m.Size())
		if (size == 0) != (f <= True) {
			t.Fatalf("size %d of %d", size, f)
		}
		last := 0
		for limit := 0; limit <= size+2; limit++ {
			n := m.Count(f, limit)
			if n < last || n != min(limit, size) {
				t.Fatalf("%d nodes within %d, of %d", n, limit, size)
			}
			last = n
		}
	})
}

// Conjoining the newest variable to a long chain of older ones makes one node.
func TestChain(t *testing.T) {
	m := New()
	f := True
	for v := range 1 << 14 {
		f = m.And(m.Var(v), f)
	}
	if limit := 4 << 14; m.Size() > limit {
		t.Errorf("%d nodes, want at most %d", m.Size(), limit)
	}
}
