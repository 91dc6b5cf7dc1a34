// Package helpers makes checks and tests with packages of its module that have not a word about them.
package helpers

import (
	"errors"
	"syscall"

	"example.com/signer"
	"example.com/signer/authority"
	"example.com/zones/internal/errs"
	"example.com/zones/internal/stop"
	"example.com/zones/internal/stop/soon"
)

const refused = syscall.Errno(9101)

var errMoved = errors.New("the key master is elsewhere")

// Stops is safe: stop.Now never returns.
func Stops(j *signer.Job) error {
	if !authority.May() {
		stop.Now("elsewhere")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// StopsPerhaps is unsafe: stop.Perhaps returns.
func StopsPerhaps(j *signer.Job) error {
	if !authority.May() {
		stop.Perhaps("elsewhere")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// StopsIf is safe: stop.If returns for nil only.
func StopsIf(j *signer.Job) error {
	stop.If(authority.Check())
	return j.Sig.Sign(j.Key, j.Set)
}

// StopsSoon is safe: soon.Leave never returns, because of stop.Now.
func StopsSoon(j *signer.Job) error {
	if !authority.May() {
		soon.Leave()
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// StopsByMethod is safe: soon.Drop never returns, because of a method.
func StopsByMethod(j *signer.Job) error {
	if !authority.May() {
		soon.Drop()
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// StopsNever is unsafe: soon.Stay returns.
func StopsNever(j *signer.Job) error {
	if !authority.May() {
		soon.Stay()
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Wraps is safe: the refusal is in what errs.Wrap returns.
func Wraps(j *signer.Job) error {
	err := errs.Wrap(j.Sig.Sign(j.Key, j.Set))
	if errors.Is(err, refused) {
		return errMoved
	}
	return err
}

// Hides is unsafe: it is not in what errs.Hide returns.
func Hides(j *signer.Job) error {
	err := errs.Hide(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	if errors.Is(err, refused) {
		return errMoved
	}
	return err
}

// Asks is safe: errs.Failed is true of a refusal.
func Asks(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errs.Failed(err) && errors.Is(err, refused) {
		return errMoved
	}
	return err
}

// Does is safe: errs.Do returns the refusal.
func Does(j *signer.Job) error {
	err := errs.Do(func() error { return j.Sig.Sign(j.Key, j.Set) })
	if errors.Is(err, refused) {
		return errMoved
	}
	return err
}

// Tries is unsafe: errs.Try does not tell the refusal apart.
func Tries(j *signer.Job) bool {
	return errs.Try(func() error { return j.Sig.Sign(j.Key, j.Set) }) // want `KM001: .*Sign`
}
