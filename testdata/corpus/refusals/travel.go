package refusals

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
)

// Wrapped is safe: %w keeps the identity.
func Wrapped(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil {
		err = fmt.Errorf("sign: %w", err)
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// WrappedTwice is safe: twice is no different.
func WrappedTwice(j *Job) error {
	err := fmt.Errorf("zone: %w", fmt.Errorf("sign: %w", j.Sig.Sign(j.Key, j.Set)))
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// WrappedSecond is safe: one of two %w.
func WrappedSecond(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err = fmt.Errorf("%w: %w", errMoved, err); errors.Is(err, errKM) {
		return err
	}
	return nil
}

// WrappedIdentity is unsafe: == never matches a wrapped error.
func WrappedIdentity(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		err = fmt.Errorf("sign: %w", err)
	}
	if err == errKM {
		return errMoved
	}
	return err
}

// Verb is unsafe: %v loses the identity.
func Verb(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		err = fmt.Errorf("sign: %v", err)
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// VerbText is safe: %v keeps the text.
func VerbText(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil {
		err = fmt.Errorf("sign: %v", err)
	}
	if err != nil && strings.Contains(err.Error(), "9101") {
		return errMoved
	}
	return err
}

// TextError is unsafe: a new error of the text has another identity.
func TextError(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		err = errors.New("sign: " + err.Error())
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// TextErrorText is safe: the text is still there.
func TextErrorText(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil {
		err = errors.New("sign: " + err.Error())
		if strings.Contains(err.Error(), "WIN32 9101") {
			return errMoved
		}
	}
	return err
}

// Fresh is unsafe: the fresh error has nothing of the refusal.
func Fresh(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		err = errors.New("sign failed")
	}
	if err != nil && strings.Contains(err.Error(), "9101") {
		return errMoved
	}
	return err
}

// Joined is safe: errors.Join keeps all its errors.
func Joined(j, k *Job) error {
	err := errors.Join(j.Sig.Sign(j.Key, j.Set), k.Sig.Sign(k.Key, k.Set))
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// JoinedIdentity is unsafe: a joined error is never identical to one of its parts.
func JoinedIdentity(j *Job) error {
	err := errors.Join(other(), j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	if err == errKM {
		return errMoved
	}
	return err
}

// opError has a cause and an Unwrap.
type opError struct {
	op  string
	err error
}

func (e *opError) Error() string { return e.op + ": " + e.err.Error() }
func (e *opError) Unwrap() error { return e.err }

// opaqueError has a cause and no Unwrap.
type opaqueError struct{ err error }

func (e *opaqueError) Error() string { return "opaque: " + e.err.Error() }

// sealedError is another one without Unwrap; its field is read.
type sealedError struct{ cause error }

func (e *sealedError) Error() string { return "sealed" }

// Struct is safe: errors.Is follows Unwrap.
func Struct(j *Job) error {
	var err error
	if e := j.Sig.Sign(j.Key, j.Set); e != nil {
		err = &opError{op: "sign", err: e}
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// StructOpaque is unsafe: without Unwrap errors.Is sees the outer error only.
func StructOpaque(j *Job) error {
	var err error
	if e := j.Sig.Sign(j.Key, j.Set); e != nil { // want `KM001: .*Sign`
		err = &opaqueError{e}
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// StructField is safe: the field itself is tested.
func StructField(j *Job) error {
	e := &sealedError{j.Sig.Sign(j.Key, j.Set)}
	if e.cause == errKM {
		return errMoved
	}
	return e
}

// Unwrapped is safe: Unwrap gives the cause back.
func Unwrapped(j *Job) error {
	err := fmt.Errorf("sign: %w", j.Sig.Sign(j.Key, j.Set))
	if errors.Unwrap(err) == errKM {
		return errMoved
	}
	return err
}

// Copied is safe: another variable holds the same error.
func Copied(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	first := err
	err = other()
	if first == errKM {
		return errMoved
	}
	return err
}

// Pointer is safe: the error goes through a pointer.
func Pointer(j *Job) error {
	var err error
	p := &err
	*p = j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Converted is safe: the errno is converted before it is compared.
func Converted(j *Job) error {
	var e any = j.Sig.Sign(j.Key, j.Set)
	if n, ok := e.(syscall.Errno); ok && int(n) == 0x238D {
		return errMoved
	}
	return nil
}

// isRefusal is a predicate, idiom 6.
func isRefusal(err error) bool { return errors.Is(err, errKM) }

// isBusy is a predicate for something else.
func isBusy(err error) bool { return errors.Is(err, errOther) }

// classify turns the refusal into another error.
func classify(err error) error {
	if err == errKM {
		return errMoved
	}
	return err
}

// Predicate is safe: the helper tests its argument.
func Predicate(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); isRefusal(err) {
		return errMoved
	}
	return nil
}

// PredicateOther is unsafe: the helper tests for another code.
func PredicateOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if isBusy(err) {
		return nil
	}
	return err
}

// PredicateThrown is unsafe: the helper's answer is thrown away.
func PredicateThrown(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	_ = isRefusal(err)
	return err
}

// Classified is safe: the helper tells the refusal apart and its result goes out.
func Classified(j *Job) error {
	return classify(j.Sig.Sign(j.Key, j.Set))
}

// Unknown is unsafe: an argument to a function that does not test it.
func Unknown(j *Job, report func(error) bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if report(err) {
		return nil
	}
	return err
}
