package script

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// Argv reads what a process is started with: its program and arguments, and the text on its standard input, ""
// if there is none or it is not known.
func (r Reader) Argv(argv []string, stdin string) Effects {
	m := newMachine(r)
	vs := make([]*value, len(argv))
	for i, a := range argv {
		vs[i] = textValue(a)
	}
	m.started(func() *value {
		v, _ := m.exec(m, vs, textValue(stdin), 1, errorPath{text: true})
		return v
	})
	return m.effects()
}

// started walks what a process does; its output and exit code are the answer.
func (m *machine) started(walk func() *value) {
	t := m.enter(targetScript, "")
	m.set("?", m.unknown())
	m.print(walk())
	ok := m.truthOf(m.variable("?"))
	m.ends = append(m.ends, ending{m.b.And(m.path, ok), true}, ending{m.b.And(m.path, m.b.Not(ok)), false})
	m.leave(t)
}

// programName is the name of a program without its folder and .exe, in lower case.
func programName(path string) string {
	path = strings.ToLower(path[strings.LastIndexAny(path, `\/`)+1:])
	return strings.TrimSuffix(path, ".exe")
}

// program runs a command of a PowerShell script that is no cmdlet, if it is a program of interest.
func (m *machine) program(word string, c *powershell.Command, input *value) (*value, bool) {
	switch programName(word) {
	case "dnscmd", "powershell", "pwsh", "cmd", "findstr", "find", "grep":
	default:
		return nil, false
	}
	argv := []*value{textValue(word)}
	for _, a := range c.Args {
		var v *value
		if a.Value != nil {
			v = m.eval(a.Value)
		}
		if a.Name != "" { // PowerShell hands on what looks like a parameter as it is
			argv = append(argv, textValue("-"+a.Name))
		}
		switch {
		case v == nil:
		case v.list != nil:
			argv = append(argv, v.list...)
		default:
			argv = append(argv, v)
		}
	}
	e := errorPath{text: true}
	m.streams(&e, c.Redir)
	return m.exec(c, argv, input, c.Line, e)
}

// exec runs a program and returns what it prints; $? says whether it succeeds. It reports whether the program
// is one that it knows.
func (m *machine) exec(key any, argv []*value, input *value, line int, e errorPath) (*value, bool) {
	if len(argv) == 0 {
		return m.unknown(), false
	}
	args := argv[1:]
	name := programName(argv[0].text)
	if !argv[0].known || hasHole(name) {
		if name = m.guess(args); name == "" {
			m.opens(argv[0])
			m.set("?", m.unknown())
			return m.unknown(), false
		}
	}
	switch name {
	case "dnscmd":
		return m.dnscmd(key, args, line, e), true
	case "powershell", "pwsh":
		return m.shell(name, args, input), true
	case "cmd":
		for i, a := range args {
			if w := strings.ToLower(a.text); a.known && (strings.HasPrefix(w, "/c") || strings.HasPrefix(w, "/k") || strings.HasPrefix(w, "/r")) {
				return m.line(strings.TrimSpace(a.text[2:] + " " + joined(args[i+1:]))), true
			}
		}
	case "sh", "bash", "dash", "zsh", "ash":
		for i, a := range args {
			if a.known && a.text == "-c" && i+1 < len(args) && args[i+1].known {
				return m.line(args[i+1].text), true
			}
		}
	case "findstr", "find", "grep":
		if input != nil {
			for _, a := range args {
				if v := m.refusal(input, a); v != nil {
					m.consume(v)
					m.set("?", v)
					return v, true
				}
			}
			m.show(input)
		}
	}
	m.set("?", m.unknown())
	return m.unknown(), false
}

