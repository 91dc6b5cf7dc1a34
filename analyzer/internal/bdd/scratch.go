package bdd

// A scratch says something of nodes, or of variables, for as long as one operation takes. To forget it all
// takes one step, and it is as large as the largest operation so far: those on a few nodes are many.
type scratch struct {
	slots []entry // a power of two, half of them used at most
	used  int
	now   uint32
}

type entry struct {
	at      uint32 // when it was put there; before now: it is free
	key, is Ref
}

// scratch returns an empty one; done takes it back.
func (m *Manager) scratch() *scratch {
	last := len(m.spare) - 1
	if last < 0 {
		return &scratch{slots: make([]entry, 2*first), now: 1}
	}
	s := m.spare[last]
	m.spare = m.spare[:last]
	s.used = 0
	if s.now++; s.now == 0 {
		*s = scratch{slots: make([]entry, 2*first), now: 1}
	}
	return s
}

func (m *Manager) done(s *scratch) { m.spare = append(m.spare, s) }

func (s *scratch) slot(key Ref) *entry {
	mask := uint32(len(s.slots) - 1)
	for i := uint32(key) & mask; ; i = (i + 1) & mask {
		if e := &s.slots[i]; e.at != s.now || e.key == key {
			return e
		}
	}
}

func (s *scratch) get(key Ref) (Ref, bool) {
	e := s.slot(key)
	return e.is, e.at == s.now
}

func (s *scratch) put(key, is Ref) {
	if 2*(s.used+1) > len(s.slots) {
		old := s.slots
		s.slots = make([]entry, 4*len(old))
		for _, e := range old {
			if e.at == s.now {
				*s.slot(e.key) = e
			}
		}
	}
	s.used++
	*s.slot(key) = entry{s.now, key, is}
}

// add reports whether key was not there, and is now.
func (s *scratch) add(key Ref) bool {
	if _, ok := s.get(key); ok {
		return false
	}
	s.put(key, True)
	return true
}
