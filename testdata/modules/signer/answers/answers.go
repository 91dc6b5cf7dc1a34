// Package answers passes on what example.com/hsm/refusal knows.
package answers

import (
	"errors"
	"time"

	"example.com/hsm/refusal"
)

// Moved is a refusal test.
func Moved(err error) bool { return refusal.Is(err) }

// Stayed is a refusal test: its false side is the refusal.
func Stayed(err error) bool { return err == nil || refusal.Not(err) }

// Classify is a refusal test.
func Classify(err error) refusal.Kind { return refusal.Classify(err) }

// Name is a refusal test.
func Name(err error) string { return refusal.Name(err) }

// Text is a refusal test on the text.
func Text(err error) bool { return refusal.Text(err) }

// CodeOf takes the code out.
func CodeOf(err error) int { return int(refusal.CodeOf(err)) }

// Advise is a refusal test without a result.
func Advise(err error) { refusal.Advise(err) }

// Second is a refusal test of its second parameter.
func Second(first, second error) bool { return refusal.Second(first, second) }

// Busy is none.
func Busy(err error) bool { return refusal.IsBusy(err) }

// Failed is none.
func Failed(err error) bool { return refusal.Failed(err) }

// Verbose is none.
func Verbose(err error, verbose bool) bool { return refusal.Verbose(err, verbose) }

// Forget is none.
func Forget(err error) { refusal.Forget(err) }

// Wrap keeps the identity.
func Wrap(op string, err error) error { return refusal.Wrap(op, err) }

// Note keeps the identity.
func Note(op string, err error) error { return refusal.Note(op, err) }

// Join keeps the identity.
func Join(a, b error) error { return refusal.Join(a, b) }

// Several keeps the identity.
func Several(errs ...error) error { return refusal.Errors(errs) }

// Flatten keeps the text only.
func Flatten(op string, err error) error { return refusal.Flatten(op, err) }

// Hide keeps nothing.
func Hide(err error) error { return refusal.Hide(err) }

// Silence keeps the cause where nobody finds it.
func Silence(err error) error { return refusal.Silence(err) }

// Sentinel is the answer as a variable, passed on.
var Sentinel = refusal.Sentinel

// ErrMoved is a sentinel of its own.
var ErrMoved = errors.New("the key master is elsewhere")

// Code is the answer as a constant, passed on.
const Code = refusal.Code

// Errno is the answer as a typed constant, passed on.
const Errno = refusal.Errno

// ErrKeyMasterRequired is the answer, passed on.
var ErrKeyMasterRequired = refusal.ErrKeyMasterRequired

// Translate is a refusal test: what it returns tells the refusal apart.
func Translate(err error) error {
	if refusal.Is(err) {
		return ErrMoved
	}
	return err
}

// Tested runs f and tests its error.
func Tested(f func() error) error {
	if err := f(); refusal.Is(err) {
		return ErrMoved
	} else {
		return err
	}
}

// Retried runs f until it has no error, and passes on the last one.
func Retried(f func() error) error {
	err := f()
	for range 3 {
		if err == nil {
			break
		}
		time.Sleep(time.Second)
		err = f()
	}
	return err
}

// Dropped runs f and drops its error.
func Dropped(f func() error) {
	if err := f(); err != nil {
		time.Sleep(time.Second)
	}
}

// Like is a refusal test, whatever the error's type.
func Like[E error](err E) bool { return refusal.Is(err) }

// A Reader has a declaration for those who cannot see its implementations.
type Reader interface {
	// Refused is a refusal test by declaration.
	//
	//keymaster:refusal
	Refused(err error) bool
	// Known says nothing of refusals.
	Known(err error) bool
}
