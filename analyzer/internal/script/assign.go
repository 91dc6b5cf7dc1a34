package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// assigned adds the variables that n, a statement or a block, may set to names.
func assigned(names map[string]bool, n any) {
	target := func(x powershell.Expr) {
		for {
			switch y := x.(type) {
			case *powershell.Variable:
				names[y.Name] = true
				return
			case *powershell.Convert:
				x = y.X
			case *powershell.Member:
				x = y.X
			case *powershell.Index:
				x = y.X
			case *powershell.Array:
				for _, e := range y.Elements {
					if v, ok := e.(*powershell.Variable); ok {
						names[v.Name] = true
					}
				}
				return
			default:
				return
			}
		}
	}
	powershell.Walk(n, func(n any) {
		switch n := n.(type) {
		case *powershell.Assign:
			target(n.Target)
		case *powershell.ForEach:
			names[n.Var] = true
		case *powershell.Unary:
			if n.Op == "++" {
				target(n.X)
			}
		}
	})
}

func (m *machine) assign(s *powershell.Assign) {
	v := m.value(s.Value)
	if s.Op == "+=" {
		v = build(m.add(m.eval(s.Target), v), s.Target)
	} else if s.Op != "=" {
		v = m.unknown()
	}
	m.store(s.Target, v)
}

// store sets what x names to v.
func (m *machine) store(x powershell.Expr, v *value) {
	switch x := x.(type) {
	case *powershell.Variable:
		if x.Name != "null" {
			m.set(x.Name, v)
		}
	case *powershell.Convert:
		m.store(x.X, v)
	case *powershell.Member:
		m.put(x.X, m.eval(x.Name), v)
	case *powershell.Index:
		m.put(x.X, m.eval(x.At), v)
	case *powershell.Array:
		for _, e := range x.Elements {
			m.store(e, m.unknown())
		}
	}
}

// put sets a key of the hashtable, or a property of the object, in the variable that x is.
func (m *machine) put(x powershell.Expr, key, v *value) {
	variable, ok := x.(*powershell.Variable)
	if !ok {
		return
	}
	old := m.variable(variable.Name)
	w := *old
	w.hash, w.members = map[string]*value{}, map[string]*value{}
	for k, e := range old.hash {
		w.hash[k] = e
	}
	for k, e := range old.members {
		w.members[k] = e
	}
	if key.known && len(w.hash) < maxSubjects {
		w.hash[strings.ToLower(key.text)] = v
	}
	m.set(variable.Name, &w)
}
