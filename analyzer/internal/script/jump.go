package script

import (
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A target is a place to which break, return, throw and exit jump.
type target struct {
	kind  targetKind
	label string
	env   *scope
	path  bdd.Ref
	snaps []branch
	wide  bool // more jumps than are kept apart
}

type targetKind int

const (
	targetScript targetKind = iota
	targetFunction
	targetTry
	targetLoop
	targetContinue
)

func (m *machine) enter(kind targetKind, label string) *target {
	t := &target{kind: kind, label: label, env: m.env}
	m.targets = append(m.targets, t)
	m.env = m.env.child()
	return t
}

// leave goes on behind the target, from the end of what it was around and from all jumps to it.
func (m *machine) leave(t *target) {
	end := branch{m.path, m.env.vars}
	m.drop(t)
	m.join(append(t.snaps, end))
}

// drop takes t away and goes back to the variables around it.
func (m *machine) drop(t *target) {
	m.targets = m.targets[:len(m.targets)-1]
	if t.wide {
		last := &t.snaps[maxSnaps-1]
		for name := range m.env.flat(t.env) {
			last.vars[name] = m.unknown()
		}
		for name := range last.vars {
			last.vars[name] = m.unknown()
		}
	}
	m.env = t.env
}

// find returns the innermost target of a kind.
func (m *machine) find(label string, kinds ...targetKind) *target {
	for _, t := range slices.Backward(m.targets) {
		if slices.Contains(kinds, t.kind) && (label == "" || t.label == label) {
			return t
		}
		if t.kind == targetFunction && kinds[0] >= targetLoop {
			return nil
		}
	}
	return nil
}

// jump goes to t where cond holds, with _ set to it unless that is nil, and goes on elsewhere.
func (m *machine) jump(t *target, cond bdd.Ref, it *value) {
	path := m.b.And(m.path, cond)
	m.path = m.b.And(m.path, m.b.Not(cond))
	if t == nil || path == bdd.False {
		return
	}
	t.path = m.b.Or(t.path, path)
	if len(t.snaps) == maxSnaps {
		m.widen(t, path)
		return
	}
	vars := m.env.flat(t.env)
	if it != nil {
		vars["_"] = it
	}
	t.snaps = append(t.snaps, branch{path, vars})
}

// widen adds one more jump to those that t does not keep apart. What the part around t has set itself is
// made unknown when t is left.
func (m *machine) widen(t *target, path bdd.Ref) {
	last := &t.snaps[maxSnaps-1]
	last.path = m.b.Or(last.path, path)
	t.wide = true
	for s := m.env; s != nil && s.up != t.env; s = s.up {
		for name := range s.vars {
			last.vars[name] = m.unknown()
		}
	}
	last.vars["_"] = m.unknown()
}

// throw raises the error it where cond holds.
func (m *machine) throw(cond bdd.Ref, it *value) {
	t := m.find("", targetTry, targetScript)
	if t == nil || t.kind == targetScript {
		path := m.path
		m.path = m.b.And(path, cond)
		m.show(it) // PowerShell prints it and ends
		m.ends = append(m.ends, ending{m.path, false})
		m.path = path
	}
	m.jump(t, cond, it)
}

// mayThrow lets a command inside try fail for a reason of its own.
func (m *machine) mayThrow() {
	if t := m.find("", targetTry, targetScript); t != nil && t.kind == targetTry {
		m.rest()
		m.throw(m.fresh(), m.unknown())
	}
}
