// Package judge decides where a problem is reported (docs/rule.md sections 5 and 8). It
// knows calls and callers, and nothing of how they were found.
package judge

// A Call performs an operation: itself, or in the function that it calls.
type Call interface {
	// Safe reports whether, within its function, every refused execution is guarded or handled.
	Safe() bool
	// Callers returns the calls of the function that this call stands in. seen is false where
	// there may be others, or where there is none. Calls through which c came about are left out.
	Callers() (calls []Call, seen bool)
	// Silent reports whether nothing is reported in the file that this call stands in.
	Silent() bool
}

// Places returns the calls at which the operation performed by c is reported: none if it is safe;
// the lowest call above which no call is safe.
func Places(c Call) []Call { return places(c, false) }

// Above is Places where some other way to c is safe, which Callers does not tell of.
func Above(c Call) []Call { return places(c, true) }

func places(c Call, safeElsewhere bool) []Call {
	v := verdicts{nodes: map[Call]*node{}}
	v.collect(c)
	if n := v.nodes[c]; n.seen && safeElsewhere {
		n.safe = true
	}
	v.settle()
	return v.places(c, nil)
}

// A node is a call with what is known of it.
type node struct {
	callers []Call
	seen    bool // these are all
	silent  bool
	safe    bool // some execution through it is safe: it, or a caller, guards or handles it
	itself  bool // it does
	placed  bool // it has said where to report
}

type verdicts struct {
	nodes map[Call]*node
	order []*node
}

// collect finds the calls above c, as far as none is safe.
func (v *verdicts) collect(c Call) {
	if v.nodes[c] != nil {
		return
	}
	n := &node{silent: c.Silent(), itself: c.Safe()}
	n.safe = n.itself
	v.nodes[c] = n
	v.order = append(v.order, n)
	if n.itself {
		return
	}
	n.callers, n.seen = c.Callers()
	for _, up := range n.callers {
		v.collect(up)
	}
}

// settle carries safety down from callers, around recursions too.
func (v *verdicts) settle() {
	for changed := true; changed; {
		changed = false
		for _, n := range v.order {
			if n.safe || !n.seen && !n.silent {
				continue
			}
			for _, up := range n.callers {
				if v.nodes[up].safe {
					n.safe, changed = true, true
				}
			}
		}
	}
}

func (v *verdicts) places(c Call, found []Call) []Call {
	n := v.nodes[c]
	if n.placed || n.itself {
		return found
	}
	n.placed = true
	if !n.silent && !(n.seen && n.safe) {
		return append(found, c)
	}
	for _, up := range n.callers {
		found = v.places(up, found)
	}
	return found
}
