package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// eval walks x and returns its value.
func (m *machine) eval(x powershell.Expr) *value {
	m.walked++
	switch x := x.(type) {
	case *powershell.Literal:
		v := textValue(x.Text)
		if x.Number && strings.Trim(x.Text, "0.") == "" {
			v.asked = true // 0 counts as false
		}
		return v
	case *powershell.Expandable:
		return m.expand(x)
	case *powershell.Variable:
		return m.variable(x.Name)
	case *powershell.Member:
		if x.Static {
			return m.static(x.X, nameOf(x.Name), nil)
		}
		return m.member(m.eval(x.X), m.textOf(x.Name))
	case *powershell.Invoke:
		return m.invoke(x)
	case *powershell.Index:
		return m.index(m.eval(x.X), m.eval(x.At))
	case *powershell.Unary:
		return m.unary(x)
	case *powershell.Binary:
		return m.binary(x)
	case *powershell.Ternary:
		cond := m.eval(x.Cond)
		m.consume(cond)
		return m.either(m.truthOf(cond), func() *value { return m.eval(x.Then) }, func() *value { return m.eval(x.Else) })
	case *powershell.Array:
		v := &value{list: make([]*value, len(x.Elements))}
		for i, e := range x.Elements {
			v.list[i] = m.eval(e)
			v.of = m.under(v.of, bdd.True, v.list[i].of)
		}
		return v
	case *powershell.Sub:
		return m.sub(x)
	case *powershell.Hash:
		v := &value{hash: map[string]*value{}}
		for i, k := range x.Keys {
			e := m.value(x.Values[i])
			if k := m.eval(k); k.known {
				v.hash[strings.ToLower(k.text)] = e
			}
			v.of = m.under(v.of, bdd.True, e.of)
		}
		return v
	case *powershell.ScriptBlock:
		return &value{block: x.Body}
	case *powershell.Convert:
		return m.convert(x.Type, m.eval(x.X))
	}
	return m.unknown()
}

func (m *machine) sub(x *powershell.Sub) *value {
	return m.capture(func() { m.block(x.Body) })
}

// either evaluates a where cond holds and b elsewhere.
func (m *machine) either(cond bdd.Ref, a, b func() *value) *value {
	return m.capture(func() {
		m.fork(cond, func() { m.print(a()) }, func() { m.print(b()) })
	})
}

func nameOf(x powershell.Expr) string {
	if l, ok := x.(*powershell.Literal); ok {
		return strings.ToLower(l.Text)
	}
	return ""
}

// textOf returns what x says, "" if that is not known.
func (m *machine) textOf(x powershell.Expr) string {
	if l, ok := x.(*powershell.Literal); ok {
		return l.Text
	}
	if v := m.eval(x); v.known {
		return v.text
	}
	return ""
}

// expand puts a text together. What is made of this computer's name is as good as the name.
func (m *machine) expand(x *powershell.Expandable) *value {
	vs := make([]*value, len(x.Parts))
	for i, p := range x.Parts {
		vs[i] = m.eval(p)
	}
	v := m.concat(vs)
	if len(vs) == 1 {
		v.built = vs[0].built
		return v
	}
	return build(v, x.Parts...)
}

func (m *machine) concat(vs []*value) *value {
	v := &value{known: true}
	length := 0
	for _, p := range vs {
		length += len(p.text)
		v.known = v.known && (p.known || p.null) && length < maxText
		v.local = v.local || p.local
		if v.master == nil {
			v.master = p.master
		}
		v.of = m.under(v.of, bdd.True, p.of)
		v.tests = m.under(v.tests, bdd.True, p.tests)
	}
	var b strings.Builder
	for _, p := range vs {
		switch {
		case v.known:
			b.WriteString(p.text)
		case b.Len() > maxText:
		case p.known:
			b.WriteString("=" + p.text)
		default:
			b.WriteString("+" + m.keyOf(p))
		}
	}
	if v.known {
		v.text = b.String()
	} else if b.Len() < maxText {
		v.key = b.String()
	}
	if len(vs) == 1 {
		v.param = vs[0].param
		v.key = vs[0].key
		v.isBool, v.asked, v.truth = vs[0].isBool, vs[0].isBool, vs[0].truth // "$true" prints True
	}
	return v
}

