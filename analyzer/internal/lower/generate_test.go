package lower

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A generator writes a program that uses what is lowered, in all places, and prints where it goes. It
// leaves to chance nothing that the language leaves open: an operand that acts has no neighbours that
// read what it changes. Panics happen only where lowering sees them: in literals, and in small functions.
type generator struct {
	r      *rand.Rand
	out    *strings.Builder
	indent int
	names  int
	budget int  // statements left
	quits  bool // the program ends goroutines, and does not recover
	fn     *function
}

// A function is one that is being written, and what is known in the part of it in hand.
type function struct {
	outer  *function
	depth  int    // how many functions it stands in
	result string // a named result
	void   bool
	reads  []string // variables in scope
	writes []string // those that may be assigned to
	funcs  []string // of type func(int) int
	swaps  []string // those of them that may be assigned to
	loops  int      // loops, of which the last may be left
	labels []jump
	within int // loops of any kind around: nothing is deferred in them
}

// A jump is a label that break, and perhaps continue, may name.
type jump struct {
	name string
	loop bool
	used *bool
}

// spent is what programs print that take long. The interpreter runs deferred calls when they exit.
const spent = "out of fuel"

const preamble = `package main

import (
	"os"
	"quit"
	"slices"
)

var _ = slices.All[[]int]

var fuel = 300

// tick ends programs that take long.
func tick() {
	if fuel--; fuel < 0 {
		println("` + spent + `")
		os.Exit(3)
	}
}

type box struct {
	n int
	a [4]int
}

func at(n int) int { return (n%4 + 4) % 4 }

func say(s string, n int) int { tick(); println(s, n); return n }

func must(ok bool, n int) int {
	if !ok {
		panic(n)
	}
	return n
}

func checked(n int) int { return must(n%7 != 3, n) + 1 }

func (b *box) add(n int) *box { b.n += n; println("add", b.n); return b }
func (b box) sum(n int) int   { println("sum", b.n); return b.n + n }
func (b *box) with(n int, f func(int) int) int {
	defer func() { b.n++; println("with", b.n) }()
	b.n = f(n)
	return b.n
}
func (b box) copied(f func(int) int) int { b.n++; return f(b.n) }

func once(f func(int) int, n int) int  { println("once"); return f(n) }
func twice(n int, f func(int) int) int { return f(f(n)) }
func guarded(f func(int) int) (r int) {
	defer func() {
		if x := recover(); x != nil {
			n, _ := x.(int)
			println("guarded", n)
			r = -1
		}
	}()
	return f(1)
}
func ask(s string) {
	n, ok := recover().(int)
	println("ask", s, n, ok)
}
func set(p *int, n int) { println("set", *p); *p = n }
func inc(p *int) int    { *p++; return *p }
func pair(n int) (int, int) { println("pair", n); return n, n + 1 }
func add(a, b int) int { println("add", a, b); return a + b }
func leave() { quit.Now("") }

// chosen gives functions, one of which counts its calls.
func chosen(n int) func(int) int {
	if n%2 == 0 {
		return checked
	}
	count := n
	return func(n int) int { count += n; println("count", count); return count }
}

func perhaps(n int) func(func(int) bool) {
	if n > 2 {
		return func(func(int) bool) { println("none") }
	}
	return func(yield func(int) bool) {
		for i := 0; i <= n && yield(i*2); i++ {
		}
	}
}

func upTo(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
		println("all")
	}
}

func two(yield func(int, int) bool) { _ = yield(1, 2) && yield(3, 4) }

// performed makes lowering write out what it can of its callers.
func performed() {}

func try(name string, f func()) {
	for range 1 {
		defer func() {
			switch r := recover().(type) {
			case int:
				println(name, "panicked", r)
			case string:
				println(name, "panicked", r)
			}
		}()
	}
	f()
}

`

// randomProgram writes a program of about size statements.
func randomProgram(seed uint64, size int) string {
	g := &generator{r: rand.New(rand.NewPCG(seed, uint64(size))), out: &strings.Builder{}, budget: 1 + size/2 + rand.New(rand.NewPCG(seed, 7)).IntN(size)}
	g.quits = g.chance(15)
	named := g.chance(70)
	fn := &function{reads: []string{"p"}, writes: []string{"p"}}
	head := "func f(p int) int {"
	if named {
		head = "func f(p int) (r int) {"
		fn.result = "r"
	}
	g.line("%s", head)
	if g.chance(40) {
		g.line("\tperformed()")
	}
	g.function(fn)
	g.line("}\n")
	return preamble + g.out.String() + "func main() {\n\tfor i := range 4 {\n\t\ttry(\"f\", func() { println(f(i)) })\n\t}\n}\n"
}

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(g.out, strings.Repeat("\t", g.indent)+format+"\n", args...)
}

func (g *generator) name(of string) string {
	g.names++
	return fmt.Sprintf("%s%d", of, g.names)
}

// function writes a function's statements and a return.
func (g *generator) function(fn *function) {
	fn.outer = g.fn
	if fn.outer != nil {
		fn.depth = fn.outer.depth + 1
		fn.reads = append(append([]string{}, fn.outer.reads...), fn.reads...)
		fn.writes = append(append([]string{}, fn.outer.writes...), fn.writes...)
		fn.funcs = append(fn.funcs, fn.outer.funcs...)
		fn.swaps = append(fn.swaps, fn.outer.swaps...)
	}
	if fn.result != "" {
		fn.reads, fn.writes = append(fn.reads, fn.result), append(fn.writes, fn.result)
	}
	g.fn = fn
	for range 1 + g.r.IntN(6) {
		g.part(func() { g.stmt() }, true)
	}
	g.part(g.ret, true)
	g.fn = fn.outer
}

// part writes what is indented. What it declares stays in scope if it is told so.
func (g *generator) part(write func(), stays bool) {
	was := *g.fn
	g.indent++
	write()
	g.indent--
	if !stays {
		*g.fn = was
	}
}

func (g *generator) block() {
	g.part(func() {
		for range 1 + g.r.IntN(3) {
			g.stmt()
		}
	}, false)
}

func pick(g *generator, list []string) string { return list[g.r.IntN(len(list))] }

// text returns what write writes.
func (g *generator) text(write func()) string {
	outer := g.out
	g.out = &strings.Builder{}
	write()
	text := g.out.String()
	g.out = outer
	return text
}

func (g *generator) ret() {
	switch {
	case g.fn.void:
		g.line("return")
	case g.fn.result != "" && g.chance(40):
		g.line("return")
	default:
		g.line("return %s", g.expr())
	}
}

// away writes a way out of where it stands.
func (g *generator) away() {
	switch g.r.IntN(8) {
	case 0:
		if g.fn.loops > 0 {
			g.line("break")
			return
		}
	case 1:
		if g.fn.loops > 0 {
			g.line("continue")
			return
		}
	case 2, 3:
		if len(g.fn.labels) > 0 {
			l := g.fn.labels[g.r.IntN(len(g.fn.labels))]
			*l.used = true
			if l.loop && g.chance(50) {
				g.line("continue %s", l.name)
			} else {
				g.line("break %s", l.name)
			}
			return
		}
	case 4:
		if g.quits && g.chance(60) {
			if g.chance(50) {
				g.line("leave()")
			} else {
				g.line("quit.Now(%q)", g.name("q"))
			}
		} else {
			g.line("panic(%s)", g.expr())
		}
		return
	case 5:
		g.line("must(%s, %d)", g.cond(), g.r.IntN(9))
		return
	}
	g.ret()
}
