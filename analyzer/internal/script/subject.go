package script

import (
	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A subject is a zone on a server of which a script asks for the role.
type subject struct {
	zone, server Arg
	row          *catalog.Command // that asked first
	id           string
	atom         bdd.Ref // the role, until the script moves it
	made         bool    // atom is in use
}

// maxSubjects bounds how many subjects an operation is compared with, so that time stays linear.
const maxSubjects = 64

// subjects keeps the subjects of one script. Those of which the zone is no constant may be about any.
type subjects struct {
	byID   map[string]*subject
	byZone map[string][]*subject
	vague  []*subject
	all    []*subject
}

func (s *subjects) get(zone, server Arg) *subject {
	id := zone.identity(zoneName) + "\x00" + server.identity(serverName)
	if server.Master {
		id += server.key
	}
	if x := s.byID[id]; x != nil {
		return x
	}
	x := &subject{zone: zone, server: server, id: id}
	s.byID[id] = x
	s.all = append(s.all, x)
	if zone.Known && !hasHole(zone.Text) {
		n := zoneName(zone.Text)
		s.byZone[n] = append(s.byZone[n], x)
	} else {
		s.vague = append(s.vague, x)
	}
	return x
}

// near returns the subjects whose zone may be zone, at most maxSubjects of a kind.
func (s *subjects) near(zone Arg) []*subject {
	first := func(list []*subject) []*subject {
		return list[:min(len(list), maxSubjects):min(len(list), maxSubjects)]
	}
	if zone.Known && !hasHole(zone.Text) {
		return append(first(s.byZone[zoneName(zone.Text)]), first(s.vague)...)
	}
	return first(s.all)
}

// roleName is the variable that holds the role of s once the script has moved it.
func (s *subject) roleName() string { return "\x00role " + s.id }

// role returns the condition that s.server is s.zone's key master, here.
func (m *machine) role(s *subject) bdd.Ref {
	if v := m.lookup(s.roleName()); v != nil {
		return m.truthOf(v)
	}
	if !s.made {
		s.atom, s.made = m.fresh(), true
	}
	return s.atom
}

// guard returns the condition that a check, or a move, established the role for a command on zone and server.
func (m *machine) guard(zone, server Arg) bdd.Ref {
	if server.Master { // whoever it is, it was named as the key master of the zone of its own subject
		s := m.subjects.byID[server.key]
		return bdd.Of(s != nil && m.r.zones(s.zone, zone) != differ)
	}
	good := bdd.False
	for _, s := range m.subjects.near(zone) {
		if m.r.zones(s.zone, zone) != differ && m.r.servers(s.server, server) != differ {
			good = m.b.Or(good, m.role(s))
		}
	}
	return good
}

// elsewhere returns the condition that the role was established for a subject that is not this one.
func (m *machine) elsewhere(zone, server Arg) bdd.Ref {
	if server.Master {
		return bdd.True
	}
	other := bdd.False
	for _, s := range m.subjects.all[:min(len(m.subjects.all), maxSubjects)] {
		if m.r.zones(s.zone, zone) == differ || m.r.servers(s.server, server) == differ {
			other = m.b.Or(other, m.role(s))
		}
	}
	return other
}

// denied returns the condition that a check said that the server is not the key master, for a subject that may
// be this one.
func (m *machine) denied(zone, server Arg) bdd.Ref {
	var no bdd.Ref
	for _, s := range m.subjects.near(zone) {
		if m.r.zones(s.zone, zone) != differ && m.r.servers(s.server, server) != differ {
			no = m.b.Or(no, m.b.Not(m.role(s)))
		}
	}
	return no
}

// moved records that the role of zone is at the server to from here on.
func (m *machine) moved(zone, to Arg) {
	for _, s := range m.subjects.near(zone) {
		if m.r.zones(s.zone, zone) != differ && m.r.servers(s.server, to) != same {
			m.set(s.roleName(), m.unknown())
		}
	}
	s := m.subjects.get(zone, to)
	m.set(s.roleName(), m.boolean(bdd.True))
}
