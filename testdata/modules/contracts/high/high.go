// Package high meets the contracts of package low, or does not.
package high

import (
	"errors"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/zones/contracts/low"
)

var errMoved = errors.New("the key master is elsewhere")

// Bare is unsafe: the contract is not met.
func Bare(j *signer.Job) error {
	return low.Sign(j) // want `KM001: .*Sign`
}

// Guarded is safe.
func Guarded(j *signer.Job) error {
	if authority.May() {
		return low.Sign(j)
	}
	return errMoved
}

// Handled is safe: the contract's result is the refusal.
func Handled(j *signer.Job) error {
	if err := low.Sign(j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// Remote is unsafe: an operation by declaration.
func Remote() error {
	return low.Remote("sign") // want `KM001: .*Remote`
}

// RemoteGuarded is safe.
func RemoteGuarded() error {
	if err := authority.Check(); err != nil {
		return err
	}
	return low.Remote("sign")
}

// RemoteHandled is safe: what its result can carry may be the refusal.
func RemoteHandled() error {
	if err := low.Remote("sign"); errors.Is(err, answers.Errno) {
		return errMoved
	}
	return nil
}

// Undeclared is silent: no operation.
func Undeclared() error { return low.Undeclared("sign") }

// Asked is safe: a check by declaration.
func Asked(j *signer.Job) error {
	if !low.Asked() {
		return errMoved
	}
	return low.Sign(j)
}

// AskedInverted is unsafe.
func AskedInverted(j *signer.Job) error {
	if !low.Asked() {
		return low.Sign(j) // want `KM003: .*Sign`
	}
	return nil
}

// Outside is safe: false implies the role by declaration.
func Outside(j *signer.Job) error {
	if low.Outside() {
		return errMoved
	}
	return low.Sign(j)
}

// Greet is safe: nil implies the role by declaration.
func Greet(j *signer.Job) error {
	if err := low.Greet(); err != nil {
		return err
	}
	return low.Sign(j)
}

// Unknown is unsafe: no declaration, and the body shows nothing.
func Unknown(j *signer.Job) error {
	if !low.Unknown() {
		return errMoved
	}
	return low.Sign(j) // want `KM001: .*Sign`
}

// Declined is safe: a refusal test by declaration.
func Declined(j *signer.Job) error {
	if err := low.Sign(j); low.Declined(err) {
		return errMoved
	}
	return nil
}

// Listed is unsafe: no declaration, and the map holds no code.
func Listed(j *signer.Job) error {
	if err := low.Sign(j); low.Listed(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// Method is unsafe: a method's contract.
func Method(d *low.Desk, j *signer.Job) error {
	return d.Sign(j) // want `KM001: .*Sign`
}

// MethodGuarded is safe.
func MethodGuarded(d *low.Desk, j *signer.Job) error {
	authority.Must()
	return d.Sign(j)
}

// Ordered is unsafe: a contract on an interface's method.
func Ordered(b low.Boss) error {
	return b.Order("example.org") // want `KM001: .*Order`
}

// OrderedGuarded is safe.
func OrderedGuarded(b low.Boss) error {
	if !authority.May() {
		return errMoved
	}
	return b.Order("example.org")
}

// A Clerk implements low.Boss.
type Clerk struct{ job *signer.Job }

// Order is silent: the interface's contract is the implementation's too.
func (c *Clerk) Order(string) error { return signer.Sign(c.job) }

var _ low.Boss = (*Clerk)(nil)

// OrderedDirectly is unsafe: the implementation's contract.
func OrderedDirectly(c *Clerk) error {
	return c.Order("example.org") // want `KM001: .*(Order|Sign)`
}

// passOn is judged through its callers.
func passOn(j *signer.Job) error { return low.Sign(j) }

// PassedOn is safe.
func PassedOn(j *signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	return passOn(j)
}

// PassedOnBare is unsafe: another caller is safe.
func PassedOnBare(j *signer.Job) error {
	return passOn(j) // want `KM001: .*(passOn|Sign)`
}
