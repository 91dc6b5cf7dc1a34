package main

import "tools"

func one(n int) int { println("one", n); return n + 1 }
func two(n int) int { println("two", n); return n + 2 }

var table = map[string]func(int) int{
	"one":     one,
	"double":  tools.Double,
	"literal": func(n int) int { println("literal", n); return n * 3 },
	"none":    nil,
}

var steps = []func(int) int{one, two, one}

var array = [...]func(int) int{2: two, 0: one}

var byNumber = map[int]func(){1: hello, 2: bye}

var single = one

var hooks = tools.Hooks{"hooks", two}

var pointed = &tools.Hooks{Run: tools.Half}

// written is not what it was.
var written = []func(int) int{one}

func hello() { println("hello") }
func bye()   { println("bye") }

// try shows how f ends. Its deferred call stays one, as it is in a loop: it sees every panic.
func try(name string, f func()) {
	for range 1 {
		defer func() {
			if recover() != nil {
				println(name, "panicked")
				return
			}
			println(name, "returned")
		}()
	}
	f()
}

func say(s string) string { println("say", s); return s }

func looked(name string) int {
	f, ok := table[say(name)]
	if !ok {
		return -1
	}
	if f == nil {
		return -2
	}
	return f(2)
}

func choose(name string) func(int) int { return table[name] }

func apply(f func(int) int, n int) int { return f(n) }

func all() (sum int) {
	for i, s := range steps {
		if i == 1 {
			continue
		}
		sum += s(i)
	}
	for _, s := range array {
		if s != nil {
			sum += s(sum)
		}
	}
	for _, s := range table {
		if s == nil {
			sum++
		}
	}
	for _, s := range []func(){hello} {
		defer s()
		break
	}
	return sum + len(steps) + len(table)
}

func later(n int) {
	defer byNumber[n]()
	println("later")
}

func change() {
	written[0] = two
	println(written[0](1))
}

func main() {
	for _, name := range []string{"one", "double", "literal", "none", "other"} {
		println(name, looked(name))
		try(name, func() { println(table[name](3), choose(name)(4)) })
	}
	println(table["one"](1), table[say("double")](1), apply(table["literal"], 2), apply(single, 3))
	for i := range 4 {
		try("step", func() { println(steps[i](i)) })
		try("array", func() { println(array[i](i)) })
		try("number", func() { later(i) })
	}
	println(single(5), hooks.Run(6), hooks.Name, pointed.Run(7))
	f := hooks.Run
	println(f(8))
	change()
	if len(byNumber) == 2 {
		delete(map[int]func(){}, 1)
	}
	println(all() > 0)
}