// guess names the program that takes such arguments, if no other does: the program's name is not known.
func (m *machine) guess(args []*value) string {
	for i, a := range args {
		if !a.known || hasHole(a.text) {
			continue
		}
		if i < 2 && m.r.Catalog.Command(catalog.Dnscmd, a.text) != nil {
			return "dnscmd"
		}
		if f := findFlag(a.text); f != nil && strings.HasPrefix(a.text, "-") && len(a.text) > len("-file") && i+1 < len(args) {
			return "powershell"
		}
	}
	return ""
}

// joined is the text that a shell makes of arguments; one that is not known is a hole without a number.
func joined(args []*value) string {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = a.text
	}
	return strings.Join(words, " ")
}

// dnscmd runs dnscmd: [server] verb arguments.
func (m *machine) dnscmd(key any, args []*value, line int, e errorPath) *value {
	server := m.server
	if len(args) > 0 && !(args[0].known && strings.HasPrefix(args[0].text, "/")) {
		server = m.serverOf(args[0])
		if hasHole(args[0].text) && (len(args) == 1 || !args[1].known || !strings.HasPrefix(args[1].text, "/")) {
			m.opens(args[0]) // the verb, or all that follows, may be in it
		}
		args = args[1:]
	}
	m.mayThrow()
	m.set("?", m.unknown())
	if len(args) == 0 {
		return m.unknown()
	}
	if hasHole(args[0].text) {
		m.opens(args[0])
	}
	row := m.r.Catalog.Command(catalog.Dnscmd, args[0].text)
	if row == nil || !args[0].known || args[0].built {
		return m.unknown()
	}
	b := &bound{values: map[string]*value{}}
	for i, name := range row.Positional {
		if i+1 < len(args) {
			b.values[strings.ToLower(name)] = args[i+1]
		}
	}
	if row.Only != nil {
		if v := b.get(row.Only.Parameter); v == nil || !v.known || !row.Only.Holds(v.text) {
			return m.unknown()
		}
	}
	zone := Arg{}
	if v := b.get(row.Zone); v != nil {
		zone = m.arg(v)
	}
	call := m.site(key, row, zone, server, line)
	if row.Means == catalog.Moves {
		m.move(call, b)
	}
	return m.operate(call, e)
}

// A flag is a parameter of powershell.exe and pwsh: its name, how much of it is enough, another name, and
// whether a value follows. Sources: about_PowerShell_exe, about_Pwsh, and the parser of PowerShell 7.
type flag struct {
	name, least, other string
	value              bool
}

var flags = []flag{
	{"command", "c", "", false}, {"commandwithargs", "commandwithargs", "cwa", false}, {"file", "f", "", false},
	{"encodedcommand", "e", "ec", true}, {"encodedarguments", "encodeda", "ea", true}, {"executionpolicy", "ex", "ep", true},
	{"inputformat", "inp", "if", true}, {"outputformat", "o", "of", true}, {"windowstyle", "w", "", true}, {"version", "v", "", true},
	{"psconsolefile", "p", "", true}, {"configurationname", "config", "", true}, {"configurationfile", "configurationfile", "", true},
	{"workingdirectory", "wo", "wd", true}, {"custompipename", "cus", "", true}, {"settingsfile", "settings", "", true},
	{"noexit", "noe", "", false}, {"nologo", "nol", "", false}, {"noninteractive", "noni", "", false}, {"noprofile", "nop", "", false},
	{"noprofileloadtime", "noprofileloadtime", "", false}, {"sta", "sta", "", false}, {"mta", "mta", "", false},
	{"login", "l", "", false}, {"interactive", "i", "", false}, {"removeworkingdirectorytrailingcharacter", "removeworkingdirectorytrailingcharacter", "", false},
}

func findFlag(word string) *flag {
	word = strings.TrimPrefix(strings.TrimLeft(strings.ToLower(word), "–—―"), "--")
	word = strings.TrimLeft(word, "-/")
	for _, exact := range []bool{true, false} {
		for i, f := range flags {
			if f.other != "" && word == f.other || word == f.name || !exact && strings.HasPrefix(f.name, word) && strings.HasPrefix(word, f.least) {
				return &flags[i]
			}
		}
	}
	return nil
}

