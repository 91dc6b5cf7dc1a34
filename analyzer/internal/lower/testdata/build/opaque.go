package main

// What has no equal in execution: it must be built all the same.

var unknown func(yield func(string, []int) bool)

func thrice(yield func() bool) { _ = yield() && yield() && yield() }

func recovering() {
	defer func() {
		for range thrice {
			if r := recover(); r != nil {
				println("recovered")
			}
			break
		}
	}()
	panic("x")
}

func deferring(s fmtState) (err error) {
	for range thrice {
		defer func() { err = nil }()
	}
	for k, v := range unknown {
		defer println(k, len(v))
		if k == "" {
			return nil
		}
	}
	var k string
	for k = range unknown {
		if k == "b" {
			continue
		}
	}
	for range s.all {
		break
	}
	return nil
}

type fmtState interface{ all(yield func() bool) }

func waiting(ch chan int, stop chan struct{}) (n int) {
	go func() {
		for x := range ch {
			n += x
		}
	}()
	go func(k int) {
		for {
			select {
			case x := <-ch:
				if x == k {
					return
				}
				func() { defer println("seen", x); n++ }()
			case <-stop:
				panic("stopped")
			}
		}
	}(func() int { return n }())
	go func() {
		defer close(stop)
		for {
			ch <- 1
		}
	}()
	return n
}

func generic[T any, S ~[]T](s S, f func(T) (T, error)) (out S, err error) {
	defer func() {
		if r := recover(); r != nil {
			err, _ = r.(error)
		}
	}()
	add := func(x T) { out = append(out, x) }
	for _, x := range s {
		y, err := f(x)
		if err != nil {
			return nil, err
		}
		add(y)
		func(y T) { out[0] = y }(x)
	}
	var zero T
	p := &zero
	defer func() { _ = *p }()
	return out, nil
}

type set[K comparable] map[K]struct{}

func (s set[K]) each(f func(K)) {
	for k := range s {
		f(k)
	}
}

func (s set[K]) all() func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range s {
			if !yield(k) {
				return
			}
		}
	}
}

type tree struct {
	left, right *tree
	val         int
}

// nodes calls itself.
func (t *tree) nodes() func(func(*tree) bool) {
	return func(yield func(*tree) bool) {
		if t == nil {
			return
		}
		for n := range t.left.nodes() {
			if !yield(n) {
				return
			}
		}
		if !yield(t) {
			return
		}
		for n := range t.right.nodes() {
			if !yield(n) {
				return
			}
		}
	}
}

func main() {
	for n := range (&tree{}).nodes() {
		println(n.val)
	}
	recovering()
	_ = deferring(nil)
	_ = waiting(nil, nil)
	_, _ = generic([]int{1}, func(n int) (int, error) { return n, nil })
	s := set[string]{"a": {}}
	s.each(func(k string) { println(k) })
	for k := range s.all() {
		println(k)
	}
}
