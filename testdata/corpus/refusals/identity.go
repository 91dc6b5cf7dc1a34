package refusals

import (
	"errors"
	"syscall"
)

// Equal is safe: idiom 2, the identity of the error.
func Equal(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == errKM {
		return errMoved
	}
	return err
}

// NotEqual is safe: the same turned round.
func NotEqual(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != errKM {
		return err
	}
	return errMoved
}

// EqualReversed is safe: the code stands on the left.
func EqualReversed(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if syscall.Errno(9101) == err {
		return errMoved
	}
	return err
}

// EqualHex is safe: 0x238D is 9101.
func EqualHex(j *Job) error {
	if _, err := j.DK.Generate(256); err == errKMHex {
		return errMoved
	}
	return nil
}

// SwitchErr is safe: idiom 1.
func SwitchErr(j *Job) error {
	switch err := j.Sig.Sign(j.Key, j.Set); err {
	case nil:
		return nil
	case errZone, errKM:
		return errMoved
	default:
		return err
	}
}

// SwitchErrOther is unsafe: the code is in no case.
func SwitchErrOther(j *Job) error {
	switch err := j.Sig.Sign(j.Key, j.Set); err { // want `KM001: .*Sign`
	case nil:
		return nil
	case errZone, errOther:
		return errMoved
	default:
		return err
	}
}

// SwitchTagless is safe: idiom 4 inside a tagless switch.
func SwitchTagless(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errKM):
		return errMoved
	}
	return err
}

// SwitchTaglessHidden is unsafe: a refusal never gets past the first case.
func SwitchTaglessHidden(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	switch {
	case err != nil:
		return err
	case errors.Is(err, errKM):
		return errMoved
	}
	return nil
}

// Is is safe: idiom 4.
func Is(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// IsNegated is safe: idiom 4, negated.
func IsNegated(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if !errors.Is(err, syscall.Errno(0x238d)) {
		return err
	}
	return errMoved
}

// IsSentinel is safe: idiom 6, a package variable holds the code.
func IsSentinel(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, sentinel) {
		return errMoved
	}
	return err
}

// IsOther is unsafe: 9102 is another code.
func IsOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if errors.Is(err, errOther) {
		return errMoved
	}
	return err
}

// As is safe: idiom 5.
func As(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return errMoved
	}
	return err
}

// AsSwitch is safe: idiom 5 with a switch.
func AsSwitch(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) {
		switch errno {
		case errOther:
			return nil
		case errKM:
			return errMoved
		}
	}
	return err
}

// AsThenIs is handled: both ask the same, so the second call is never reached, and a refusal passes for success (KM006).
func AsThenIs(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == errKM && !errors.Is(err, errKM) { // want `KM006: `
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// AsOnly is unsafe: that it is an Errno at all is no refusal test.
func AsOnly(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno
	}
	return err
}

// AsOtherCode is unsafe: it is compared with another code.
func AsOtherCode(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == errOther {
		return errMoved
	}
	return err
}

// AsNegated is safe: the comparison stands behind the guard clause.
func AsNegated(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return err
	}
	if errno != errKM {
		return errno
	}
	return errMoved
}

// AsType is safe: the generic form of errors.As.
func AsType(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errno, ok := errors.AsType[syscall.Errno](err); ok && errno == errKM {
		return errMoved
	}
	return err
}

// AsTypeOnly is unsafe: no comparison follows.
func AsTypeOnly(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		note(errno)
	}
	return err
}

// Assert is safe: idiom 3.
func Assert(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errno, ok := err.(syscall.Errno); ok && errno == errKM {
		return errMoved
	}
	return err
}

// AssertUnchecked is handled: idiom 3 without ok; what is not an Errno panics. A refusal passes for success (KM006).
func AssertUnchecked(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && err.(syscall.Errno) != errKM { // want `KM006: `
		return err
	}
	return nil
}

// AssertSwitch is safe: a type switch, then the comparison.
func AssertSwitch(j *Job) error {
	switch e := j.Sig.Sign(j.Key, j.Set).(type) {
	case nil:
		return nil
	case syscall.Errno:
		if e == errKM {
			return errMoved
		}
		return e
	default:
		return e
	}
}

// AssertOther is unsafe: the type alone is looked at.
func AssertOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if _, ok := err.(syscall.Errno); ok {
		return errMoved
	}
	return err
}

// Number is safe: the Errno is compared as a number.
func Number(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && uint32(errno) == 9101 {
		return errMoved
	}
	return err
}

// HResult is safe: the HRESULT form of the code.
func HResult(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && uint32(errno) == hresultKM {
		return errMoved
	}
	return err
}

// HResultSigned is safe: the same as a signed number.
func HResultSigned(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	errno, _ := err.(syscall.Errno)
	if int32(uint32(errno)) == -2147015795 {
		return errMoved
	}
	return err
}

// HResultMasked is safe: idiom 7, the code is cut out of the HRESULT.
func HResultMasked(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	errno, ok := err.(syscall.Errno)
	if ok && errno&0x1fff0000 == 0x00070000 && errno&0xffff == 9101 {
		return errMoved
	}
	return err
}

// HResultOther is unsafe: the masked number is compared with another code.
func HResultOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	errno, ok := err.(syscall.Errno)
	if ok && errno&0xffff == 9601 {
		return errMoved
	}
	return err
}

// hresult is an error with a number in it.
type hresult struct{ Code uint32 }

func (h *hresult) Error() string { return "hresult" }

// FieldOfError is safe: idiom 9, a field of the error is compared.
func FieldOfError(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var h *hresult
	if errors.As(err, &h) && h.Code == 0x8007238d {
		return errMoved
	}
	return err
}

// coder is an interface with a code.
type coder interface{ Code() uintptr }

// MethodOfError is safe: idiom 10, a code that a method gives.
func MethodOfError(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if c, ok := err.(coder); ok && c.Code() == 0x8007238D {
		return errMoved
	}
	return err
}
