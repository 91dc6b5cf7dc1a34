// Package cycles has functions that call each other in circles, with what they
// mean in another package.
package cycles

import (
	"errors"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
)

var errMoved = errors.New("the key master is elsewhere")

// Down is unsafe: it calls itself, and is exported.
func Down(j *signer.Job, n int) error {
	if n == 0 {
		return signer.Sign(j) // want `KM001: .*Sign`
	}
	return Down(j, n-1)
}

func ping(j *signer.Job, n int) error {
	if n == 0 {
		return signer.Sign(j)
	}
	return pong(j, n-1)
}

func pong(j *signer.Job, n int) error { return ping(j, n-1) }

// PingGuarded is safe.
func PingGuarded(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return ping(j, 8)
}

// PingHandled is safe: the refusal comes back through the circle.
func PingHandled(j *signer.Job) error {
	if err := ping(j, 8); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// PongBare is unsafe: other entries into the circle are safe.
func PongBare(j *signer.Job) error {
	return pong(j, 8) // want `KM001: .*(pong|Sign)`
}

func tick(j *signer.Job, n int) error {
	if n == 0 {
		return signer.Sign(j) // want `KM001: .*Sign`
	}
	return tock(j, n)
}

func tock(j *signer.Job, n int) error { return tick(j, n-1) }

// TickBare is unsafe, reported in the circle: no way into it is safe.
func TickBare(j *signer.Job) error { return tick(j, 8) }

func may(n int) bool {
	if n == 0 {
		return authority.May()
	}
	return mayToo(n - 1)
}

func mayToo(n int) bool { return n > 0 && may(n) }

// MayRound is safe: each true comes from the check.
func MayRound(j *signer.Job) error {
	if !may(8) {
		return errMoved
	}
	return signer.Sign(j)
}

func lax(n int) bool {
	if n == 0 {
		return true
	}
	return laxToo(n - 1)
}

func laxToo(n int) bool { return authority.May() || lax(n) }

// LaxRound is unsafe: at the end of the circle true comes from nothing.
func LaxRound(j *signer.Job) error {
	if !lax(8) {
		return errMoved
	}
	return signer.Sign(j) // want `KM001: .*Sign`
}

func gone(err error) bool {
	if inner := errors.Unwrap(err); inner != nil {
		return goneToo(inner)
	}
	return answers.Moved(err)
}

func goneToo(err error) bool { return gone(err) }

// GoneRound is safe: however deep, the innermost is tested.
func GoneRound(j *signer.Job) error {
	if err := signer.Sign(j); gone(err) {
		return errMoved
	}
	return nil
}

func even(j *signer.Job, n int) error {
	if !authority.May() {
		return errMoved
	}
	if n == 0 {
		return signer.Sign(j)
	}
	return odd(j, n-1)
}

func odd(j *signer.Job, n int) error {
	if n == 0 {
		return signer.Sign(j)
	}
	return even(j, n-1)
}

// EvenBare is safe: even asks before all else.
func EvenBare(j *signer.Job) error { return even(j, 8) }

// OddBare is unsafe: odd signs by itself, and its other caller asks.
func OddBare(j *signer.Job) error {
	return odd(j, 1) // want `KM001: .*(odd|Sign)`
}

func must(n int) {
	if n == 0 {
		authority.Must()
		return
	}
	mustToo(n)
}

func mustToo(n int) { must(n - 1) }

// MustRound is safe: the circle ends in what returns on the key master only.
func MustRound(j *signer.Job) error {
	must(8)
	return signer.Sign(j)
}

func run(n int, f func() error) error {
	if n == 0 {
		return authority.With(f)
	}
	return runToo(n, f)
}

func runToo(n int, f func() error) error { return run(n-1, f) }

// RunRound is safe: the circle runs its argument on the key master only.
func RunRound(j *signer.Job) error {
	return run(8, func() error { return signer.Sign(j) })
}

// Fixed is unsafe: a literal that calls itself.
func Fixed(j *signer.Job) error {
	var f func(n int) error
	f = func(n int) error {
		if n == 0 {
			return signer.Sign(j) // want `KM001: .*Sign`
		}
		return f(n - 1)
	}
	return f(8)
}

// FixedGuarded is safe.
func FixedGuarded(j *signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	var f func(n int) error
	f = func(n int) error {
		if n == 0 {
			return signer.Sign(j)
		}
		return f(n - 1)
	}
	return f(8)
}
