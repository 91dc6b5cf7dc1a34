package script

import (
	"go/constant"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// compare is a comparison in which one side is asked whether it is, or holds, the other. What it means is
// decided by what is compared: a refusal with its code, a key master's name with a server's, a truth value.
func (m *machine) compare(op string, a, b *value) *value {
	positive := strings.TrimPrefix(op, "not")
	negative := positive != op
	if op == "ne" {
		positive, negative = "eq", true
	}
	v := m.compared(positive, a, b)
	if !negative {
		return v
	}
	r := m.boolean(m.b.Not(m.truthOf(v)))
	r.tests = v.tests
	return r
}

func (m *machine) compared(op string, a, b *value) *value {
	if v := m.refusal(a, b); v != nil {
		return v
	}
	if v := m.refusal(b, a); v != nil {
		return v
	}
	if v := m.names(a, b); v != nil {
		return v
	}
	if v := m.names(b, a); v != nil {
		return v
	}
	if op == "eq" {
		for _, p := range [][2]*value{{a, b}, {b, a}} {
			x, y := p[0], p[1]
			if y.null { // a thing that was compared with nothing
				if len(x.of) > 0 || x.null {
					return m.boolean(m.b.Not(m.truthOf(x)))
				}
				return m.boolean(m.fresh())
			}
			if truth, ok := truthText(y); ok && x.isBool {
				r := m.boolean(m.b.Iff(m.truthOf(x), bdd.Of(truth)))
				r.tests = x.tests
				return r
			}
		}
		if a.isBool && b.isBool {
			r := m.boolean(m.b.Iff(m.truthOf(a), m.truthOf(b)))
			r.tests = m.under(m.under(nil, bdd.True, a.tests), bdd.True, b.tests)
			return r
		}
		if len(a.of) > 0 && b.known && (b.text == "0" || b.text == "") {
			return m.boolean(m.b.Not(m.truthOf(a)))
		}
		if a.known && b.known && !hasHole(a.text) && !hasHole(b.text) {
			return m.boolean(bdd.Of(strings.EqualFold(a.text, b.text)))
		}
	}
	if op == "match" || op == "like" {
		if truth, ok := truthText(&value{text: strings.Trim(b.text, "^$*"), known: b.known}); ok && a.isBool {
			r := m.boolean(m.b.Iff(m.truthOf(a), bdd.Of(truth)))
			r.tests = a.tests
			return r
		}
	}
	// The same question twice has one answer.
	key := op + " " + m.identify(a) + "\x00" + m.identify(b)
	v := m.asked[key]
	if v == nil {
		v = m.boolean(m.fresh())
		m.asked[key] = v
	}
	return v
}

func (m *machine) identify(v *value) string {
	if v.known {
		return "=" + v.text
	}
	return m.keyOf(v)
}

// truthText reports whether v is a constant that stands for a truth value.
func truthText(v *value) (truth, ok bool) {
	if !v.known {
		return false, false
	}
	switch strings.ToLower(v.text) {
	case "true", "1":
		return true, true
	case "false", "0":
		return false, true
	}
	return false, false
}

// refusal returns the test that x, which carries a refusal, is the code that y holds, nil if it is none.
func (m *machine) refusal(x, y *value) *value {
	if len(x.of) == 0 || !m.code(y) {
		return nil
	}
	var truth bdd.Ref
	for _, p := range x.of {
		truth = m.b.Or(truth, m.b.And(p.when, p.op.refused))
	}
	r := m.boolean(truth)
	r.tests = x.of
	return r
}

// escape is a character class or a place in a regular expression, which a code may stand next to.
var escape = regexp.MustCompile(`\\[a-zA-Z]`)

// code reports whether v holds a code that says refused, as text or number.
func (m *machine) code(v *value) bool {
	if slices.ContainsFunc(v.list, m.code) {
		return true
	}
	if !v.known {
		return false
	}
	text := escape.ReplaceAllString(v.text, " ")
	if m.r.Catalog.Answers(catalog.Text, catalog.Refused, constant.MakeString(text)) {
		return true
	}
	n, err := strconv.ParseInt(v.text, 0, 64)
	return err == nil && m.r.Catalog.Answers(catalog.Code, catalog.Refused, constant.MakeInt64(n))
}

// names returns the check that x, the key master's name, is y, the name of a server; nil if it is none.
func (m *machine) names(x, y *value) *value {
	if len(x.list) > 0 && x.master == nil {
		for _, e := range x.list {
			if v := m.names(e, y); v != nil {
				return v
			}
		}
	}
	if x.master == nil || y.null || y.known && strings.Trim(y.text, "*. ^$") == "" {
		return nil
	}
	if y.master != nil {
		return nil
	}
	server := m.serverOf(y)
	s := m.subjects.get(x.master.zone, server)
	if s.row == nil {
		s.row = x.master.row
	}
	return &value{truth: m.role(s), asked: true, isBool: true}
}

// bySize is a comparison by size. Of an error list, not empty is all that is asked.
func (m *machine) bySize(op string, a, b *value) *value {
	if len(a.of) > 0 && b.known {
		t := m.truthOf(a)
		switch op + b.text {
		case "gt0", "ge1":
			return m.boolean(t)
		case "lt1", "le0":
			return m.boolean(m.b.Not(t))
		}
		if op == "ge" && m.code(b) || op == "le" && m.code(b) {
			return m.refusal(a, b) // one end of a range that holds the code
		}
	}
	return m.boolean(m.fresh())
}
