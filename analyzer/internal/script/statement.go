package script

import (
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// block walks statements. A trap in it handles the errors of all of them.
func (m *machine) block(b *powershell.Block) {
	if b == nil {
		return
	}
	for _, s := range b.Statements { // PowerShell knows a function only behind its definition; a call before it fails
		if f, ok := s.(*powershell.Function); ok {
			m.funcs[f.Name] = f
		}
	}
	for _, s := range b.Statements {
		if t, ok := s.(*powershell.Trap); ok {
			rest := &powershell.Block{}
			for _, s := range b.Statements {
				if _, ok := s.(*powershell.Trap); !ok {
					rest.Statements = append(rest.Statements, s)
				}
			}
			m.try(&powershell.Try{Body: rest, Catches: []powershell.Catch{{Types: t.Types, Body: t.Body}}})
			return
		}
	}
	for _, s := range b.Statements {
		if m.path == bdd.False {
			return
		}
		m.print(m.statement(s))
	}
}

// print lets v out of the block at hand.
func (m *machine) print(v *value) {
	if v != nil {
		m.out = append(m.out, alternative{m.path, v})
	}
}

// capture returns what walk prints.
func (m *machine) capture(walk func()) *value {
	out := m.out
	m.out = nil
	walk()
	list := m.out
	m.out = out
	return m.sum(list)
}

// sum makes one value of all that was printed: of several on one path, a list.
func (m *machine) sum(list []alternative) *value {
	switch len(list) {
	case 0:
		return &value{null: true, known: true}
	case 1:
		return list[0].v
	}
	var seen bdd.Ref
	apart := len(list) <= maxSnaps && !m.tired
	for _, a := range list {
		if !apart {
			break
		}
		apart = m.b.And(seen, a.path) == bdd.False
		seen = m.b.Or(seen, a.path)
	}
	if apart {
		return m.choose(list)
	}
	v := m.unknown()
	for _, a := range list {
		v.list = append(v.list, a.v)
		v.of = m.under(v.of, bdd.True, a.v.of)
		v.tests = m.under(v.tests, bdd.True, a.v.tests)
	}
	return v
}

// statement walks s and returns what it yields, nil if nothing.
func (m *machine) statement(s powershell.Statement) *value {
	m.walked++
	switch s := s.(type) {
	case *powershell.Pipeline:
		return m.pipeline(s)
	case *powershell.Assign:
		m.assign(s)
	case *powershell.Chain:
		return m.chain(s)
	case *powershell.If:
		m.ifs(s, 0)
	case *powershell.Loop:
		m.loop(s)
	case *powershell.ForEach:
		m.forEach(s.Var, m.value(s.In), s.Label, s.Body)
	case *powershell.Switch:
		m.switches(s)
	case *powershell.Try:
		m.try(s)
	case *powershell.Jump:
		m.leap(s)
	case *powershell.Group:
		m.block(s.Body)
	}
	return nil
}

// value walks s for what it yields.
func (m *machine) value(s powershell.Statement) *value {
	if s == nil {
		return m.unknown()
	}
	return m.capture(func() { m.print(m.statement(s)) })
}

// condition walks s and returns when it is true. A decision depends on it.
func (m *machine) condition(s powershell.Statement) bdd.Ref {
	if s == nil {
		return m.fresh()
	}
	v := m.value(s)
	m.consume(v)
	return m.truthOf(v)
}

func (m *machine) ifs(s *powershell.If, i int) {
	m.fork(m.condition(s.Conds[i]), func() { m.block(s.Bodies[i]) }, func() {
		if i+1 < len(s.Conds) {
			m.ifs(s, i+1)
		} else {
			m.block(s.Else)
		}
	})
}

func (m *machine) chain(s *powershell.Chain) *value {
	v := m.statement(s.X)
	m.print(v)
	ok := m.truthOf(m.variable("?"))
	if s.Or {
		ok = m.b.Not(ok)
	}
	m.fork(ok, func() { m.print(m.statement(s.Y)) }, nil)
	return nil
}

func (m *machine) loop(s *powershell.Loop) {
	if s.Init != nil {
		m.statement(s.Init)
	}
	m.forget(s.Body, s.Cond, s.Next)
	t := m.enter(targetLoop, s.Label)
	goesOn := func() bdd.Ref {
		cond := bdd.True
		if s.Cond != nil {
			cond = m.condition(s.Cond)
		}
		if s.Until {
			cond = m.b.Not(cond)
		}
		return cond
	}
	if s.BodyFirst {
		m.body(s.Body, s.Label)
		cond := goesOn()
		m.path = m.b.And(m.path, m.b.Not(cond))
	} else {
		cond := goesOn()
		m.fork(cond, func() {
			m.body(s.Body, s.Label)
			if s.Next != nil {
				m.statement(s.Next)
			}
			m.path = bdd.False // the state before the loop stands for every iteration's beginning
		}, nil)
	}
	m.leave(t)
}

// body walks a loop's body, with a place for continue to go.
func (m *machine) body(b *powershell.Block, label string) {
	t := m.enter(targetContinue, label)
	m.block(b)
	m.leave(t)
}

// forEach walks body once for any element of list.
func (m *machine) forEach(name string, list *value, label string, body *powershell.Block) {
	m.forget(body)
	m.mayThrow()
	cond := m.fresh()
	if len(list.of) > 0 {
		m.consume(list)
		cond = m.truthOf(list)
	}
	t := m.enter(targetLoop, label)
	m.fork(cond, func() {
		m.set(name, m.element(list))
		m.body(body, label)
	}, nil)
	m.leave(t)
}

// element returns one of the elements of list.
func (m *machine) element(list *value) *value {
	if len(list.of) > 0 || list.setting != nil || list.master != nil || len(list.list) == 0 && list.known && !list.null {
		return list
	}
	if len(list.list) == 1 {
		return list.list[0]
	}
	v := &value{param: true}
	m.keyOf(v)
	return v
}

// forget makes unknown what a loop may have changed when it comes round again.
func (m *machine) forget(b *powershell.Block, more ...powershell.Statement) {
	names := map[string]bool{}
	assigned(names, b)
	for _, s := range more {
		assigned(names, s)
	}
	for name := range names {
		m.set(name, m.unknown())
	}
}

func (m *machine) switches(s *powershell.Switch) {
	v := m.value(s.Value)
	t := m.enter(targetLoop, s.Label)
	var matched bdd.Ref
	for _, c := range s.Cases {
		var cond bdd.Ref
		if sb, ok := c.Pattern.(*powershell.ScriptBlock); ok {
			cond = m.with(v, func() bdd.Ref { return m.condition(&powershell.Group{Body: sb.Body}) })
		} else {
			test := m.compare("match", v, m.eval(c.Pattern))
			if s.Mode == "" || s.Mode == "exact" {
				test = m.compare("eq", v, m.eval(c.Pattern))
			}
			m.consume(test)
			cond = m.truthOf(test)
		}
		matched = m.b.Or(matched, cond)
		m.fork(cond, func() { m.with(v, func() bdd.Ref { m.block(c.Body); return 0 }) }, nil)
	}
	if s.Default != nil {
		m.fork(matched, nil, func() { m.block(s.Default) })
	}
	m.leave(t)
}

// with walks with _ set to it.
func (m *machine) with(it *value, walk func() bdd.Ref) bdd.Ref {
	old := m.variable("_")
	m.set("_", it)
	r := walk()
	m.set("_", old)
	return r
}
