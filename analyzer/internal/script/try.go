package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

func (m *machine) try(s *powershell.Try) {
	before := m.path
	t := m.enter(targetTry, "")
	m.block(s.Body)
	end := branch{m.path, m.env.vars}
	m.drop(t)
	env := m.env
	branches := []branch{end}
	m.env = env.child()
	m.join(t.snaps)
	for _, c := range s.Catches {
		if m.path == bdd.False {
			break
		}
		if len(c.Types) == 0 || anyType(c.Types) {
			m.block(c.Body)
			branches = append(branches, branch{m.path, m.env.vars})
			m.path = bdd.False
			break
		}
		rest, vars := m.path, m.env
		cond := m.fresh()
		m.path, m.env = m.b.And(rest, cond), vars.child()
		m.block(c.Body)
		all := vars.flat(env)
		for name, v := range m.env.vars {
			all[name] = v
		}
		branches = append(branches, branch{m.path, all})
		m.path, m.env = m.b.And(rest, m.b.Not(cond)), vars
	}
	if m.path != bdd.False { // no catch for it
		m.throw(bdd.True, m.variable("_"))
	}
	m.env = env
	m.join(branches)
	if s.Finally != nil {
		after := m.path
		m.path = before // finally runs however try ends
		m.block(s.Finally)
		m.path = m.b.And(after, m.path)
	}
}

// flat returns what s and the scopes over it, below end, have set.
func (s *scope) flat(end *scope) map[string]*value {
	all := map[string]*value{}
	for ; s != nil && s != end; s = s.up {
		for name, v := range s.vars {
			if all[name] == nil {
				all[name] = v
			}
		}
	}
	return all
}

// anyType reports whether a catch of these types catches every error of a cmdlet.
func anyType(types []string) bool {
	for _, t := range types {
		switch strings.TrimPrefix(t, "system.") {
		case "exception", "management.automation.runtimeexception", "microsoft.management.infrastructure.cimexception":
			return true
		}
	}
	return false
}

func (m *machine) leap(s *powershell.Jump) {
	var v *value
	if s.Value != nil {
		v = m.value(s.Value)
	}
	switch s.Kind {
	case "return":
		if v != nil {
			m.print(v)
		}
		if t := m.find("", targetFunction, targetScript); t != nil && t.kind == targetFunction {
			m.jump(t, bdd.True, nil)
		} else {
			m.end(true)
		}
	case "exit":
		if v != nil {
			m.show(v)
		}
		m.end(v == nil || v.known && (v.text == "0" || v.text == ""))
	case "throw":
		if v == nil {
			v = m.variable("_")
		}
		m.throw(bdd.True, v)
	case "break":
		m.away(m.find(s.Label, targetLoop))
	case "continue":
		m.away(m.find(s.Label, targetContinue, targetLoop))
	}
}

// away jumps out of a loop; without a loop PowerShell ends the script.
func (m *machine) away(t *target) {
	if t == nil {
		m.end(true)
		return
	}
	m.jump(t, bdd.True, nil)
}

// end ends the script.
func (m *machine) end(ok bool) {
	m.ends = append(m.ends, ending{m.path, ok})
	m.path = bdd.False
}
