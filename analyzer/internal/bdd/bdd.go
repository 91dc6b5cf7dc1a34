// Package bdd implements reduced ordered binary decision diagrams: sets of
// executions as functions of boolean conditions, with constant-time equality.
//
// A variable with a larger number stands nearer the root. The engine numbers
// variables in the order in which a program defines them, so that conjoining the
// newest condition to a long chain of older ones touches one node.
package bdd

import (
	"fmt"
	"strings"
)

// A Ref names a function of the manager that made it.
type Ref int32

// The constant functions.
const (
	False Ref = 0
	True  Ref = 1
)

type node struct {
	v      int32
	lo, hi Ref
}

// A Manager owns the nodes of its functions. It is not safe for concurrent use.
type Manager struct {
	nodes  []node
	unique unique
	ites   results
	spare  []*scratch // not in use
}

// New returns a manager with the two constants.
func New() *Manager {
	return &Manager{
		nodes:  []node{{v: -1}, {v: -1}},
		unique: newUnique(),
		ites:   newResults(),
	}
}

// Size returns the number of nodes ever made.
func (m *Manager) Size() int { return len(m.nodes) }

func (m *Manager) mk(v int32, lo, hi Ref) Ref {
	if lo == hi {
		return lo
	}
	n := node{v, lo, hi}
	if m.unique.full(m.nodes) {
		m.grow()
	}
	at := m.unique.slot(m.nodes, n)
	if *at == False {
		*at = Ref(len(m.nodes))
		m.nodes = append(m.nodes, n)
	}
	return *at
}

// Var returns the function that is true where variable v (>= 0) is.
func (m *Manager) Var(v int) Ref { return m.mk(int32(v), False, True) }

// Not returns the complement of f.
func (m *Manager) Not(f Ref) Ref { return m.Ite(f, False, True) }

// Of returns the constant function b.
func Of(b bool) Ref {
	if b {
		return True
	}
	return False
}

// And returns the conjunction of fs; of none, True.
func (m *Manager) And(fs ...Ref) Ref {
	r := True
	for _, f := range fs {
		r = m.Ite(r, f, False)
	}
	return r
}

// Or returns the disjunction of fs; of none, False.
func (m *Manager) Or(fs ...Ref) Ref {
	r := False
	for _, f := range fs {
		r = m.Ite(r, True, f)
	}
	return r
}

// Iff returns the function that is true where f and g agree.
func (m *Manager) Iff(f, g Ref) Ref { return m.Ite(f, g, m.Not(g)) }

// Implies returns f -> g.
func (m *Manager) Implies(f, g Ref) Ref { return m.Ite(f, g, True) }

// Ite returns (f and g) or (not f and h).
func (m *Manager) Ite(f, g, h Ref) Ref {
	m.ites.made = 0
	return m.ite(f, g, h)
}

func (m *Manager) ite(f, g, h Ref) Ref {
	switch {
	case f == True:
		return g
	case f == False:
		return h
	case g == h:
		return g
	case g == True && h == False:
		return f
	}
	if f == g {
		g = True
	}
	if f == h {
		h = False
	}
	if r, ok := m.ites.get(f, g, h); ok {
		return r
	}
	v := max(m.nodes[f].v, m.nodes[g].v, m.nodes[h].v)
	f0, f1 := m.branch(f, v)
	g0, g1 := m.branch(g, v)
	h0, h1 := m.branch(h, v)
	r := m.mk(v, m.ite(f0, g0, h0), m.ite(f1, g1, h1))
	m.ites.put(f, g, h, r)
	return r
}

// branch returns the cofactors of f for v, which is f's root variable or above it.
func (m *Manager) branch(f Ref, v int32) (lo, hi Ref) {
	if n := m.nodes[f]; n.v == v {
		return n.lo, n.hi
	}
	return f, f
}

// Root returns the root variable of f and its cofactors; f must not be constant.
func (m *Manager) Root(f Ref) (v int, lo, hi Ref) {
	n := m.nodes[f]
	return int(n.v), n.lo, n.hi
}

// Exists removes from f every variable for which drop holds, by projection.
func (m *Manager) Exists(f Ref, drop func(v int) bool) Ref {
	if f <= True {
		return f
	}
	memo := m.scratch()
	defer m.done(memo)
	var rec func(Ref) Ref
	rec = func(f Ref) Ref {
		if f <= True {
			return f
		}
		if r, ok := memo.get(f); ok {
			return r
		}
		n := m.nodes[f]
		var r Ref
		if lo := rec(n.lo); drop(int(n.v)) {
			if r = lo; lo != True {
				r = m.Or(lo, rec(n.hi))
			}
		} else {
			r = m.mk(n.v, lo, rec(n.hi))
		}
		memo.put(f, r)
		return r
	}
	return rec(f)
}

// Compose replaces every variable v of f by by(v), simultaneously.
// f may belong to another manager, from; the result belongs to m.
func (m *Manager) Compose(from *Manager, f Ref, by func(v int) Ref) Ref {
	if f <= True {
		return f
	}
	memo := from.scratch()
	defer from.done(memo)
	var rec func(Ref) Ref
	rec = func(f Ref) Ref {
		if f <= True {
			return f
		}
		if r, ok := memo.get(f); ok {
			return r
		}
		n := from.nodes[f]
		r := m.Ite(by(int(n.v)), rec(n.hi), rec(n.lo))
		memo.put(f, r)
		return r
	}
	return rec(f)
}

// Support calls visit once for every variable that f depends on, in no order that means anything
// but the same order each time.
func (m *Manager) Support(f Ref, visit func(v int)) {
	if f <= True {
		return
	}
	seen, vars := m.scratch(), m.scratch()
	defer m.done(seen)
	defer m.done(vars)
	var rec func(Ref)
	rec = func(f Ref) {
		if f <= True || !seen.add(f) {
			return
		}
		n := m.nodes[f]
		if vars.add(Ref(n.v)) {
			visit(int(n.v))
		}
		rec(n.lo)
		rec(n.hi)
	}
	rec(f)
}

// Count returns the number of nodes of f, at most limit.
func (m *Manager) Count(f Ref, limit int) int {
	if f <= True {
		return 0
	}
	seen := m.scratch()
	defer m.done(seen)
	var rec func(Ref)
	rec = func(f Ref) {
		if f <= True || seen.used >= limit || !seen.add(f) {
			return
		}
		rec(m.nodes[f].lo)
		rec(m.nodes[f].hi)
	}
	rec(f)
	return seen.used
}

// Text writes f down, each node once: equal texts mean equal functions.
func (m *Manager) Text(f Ref) string {
	var b strings.Builder
	number := map[Ref]int{}
	var rec func(Ref)
	rec = func(f Ref) {
		if f <= True {
			fmt.Fprintf(&b, "%d", f)
			return
		}
		if i, ok := number[f]; ok {
			fmt.Fprintf(&b, "#%d", i)
			return
		}
		number[f] = len(number)
		n := m.nodes[f]
		fmt.Fprintf(&b, "(%d ", n.v)
		rec(n.hi)
		b.WriteByte(' ')
		rec(n.lo)
		b.WriteByte(')')
	}
	rec(f)
	return b.String()
}
