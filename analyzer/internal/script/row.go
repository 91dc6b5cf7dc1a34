package script

import (
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// row walks a cmdlet that the catalogue knows.
func (m *machine) row(row *catalog.Command, c *powershell.Command, input *value) *value {
	b := m.bind(m.rowSet(row), m.args(c))
	m.defaults(row.Name, b)
	zone, server := m.subjectOf(row, b, input)
	if row.Means == catalog.Reads {
		return m.read(row, c, b, zone, server)
	}
	for _, name := range row.Unless {
		if m.has(b, row, name) {
			return m.unknown()
		}
	}
	for _, v := range b.values {
		if v.metadata {
			return m.unknown() // the parameters that take it are told apart by the type of their value
		}
	}
	if input != nil && input.metadata {
		return m.unknown()
	}
	if row.Only != nil {
		if v := b.get(row.Only.Parameter); v == nil || !v.known || !row.Only.Holds(v.text) {
			return m.unknown()
		}
	}
	call := m.site(c, row, zone, server, c.Line)
	if row.Means == catalog.Moves {
		m.move(call, b)
	}
	return m.operate(call, m.errorsOf(b, c.Redir))
}

// subjectOf returns the zone and the server that a call names, by its arguments or by what it is sent.
func (m *machine) subjectOf(row *catalog.Command, b *bound, input *value) (zone, server Arg) {
	switch v := b.get(row.Zone); {
	case row.Zone == "":
	case v != nil:
		zone = m.arg(v)
	case b.vague:
	case input != nil:
		zone = m.arg(m.member(m.element(input), row.Zone))
	}
	server = m.server
	if b.vague {
		server = Arg{}
	}
	for _, name := range row.Server {
		if v := b.get(name); v != nil && !v.null {
			server = m.serverOf(v)
			break
		}
	}
	return zone, server
}

// site returns the call that stands at key, of which there is one however often it is walked.
func (m *machine) site(key any, row *catalog.Command, zone, server Arg, line int) *Call {
	if call := m.calls[key]; call != nil {
		if m.r.zones(call.Zone, zone) != same {
			call.Zone = Arg{}
		}
		if m.r.servers(call.Server, server) != same {
			call.Server = Arg{}
		}
		return &Call{Row: row, Zone: zone, Server: server, Line: line, first: call}
	}
	call := &Call{Row: row, Zone: zone, Server: server, Line: line, Guarded: true, Handled: true, Safe: true, Inverted: true}
	m.calls[key] = call
	m.order = append(m.order, call)
	return call
}

// read is a cmdlet that says who is key master.
func (m *machine) read(row *catalog.Command, c *powershell.Command, b *bound, zone, server Arg) *value {
	call := m.site(c, row, zone, server, c.Line)
	m.mayThrow()
	m.set("?", m.unknown())
	for _, name := range row.Unless {
		if m.has(b, row, name) {
			call.Metadata = true
			return &value{metadata: true}
		}
	}
	s := m.subjects.get(zone, server)
	s.row = row
	v := &value{setting: s, asked: true}
	v.truth = m.fresh()
	if name := b.get("outvariable"); name != nil && name.known {
		m.set(strings.ToLower(strings.TrimPrefix(name.text, "+")), v)
	}
	return v
}

// move is a cmdlet or verb that moves the role. It takes effect for what follows.
func (m *machine) move(call *Call, b *bound) {
	row := call.Row
	to := call.Server
	if row.To != "" {
		to = Arg{}
		if v := b.get(row.To); v != nil {
			to = m.serverOf(v)
		}
	}
	call.To = to
	switch {
	case row.To == "" || to.Local && m.server.Local || m.r.servers(to, m.server) == same:
		call.Moves = MoveHere
	case m.r.servers(to, m.server) == differ:
		call.Moves = MoveAway
	}
	call.Seizes = row.Seizes == catalog.Always || row.Seizes != "" && m.has(b, row, row.Seizes)
	for _, i := range m.sites[max(0, len(m.sites)-maxSubjects):] {
		refused := m.b.And(i.at, i.refused)
		if !m.tired && i.call.Row.Means == catalog.Operates && m.path != bdd.False && m.holds(m.path, i.failed) && m.holds(refused, m.path) {
			call.OnFailure = true
		}
	}
	if first := call.first; first != nil {
		first.OnFailure = first.OnFailure || call.OnFailure
		first.Seizes = first.Seizes || call.Seizes
		if first.Moves != call.Moves {
			first.Moves = MoveUnknown
		}
	}
	if to.Known || to.Local || to.key != "" {
		m.moved(call.Zone, to)
	}
}

// errorPath says what becomes of a command's errors.
type errorPath struct {
	stop     bool
	hidden   bool
	merged   bool // into the output
	variable *value
	text     bool // they are text that the command prints: it is a program
}

func (m *machine) errorsOf(b *bound, redir []powershell.Redirect) errorPath {
	var e errorPath
	action := b.get("erroraction")
	if action != nil && action.known {
		switch strings.ToLower(action.text) {
		case "stop", "1":
			e.stop = true
		case "silentlycontinue", "ignore", "0", "4":
			e.hidden = true
		}
	}
	e.variable = b.get("errorvariable")
	m.streams(&e, redir)
	return e
}

func (m *machine) streams(e *errorPath, redir []powershell.Redirect) {
	for _, r := range redir {
		if r.From == 2 || r.From == 0 {
			e.hidden = e.hidden || r.File != nil
			e.merged = e.merged || r.To == 1
		}
	}
}

// operate walks an operation, or a move, which can fail as well.
func (m *machine) operate(call *Call, e errorPath) *value {
	site := call
	if call.first != nil {
		site = call.first
	}
	i := &instance{call: site, number: len(m.sites), at: m.path, failed: m.fresh()}
	i.refused = m.b.And(i.failed, m.fresh())
	if site.Row.Means == catalog.Operates && len(m.sites) < maxInstance {
		m.judge(i, call)
	}
	m.sites = append(m.sites, i)
	record := &value{of: []part{{i, bdd.True}}, truth: i.failed, asked: true}
	m.latest(i)
	if e.variable != nil && e.variable.known {
		m.errorVariable(e.variable.text, record)
	}
	out := m.unknown()
	switch {
	case e.text:
		out.of = []part{{i, bdd.True}}
		m.set("lastexitcode", &value{of: []part{{i, bdd.True}}, truth: i.failed, asked: true})
	case e.merged:
		out.of = []part{{i, bdd.True}}
	case e.stop:
		m.throw(i.failed, record)
	case !e.hidden:
		i.shown = m.b.Or(i.shown, m.path)
	}
	if !e.stop {
		m.mayThrow()
		m.set("?", m.boolean(m.b.Not(i.failed)))
	}
	return out
}

// judge compares the place of i with what is known of the role.
func (m *machine) judge(i *instance, call *Call) {
	good := m.guard(call.Zone, call.Server)
	i.good = good
	if m.path == bdd.False || m.holds(m.path, good) {
		i.call.Inverted = false
		return
	}
	if !m.tired && m.holds(m.path, m.b.Or(good, m.elsewhere(call.Zone, call.Server))) {
		i.call.WrongSubject = true
	}
	inverted := !m.tired && m.holds(m.path, m.denied(call.Zone, call.Server))
	i.call.Inverted = i.call.Inverted && inverted
}

// latest makes i's the first of the errors in $Error, where it fails.
func (m *machine) latest(i *instance) {
	old := m.lookup("error")
	v := &value{of: []part{{i, i.failed}}}
	if old != nil {
		v.of = newest(m.under(v.of, m.b.Not(i.failed), old.of))
	}
	m.set("error", v)
}

// errorVariable sets the variable of -ErrorVariable; a plus before its name adds to it.
func (m *machine) errorVariable(name string, record *value) {
	plus := strings.HasPrefix(name, "+")
	name = strings.ToLower(strings.TrimPrefix(name, "+"))
	if old := m.lookup(name); plus && old != nil && len(old.of) < maxParts {
		v := &value{of: append([]part(nil), record.of...), asked: true}
		v.of = m.under(v.of, bdd.True, old.of)
		v.truth = m.b.Or(record.truth, m.truthOf(old))
		record = v
	}
	m.set(name, record)
}
