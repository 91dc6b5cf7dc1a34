package lower

import (
	"fmt"
	"strings"
)

// pure is an operand that does nothing. It has no neighbours.
func (g *generator) pure() string {
	if g.chance(75) {
		return pick(g, g.fn.reads)
	}
	return fmt.Sprint(g.r.IntN(9))
}

// acting is an operand that prints, or changes something, when its turn has come.
func (g *generator) acting() string {
	switch g.r.IntN(12) {
	case 0, 1:
		if len(g.fn.funcs) > 0 {
			return fmt.Sprintf("%s(%d)", pick(g, g.fn.funcs), g.r.IntN(9))
		}
	case 2:
		v := pick(g, g.fn.writes)
		return fmt.Sprintf("func() int { %s += %d; return %s }()", v, g.r.IntN(5), v)
	case 3:
		return fmt.Sprintf("once(%s, %s)", g.literal(), g.simple())
	case 4:
		return fmt.Sprintf("%s(%d)", g.literal(), g.r.IntN(5))
	case 5:
		if !g.quits {
			return fmt.Sprintf("guarded(%s)", g.literal())
		}
	case 6:
		return fmt.Sprintf("(&box{n: %d}).with(%s, %s)", g.r.IntN(3), g.simple(), g.literal())
	case 7:
		return fmt.Sprintf("inc(&%s)", pick(g, g.fn.writes))
	case 8:
		return fmt.Sprintf("twice(%s, %s)", g.simple(), g.literal())
	case 9:
		return fmt.Sprintf("checked(%d)", g.r.IntN(9))
	case 10:
		return fmt.Sprintf("(box{n: %s}).copied(%s)", g.simple(), g.literal())
	}
	return g.simple()
}

func (g *generator) simple() string { return fmt.Sprintf("say(%q, %d)", g.name("s"), g.r.IntN(9)) }

// literal is a func(int) int.
func (g *generator) literal() string {
	if len(g.fn.funcs) > 0 && g.chance(50) {
		return pick(g, g.fn.funcs)
	}
	return g.newLiteral()
}

func (g *generator) newLiteral() string {
	if g.fn.depth > 3 || g.budget < 2 {
		return "func(n int) int { return n + 1 }"
	}
	g.budget--
	n := g.name("n")
	fn := &function{reads: []string{n}, writes: []string{n}}
	result := "int"
	if g.chance(60) {
		fn.result = g.name("r")
		result = "(" + fn.result + " int)"
	}
	body := g.text(func() { g.function(fn) })
	return fmt.Sprintf("func(%s int) %s {\n%s%s}", n, result, body, strings.Repeat("\t", g.indent))
}

func (g *generator) expr() string {
	switch g.r.IntN(10) {
	case 0, 1:
		return g.pure()
	case 2:
		return fmt.Sprintf("%s - %s", g.acting(), g.acting())
	case 3:
		return fmt.Sprintf("[...]int{%s, %s, %s}[at(%d)%%3]", g.acting(), g.acting(), g.acting(), g.r.IntN(5))
	case 4:
		return fmt.Sprintf("(box{n: %s}).sum(%s)", g.acting(), g.acting())
	case 5:
		return fmt.Sprintf("(&box{}).add(%s).add(%s).n", g.acting(), g.acting())
	case 6:
		return fmt.Sprintf("map[int]int{%s: %s}[1]", g.acting(), g.acting())
	case 7:
		return fmt.Sprintf("add(%s)", g.several())
	}
	return g.acting()
}

func (g *generator) cond() string {
	switch g.r.IntN(6) {
	case 0, 1:
		return fmt.Sprintf("%s%%2 == %d", g.pure(), g.r.IntN(2))
	case 2:
		return fmt.Sprintf("%s > 2 && %s < 6", g.acting(), g.acting())
	case 3:
		return fmt.Sprintf("(%s > 4 || !(%s < 3))", g.acting(), g.acting())
	}
	return fmt.Sprintf("(%s)%%3 == %d", g.expr(), g.r.IntN(3))
}