// shell runs PowerShell with arguments, and input as its standard input.
func (m *machine) shell(name string, args []*value, input *value) *value {
	m.set("?", m.unknown())
	text, ok := m.shellText(name, args, input)
	if !ok {
		return m.unknown()
	}
	return m.within(powershell.Parse(text))
}

// shellText returns the script that PowerShell runs, if it is in the arguments or the input.
func (m *machine) shellText(name string, args []*value, input *value) (string, bool) {
	stdin := func() (string, bool) {
		if input == nil || !input.known {
			return "", false
		}
		return input.text, true
	}
	for i := 0; i < len(args); i++ {
		a := args[i]
		w := a.text
		if !a.known || w == "" || !strings.HasPrefix(w, "-") && !strings.HasPrefix(w, "/") || w == "-" {
			if name == "pwsh" {
				return "", false // a file
			}
			return rest(args[i:], stdin)
		}
		f := findFlag(w)
		switch {
		case f == nil:
			return rest(args[i:], stdin)
		case f.name == "command":
			return rest(args[i+1:], stdin)
		case f.name == "commandwithargs" && i+1 < len(args):
			return args[i+1].text, args[i+1].known
		case f.name == "encodedcommand" && i+1 < len(args):
			m.encoded(args[i+1])
			return decode(args[i+1].text)
		case f.name == "file":
			if i+1 < len(args) && args[i+1].text == "-" {
				return stdin()
			}
			return "", false
		case f.value:
			i++
		}
	}
	return stdin()
}

// encoded records that a text whose encoding is not known may hold anything.
func (m *machine) encoded(v *value) {
	if hasHole(v.text) {
		m.opens(v)
	}
}

// rest is the command that the arguments make.
func rest(args []*value, stdin func() (string, bool)) (string, bool) {
	if len(args) == 1 && args[0].known && args[0].text == "-" {
		return stdin()
	}
	for _, a := range args {
		if !a.known {
			return "", false
		}
	}
	return joined(args), true
}

// decode reads what -EncodedCommand takes: base64 of UTF-16, low byte first.
func decode(text string) (string, bool) {
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), true
}

// answer sums up what output and exit code say about the role of the first subject for which they say something.
func (m *machine) answer() *Answer {
	if m.tired {
		return nil
	}
	for _, s := range m.subjects.all[:min(len(m.subjects.all), maxSubjects)] {
		a := m.answerOf(s)
		if a.Success || a.Master || a.Settings || len(a.Yes)+len(a.No) > 0 {
			return a
		}
	}
	return nil
}

func (m *machine) answerOf(s *subject) *Answer {
	a := &Answer{Zone: s.zone, Server: s.server}
	role := m.role(s)
	var ok bdd.Ref
	for _, e := range m.ends {
		if e.ok {
			ok = m.b.Or(ok, e.path)
		}
	}
	a.Success = s.made && ok != bdd.False && m.holds(ok, role)
	for _, o := range append(m.out, m.host...) {
		v := o.v
		switch {
		case v.setting == s:
			a.Settings = true
		case v.master == s:
			a.Master = true
		case !s.made:
		case v.isBool && !v.known:
			m.text(a, role, m.b.And(o.path, m.truthOf(v)), "True")
			m.text(a, role, m.b.And(o.path, m.b.Not(m.truthOf(v))), "False")
		case v.known && v.text != "":
			m.text(a, role, o.path, v.text)
		}
	}
	return a
}

// text notes what a text says that is printed on path.
func (m *machine) text(a *Answer, role, path bdd.Ref, text string) {
	switch {
	case path == bdd.False:
	case m.holds(path, role):
		a.Yes = append(a.Yes, text)
	case m.holds(path, m.b.Not(role)):
		a.No = append(a.No, text)
	}
}
