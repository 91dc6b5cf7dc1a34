// Package refusal knows the answer 9101. Most of its functions have neutral
// names: only their bodies tell what they mean.
package refusal

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"syscall"
)

// Code is the answer as a constant.
const Code = 9101

// Errno is the answer as a typed constant.
const Errno syscall.Errno = Code

var (
	// Sentinel is the answer as a variable.
	Sentinel error = syscall.Errno(9101)
	// Busy is another answer.
	Busy error = syscall.Errno(170)
	// ErrKeyMasterRequired is the answer, and its name says so.
	ErrKeyMasterRequired = error(Errno)
)

// Is is a refusal test.
func Is(err error) bool { return errors.Is(err, Errno) }

// Not is a refusal test: it tells the refusal apart as well.
func Not(err error) bool { return !Is(err) }

// A Kind is a kind of answer.
type Kind int

// Kinds of answers.
const (
	Fine Kind = iota
	Moved
	Other
)

// Classify is a refusal test: its result tells the refusal apart.
func Classify(err error) Kind {
	switch {
	case err == nil:
		return Fine
	case errors.Is(err, Errno):
		return Moved
	}
	return Other
}

// Name is a refusal test: its result tells the refusal apart.
func Name(err error) string {
	switch err {
	case nil:
		return "fine"
	case Errno:
		return "ask the key master"
	}
	return err.Error()
}

// Text is a refusal test on the error's text.
func Text(err error) bool { return err != nil && strings.Contains(err.Error(), "9101") }

// CodeOf takes the code out for its caller to look at.
func CodeOf(err error) syscall.Errno {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno
	}
	return 0
}

// Advise is a refusal test without a result: it acts on the outcome itself.
func Advise(err error) {
	if Is(err) {
		log.Print("ask the key master")
	}
}

// Second is a refusal test of its second parameter.
func Second(first, second error) bool { return first == nil && second == nil || Is(second) }

// IsBusy is none: it tells another answer apart.
func IsBusy(err error) bool { return errors.Is(err, Busy) }

// Failed is none: it is err != nil by another name.
func Failed(err error) bool { return err != nil }

// Verbose is none: the refusal passes where verbose is false.
func Verbose(err error, verbose bool) bool { return verbose && Is(err) }

// Forget is none: the outcome is thrown away.
func Forget(err error) { _ = Is(err) }

// An Error keeps its cause.
type Error struct {
	Op  string
	Err error
}

func (e *Error) Error() string { return e.Op + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// An Errors keeps several causes.
type Errors []error

func (e Errors) Error() string { return fmt.Sprint([]error(e)) }

// Unwrap returns the causes.
func (e Errors) Unwrap() []error { return e }

// A Mute does not give its cause away.
type Mute struct{ Err error }

func (m *Mute) Error() string { return "failed" }

// Wrap keeps the identity.
func Wrap(op string, err error) error { return &Error{op, err} }

// Note keeps the identity.
func Note(op string, err error) error { return fmt.Errorf("%s: %w", op, err) }

// Join keeps the identity.
func Join(a, b error) error { return errors.Join(a, b) }

// Flatten keeps the text only.
func Flatten(op string, err error) error { return fmt.Errorf("%s: %v", op, err) }

// Hide keeps nothing.
func Hide(err error) error {
	if err != nil {
		return errors.New("failed")
	}
	return nil
}

// Silence keeps the cause where nobody finds it.
func Silence(err error) error { return &Mute{err} }
