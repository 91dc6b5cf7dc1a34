package script

import (
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// pipeline walks the elements one after the other; what a filter holds back does not reach the next.
func (m *machine) pipeline(s *powershell.Pipeline) *value {
	if len(s.Elements) == 1 {
		return m.sent(s.Elements[0], nil)
	}
	var v *value
	env, outer := m.env, m.held
	m.env, m.held = env.child(), bdd.False
	for _, e := range s.Elements {
		v = m.sent(e, v)
		if m.path == bdd.False {
			break
		}
	}
	passed := branch{m.path, m.env.vars}
	held := m.held
	m.held = outer
	if v != nil && held != bdd.False {
		v = m.choose([]alternative{{m.path, v}, {held, &value{null: true, known: true}}})
	}
	m.env = env
	m.join([]branch{passed, {held, nil}})
	return v
}

// sent walks an element with what the one before sends it, nil for the first.
func (m *machine) sent(e powershell.Element, input *value) *value {
	switch e := e.(type) {
	case *powershell.Output:
		return m.redirected(m.eval(e.X), e.Redir)
	case *powershell.Command:
		return m.command(e, input)
	}
	return m.unknown()
}

// redirected returns what is left of v: nothing if its stream goes elsewhere.
func (m *machine) redirected(v *value, redir []powershell.Redirect) *value {
	for _, r := range redir {
		if r.File != nil && (r.From == 1 || r.From == 0) {
			return nil
		}
	}
	return v
}

// aliases are PowerShell's own short names of the commands that matter here.
var aliases = map[string]string{
	"%": "foreach-object", "foreach": "foreach-object", "?": "where-object", "where": "where-object",
	"iex": "invoke-expression", "icm": "invoke-command", "echo": "write-output", "write": "write-output",
	"select": "select-object", "sls": "select-string", "nsn": "new-pssession", "start": "start-process",
	"saps": "start-process", "oh": "out-host", "tee": "tee-object", "sort": "sort-object", "sajb": "start-job",
	"sv": "set-variable", "set": "set-variable", "gv": "get-variable", "sleep": "start-sleep",
}

// command walks one command.
func (m *machine) command(c *powershell.Command, input *value) *value {
	name := m.eval(c.Name)
	if name.block != nil && c.Call {
		return m.runWith(name.block, nil, m.values(c.Args), input)
	}
	if !name.known || name.built {
		m.values(c.Args)
		m.mayThrow()
		return m.unknown()
	}
	if hasHole(name.text) {
		m.opens(name)
		m.values(c.Args)
		m.mayThrow()
		return m.unknown()
	}
	word := strings.ToLower(name.text)
	if i := strings.LastIndexByte(word, '\\'); i >= 0 && !strings.ContainsAny(word, ":/.") {
		word = word[i+1:] // the module
	}
	if long := aliases[word]; long != "" {
		word = long
	}
	if f := m.funcs[word]; f != nil {
		return m.call(f, c, input)
	}
	if row := m.r.Catalog.Command("powershell", word); row != nil {
		return m.row(row, c, input)
	}
	if f := builtins[word]; f != nil {
		return m.redirected(f(m, m.args(c), input), c.Redir)
	}
	if v, ok := m.program(word, c, input); ok {
		return m.redirected(v, c.Redir)
	}
	return m.other(c, input)
}

// other is a command of which nothing is known: it may fail, and it may show what it is given.
func (m *machine) other(c *powershell.Command, input *value) *value {
	for _, v := range append(m.values(c.Args), input) {
		if v != nil {
			m.show(v)
		}
	}
	m.mayThrow()
	m.set("?", m.unknown())
	return m.unknown()
}

// values evaluates arguments, and those of named parameters too.
func (m *machine) values(args []powershell.Arg) []*value {
	var vs []*value
	for _, a := range args {
		if a.Value != nil {
			vs = append(vs, m.eval(a.Value))
		}
	}
	return vs
}

// opens records that what fills the holes of v is run.
func (m *machine) opens(v *value) {
	for _, i := range Holes(v.text) {
		m.open[i] = true
	}
}

// call walks the body of a function with its parameters set.
func (m *machine) call(f *powershell.Function, c *powershell.Command, input *value) *value {
	if m.walking[f] || m.walked > maxWalks {
		return m.other(c, input)
	}
	named, rest := map[string]*value{}, []*value{}
	a := m.args(c)
	for i := 0; i < len(a); i++ {
		if a[i].name == "" {
			rest = append(rest, a[i].v)
			continue
		}
		p := paramOf(f.Body.Params, a[i].name)
		switch {
		case p == nil:
		case a[i].v != nil:
			named[p.Name] = a[i].v
		case !p.Switch && i+1 < len(a) && a[i+1].name == "":
			i++
			named[p.Name] = a[i].v
		default:
			named[p.Name] = m.boolean(bdd.True)
		}
	}
	m.walking[f] = true
	defer delete(m.walking, f)
	return m.redirected(m.runWith(f.Body, named, rest, input), c.Redir)
}

func paramOf(params []powershell.Param, name string) *powershell.Param {
	name = strings.ToLower(name)
	found := -1
	for i, p := range params {
		if p.Name == name {
			return &params[i]
		}
		if strings.HasPrefix(p.Name, name) && found < 0 {
			found = i
		}
	}
	if found < 0 {
		return nil
	}
	return &params[found]
}

// runWith walks a block with parameters by name and by place.
func (m *machine) runWith(b *powershell.Block, named map[string]*value, rest []*value, input *value) *value {
	return m.capture(func() {
		t := m.enter(targetFunction, "")
		for _, p := range b.Params {
			v := named[p.Name]
			if v == nil && len(rest) > 0 && !p.Switch {
				v, rest = rest[0], rest[1:]
			}
			switch {
			case v != nil:
			case p.Default != nil:
				v = m.eval(p.Default)
			case p.Switch:
				v = m.boolean(bdd.False)
			default:
				v = m.unknown()
			}
			m.set(p.Name, v)
		}
		m.set("args", &value{list: rest})
		if input != nil {
			m.set("_", input)
			m.set("input", input)
		}
		m.block(b)
		m.global(t)
		m.leave(t)
	})
}

// global takes away from the end of a function what it has set for itself alone.
func (m *machine) global(t *target) {
	local := func(name string) bool {
		return !strings.HasPrefix(name, "\x00") && name != "error" && name != "?" && name != "lastexitcode"
	}
	for s := m.env; s != nil && s != t.env; s = s.up {
		for name := range s.vars {
			if local(name) {
				delete(s.vars, name)
			}
		}
	}
	for _, snap := range t.snaps {
		for name := range snap.vars {
			if local(name) {
				delete(snap.vars, name)
			}
		}
	}
}

// run walks a block in the scope at hand, as ForEach-Object and Invoke-Expression do.
func (m *machine) run(b *powershell.Block, it *value) *value {
	return m.capture(func() {
		if it == nil {
			m.block(b)
			return
		}
		m.with(it, func() bdd.Ref { m.block(b); return 0 })
	})
}

// perElement is ForEach-Object, or Where-Object if filter.
func (m *machine) perElement(list *value, b *powershell.Block, filter bool) *value {
	e := m.element(list)
	if !filter {
		m.forget(b)
		var v *value
		cond := m.fresh()
		if len(list.of) > 0 {
			cond = m.truthOf(list)
		}
		m.fork(cond, func() {
			t := m.enter(targetFunction, "")
			v = m.run(b, e)
			m.leave(t)
		}, nil)
		return v
	}
	v := m.run(b, e)
	m.consume(v)
	m.keep(m.truthOf(v))
	return e
}

// keep goes on, to the end of the pipeline, only where cond holds.
func (m *machine) keep(cond bdd.Ref) {
	m.held = m.b.Or(m.held, m.b.And(m.path, m.b.Not(cond)))
	m.path = m.b.And(m.path, cond)
}

// An argument is a parameter of a command as it is given, with its value if that is known to be one.
type argument struct {
	name  string
	v     *value
	vague bool // any parameters: a splatted variable of which nothing is known
}

// args evaluates the arguments of a command, and takes splatted ones apart.
func (m *machine) args(c *powershell.Command) []argument {
	var list []argument
	for _, a := range c.Args {
		x, ok := a.Value.(*powershell.Variable)
		if !ok || !x.Splat {
			arg := argument{name: a.Name}
			if a.Value != nil {
				arg.v = m.eval(a.Value)
			}
			if a.Colon && arg.v == nil {
				arg.v = m.unknown()
			}
			list = append(list, arg)
			continue
		}
		v := m.variable(x.Name)
		switch {
		case v.hash != nil:
			var names []string
			for name := range v.hash {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				list = append(list, argument{name: name, v: v.hash[name]})
			}
		case v.list != nil:
			for _, e := range v.list {
				list = append(list, argument{v: e})
			}
		default:
			list = append(list, argument{vague: true})
		}
	}
	return list
}
