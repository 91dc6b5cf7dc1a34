package lower

import (
	"testing"

	"golang.org/x/tools/go/ssa"
)

// What follows the start of a goroutine that may run for ever is reached.
func TestEndlessGoroutines(t *testing.T) {
	pkg, _ := lowerOnly(t, `package main

import "sync"

func performed() {}

func spin(f func()) { turn(f) }

func turn(f func()) {
	for {
		f()
	}
}

func run(f func()) { f() }

func byName() {
	go spin(func() { performed() })
	println("after")
}

func byGiven() {
	go run(func() {
		for {
			performed()
		}
	})
	println("after")
}

func byGroup() {
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			performed()
		}
	})
	println("after")
}

func byVariable() {
	f := func() {
		for {
			performed()
		}
	}
	g := f
	if len("x") > 0 {
		g = func() {}
	}
	go func() { g() }()
	println("after")
}

func main() {}
`)
	for _, name := range []string{"byName", "byGiven", "byGroup", "byVariable"} {
		fn := pkg.Func(name)
		prints := 0
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if c, ok := ins.(ssa.CallInstruction); ok {
					if b, ok := c.Common().Value.(*ssa.Builtin); ok && b.Name() == "println" {
						prints++
					}
				}
			}
		}
		if prints != 1 {
			t.Errorf("%s: what follows the goroutine is not reached", name)
		}
		if opaque(fn) != 0 {
			t.Errorf("%s: the goroutine is not written out", name)
		}
	}
}
