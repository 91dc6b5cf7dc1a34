package main

type job struct{ n int }

func (j *job) sign(by int) int                       { j.n += by; println("sign", j.n); return j.n }
func (j *job) end()                                  { println("end", j.n); j.n = 0 }
func (j *job) all(s string, ns ...int) (int, string) { return j.n + len(ns), s }
func (j job) read() int                              { return j.n }

func with(f func(int) int, n int) int                  { return f(n) + f(n) }
func run(f func())                                     { defer f(); println("run") }
func many(f func(string, ...int) (int, string)) string { n, s := f("s", 1, 2); println(n); return s }
func get(f func() int) int                             { return f() }
func pass(f func(int) int) func(int) int               { return f }

func pointers(j *job) int {
	n := with(j.sign, 2)
	run(j.end)
	println(many(j.all))
	f := j.sign
	if n > 3 {
		f = func(n int) int { return -n }
	}
	g := j.sign
	return f(1) + g(5) + pass(j.sign)(7)
}

func variables() int {
	j := job{n: 1}
	a := with(j.sign, 1)
	f := j.sign
	j = job{n: 10}
	r := j.read
	j.n++
	return a + f(1) + r() + get(j.read)
}

func changing() int {
	j := &job{n: 1}
	f := j.sign
	j = &job{n: 10}
	return f(1) + with(j.sign, 1)
}

func (j *job) twice() int { return with(j.sign, j.n) }

func main() {
	println(pointers(&job{}), variables(), changing(), (&job{3}).twice())
	func() { println(pointers(&job{n: 2})) }()
}
