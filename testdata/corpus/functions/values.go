package functions

import (
	"crypto"
	"errors"

	"github.com/miekg/dns"
)

// MethodValue is unsafe: a bound method is the method.
func MethodValue(j *Job) error {
	f := j.Sig.Sign
	return f(j.Key, j.Set) // want `KM001: .*Sign`
}

// MethodValueGuarded is safe.
func MethodValueGuarded(j *Job) error {
	f := j.Sig.Sign
	if !isKeyMaster() {
		return errMoved
	}
	return f(j.Key, j.Set)
}

// MethodValueHandled is safe.
func MethodValueHandled(j *Job) error {
	sign := j.Sig.Sign
	if err := sign(j.Key, j.Set); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// MethodValueKey is silent: KEY's method bound.
func MethodValueKey(k *dns.KEY) (crypto.PrivateKey, error) {
	f := k.Generate
	return f(256)
}

// MethodExpressionValue is unsafe: a method expression in a variable.
func MethodExpressionValue(j *Job) error {
	f := (*dns.RRSIG).Sign
	return f(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// FuncValue is safe: the variable holds the helper, and its call is guarded.
func FuncValue(j *Job) error {
	f := signForValue
	if !isKeyMaster() {
		return errMoved
	}
	return f(j)
}

func signForValue(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// FuncEither is unsafe: one of the two functions it may hold does not ask.
func FuncEither(j *Job, careful bool) error {
	f := signEither
	if careful {
		f = signCareful
	}
	return f(j)
}

func signEither(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func signCareful(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CheckValue is safe: the variable holds the check.
func CheckValue(j *Job) error {
	check := isKeyMaster
	if !check() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}
