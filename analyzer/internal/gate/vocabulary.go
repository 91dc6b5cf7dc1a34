package gate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// New compiles the vocabulary of c, and names that speak of the role. Rows of the packages at the named
// paths have to be tried.
func New(c *catalog.Catalog, names role.Names, named ...string) *Gate {
	g := &Gate{named: map[string]bool{}, exprs: names.Expressions(), values: map[uint64]bool{}, digits: map[uint64]bool{}, runes: map[rune]bool{}, reach: map[string]Mark{}, ends: map[string]bool{}}
	v := vocabulary{marks: map[string]Mark{}}
	for _, path := range named {
		g.named[path] = true
	}
	for _, words := range names.Words() {
		v.trigger(catalog.Trigger{Word: strings.Join(words, "-")})
	}
	bit := Trigger
	for _, p := range c.Packs() {
		v.triggers(g, p)
		for _, f := range p.NoReturn {
			g.ends[lastName(f)] = true
		}
		within := p.Within()
		if len(within) == 0 {
			continue
		}
		if p.Direct {
			for _, path := range within {
				for _, quote := range []string{`"`, "`"} {
					v.needles = append(v.needles, needle{kind: text, text: quote + path + quote, mark: Direct})
				}
			}
			continue
		}
		if bit<<1 != Direct {
			bit <<= 1 // packs beyond the last bit share it
		}
		for _, path := range within {
			g.reach[path] |= bit
		}
		v.identifiers(p, bit)
	}
	for _, name := range v.order {
		v.needles = append(v.needles, needle{kind: identifier, text: name, mark: v.marks[name]})
	}
	g.words = compile(v.needles)
	if unheard := g.unheard(c); len(unheard) > 0 {
		g.words = compile(append(v.needles, unheard...))
	}
	return g
}

// unheard returns the names of cmdlets that contain no trigger, as the built-in ones do. What names one may run
// it by what others give it, and then mentions nothing else.
func (g *Gate) unheard(c *catalog.Catalog) (needles []needle) {
	for _, p := range c.Packs() {
		for _, row := range p.Commands {
			if row.Shell == catalog.PowerShell && g.Bytes([]byte(`"`+row.Name+`"`))&Trigger == 0 {
				needles = append(needles, needle{kind: text, text: strings.ToLower(row.Name), mark: Trigger})
			}
		}
	}
	return needles
}

// A vocabulary collects the needles of all packs.
type vocabulary struct {
	needles []needle
	marks   map[string]Mark // identifier -> packs
	order   []string        // the identifiers, as they came
}

func (v *vocabulary) trigger(t catalog.Trigger) {
	n := needle{kind: word, text: t.Word, after: t.After, mark: Trigger}
	if !slices.Contains(v.needles, n) {
		v.needles = append(v.needles, n)
	}
}

// triggers adds p's trigger words and the codes and texts of its answers. A dynamic
// update's rcodes are small numbers and mean nothing by themselves: they need a name.
func (v *vocabulary) triggers(g *Gate, p *catalog.Pack) {
	for _, t := range p.Triggers {
		v.trigger(t)
	}
	for _, a := range p.Answers {
		if a.Text != "" {
			v.needles = append(v.needles, needle{kind: text, text: a.Text, mark: Trigger})
		}
		if a.Value == nil || len(a.Forms) == 1 && a.Forms[0] == catalog.Rcode {
			continue
		}
		n := *a.Value
		g.values[uint64(max(n, -n))] = true
		g.digits[significant(uint64(max(n, -n)))] = true
		if r := rune(n); int64(r) == n && utf8.ValidRune(r) {
			g.runes[r] = true
			v.needles = append(v.needles, needle{kind: symbol, text: string(r), mark: Trigger})
		}
	}
}

// identifiers adds the names without which no code performs an operation of p, builds a
// message for one, asks for the role, tests a refusal, or looks at its rcode. The message's type is among them because a literal
// without field names says nothing else.
func (v *vocabulary) identifiers(p *catalog.Pack, bit Mark) {
	for _, o := range p.Operations {
		v.name(o.Func, bit)
		for _, r := range o.Refusal {
			if fields := r.At.Spot().Fields; len(fields) > 0 {
				v.name(fields[len(fields)-1], bit)
			}
		}
	}
	for _, k := range p.Checks {
		v.name(k.Func, bit)
	}
	for _, e := range p.Establishes {
		v.name(e.Func, bit)
	}
	for _, t := range p.Refusals() {
		v.name(t.Func, bit)
	}
	for _, u := range p.Updates {
		for _, list := range [][]string{{u.Message, u.Opcode, u.Section}, u.Setters, u.Adders, u.New} {
			for _, f := range list {
				v.name(f, bit)
			}
		}
	}
	for _, a := range p.Answers {
		for _, c := range a.Consts {
			v.name(c, bit)
		}
	}
}

// name adds the last part of a qualified name.
func (v *vocabulary) name(qualified string, bit Mark) {
	name := lastName(qualified)
	if name == "" {
		return
	}
	if _, ok := v.marks[name]; !ok {
		v.order = append(v.order, name)
	}
	v.marks[name] |= bit
}

func lastName(qualified string) string { return qualified[strings.LastIndexByte(qualified, '.')+1:] }
