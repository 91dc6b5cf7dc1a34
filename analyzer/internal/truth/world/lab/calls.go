package lab

import "slices"

// maxCalls bounds the depth of calls of helpers.
const maxCalls = 10

var (
	calls   []int                        // the lines of the helper calls around this place in the text; never changed in place
	route   []int                        // the lines of all calls that led here, those of function values too; likewise
	via     int                          // the line of the latest call of a function value
	within  []int                        // the lines of the literals that are running; likewise
	entered = map[int]map[chainKey]int{} // the routes to each literal, with their lengths
	reached = map[chainKey]*visit{}
)

// A visit says how an operation was reached: one chain of calls in the text may
// be taken by several routes, when function values are called.
type visit struct {
	chain  []int
	within []int
	lost   map[chainKey]bool // the routes on which a refusal was lost
}

// mixed reports whether a function value around the operation is called on a
// route on which nothing is lost.
func (v *visit) mixed() bool {
	for _, lit := range v.within {
		for entry, n := range entered[lit] {
			loses := false
			for r := range v.lost {
				loses = loses || slices.Equal(r[:n], entry[:n])
			}
			if !loses {
				return true
			}
		}
	}
	return false
}

// A chainKey is a list of lines as the key of a map.
type chainKey [2*maxCalls + 2]int

func keyOf(chain []int) (k chainKey) {
	copy(k[:], chain)
	return k
}

// reach notes that the operation at site is reached and returns the chain that leads to it.
func reach(site int) []int {
	chain := append(slices.Clone(calls), site)
	key := keyOf(chain)
	v := reached[key]
	if v == nil {
		v = &visit{chain: chain, lost: map[chainKey]bool{}}
		reached[key] = v
	}
	for _, lit := range within {
		if !slices.Contains(v.within, lit) {
			v.within = append(v.within, lit)
		}
	}
	return chain
}

// tooDeep leaves executions that recurse further than the bounds.
func tooDeep() {
	if len(route) > 2*maxCalls {
		leave()
	}
}

// Call notes the call of a helper at line site while it runs. A recursion's
// second call from one place leads where the first one did.
func Call(site int) func() {
	tooDeep()
	oldCalls, oldRoute, depth := calls, route, len(frames)
	if !slices.Contains(calls, site) && len(calls) < maxCalls {
		calls = append(slices.Clip(calls), site)
	}
	route = append(slices.Clip(route), site)
	return func() {
		calls, route = oldCalls, oldRoute
		truncate(depth) // a panic leaves expressions of the helper open
	}
}

// truncate leaves the expressions beyond depth, which will have no value: whether a test in them counts
// is open.
func truncate(depth int) {
	for len(frames) > depth {
		lenient(end())
	}
}

// A Place is what a function literal belongs to: the function around it.
type Place struct {
	calls, within []int
	depth         int
}

// Here is the place of the function that is running.
func Here() Place { return Place{calls, within, len(frames)} }

// Via notes the line of a call of the function value f.
func Via[F any](line int, f F) F {
	via = line
	return f
}

// In runs the literal at line: its operations belong to the place where it stands
// in the text, however it came to be called.
func In(p Place, line int) func() {
	tooDeep()
	oldCalls, oldRoute, oldWithin, depth := calls, route, within, len(frames)
	calls, route, within = p.calls, append(slices.Clip(route), via), append(slices.Clip(p.within), line)
	via = 0
	if entered[line] == nil {
		entered[line] = map[chainKey]int{}
	}
	entered[line][keyOf(route)] = min(len(route), len(chainKey{}))
	return func() {
		calls, route, within = oldCalls, oldRoute, oldWithin
		truncate(depth)
	}
}

// Deferred is In for a literal that runs when the function at p ends, perhaps by
// a panic out of an expression.
func Deferred(p Place, line int) func() {
	truncate(p.depth)
	via = 0
	return In(p, line)
}

// Seq0 lets the body of a loop over f belong to the place of the loop.
func Seq0(f func(func() bool)) func(func() bool) {
	p := Here()
	return func(yield func() bool) { f(func() bool { defer body(p)(); return yield() }) }
}

// Seq1 is Seq0 for one value.
func Seq1[T any](f func(func(T) bool)) func(func(T) bool) {
	p := Here()
	return func(yield func(T) bool) { f(func(v T) bool { defer body(p)(); return yield(v) }) }
}

// Seq2 is Seq0 for two values.
func Seq2[K, V any](f func(func(K, V) bool)) func(func(K, V) bool) {
	p := Here()
	return func(yield func(K, V) bool) { f(func(k K, v V) bool { defer body(p)(); return yield(k, v) }) }
}

// body also hides the expressions that the iterator has open from the loop.
func body(p Place) func() {
	oldCalls, oldWithin, oldFrames := calls, within, frames
	calls, within, frames = p.calls, p.within, slices.Clone(frames[:p.depth])
	return func() { calls, within, frames = oldCalls, oldWithin, oldFrames }
}
