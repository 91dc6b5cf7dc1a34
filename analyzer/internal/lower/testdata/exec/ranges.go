package main

import "iter"

// try shows how f ends. Its deferred call stays one, as it is in a loop: it sees every panic.
func try(name string, f func()) {
	for range 1 {
		defer func() {
			switch r := recover().(type) {
			case nil:
				println(name, "returned")
			case string:
				println(name, "panicked:", r)
			case int:
				println(name, "panicked:", r)
			case error:
				println(name, "panicked:", r.Error())
			}
		}()
	}
	f()
}

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				println("stopped at", i)
				return
			}
		}
		println("exhausted")
	}
}

func pairs(yield func(int, string) bool) {
	_ = yield(1, "one") && yield(2, "two") && yield(3, "three")
}

func never(yield func() bool) {}

func thrice(yield func() bool) {
	defer println("thrice ends")
	for range 3 {
		if !yield() {
			return
		}
	}
}

type tree struct {
	left, right *tree
	val         int
}

func (t *tree) all() iter.Seq[int] {
	return func(yield func(int) bool) { t.push(yield) }
}

func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.val) && t.right.push(yield)
}

func (t tree) values(yield func(int) bool) { _ = yield(t.val) && yield(-t.val) }

func filter(xs []int, keep func(int) bool) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i, x := range xs {
			if keep(x) && !yield(i, x) {
				return
			}
		}
	}
}

func plain() {
	for i := range upTo(2) {
		println(i)
	}
	for k, v := range pairs {
		println(k, v)
	}
	for k := range pairs {
		println(k)
	}
	for _, v := range pairs {
		println(v)
	}
	for range pairs {
		println("pair")
	}
	for range thrice {
		println("round")
	}
	for range never {
		println("never")
	}
	var k int
	var v string
	var arr [3]string
	for k, v = range pairs {
		if k == 2 {
			break
		}
	}
	println(k, v)
	for k, arr[k%3] = range pairs {
	}
	println(k, arr[0], arr[1], arr[2])
	for i, x := range filter([]int{1, 2, 3, 4}, func(n int) bool { return n%2 == 0 }) {
		println(i, x)
	}
	local := func(yield func(string) bool) { _ = yield("a") && yield("b") }
	for s := range local {
		println(s)
	}
	for x := range func(yield func(int) bool) { yield(9) } {
		println(x)
	}
}

func leaving() {
	for i := range upTo(5) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		println(i)
	}
outer:
	for i := range upTo(4) {
		for k, v := range pairs {
			switch {
			case i == 0:
				continue outer
			case k == 2 && i == 1:
				break
			case i == 2:
				println("leaves", v)
				break outer
			default:
				println(i, k, v)
			}
		}
	}
loop:
	for n := 0; n < 5; n++ {
		for i := range upTo(n) {
			if i == 2 {
				break loop
			}
			if i == 1 {
				continue loop
			}
			println("n", n, "i", i)
		}
	}
	for i := range upTo(3) {
	inner:
		for j := 0; ; j++ {
			select {
			default:
				if j > i {
					break inner
				}
				continue inner
			}
		}
		if i == 1 {
			goto out
		}
	}
	println("not reached")
out:
	for i := range upTo(3) {
		i := i * 2
		if i > 2 {
			goto end
		}
		goto next
	next:
		println("next", i)
	}
end:
	println("end")
}

func returning(n int) (a int, s string) {
	for i := range upTo(4) {
		if i == n {
			return i, "returned"
		}
		for k, v := range pairs {
			if k == n-10 {
				a := 99
				return a + i, v
			}
			if n == 20 {
				a, s = 5, "bare"
				return
			}
		}
	}
	return -1, "end"
}

func named(n int) (r int, err error) {
	defer func() { r++ }()
	for i := range upTo(3) {
		if i == n {
			return i * 10, nil
		}
	}
	return 1, nil
}

func two() (int, string) { return 1, "two" }

func tuple() (int, string) {
	for range upTo(1) {
		return two()
	}
	return 0, ""
}

func literals() {
	var fs []func()
	for i := range upTo(3) {
		fs = append(fs, func() { i++; println("captured", i) })
		func() {
			if i == 1 {
				return
			}
			println("literal", i)
		}()
	}
	for _, f := range fs {
		f()
	}
	sum := 0
	add := func(n int) { sum += n }
	for i := range upTo(4) {
		add(i)
	}
	println(sum)
	for i := range upTo(3) {
		func() {
			defer println("done", i)
			for j := range upTo(3) {
				if j == i {
					return
				}
			}
		}()
	}
}

func trees() {
	t := &tree{&tree{nil, nil, 1}, &tree{nil, &tree{nil, nil, 4}, 3}, 2}
	for v := range t.all() {
		println(v)
		if v == 3 {
			break
		}
	}
	for v := range t.values {
		println("value", v)
	}
	for v := range t.left.values {
		println("value", v)
	}
}

func panicking() {
	defer println("unwound")
	for range thrice {
		panic("in the loop")
	}
}

func goesOn() (r int) {
	for i := range upTo(5) {
		func() {
			for k := range pairs {
				if k == 2 {
					r += i
					return
				}
			}
			r = 100
		}()
	}
	for i := range upTo(6) {
		for j := range upTo(i) {
			for k := range upTo(j) {
				if i*j*k == 6 {
					return r*10 + i
				}
			}
		}
	}
	return
}

func main() {
	try("plain", plain)
	try("leaving", leaving)
	for _, n := range []int{0, 2, 12, 20, 30} {
		a, s := returning(n)
		println(a, s)
	}
	println(named(1))
	println(named(7))
	println(tuple())
	try("literals", literals)
	try("trees", trees)
	try("panicking", panicking)
	println(goesOn())
}
