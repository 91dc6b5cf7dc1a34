// Package program calls functions of many forms and writes down what they do.
package program

import (
	"errors"
	"fmt"
	"strings"
)

type log struct{ strings.Builder }

func (l *log) add(args ...any) { fmt.Fprintln(&l.Builder, args...) }

// Run returns what the functions did.
func Run() string {
	l := new(log)
	for n := range 8 {
		a, b, c := n&1 != 0, n&2 != 0, n&4 != 0
		l.add("conditions", conditions(l, a, b, c))
		l.add("switches", switches(l, n), tagged(l, n), nested(l, a, n))
		l.add("loops", loops(l, n))
		l.add("jumps", jumps(l, n))
		x, err := results(l, n)
		l.add("results", x, err)
		l.add(named(l, n))
		l.add("deferred", deferred(l, a))
		statements(l, a, b)
		l.add("variadic", variadic(l, n, 1, 2), variadic(l, n))
		box := &box[int]{n}
		l.add("methods", box.get(l), box.set(l, n+1), box.get(l))
		l.add("closures", closures(l, n))
		l.add("shadow", shadow(l, n))
	}
	return l.String()
}

func yes(l *log, name string, v bool) bool {
	l.add(name, v)
	return v
}

func conditions(l *log, a, b, c bool) string {
	if yes(l, "a", a) && (yes(l, "b", b) || !yes(l, "c", c)) {
		return "first"
	} else if v := yes(l, "d", a != b); v && yes(l, "e", c) {
		l.add("in e")
	} else if !v {
		l.add("not v")
		if a == b && c != a {
			return "second"
		}
	} else {
		l.add("else")
	}
	if ok := a || b; !ok && !c {
		return "third"
	}
	both := a && b
	if both == true || !(c && !both) {
		l.add("both", both)
	}
	return "last"
}

func switches(l *log, n int) string {
	switch m := n * 2; {
	case m < 2, m == 6:
		l.add("small")
	case yes(l, "even", n%2 == 0):
		return "even"
	default:
		l.add("default")
	}
	switch {
	case n == 1:
		l.add("one")
		fallthrough
	case n == 2:
		l.add("two")
	case n > 3:
		if n > 5 {
			break
		}
		return "four or five"
	}
	return "end"
}

func tagged(l *log, n int) (s string) {
	switch m := n % 4; m {
	case 0, 3:
		s = "zero or three"
	default:
		s = "other"
	case 1:
		s = "one"
	}
	switch err := failing(l, n); err {
	case nil:
		s += " fine"
	case errOdd:
		return s + " odd"
	}
	return s
}

func nested(l *log, a bool, n int) int {
	if !a {
		l.add("not a")
		return 0
	}
	x := n
	if x > 4 {
		return x
	}
	x *= 2
	{
		x := x + 1
		l.add("inner", x)
	}
	for i := 0; i < x; i++ {
		if i == 1 {
			continue
		}
		if i > 3 {
			break
		}
		l.add("i", i)
	}
	return x
}

func loops(l *log, n int) int {
	sum := 0
	for i := range n {
		if i%2 == 0 {
			continue
		}
		sum += i
		if sum > 8 {
			break
		}
	}
	for sum < 5 && yes(l, "more", n > 0) {
		sum += n
	}
outer:
	for i := range 3 {
		for j := range 3 {
			switch {
			case i == j:
				continue outer
			case i+j == n:
				break outer
			}
			sum++
		}
	}
	for {
		if sum++; sum > 10 {
			return sum
		}
	}
}

func jumps(l *log, n int) int {
	i := 0
again:
	if i < n {
		i += 2
		goto again
	}
	if i == 4 {
		goto done
	}
	l.add("not four")
done:
	return i
}

var errOdd = errors.New("odd")

func failing(l *log, n int) error {
	l.add("failing", n)
	if n%2 == 1 {
		return errOdd
	}
	if n == 6 {
		return fmt.Errorf("six: %w", errOdd)
	}
	return nil
}

func results(l *log, n int) (int, error) {
	if err := failing(l, n); errors.Is(err, errOdd) {
		return pair(n, err)
	}
	err := failing(l, n+1)
	if err != nil {
		return 0, err
	}
	return pair(n, nil)
}

func pair(n int, err error) (int, error) { return n, err }

func named(l *log, n int) (x int, err error) {
	x = n
	if err = failing(l, n); err != nil {
		return
	}
	x, err = pair(x+1, nil)
	return x * 2, err
}

func deferred(l *log, a bool) (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint("recovered ", r)
		}
	}()
	defer l.add("deferred")
	if a {
		panic("a")
	}
	return "fine"
}

func statements(l *log, a, b bool) {
	n := 0
	l.add(double(l, 2), a)
	if a {
		n++
		if b {
			return
		}
		n += 2
	}
	var f func(int) int
	f = func(i int) int {
		if i == 0 {
			return n
		}
		return f(i-1) + 1
	}
	l.add(f(3))
}

func double(l *log, n int) int {
	l.add("double", n)
	return n * 2
}

func variadic(l *log, n int, more ...int) int {
	for _, m := range more {
		n += double(l, m)
	}
	return n
}

type box[T any] struct{ v T }

func (b *box[T]) get(l *log) T {
	l.add("get")
	return b.v
}

func (b *box[T]) set(l *log, v T) (old T) {
	old, b.v = b.v, v
	return old
}

func closures(l *log, n int) int {
	total := 0
	add := func(i int) bool {
		total += i
		return total > 3
	}
	if add(n) {
		return total
	}
	p := &total
	*p = double(l, total)
	if add(1) && total != 4 {
		total = -total
	}
	return *p
}

func shadow(l *log, n int) string {
	const limit = 3
	type small int
	true := n > limit
	if true {
		return "large"
	}
	panic := func(s string) { l.add("no panic", s) }
	if small(n) > 1 {
		panic("called")
	}
	return fmt.Sprint(small(n))
}
