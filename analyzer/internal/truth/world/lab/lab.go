// Package lab runs a function under every assignment of its opaque conditions
// and records what becomes of each refusal. Instrumented functions call it; it
// keeps its state in package variables because one goroutine runs at a time.
package lab

import (
	"fmt"
	"runtime"
	"strconv"
)

// A choice is one opaque decision of the current execution.
type choice struct {
	n, pick int
	what    string
	arg     int // tells questions of one kind apart: a line, or the number in Cond(3)
}

var (
	path     []choice           // the decisions of this execution; a prefix is replayed
	at       int                // how many of them were taken
	memo     = map[string]int{} // decisions that hold for a whole execution
	ended    bool               // the program exited: what still runs is only our own unwinding
	cut      bool               // the execution left the bounds and is not judged
	maxLoops = 2
)

// exited is the panic that ends an execution early.
type exited struct{}

func (c choice) String() string {
	out := strconv.Itoa(c.pick)
	switch {
	case c.what == askOperation:
		out = [...]string{"done", "other error", "errno 5", "wraps 9101 of something else", "errno 6", "REFUSED"}[c.pick]
	case c.what == askUpdate:
		out = [...]string{"done", "error", "SERVFAIL", "NOTAUTH", "REFUSED"}[c.pick]
	case c.n == 2:
		out = strconv.FormatBool(c.pick == 1)
	}
	if c.arg == 0 {
		return c.what + " = " + out
	}
	return fmt.Sprintf("%s %d = %s", c.what, c.arg, out)
}

const askOperation = "operation at line"

// choose takes the next decision among n outcomes.
func choose(n int, what string, arg int) int {
	if ended {
		return 0
	}
	if at == len(path) {
		path = append(path, choice{n: n, what: what, arg: arg})
	}
	c := &path[at]
	at++
	return c.pick
}

// advance moves to the next assignment, depth first, and reports whether there is one.
func advance() bool {
	path = path[:at]
	for len(path) > 0 {
		last := &path[len(path)-1]
		if last.pick++; last.pick < last.n {
			return true
		}
		path = path[:len(path)-1]
	}
	return false
}

// Bit is a condition with one value per execution.
func Bit(name string) bool {
	v, ok := memo[name]
	if !ok {
		v = choose(2, name, 0)
		memo[name] = v
	}
	return v == 1
}

// Cond is a condition with a new value at each call.
func Cond(n int) bool { return choose(2, "Cond", n) == 1 }

// Count is a number with a new value at each call.
func Count(n int) int { return choose(maxLoops+1, "Count", n) }

// Exit ends the process as the function under test sees it.
func Exit(...any) {
	truncate(0)
	ended = true
	panic(exited{})
}

// Goexit ends the goroutine; deferred calls still belong to the execution.
func Goexit() { runtime.Goexit() }

// Recover keeps our own unwinding from being stopped by the function under test.
func Recover(v any) any {
	if _, ok := v.(exited); ok {
		panic(v)
	}
	return v
}

var loops = map[int]int{}

// Enter starts the loop id anew.
func Enter(id int) { loops[id] = 0 }

// Tick counts an iteration; an execution with too many is not judged.
func Tick(id int) { tick(id, maxLoops) }

// TickFixed is Tick for a loop that the program bounds itself.
func TickFixed(id int) { tick(id, 20) }

func tick(id, bound int) {
	if loops[id]++; loops[id] > bound {
		leave()
	}
}

// leave ends an execution that left the bounds, also where a deferred call loops
// while the function is being left.
func leave() {
	if !ended {
		cut, ended = true, true
	}
	panic(exited{})
}
