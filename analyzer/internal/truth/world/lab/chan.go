package lab

// Goroutines run as soon as they start, so that channels have their values when
// they are asked; channels without a buffer get one for it.

// hangs says what a function waited for that nobody was ever going to do.
var hangs string

// stuck ends an execution that only a wrong function has.
func stuck(what string) {
	if !ended {
		hangs = "waits for good in a " + what
	}
	Exit()
}

var closed = map[any]bool{}

// Chan makes a channel.
func Chan[T any](_ ...int) chan T { return make(chan T, 32) }

// Close closes a channel.
func Close[T any](c chan T) {
	close(c)
	closed[(<-chan T)(c)] = true
}

// Done is a channel that is ready or is not.
func Done(n int) <-chan struct{} {
	c := make(chan struct{})
	if choose(2, "Done", n) == 1 {
		Close(c)
	}
	return c
}

// Send is a send.
func Send[T any](c chan<- T) func(T) {
	if !CanSend(c) {
		stuck("send")
	}
	return func(v T) { c <- v }
}

// Recv is a receive.
func Recv[T any](c <-chan T) T {
	v, _ := Recv2(c)
	return v
}

// Recv2 is a receive with comma ok.
func Recv2[T any](c <-chan T) (T, bool) {
	if !CanRecv(c) {
		stuck("receive")
	}
	v, ok := <-c
	return v, ok
}

// Drain is a range over a channel.
func Drain[T any](c <-chan T) func(func(T) bool) {
	return func(yield func(T) bool) {
		for {
			v, ok := Recv2(c)
			if !ok || !yield(v) {
				return
			}
		}
	}
}

// CanSend reports whether a send goes on.
func CanSend[T any](c chan<- T) bool { return c != nil && len(c) < cap(c) }

// CanRecv reports whether a receive goes on.
func CanRecv[T any](c <-chan T) bool { return c != nil && (len(c) > 0 || closed[c]) }

// Select chooses among the clauses that are ready; -1 is the default clause.
func Select(hasDefault bool, ready ...bool) int {
	var can []int
	for i, r := range ready {
		if r {
			can = append(can, i)
		}
	}
	switch {
	case len(can) > 1:
		return can[choose(len(can), "select", 0)]
	case len(can) == 1:
		return can[0]
	case !hasDefault:
		stuck("select")
	}
	return -1
}

// Go runs a goroutine to its end. A panic in it ends the program.
func Go(f func()) {
	var crash any
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { crash = recover() }()
		f()
	}()
	<-done
	switch crash.(type) {
	case nil:
	case exited:
		panic(crash)
	default:
		Exit()
	}
}

// WaitGroup is sync.WaitGroup.
type WaitGroup struct{ n int }

// Add is WaitGroup.Add.
func (w *WaitGroup) Add(n int) { w.n += n }

// Done is WaitGroup.Done.
func (w *WaitGroup) Done() { w.n-- }

// Go is WaitGroup.Go.
func (w *WaitGroup) Go(f func()) { Go(f) }

// Wait is WaitGroup.Wait.
func (w *WaitGroup) Wait() {
	if w.n > 0 {
		stuck("Wait")
	}
}
