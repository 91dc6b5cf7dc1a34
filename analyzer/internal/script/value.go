package script

import (
	"slices"
	"strconv"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// A value is what an expression yields, as far as it matters. It does not change, except that what was
// not known of it (key, truth, members) gets a name when it is first asked for.
type value struct {
	text  string
	known bool // text is what it prints, with holes
	null  bool
	key   string // identity of what is not known
	param bool
	built bool // the script puts the text together

	truth  bdd.Ref // whether it counts as true, if asked
	asked  bool
	isBool bool

	of    []part // the refusals that it carries
	tests []part // the refusals that it tests for
	brief bool   // carries them by the message alone, without the code

	setting  *subject // the settings of a zone, read from a server
	master   *subject // the name of the key master in them
	metadata bool     // signing metadata
	local    bool     // this computer's name, or made of it
	session  *Arg     // a session with a server

	hash    map[string]*value // a hashtable literal; keys in lower case
	list    []*value
	block   *powershell.Block
	members map[string]*value
}

// A part ties an operation to the executions in which a value has to do with its refusal.
type part struct {
	op   *instance
	when bdd.Ref
}

func textValue(text string) *value { return &value{text: text, known: true} }

func (m *machine) boolean(truth bdd.Ref) *value {
	v := &value{truth: truth, asked: true, isBool: true}
	switch truth {
	case bdd.True:
		v.text, v.known = "True", true
	case bdd.False:
		v.text, v.known = "False", true
	}
	return v
}

// unknown returns a value of which nothing is known but that it is one.
func (m *machine) unknown() *value { return &value{} }

func (m *machine) keyOf(v *value) string {
	if v.key == "" {
		m.keys++
		v.key = "v" + strconv.Itoa(m.keys)
	}
	return v.key
}

// fresh returns a condition of which nothing is known.
func (m *machine) fresh() bdd.Ref {
	m.conds++
	return m.b.Var(m.conds)
}

// truthOf returns the condition under which v counts as true.
func (m *machine) truthOf(v *value) bdd.Ref {
	if !v.asked {
		v.asked = true
		switch {
		case v.null:
			v.truth = bdd.False
		case v.known && !hasHole(v.text):
			v.truth = bdd.Of(v.text != "")
		case v.block != nil || v.hash != nil:
			v.truth = bdd.True
		case v.list != nil && len(v.list) != 1:
			v.truth = bdd.Of(len(v.list) > 0)
		case v.list != nil:
			v.truth = m.truthOf(v.list[0])
		default:
			v.truth = m.fresh()
		}
	}
	return v.truth
}

// open reports whether v's truth is neither true nor false for all that is known.
func (v *value) open() bool {
	if v.asked {
		return v.truth != bdd.True && v.truth != bdd.False
	}
	return !v.known && !v.null && v.block == nil && v.hash == nil && len(v.list) == 0
}

// consume records that a decision depends on v.
func (m *machine) consume(v *value) {
	if m.tired {
		return
	}
	for _, t := range v.tests {
		t.op.tested = m.b.Or(t.op.tested, m.b.And(m.path, t.when))
	}
}

// show records that v reaches whoever started the script.
func (m *machine) show(v *value) {
	m.consume(v)
	if v.brief {
		return
	}
	for _, p := range v.of {
		p.op.shown = m.b.Or(p.op.shown, m.b.And(m.path, p.when))
	}
	for _, e := range v.list {
		m.show(e)
	}
}

// An alternative is a value on some of the paths that come together.
type alternative struct {
	path bdd.Ref
	v    *value
}

// choose returns the value that is each alternative on its paths, which exclude each other.
func (m *machine) choose(alts []alternative) *value {
	alts = slices.DeleteFunc(alts, func(a alternative) bool { return a.path == bdd.False })
	if len(alts) == 0 {
		return m.unknown()
	}
	v := alts[0].v
	if !slices.ContainsFunc(alts, func(a alternative) bool { return !m.equal(a.v, v) }) {
		return v
	}
	// Of many conditions, each on paths of its own, a diagram grows exponentially.
	conditions := 0
	for _, a := range alts {
		if a.v.open() {
			conditions++
		}
	}
	r := &value{isBool: true, asked: !m.tired && conditions <= maxChoice, brief: true}
	for _, a := range alts {
		r.isBool = r.isBool && a.v.isBool
		if r.asked {
			r.truth = m.b.Or(r.truth, m.b.And(a.path, m.truthOf(a.v)))
		}
		if !m.tired {
			r.of = m.under(r.of, a.path, a.v.of)
			r.tests = m.under(r.tests, a.path, a.v.tests)
			r.brief = r.brief && (a.v.brief || len(a.v.of) == 0)
		}
	}
	r.of, r.tests = newest(r.of), newest(r.tests)
	r.brief = r.brief && len(r.of) > 0
	return r
}

// newest returns the parts of the latest operations, no more than a value can carry on.
func newest(list []part) []part {
	if len(list) > maxParts {
		slices.SortFunc(list, func(a, b part) int { return b.op.number - a.op.number })
		list = list[:maxParts]
	}
	return list
}

// under adds parts that hold on path to list.
func (m *machine) under(list []part, path bdd.Ref, more []part) []part {
	for _, p := range more {
		when := m.b.And(path, p.when)
		if i := slices.IndexFunc(list, func(q part) bool { return q.op == p.op }); i >= 0 {
			list[i].when = m.b.Or(list[i].when, when)
		} else if when != bdd.False {
			list = append(list, part{p.op, when})
		}
	}
	return list
}

// equal reports whether a and b are one value.
func (m *machine) equal(a, b *value) bool {
	if a == b {
		return true
	}
	simple := func(v *value) bool {
		return v.known && v.of == nil && v.tests == nil && v.list == nil && v.hash == nil
	}
	return simple(a) && simple(b) && a.text == b.text && a.isBool == b.isBool
}

// member returns the property name of v: the same one each time.
func (m *machine) member(v *value, name string) *value {
	name = strings.ToLower(name)
	if w, ok := v.hash[name]; ok {
		return w
	}
	if w, ok := v.members[name]; ok {
		return w
	}
	w := m.property(v, name)
	if v.members == nil {
		v.members = map[string]*value{}
	}
	v.members[name] = w
	return w
}

func (m *machine) property(v *value, name string) *value {
	if len(v.of) > 0 {
		w := &value{of: v.of, brief: v.brief || name == "message"}
		if name == "count" || name == "length" {
			w.truth, w.asked = m.truthOf(v), true
		}
		return w
	}
	if s := v.setting; s != nil {
		row := s.row
		switch {
		case row.Yes != "" && strings.EqualFold(name, row.Yes):
			return &value{truth: m.role(s), asked: true, isBool: true}
		case row.Master != "" && strings.EqualFold(name, row.Master):
			return &value{master: s, key: "master:" + s.id}
		case strings.EqualFold(name, row.Zone):
			return argValue(s.zone)
		}
	}
	switch {
	case v.session != nil && (name == "computername" || name == "name"):
		return argValue(*v.session)
	case v.master != nil, v.local: // the parts of a name are as good
		return v
	case len(v.list) == 1:
		return m.member(v.list[0], name)
	}
	return &value{key: m.keyOf(v) + "." + name}
}

// argValue returns the value that names a.
func argValue(a Arg) *value {
	switch {
	case a.Local:
		return &value{local: true, key: "local"}
	case a.Known:
		return textValue(a.Text)
	}
	return &value{key: a.key, param: a.param}
}

// arg returns what v says as a zone's name.
func (m *machine) arg(v *value) Arg {
	switch {
	case v == nil || v.null:
		return Arg{}
	case v.known:
		return Arg{Text: v.text, Known: true}
	case len(v.list) == 1:
		return m.arg(v.list[0])
	}
	return Arg{key: m.keyOf(v), param: v.param}
}

// server returns what v says as a server's name.
func (m *machine) serverOf(v *value) Arg {
	switch {
	case v.session != nil:
		return *v.session
	case v.local:
		return Arg{Local: true}
	case v.master != nil:
		return Arg{Master: true, key: v.master.id}
	case len(v.list) == 1:
		return m.serverOf(v.list[0])
	case v.known:
		return serverArg(v.text)
	}
	return m.arg(v)
}
