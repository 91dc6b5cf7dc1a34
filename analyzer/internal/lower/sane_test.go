package lower

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// dominated checks what the SSA builder's own check leaves out: that values are there where they are used.
func dominated(pkg *ssa.Package) error {
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		if fn.Package() != pkg {
			continue
		}
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				for i, op := range ins.Operands(nil) {
					def, ok := (*op).(ssa.Instruction)
					if !ok || def.Block() == nil {
						continue
					}
					use := b
					if _, phi := ins.(*ssa.Phi); phi {
						use = b.Preds[i]
					}
					if b != fn.Recover && !def.Block().Dominates(use) {
						return fmt.Errorf("%s: %s in block %d is used by %s in block %d", fn, *op, def.Block().Index, ins, use.Index)
					}
				}
			}
		}
	}
	return nil
}

// lowerOnly lowers and builds a program.
func lowerOnly(t *testing.T, text string) (*ssa.Package, Result) {
	t.Helper()
	s, err := check("main", map[string]string{"main.go": text})
	if err != nil {
		t.Fatal(err)
	}
	r := Package(s.pkg, s.files, s.info, testLibrary{})
	pkg, err := s.build(r.Files, r.Info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, r
}

// A goroutine that ends, ends alone, and does not run the deferred calls of what has started it.
func TestGoroutineEnds(t *testing.T) {
	pkg, _ := lowerOnly(t, `package main

import "quit"

func main() {
	defer println("deferred")
	go func() {
		println("starts")
		quit.Now("ends")
		println("never")
	}()
	println("goes on")
}
`)
	if got, want := interpret(pkg, outputFile(t)), (outcome{"starts\ngoes on\ndeferred\n", 0}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}

// What is deferred in a loop over a function is deferred to the end of the function that has the loop.
func TestDeferredInIteration(t *testing.T) {
	pkg, _ := lowerOnly(t, `package main

func twice(yield func() bool) { _ = yield() && yield() }

func main() {
	for range twice {
		defer println("deferred")
	}
}
`)
	found := false
	for _, b := range pkg.Func("main").Blocks {
		for _, ins := range b.Instrs {
			_, isDefer := ins.(*ssa.Defer)
			found = found || isDefer
		}
	}
	if !found {
		t.Error("no deferred call is left")
	}
}

// What runs itself again is not written out within itself.
func TestRecursive(t *testing.T) {
	pkg, _ := lowerOnly(t, `package main

func walk(n int, f func()) {
	f()
	if n > 0 {
		walk(n-1, func() { f() })
	}
}

type fix func(fix, int) int

func self() int {
	y := func(self fix, k int) int { return k + self(self, k-1) }
	return y(y, 4)
}

func main() { self() }
`)
	for _, name := range []string{"walk", "self"} {
		n := 0
		for _, b := range pkg.Func(name).Blocks {
			n += len(b.Instrs)
		}
		if n > 30 {
			t.Errorf("%s has %d instructions", name, n)
		}
	}
}
