package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// A builtin is a command of PowerShell itself that hands values on or runs what it is given.
type builtin func(m *machine, args []argument, input *value) *value

// builtins by name, in lower case; set in init because they run commands.
var builtins map[string]builtin

func init() {
	builtins = map[string]builtin{
		"where-object": where, "foreach-object": forEachObject, "select-object": selectObject, "select-string": selectString,
		"write-output": output, "write-host": toHost, "write-error": writeError, "write-warning": toHost, "write-information": toHost,
		"out-null":          func(*machine, []argument, *value) *value { return nil },
		"invoke-expression": invokeExpression, "invoke-command": invokeCommand, "start-job": invokeCommand, "start-threadjob": invokeCommand,
		"new-pssession": session, "new-cimsession": session, "start-process": startProcess,
		"hostname": localName, "hostname.exe": localName, "get-ciminstance": computer, "get-wmiobject": computer,
		"set-variable": setVariable,
	}
	for _, name := range []string{"out-string", "out-host", "out-default", "tee-object", "sort-object", "format-list", "format-table", "convertto-json", "convertfrom-json", "get-unique", "measure-object"} {
		builtins[name] = pass
	}
}

func pass(m *machine, args []argument, input *value) *value {
	b := m.bind(set("inputobject"), args)
	if v := b.get("inputobject"); input == nil && v != nil {
		return v
	}
	if input == nil {
		return m.unknown()
	}
	return input
}

func where(m *machine, args []argument, input *value) *value {
	if input == nil {
		return m.unknown()
	}
	b := m.bind(set("filterscript", "value", "-inputobject", "-property", "/eq", "/ne", "/like", "/notlike", "/match", "/notmatch", "/in", "/notin", "/contains", "/gt", "/lt", "/ge", "/le", "/not", "/is"), args)
	filter := b.get("filterscript")
	if filter != nil && filter.block != nil {
		return m.perElement(input, filter.block, true)
	}
	name := b.get("property")
	if name == nil {
		name = filter
	} else if filter != nil { // the property was named, so the first place is the value
		b.values["value"] = filter
	}
	if name == nil || !name.known {
		m.keep(m.fresh())
		return input
	}
	e := m.element(input)
	v := m.member(e, name.text)
	for _, op := range []string{"eq", "ne", "like", "notlike", "match", "notmatch", "in", "notin", "contains"} {
		if b.get(op) != nil {
			if other := b.get("value"); other != nil {
				v = m.compare(op, v, other)
			} else {
				v = m.unknown()
			}
		}
	}
	cond := m.truthOf(v)
	m.consume(v)
	if b.get("not") != nil {
		cond = m.b.Not(cond)
	}
	m.keep(cond)
	return e
}

func forEachObject(m *machine, args []argument, input *value) *value {
	if input == nil {
		input = m.unknown()
	}
	b := m.bind(set("process", "-begin", "-end", "-membername", "-inputobject", "-parallel", "-throttlelimit"), args)
	for _, name := range []string{"begin", "process", "parallel", "end"} {
		if v := b.get(name); v != nil && v.block != nil && (name == "begin" || name == "end") {
			m.run(v.block, nil)
		} else if v != nil && v.block != nil {
			return m.perElement(input, v.block, false)
		}
	}
	for _, name := range []string{"membername", "process"} {
		if v := b.get(name); v != nil && v.known {
			return m.member(m.element(input), v.text)
		}
	}
	return m.unknown()
}

func selectObject(m *machine, args []argument, input *value) *value {
	b := m.bind(set("property", "-inputobject", "-expandproperty", "-first", "-last", "-skip", "-exclude", "/unique"), args)
	if input == nil {
		return m.unknown()
	}
	if v := b.get("expandproperty"); v != nil && v.known {
		return m.member(m.element(input), v.text)
	}
	return input
}

func selectString(m *machine, args []argument, input *value) *value {
	b := m.bind(set("pattern", "path", "-inputobject", "/simplematch", "/quiet", "/notmatch", "/allmatches", "/casesensitive"), args)
	if v := b.get("inputobject"); v != nil {
		input = v
	}
	if p := b.get("pattern"); p != nil && input != nil {
		return m.compare("match", input, p)
	}
	return m.unknown()
}

func output(m *machine, args []argument, input *value) *value {
	if v := m.bind(set("inputobject", "/noenumerate"), args).get("inputobject"); v != nil {
		return v
	}
	return input
}

func toHost(m *machine, args []argument, input *value) *value {
	for _, a := range append(args, argument{v: input}) {
		if a.v != nil {
			m.show(a.v)
			m.host = append(m.host, alternative{m.path, a.v})
		}
	}
	return nil
}

