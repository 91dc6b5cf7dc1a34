package main

import (
	"sync"
	"x/errgroup"
)

type failure string

func (f failure) Error() string { return string(f) }

func fails(s string) error {
	println("fails", s)
	if s == "" {
		return nil
	}
	return failure(s)
}

// first gives the first of several errors.
func first(names ...string) error {
	var g errgroup.Group
	g.SetLimit(2)
	for _, s := range names {
		g.Go(func() error { return fails(s) })
	}
	return g.Wait()
}

func made() string {
	g, n := errgroup.Make()
	count := n
	g.Go(func() error { count++; return nil })
	one := func() error { count++; return failure("one") }
	g.Go(one)
	if err := g.Wait(); err != nil {
		println(count)
		return err.Error()
	}
	return ""
}

// handed is not a group of its own.
func handed(g *errgroup.Group) error {
	h := g
	h.Go(func() error { return failure("handed") })
	return h.Wait()
}

// passed is seen by another function.
func passed() error {
	g := new(errgroup.Group)
	println(handed(g).Error())
	g.Go(func() error { return failure("late") })
	return g.Wait()
}

func kept() {
	n := 0
	get := sync.OnceValue(func() int { n++; println("get"); return n * 10 })
	println(get(), get(), n)
	run := sync.OnceFunc(func() { n += 100; println("run") })
	for range 2 {
		run()
	}
	println(n)
}

func main() {
	println(first() == nil, first("", "") == nil, first("", "a", "b").Error())
	println(made())
	println(passed().Error())
	kept()
}
