package main

import (
	"quit"
	"sync"
)

// Where a goroutine is waited for at once, it may as well run where it starts.
func waited() {
	done := make(chan int, 1)
	n := 1
	go func() {
		n++
		done <- n
	}()
	println(<-done)
	for i := range 3 {
		go func(k int) {
			defer func() { done <- k }()
			if k == 1 {
				return
			}
			n += k * i
		}(i + 1)
		println("done", <-done, n)
	}
	go func() {
		defer func() {
			if r := recover(); r != nil {
				println("recovered")
				done <- -1
			}
		}()
		panic("in the goroutine")
	}()
	println(<-done)
	go send(done, 7)
	println(<-done)
	f := func() { done <- 8 }
	go f()
	println(<-done)
	n = 3
	go run(func(k int) { n += k; done <- n }, n)
	println(<-done, n)
	c := &counter{n: 4}
	go c.count(done)
	println(<-done, c.n)
	go (*c).report(done)
	println(<-done)
}

func send(ch chan int, n int) { ch <- n }

func ends(n int) {
	defer println("ends", n)
	defer func() {
		println("deferred")
		if n == 2 {
			quit.Now("in the deferred call")
		}
		if n == 3 {
			panic("instead")
		}
	}()
	for i := range 3 {
		why := [3]string{"a", "b", "c"}
		if i == n {
			quit.Now(why[i])
		}
	}
	func() {
		defer println("literal")
		if n == 4 {
			quit.Now("literal")
		}
		checked(n != 5)
	}()
	println("end", n)
}

func checked(ok bool) {
	if !ok {
		quit.Now("checked")
	}
}

func last(n int) {
	for range 1 {
		defer func() { _ = recover() }()
	}
	ends(n)
}

func main() {
	println(grouped())
	waited()
	for n := range 7 {
		last(n)
	}
}

func run(f func(int), n int) { f(n) }

type counter struct{ n int }

func (c *counter) count(done chan int) { c.n++; done <- c.n }
func (c counter) report(done chan int) { c.n++; done <- c.n }

func grouped() (n int) {
	var wg sync.WaitGroup
	add := func() { n += 10 }
	for i := range 3 {
		wg.Go(func() { n += i })
	}
	wg.Go(add)
	wg.Go(hello)
	wg.Wait()
	return n
}

func hello() { println("hello") }
