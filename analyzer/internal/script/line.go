package script

import (
	"strings"
	"unicode"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// Line reads a command line as the shell of another computer does. Which shell that is, is not known: what cmd.exe
// and a POSIX shell read alike is read so; a line that begins with no known program is taken for PowerShell.
func (r Reader) Line(text string) Effects {
	m := newMachine(r)
	m.started(func() *value { return m.line(text) })
	return m.effects()
}

// A token is a word, with its quotes taken off, or an operator between commands.
type token struct {
	text     string
	operator bool
}

// splitLine parts a line into words and operators. A caret takes an operator's meaning away, as in cmd.exe; in double
// quotes a backslash takes a quote's; single quotes group if they begin a word.
func splitLine(text string) []token {
	var tokens []token
	var word strings.Builder
	in := false // inside a word
	end := func() {
		if in {
			tokens = append(tokens, token{text: word.String()})
			word.Reset()
			in = false
		}
	}
	src := []rune(text)
	for i := 0; i < len(src); i++ {
		switch r := src[i]; {
		case r == '"':
			in = true
			for i++; i < len(src) && src[i] != '"'; i++ {
				if src[i] == '\\' && i+1 < len(src) && src[i+1] == '"' {
					i++
				}
				word.WriteRune(src[i])
			}
		case r == '\'' && !in:
			in = true
			for i++; i < len(src) && src[i] != '\''; i++ {
				word.WriteRune(src[i])
			}
		case r == '^' && i+1 < len(src):
			in = true
			i++
			word.WriteRune(src[i])
		case strings.ContainsRune("&|;\n", r):
			end()
			op := string(r)
			if i+1 < len(src) && src[i+1] == r && r != ';' && r != '\n' {
				op += string(r)
				i++
			}
			tokens = append(tokens, token{op, true})
		case unicode.IsSpace(r):
			end()
		default:
			in = true
			word.WriteRune(r)
		}
	}
	end()
	return tokens
}

// line runs a command line and returns what its last command prints.
func (m *machine) line(text string) *value {
	if m.nested >= maxNested {
		return m.unknown()
	}
	m.nested++
	defer func() { m.nested-- }()
	text = strings.TrimSpace(text)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' && strings.Count(text, `"`) == 2 {
		text = text[1 : len(text)-1] // cmd takes quotes around the whole off
	}
	tokens := splitLine(text)
	if len(tokens) == 0 {
		return m.unknown()
	}
	if !shellWord(tokens) {
		return m.within(powershell.Parse(text))
	}
	var v *value
	path := m.path
	var skipped []branch
	op, count := "", 0
	for len(tokens) > 0 {
		n := 0
		semicolons := isWindows(tokens[0].text)
		for n < len(tokens) && (!tokens[n].operator || tokens[n].text == ";" && semicolons) {
			n++
		}
		argv := make([]*value, n)
		for i, t := range tokens[:n] {
			argv[i] = textValue(t.text)
		}
		var input *value
		if op == "|" {
			input = v
		}
		if op != "|" && v != nil {
			m.print(v)
			v = nil
		}
		switch op {
		case "&&", "||":
			ok := m.truthOf(m.variable("?"))
			if op == "||" {
				ok = m.b.Not(ok)
			}
			skipped = append(skipped, branch{m.b.And(m.path, m.b.Not(ok)), nil})
			m.path = m.b.And(m.path, ok)
		default:
			for _, s := range skipped {
				m.path = m.b.Or(m.path, s.path)
			}
			skipped = nil
		}
		if n > 0 && m.path != bdd.False {
			count++
			v, _ = m.exec(site{m, count, text}, argv, input, 1, errorPath{text: true})
		}
		tokens = tokens[n:]
		if len(tokens) > 0 {
			op, tokens = tokens[0].text, tokens[1:]
		}
	}
	if m.path != path {
		for _, s := range skipped {
			m.path = m.b.Or(m.path, s.path)
		}
	}
	if v == nil {
		return m.unknown()
	}
	return v
}

// A site is a command of a line.
type site struct {
	m     *machine
	count int
	text  string
}

// shellWord reports whether one of a line's commands begins with a program that a shell starts.
func shellWord(tokens []token) bool {
	first := true
	for _, t := range tokens {
		if first && !t.operator {
			switch programName(t.text) {
			case "dnscmd", "powershell", "pwsh", "cmd", "sh", "bash":
				return true
			}
		}
		first = t.operator
	}
	return false
}

// isWindows reports whether a program takes semicolons for itself, as the shell of its computer has no use for them.
func isWindows(program string) bool {
	switch programName(program) {
	case "dnscmd", "powershell", "pwsh":
		return true
	}
	return false
}
