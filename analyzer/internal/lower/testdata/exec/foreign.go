package main

import "tools"

func apply(f func(int) int, n int) int { return f(n) }

// either holds one of two functions of another package.
func either(c bool, n int) int {
	f := tools.Double
	if c {
		f = tools.Half
	}
	return f(n) + f(n+1)
}

// mixed holds one of those, one of this package's or nothing.
func mixed(n int) int {
	var f func(int) int
	switch n {
	case 0:
		f = tools.Double
	case 1:
		f = own
	case 2:
		f = (tools.Half)
	}
	if f == nil {
		return -1
	}
	return f(n)
}

func own(n int) int { println("own", n); return n }

func maker(c bool) func(int) int {
	if c {
		return tools.Double
	}
	return own
}

func bound(n int) int {
	c := &tools.Counter{N: 1}
	add := c.Add
	return add(n) + add(n) + c.N
}

func deferred(n int) {
	f := tools.Double
	defer f(n)
	f = tools.Half
	f(n)
	println("deferred")
}

func main() {
	println(either(true, 4), either(false, 4))
	for n := range 4 {
		println(mixed(n))
	}
	println(apply(tools.Half, 8), apply(own, 2), maker(true)(3), maker(false)(3))
	println(bound(5))
	f := tools.Double
	deferred(apply(f, 1))
}
