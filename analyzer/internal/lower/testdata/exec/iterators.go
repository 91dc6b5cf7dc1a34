package main

import (
	"maps"
	"slices"
)

type list []int

func made(n int) list { println("made", n); return list{n, n + 1, n + 2} }

func forward() (sum int) {
	for v := range slices.Values(made(1)) {
		sum += v
	}
	for i, v := range slices.All(made(2)) {
		println(i, v)
	}
	for i := range slices.All(made(3)) {
		println(i)
	}
	for range slices.Values(made(4)) {
		sum++
	}
	var x any
	for x = range slices.Values(made(5)) {
		sum += x.(int)
	}
	return sum + x.(int)
}

func backward() int {
	s := made(1)
outer:
	for i, v := range slices.Backward(s) {
		s = append(s[:0:0], 9, 9, 9, 9)
		println(i, v)
		for i := range slices.Backward(made(i)) {
			if i == 1 {
				continue outer
			}
			println("inner", i)
		}
	}
	var fs []func()
	a := [3]int{}
	for a[at()], a[at()] = range slices.Backward(s) {
		println(a[0])
	}
	for i, v := range slices.Backward(s) {
		i += 10
		fs = append(fs, func() { println(i, v); i++ })
		if i == 12 {
			break
		}
	}
	for _, f := range slices.Backward(fs) {
		f()
		f()
	}
	for range slices.Backward(list(nil)) {
		return 1
	}
	return 2
}

func at() int { println("at"); return 0 }

func overMaps() int {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	sum := 0
	for k := range maps.Keys(m) {
		sum += len(k)
		delete(m, "none")
	}
	for v := range maps.Values(m) {
		sum += v * 10
	}
	for k, v := range maps.All(m) {
		m[k] = v * 2
	}
	for range maps.All(m) {
		sum++
	}
	return sum*100 + m["a"] + m["b"] + m["c"]
}

func main() {
	func() {
		for v := range slices.Values(func() []int { defer println("deferred"); return []int{7, 8} }()) {
			println(v)
		}
	}()
	println(forward(), backward(), overMaps())
}
