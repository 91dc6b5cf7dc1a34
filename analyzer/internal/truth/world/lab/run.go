package lab

import (
	"encoding/json"
	"io"
	"runtime"
	"slices"
	"strings"
)

// A Chain is what the executions say about one way to an operation: the lines of
// the helper calls, outermost first, and of the operation.
type Chain struct {
	Lines []int
	// Strict and Lenient say that some execution loses a refusal untested, by
	// either reading of what counts as a test; Trace are its decisions.
	Strict, Lenient bool
	Trace           string
}

// A Result is what the executions say about one function.
type Result struct {
	Name   string
	Execs  int
	Over   bool // there were too many assignments to try them all
	Panics string
	Chains []Chain
}

// Run tries every assignment for f, at most budget of them, with loops of up to
// the given number of iterations, and writes a Result as a line of JSON. If f
// calls helpers it also looks which operations are reached with the role held.
func Run(w io.Writer, name string, helpers bool, f func(), budget, iterations int) {
	maxLoops = iterations
	clear(reached)
	bad := map[chainKey]*Chain{}
	res := Result{Name: name}
	Held = false
	res.Over = res.explore(f, budget, func() { judge(bad) })
	if helpers {
		Held = true
		res.explore(f, budget/4, func() {})
	}
	for key, lines := range reached {
		c := Chain{Lines: lines}
		if b := bad[key]; b != nil {
			c = *b
		}
		res.Chains = append(res.Chains, c)
	}
	slices.SortFunc(res.Chains, func(a, b Chain) int { return slices.Compare(a.Lines, b.Lines) })
	// A Result holds plain values and the harness reads w to its end.
	_ = json.NewEncoder(w).Encode(res)
}

// explore runs f under every assignment and reports whether there were too many.
func (res *Result) explore(f func(), budget int, after func()) bool {
	path = nil
	for n := 1; ; n++ {
		once(f, res)
		res.Execs++
		after()
		if !advance() {
			return false
		}
		if n >= budget {
			return true
		}
	}
}

func once(f func(), res *Result) {
	at, ended, cut, contrived = 0, false, false, false
	clear(memo)
	clear(loops)
	clear(pending)
	clear(behind)
	refusals, frames, calls = refusals[:0], frames[:0], calls[:0]
	defer func() {
		if e, ok := recover().(runtime.Error); ok {
			res.Panics = e.Error() // the generator should not write such functions
		}
	}()
	f()
}

func judge(bad map[chainKey]*Chain) {
	if cut {
		return
	}
	for _, r := range refusals {
		if r.strict {
			continue
		}
		key := keyOf(r.chain)
		b := bad[key]
		if b == nil {
			b = &Chain{Lines: r.chain, Strict: true, Trace: trace()}
			bad[key] = b
		}
		if !r.lenient && !contrived && !b.Lenient {
			b.Lenient, b.Trace = true, trace()
		}
	}
}

// trace renders the decisions of the current execution.
func trace() string {
	var parts []string
	for _, c := range path[:at] {
		parts = append(parts, c.String())
	}
	return strings.Join(parts, ", ")
}
