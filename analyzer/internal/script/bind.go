package script

import (
	"path"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A parameterSet is what a command takes: names in lower case.
type parameterSet struct {
	names      map[string]string // name or alias -> canonical
	switches   map[string]bool
	positional []string
}

// common are the parameters that every cmdlet and advanced function takes, with their aliases.
var common = []string{
	"Verbose vb", "Debug db", "ErrorAction ea", "WarningAction wa", "InformationAction infa", "ErrorVariable ev",
	"WarningVariable wv", "InformationVariable iv", "OutVariable ov", "OutBuffer ob", "PipelineVariable pv", "ProgressAction proga",
}

func newSet() *parameterSet {
	s := &parameterSet{names: map[string]string{}, switches: map[string]bool{}}
	for _, c := range common {
		name, alias, _ := strings.Cut(strings.ToLower(c), " ")
		s.names[name], s.names[alias] = name, name
	}
	s.switches["verbose"], s.switches["debug"] = true, true
	return s
}

// rowSet is the parameter set of a row.
func (m *machine) rowSet(row *catalog.Command) *parameterSet {
	if s := m.sets[row]; s != nil {
		return s
	}
	s := newSet()
	m.sets[row] = s
	for _, list := range [][]string{row.Positional, row.Options, row.Switches} {
		for _, p := range list {
			s.names[strings.ToLower(p)] = strings.ToLower(p)
		}
	}
	for _, p := range row.Switches {
		s.switches[strings.ToLower(p)] = true
	}
	for _, p := range row.Positional {
		s.positional = append(s.positional, strings.ToLower(p))
	}
	for _, a := range row.Aliases {
		alias, of, _ := strings.Cut(strings.ToLower(a), "=")
		s.names[alias] = of
	}
	return s
}

// set builds a parameter set from words: a dash before a name makes it one without a place, a slash a
// switch.
func set(words ...string) *parameterSet {
	s := newSet()
	for _, w := range words {
		name := strings.ToLower(strings.TrimLeft(w, "-/"))
		s.names[name] = name
		switch w[0] {
		case '/':
			s.switches[name] = true
		case '-':
		default:
			s.positional = append(s.positional, name)
		}
	}
	return s
}

// find returns the parameter that word names: itself, or the only one of which it is the beginning.
func (s *parameterSet) find(word string) string {
	word = strings.ToLower(word)
	if name := s.names[word]; name != "" {
		return name
	}
	found := ""
	for name, of := range s.names {
		if strings.HasPrefix(name, word) {
			if found != "" && found != of {
				return ""
			}
			found = of
		}
	}
	return found
}

// bound is what the parameters of a call have been given.
type bound struct {
	values map[string]*value
	rest   []*value // beyond the places
	vague  bool     // and more that is not known
}

func (b *bound) get(name string) *value { return b.values[strings.ToLower(name)] }

// has reports whether a switch of row is surely on, or an option given.
func (m *machine) has(b *bound, row *catalog.Command, name string) bool {
	v := b.get(name)
	if v == nil {
		return false
	}
	for _, s := range row.Switches {
		if strings.EqualFold(s, name) {
			truth, ok := truthText(v)
			return ok && truth
		}
	}
	return true
}

// bind gives arguments to parameters as PowerShell does: names first, the rest by place.
func (m *machine) bind(s *parameterSet, args []argument) *bound {
	b := &bound{values: map[string]*value{}}
	var rest []*value
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a.vague {
			b.vague = true
			continue
		}
		if a.name == "" {
			rest = append(rest, a.v)
			continue
		}
		name := s.find(a.name)
		switch {
		case name == "":
		case a.v != nil:
			b.values[name] = a.v
		case s.switches[name]:
			b.values[name] = m.boolean(bdd.True)
		case i+1 < len(args) && args[i+1].name == "" && !args[i+1].vague:
			i++
			b.values[name] = args[i].v
		}
	}
	for _, name := range s.positional {
		if b.values[name] == nil && len(rest) > 0 {
			b.values[name], rest = rest[0], rest[1:]
		}
	}
	b.rest = rest
	return b
}

// defaults gives the parameters that the call leaves out what $PSDefaultParameterValues says.
func (m *machine) defaults(name string, b *bound) {
	v := m.lookup("psdefaultparametervalues")
	if v == nil {
		return
	}
	for key, d := range v.hash {
		pattern, param, _ := strings.Cut(key, ":")
		if ok, err := path.Match(pattern, strings.ToLower(name)); ok && err == nil && b.values[param] == nil {
			b.values[param] = d
		}
	}
}