func (m *machine) index(x, at *value) *value {
	switch {
	case at.known && x.hash != nil:
		return m.member(x, at.text)
	case len(x.of) > 0 || x.master != nil || x.local:
		return x
	case x.setting != nil:
		return x
	case at.known && at.text == "0" && len(x.list) > 0:
		return x.list[0]
	case at.known:
		return m.member(x, "["+at.text+"]")
	}
	return m.unknown()
}

func (m *machine) add(x, y *value) *value {
	if x.list != nil || y.list != nil || x.hash != nil || y.hash != nil {
		v := m.unknown()
		v.of = m.under(m.under(nil, bdd.True, x.of), bdd.True, y.of)
		v.list = append(append(v.list, x.list...), y.list...)
		return v
	}
	return m.concat([]*value{x, y})
}

func (m *machine) unary(x *powershell.Unary) *value {
	switch x.Op {
	case "not":
		v := m.eval(x.X)
		r := m.boolean(m.b.Not(m.truthOf(v)))
		r.tests = v.tests
		return r
	case "++":
		m.store(x.X, m.unknown())
		return m.unknown()
	case "join", "split":
		v := m.eval(x.X)
		w := m.unknown()
		w.of = v.of
		return w
	}
	m.eval(x.X)
	return m.unknown()
}

func (m *machine) binary(x *powershell.Binary) *value {
	switch x.Op {
	case "and", "or":
		return m.logical(x)
	case "xor":
		a, b := m.eval(x.X), m.eval(x.Y)
		r := m.boolean(m.b.Not(m.b.Iff(m.truthOf(a), m.truthOf(b))))
		r.tests = m.under(m.under(nil, bdd.True, a.tests), bdd.True, b.tests)
		return r
	case "??":
		a := m.eval(x.X)
		return m.either(m.fresh(), func() *value { return a }, func() *value { return m.eval(x.Y) })
	}
	a, b := m.eval(x.X), m.eval(x.Y)
	switch x.Op {
	case "+":
		return build(m.add(a, b), x.X, x.Y)
	case "f":
		return build(m.format(a, b), x.X, x.Y)
	case "split", "replace", "join", "as":
		if a.local || a.master != nil || len(a.of) > 0 {
			return a
		}
		if x.Op == "join" && len(a.list) > 0 && b.known {
			return build(m.join2(a.list, b.text), x.X, x.Y)
		}
		return m.unknown()
	case "eq", "ne", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in", "notin":
		return m.compare(x.Op, a, b)
	case "gt", "ge", "lt", "le":
		return m.bySize(x.Op, a, b)
	}
	return m.unknown()
}

func (m *machine) join2(list []*value, sep string) *value {
	var vs []*value
	for i, e := range list {
		if i > 0 {
			vs = append(vs, textValue(sep))
		}
		vs = append(vs, e)
	}
	return m.concat(vs)
}

// format is -f: what its operands carry and are made of, the result is too.
func (m *machine) format(f, args *value) *value {
	list := args.list
	if list == nil {
		list = []*value{args}
	}
	if !f.known {
		list = append([]*value{f}, list...)
		return m.concat(list)
	}
	var vs []*value
	rest := f.text
	for {
		before, after, ok := strings.Cut(rest, "{")
		vs = append(vs, textValue(before))
		n, tail, closed := strings.Cut(after, "}")
		if !ok || !closed {
			return m.concat(vs)
		}
		if len(n) == 1 && n[0] >= '0' && int(n[0]-'0') < len(list) {
			vs = append(vs, list[n[0]-'0'])
		} else {
			vs = append(vs, m.unknown())
		}
		rest = tail
	}
}

func (m *machine) logical(x *powershell.Binary) *value {
	a := m.eval(x.X)
	ta := m.truthOf(a)
	more := ta
	if x.Op == "or" {
		more = m.b.Not(ta)
	}
	var b *value
	m.fork(more, func() { b = m.eval(x.Y) }, nil)
	if b == nil {
		return m.boolean(ta)
	}
	tb := m.truthOf(b)
	truth := m.b.And(ta, tb)
	if x.Op == "or" {
		truth = m.b.Or(ta, tb)
	}
	r := m.boolean(truth)
	if !m.tired {
		r.tests = m.under(m.under(nil, bdd.True, a.tests), more, b.tests)
	}
	return r
}
