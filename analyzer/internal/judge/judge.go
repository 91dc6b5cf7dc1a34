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
func Places(c Call) []Call {
	v := verdicts{known: map[Call]verdict{}, above: map[Call]bool{}}
	return v.of(c).places
}

// A verdict is where to report, and whether some execution is safe: whether the call, or a caller,
// guards or handles it.
type verdict struct {
	places []Call
	safe   bool
}

type verdicts struct {
	known map[Call]verdict
	above map[Call]bool // whose callers are being judged
}

func (v *verdicts) of(c Call) verdict {
	if r, ok := v.known[c]; ok {
		return r
	}
	r := v.judge(c)
	v.known[c] = r
	return r
}

func (v *verdicts) judge(c Call) verdict {
	if c.Safe() {
		return verdict{safe: true}
	}
	callers, seen := c.Callers()
	v.above[c] = true
	defer delete(v.above, c)
	var r verdict
	for _, up := range callers {
		if v.above[up] {
			continue // a recursion says nothing new
		}
		u := v.of(up)
		r.places = append(r.places, u.places...)
		r.safe = r.safe || u.safe
	}
	if seen && r.safe || c.Silent() {
		return r
	}
	return verdict{places: []Call{c}}
}
