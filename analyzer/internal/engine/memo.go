package engine

// memo computes values that may depend on each other: a value that is asked for while it is being
// computed is first taken to be bottom, then what the last round gave, until a round changes nothing.
// What else was computed on the way is kept for the round, so that each round computes each value
// once, however many ways lead through a recursion.
type memo[K comparable, V any] struct {
	done  map[K]V
	round map[K]draft[V]
	stack []*pending[K, V]
	on    map[K]int // where in the stack a key is
}

// A draft is a value that rests on the value of an entry of the stack, the lowest if several.
type draft[V any] struct {
	val    V
	lowest int
}

type pending[K comparable, V any] struct {
	key    K
	val    V
	asked  bool // the value of an earlier round was used
	lowest int  // the lowest entry of the stack that the computation used
}

func (m *memo[K, V]) init() {
	m.done = make(map[K]V)
	m.round = make(map[K]draft[V])
	m.on = make(map[K]int)
}

// busy reports whether something is being computed.
func (m *memo[K, V]) busy() bool { return len(m.stack) > 0 }

func (m *memo[K, V]) get(k K, bottom V, compute func() V, equal func(a, b V) bool) V {
	if v, ok := m.done[k]; ok {
		return v
	}
	if d, ok := m.round[k]; ok {
		m.rest(d.lowest)
		return d.val
	}
	if i, ok := m.on[k]; ok {
		m.rest(i)
		return m.stack[i].val
	}
	at := len(m.stack)
	e := &pending[K, V]{key: k, val: bottom, lowest: at}
	m.stack = append(m.stack, e)
	m.on[k] = at
	// Relations grow from bottom over a few ports, so rounds are few; where the analysis gives
	// up in between (program.Forget) they might not settle.
	const most = 16
	for range most {
		e.asked = false
		m.forget(at)
		v := compute()
		settled := !e.asked || equal(v, e.val)
		e.val = v
		if settled {
			break
		}
	}
	m.stack = m.stack[:at]
	delete(m.on, k)
	if e.lowest < at {
		// What rests on e rests on what e rests on.
		for k, d := range m.round {
			if d.lowest >= at {
				m.round[k] = draft[V]{d.val, e.lowest}
			}
		}
		m.round[k] = draft[V]{e.val, e.lowest}
		return e.val
	}
	for k, d := range m.round {
		if d.lowest >= at {
			m.done[k] = d.val
		}
	}
	m.forget(at)
	m.done[k] = e.val
	return e.val
}

// rest notes that what is being computed above entry i rests on it.
func (m *memo[K, V]) rest(i int) {
	m.stack[i].asked = true
	for _, above := range m.stack[i+1:] {
		above.lowest = min(above.lowest, i)
	}
}

// forget drops the drafts that rest on entry i or above.
func (m *memo[K, V]) forget(i int) {
	for k, d := range m.round {
		if d.lowest >= i {
			delete(m.round, k)
		}
	}
}