func writeError(m *machine, args []argument, input *value) *value {
	b := m.bind(set("message", "-exception", "-errorrecord", "-category", "-errorid", "-targetobject"), args)
	v := m.unknown()
	for _, name := range []string{"message", "exception", "errorrecord"} {
		if e := b.get(name); e != nil {
			m.show(e)
			v = e
		}
	}
	if input != nil {
		m.show(input)
	}
	if a := b.get("erroraction"); a != nil && strings.EqualFold(a.text, "stop") {
		m.throw(bdd.True, v)
	}
	m.set("?", m.boolean(bdd.False))
	return nil
}

func invokeExpression(m *machine, args []argument, input *value) *value {
	v := m.bind(set("command"), args).get("command")
	if v == nil {
		v = input
	}
	if v == nil || m.nested >= maxNested {
		return m.unknown()
	}
	if !v.known {
		m.mayThrow()
		return m.unknown()
	}
	m.nested++
	defer func() { m.nested-- }()
	return m.run(powershell.Parse(v.text), nil)
}

func invokeCommand(m *machine, args []argument, input *value) *value {
	b := m.bind(set("scriptblock", "-computername", "-cn", "-session", "-argumentlist", "-filepath", "-credential", "-inputobject", "-name", "/asjob", "-throttlelimit", "-vmname", "-hostname", "-configurationname", "-authentication", "-port", "/usessl"), args)
	block := b.get("scriptblock")
	if block == nil || block.block == nil { // Invoke-Command dc1 { }: the computer comes first
		for _, v := range b.rest {
			if v.block != nil {
				b.values["computername"], block = block, v
			}
		}
	}
	if block == nil || block.block == nil {
		return m.unknown()
	}
	old := m.server
	for _, name := range []string{"computername", "cn", "session", "hostname", "vmname"} {
		if v := b.get(name); v != nil {
			m.server = m.serverOf(v)
		}
	}
	defer func() { m.server = old }()
	m.mayThrow()
	var rest []*value
	if v := b.get("argumentlist"); v != nil {
		rest = v.list
		if rest == nil {
			rest = []*value{v}
		}
	}
	return m.runWith(block.block, nil, append(rest, b.rest...), input)
}

func session(m *machine, args []argument, _ *value) *value {
	b := m.bind(set("computername", "-cn", "-credential", "-name", "-authentication", "-port", "-sessionoption", "/usessl", "-configurationname"), args)
	m.mayThrow()
	for _, name := range []string{"computername", "cn"} {
		if v := b.get(name); v != nil {
			a := m.serverOf(v)
			return &value{session: &a}
		}
	}
	return &value{session: &Arg{Local: true}}
}

func localName(*machine, []argument, *value) *value { return argValue(Arg{Local: true}) }

// computer is Get-CimInstance: of the class of computers, this one's names.
func computer(m *machine, args []argument, _ *value) *value {
	b := m.bind(set("classname", "-class", "-namespace", "-computername", "-filter", "-query", "-property", "-cimsession"), args)
	m.mayThrow()
	for _, name := range []string{"classname", "class"} {
		if v := b.get(name); v != nil && strings.EqualFold(v.text, "win32_computersystem") && b.get("computername") == nil {
			return argValue(Arg{Local: true})
		}
	}
	return m.unknown()
}

func setVariable(m *machine, args []argument, _ *value) *value {
	b := m.bind(set("name", "value", "-scope", "-option", "/force"), args)
	if n, v := b.get("name"), b.get("value"); n != nil && n.known && v != nil {
		m.set(strings.ToLower(n.text), v)
	}
	return nil
}

func startProcess(m *machine, args []argument, _ *value) *value {
	b := m.bind(set("filepath", "argumentlist", "-workingdirectory", "-verb", "-windowstyle", "-redirectstandardoutput", "-redirectstandarderror", "/wait", "/passthru", "/nonewwindow"), args)
	file := b.get("filepath")
	if file == nil || !file.known {
		return m.unknown()
	}
	argv := []*value{file}
	switch list := b.get("argumentlist"); {
	case list == nil:
	case list.list != nil:
		argv = append(argv, list.list...)
	case list.known:
		for _, w := range splitLine(list.text) {
			argv = append(argv, textValue(w.text))
		}
	}
	v, _ := m.exec(file, argv, nil, 1, errorPath{text: true})
	if b.get("redirectstandardoutput") == nil {
		m.show(v) // on the console that both share
	}
	return m.unknown()
}
