package program

import (
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// limit is how many nodes a set of states may have on an edge. Beyond it the
// analysis gives up telling how the program's conditions hang together, and takes executions
// to be possible that are not: see docs/soundness.md, "Too many conditions at once".
const limit = 1000

// bound gives up on a set of states that is too large.
func (p *Program) bound(s bdd.Ref) bdd.Ref {
	if p.M.Count(s, limit) < limit {
		return s
	}
	s = p.M.Exists(s, func(n int) bool {
		prop := p.VarOf(n).Prop
		return prop != Free && prop != Carries
	})
	if p.M.Count(s, carried) < carried {
		return s
	}
	return p.separate(s)
}

// carried is how many nodes a set of states may have where the conditions are gone already. Each value that
// may carry the refusal takes one, if no two hang together.
const carried = 2 * limit

// separate keeps of a set of states what holds of each variable in all of them, and that some value carries
// the refusal if one does in all of them. How the variables hang together is forgotten.
func (p *Program) separate(s bdd.Ref) bdd.Ref {
	if s == bdd.False {
		return s
	}
	fixed := make(map[int]bool)
	all := bdd.True
	p.M.Fixed(s, func(n int, value bool) {
		fixed[n] = true
		v := p.M.Var(n)
		if !value {
			v = p.M.Not(v)
		}
		all = p.M.And(all, v)
	})
	var open []int
	p.M.Support(s, func(n int) {
		if !fixed[n] && p.VarOf(n).Prop == Carries {
			open = append(open, n)
		}
	})
	slices.Sort(open) // the disjunction grows from its leaves to its root
	some := bdd.False
	for _, n := range open {
		some = p.M.Or(some, p.M.Var(n))
	}
	if p.M.Implies(s, some) != bdd.True {
		return all
	}
	return p.M.And(all, some)
}
