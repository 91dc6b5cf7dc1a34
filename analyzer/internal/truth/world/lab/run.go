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
	Mixed           bool // lost on some only of the routes to a function value around it
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
	clear(entered)
	bad := map[chainKey]*Chain{}
	res := Result{Name: name}
	Held = false
	res.Over = res.explore(f, budget, func() { judge(bad) })
	if helpers {
		Held = true
		res.explore(f, budget/4, func() {})
	}
	for key, v := range reached {
		c := Chain{Lines: v.chain}
		if b := bad[key]; b != nil {
			c = *b
			c.Mixed = v.mixed()
		}
		res.Chains = append(res.Chains, c)
	}
	slices.SortFunc(res.Chains, func(a, b Chain) int { return slices.Compare(a.Lines, b.Lines) })
	// A Result holds plain values and the harness reads w to its end.
	_ = json.NewEncoder(w).Encode(res)
}

// explore runs f under every assignment and reports whether there were too many.
func (res *Result) explore(f func(), budget int, after func()) (over bool) {
	path = nil
	n, more := 0, true
	next := func() {
		n++
		res.Execs++
		after()
		more = advance()
		if more && n >= budget {
			more, over = false, true
		}
	}
	for more {
		done := make(chan bool)
		go func() {
			defer close(done) // also where f ends the goroutine
			for more {
				func() {
					defer next()
					once(f, res)
				}()
			}
		}()
		<-done
	}
	return over
}

func once(f func(), res *Result) {
	at, ended, cut, contrived = 0, false, false, false
	clear(memo)
	clear(loops)
	clear(pending)
	clear(behind)
	clear(closed)
	refusals, frames, calls, route, within, via = refusals[:0], frames[:0], nil, nil, nil, 0
	hangs = ""
	defer func() {
		truncate(0) // what ends f may leave expressions open
		// The generator should not write functions that do this.
		if e, ok := recover().(runtime.Error); ok {
			res.Panics = e.Error()
		} else if hangs != "" {
			res.Panics = hangs
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
		if !r.lenient && !contrived {
			reached[key].lost[r.route] = true
			if !b.Lenient {
				b.Lenient, b.Trace = true, trace()
			}
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
