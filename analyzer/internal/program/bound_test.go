package program

import (
	"math/rand/v2"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// What separate keeps follows from the states, is small, and is all that it promises.
func TestSeparate(t *testing.T) {
	p := read(t, `func F(a, b, c, d, e, f error) {}`)
	var vars []bdd.Ref
	for _, param := range p.Fn.Params {
		v := p.Of(param)
		vars = append(vars, p.Ref(p.CarriesVar(v, 0)), p.Nil(v))
	}
	m := p.M
	carries := bdd.False
	for i := 0; i < len(vars); i += 2 {
		carries = m.Or(carries, vars[i])
	}
	r := rand.New(rand.NewPCG(1, 2))
	fixed, some := 0, 0
	for range 2000 {
		s := bdd.True
		for range 1 + r.IntN(8) {
			clause := bdd.False
			for range 1 + r.IntN(4) {
				v := vars[r.IntN(len(vars))]
				if r.IntN(2) == 0 {
					v = m.Not(v)
				}
				clause = m.Or(clause, v)
			}
			s = m.And(s, clause)
		}
		if r.IntN(2) == 0 {
			s = m.And(s, carries)
		}
		got := p.separate(s)
		if m.Implies(s, got) != bdd.True {
			t.Fatalf("%s: states are lost: %s", m.Text(s), m.Text(got))
		}
		if s == bdd.False {
			continue
		}
		if n := m.Count(got, 1000); n > 2*len(vars) {
			t.Fatalf("%s: %d nodes are left: %s", m.Text(s), n, m.Text(got))
		}
		for _, v := range vars {
			for _, l := range []bdd.Ref{v, m.Not(v)} {
				if m.Implies(s, l) == bdd.True {
					fixed++
					if m.Implies(got, l) != bdd.True {
						t.Fatalf("%s: %s is forgotten: %s", m.Text(s), m.Text(l), m.Text(got))
					}
				}
			}
		}
		if m.Implies(s, carries) == bdd.True {
			some++
			if m.Implies(got, carries) != bdd.True {
				t.Fatalf("%s: it is forgotten that one carries the refusal: %s", m.Text(s), m.Text(got))
			}
		}
	}
	if fixed == 0 || some == 0 {
		t.Fatalf("fixed %d times, carried %d times", fixed, some)
	}
}
