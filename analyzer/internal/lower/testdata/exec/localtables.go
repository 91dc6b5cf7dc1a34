package main

import "tools"

type hooks struct {
	name  string
	count int
	run   func(int) int
	stop  func()
}

func one(n int) int { println("one", n); return n + 1 }
func say(n int) int { println("say", n); return n }

// fields has functions in fields of a struct.
func fields(n int) int {
	h := hooks{name: "fields", count: say(1), run: tools.Double}
	h.count++
	if h.stop == nil {
		n = h.run(n)
	}
	return h.run(n) + h.count
}

// captured has a literal that changes what is around it.
func captured() int {
	total := 0
	h := &hooks{"captured", 2, func(n int) int { total += n; return total }, func() { total = 100 }}
	for i := range 3 {
		h.run(i)
		if i == 1 {
			h.stop()
		}
	}
	later := func() { println(h.name, h.run(5)) }
	later()
	return total
}

// rounds has a table of its own in each round of a loop.
func rounds() {
	var kept []func()
	for i := 0; i < 3; i++ {
		steps := []func(){func() { println("step", i) }, func() { i++ }}
		steps[0]()
		kept = append(kept, func() { steps[0]() })
		steps[1]()
	}
	for _, f := range kept {
		f()
	}
}

// all goes over what it holds.
func all(c bool) (sum int) {
	var steps = [...]func(int) int{one, tools.Half, func(n int) int { return n * 10 }}
	for i, s := range steps {
		if c && i == 1 {
			break
		}
		sum += s(i)
	}
	return sum + len(steps)
}

func named(name string) int {
	by := map[string]func(int) int{"one": one, "half": tools.Half, "none": nil}
	if f, ok := by[name]; ok && f != nil {
		return f(4)
	}
	return len(by)
}

// changed is not what it was.
func changed() int {
	h := hooks{run: one}
	h.run = tools.Double
	g := hooks{run: one}
	p := &g
	p.run = tools.Half
	k := hooks{run: one}
	other := k
	other.run = tools.Half
	return h.run(4) + g.run(4) + k.run(4) + other.run(4)
}

func main() {
	println(fields(3))
	println(captured())
	rounds()
	println(all(true), all(false))
	println(named("one"), named("half"), named("none"), named("other"))
	println(changed())
}
