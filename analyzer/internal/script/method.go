package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// convert is [typ]v.
func (m *machine) convert(typ string, v *value) *value {
	switch strings.TrimPrefix(typ, "system.") {
	case "bool", "boolean":
		r := m.boolean(m.truthOf(v))
		r.tests = v.tests
		return r
	case "void":
		return &value{null: true, known: true}
	case "scriptblock":
		return m.blockOf(v)
	case "ordered", "hashtable", "pscustomobject", "string", "array", "object", "object[]", "string[]", "int", "int32", "cimsession":
		return v
	}
	if len(v.of) > 0 {
		return v
	}
	return m.unknown()
}

// blockOf makes a script block of a text, if that is known.
func (m *machine) blockOf(v *value) *value {
	if v.block != nil || !v.known {
		return v
	}
	return &value{block: powershell.Parse(v.text), text: v.text, known: true}
}

// static is [X]::Name and [X]::Name(args).
func (m *machine) static(x powershell.Expr, name string, args []*value) *value {
	t, ok := x.(*powershell.TypeName)
	if !ok {
		return m.unknown()
	}
	switch strings.TrimPrefix(t.Name, "system.") + "::" + name {
	case "environment::machinename", "net.dns::gethostname":
		return argValue(Arg{Local: true})
	case "net.dns::gethostbyname", "net.dns::gethostentry":
		if len(args) == 1 && (args[0].local || args[0].known && serverArg(args[0].text).Local) {
			return argValue(Arg{Local: true})
		}
	case "scriptblock::create":
		if len(args) == 1 {
			return m.blockOf(args[0])
		}
	case "string::isnullorempty", "string::isnullorwhitespace":
		if len(args) == 1 {
			return m.boolean(m.b.Not(m.truthOf(args[0])))
		}
	case "string::equals", "regex::ismatch", "regex::match", "string::compare":
		if len(args) >= 2 {
			return m.compare("match", args[0], args[1])
		}
	case "environment::exit":
		m.end(len(args) == 1 && args[0].known && args[0].text == "0")
	case "convert::toboolean":
		if len(args) == 1 {
			return m.convert("bool", args[0])
		}
	}
	v := m.unknown()
	for _, a := range args {
		v.of = m.under(v.of, bdd.True, a.of)
	}
	return v
}

func (m *machine) invoke(x *powershell.Invoke) *value {
	if x.Static {
		return m.static(x.X, nameOf(x.Name), m.evalAll(x.Args))
	}
	recv := m.eval(x.X)
	args := m.evalAll(x.Args)
	name := strings.ToLower(m.textOf(x.Name))
	switch name {
	case "invoke", "invokereturnasis":
		if recv.block != nil {
			return m.run(recv.block, nil)
		}
	case "contains", "startswith", "endswith", "equals", "indexof", "compareto", "ismatch":
		if len(args) > 0 {
			return m.compare("like", recv, args[0])
		}
	case "tostring", "trim", "tolower", "toupper", "tolowerinvariant", "toupperinvariant", "trimend", "trimstart", "split", "replace", "substring", "gettype":
		if name != "gettype" {
			return m.part(recv, name)
		}
	case "add", "set_item":
		if len(args) == 2 {
			m.put(x.X, args[0], args[1])
		} else if len(args) == 1 {
			m.store(x.X, m.add(recv, args[0]))
		}
		return &value{null: true, known: true}
	case "addscript": // of the class PowerShell
		if len(args) > 0 {
			if b := m.blockOf(args[0]); b.block != nil {
				return b
			}
			m.opens(args[0])
		}
	case "foreach":
		if len(args) > 0 && args[0].block != nil {
			return m.perElement(recv, args[0].block, false)
		}
	}
	m.mayThrow()
	v := m.unknown()
	v.of = recv.of
	return v
}

// part is a text made of v alone.
func (m *machine) part(v *value, how string) *value {
	if v.isBool || v.known || v.local || v.master != nil || len(v.of) > 0 || v.setting != nil {
		return v
	}
	return m.member(v, how+"()")
}

func (m *machine) evalAll(xs []powershell.Expr) []*value {
	vs := make([]*value, len(xs))
	for i, x := range xs {
		vs[i] = m.eval(x)
	}
	return vs
}
