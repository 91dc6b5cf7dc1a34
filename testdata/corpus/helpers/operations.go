package helpers

import (
	"errors"
	"fmt"
	"strings"
)

// signAllSafe is safe: each of its callers guards or handles.
func signAllSafe(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// AllSafeGuard is safe: it guards.
func AllSafeGuard(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return signAllSafe(j)
}

// AllSafeHandle is safe: it handles what the helper returns.
func AllSafeHandle(j *Job) error {
	if err := signAllSafe(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// signNoneSafe has no safe caller: one report, at the operation.
func signNoneSafe(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// NoneSafeA is unsafe, reported in the helper.
func NoneSafeA(j *Job) error { return signNoneSafe(j) }

// NoneSafeB is unsafe, reported in the helper.
func NoneSafeB(j *Job) {
	if err := signNoneSafe(j); err != nil {
		note(err)
	}
}

// signMixed has safe and unsafe callers: each unsafe one is reported.
func signMixed(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// MixedSafe is safe.
func MixedSafe(j *Job) error {
	if err := requireKeyMaster(); err != nil {
		return err
	}
	return signMixed(j)
}

// MixedBare is unsafe.
func MixedBare(j *Job) error {
	return signMixed(j) // want `KM001: .*(signMixed|Sign)`
}

// MixedTwice is unsafe at its first call only.
func MixedTwice(j, k *Job) error {
	if err := signMixed(j); err != nil { // want `KM001: .*(signMixed|Sign)`
		return err
	}
	if !isKeyMaster() {
		return errMoved
	}
	return signMixed(k)
}

// signNeverCalled is unsafe: nobody calls it, so it is reported itself.
func signNeverCalled(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// signAsValue is unsafe: it is used as a value, so not all its calls can be seen.
func signAsValue(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Handlers hands the helper out.
var Handlers = map[string]func(*Job) error{"sign": signAsValue}

// AsValueGuarded is safe by itself, which does not save the helper.
func AsValueGuarded(j *Job) error {
	if isKeyMaster() {
		return signAsValue(j)
	}
	return nil
}

// signChecked is safe: it asks itself.
func signChecked(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CheckedBare is safe: the guard lives in the callee (S23).
func CheckedBare(j *Job) error { return signChecked(j) }

// signTested is safe: it handles the refusal itself.
func signTested(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == errKM {
		return errMoved
	}
	return err
}

// TestedBare is safe: the refusal is known in the callee.
func TestedBare(j *Job) error { return signTested(j) }

// signWrapped keeps the identity of the error: its caller can test it.
func signWrapped(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	return nil
}

// WrappedTested is safe.
func WrappedTested(j *Job) error {
	err := signWrapped(j)
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// signText keeps the text of the error only.
func signText(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// TextTested is safe: a text test.
func TextTested(j *Job) error {
	if err := signText(j); err != nil && strings.Contains(err.Error(), "9101") {
		return errMoved
	}
	return nil
}

// TextIdentity is unsafe: an identity test of a text.
func TextIdentity(j *Job) error {
	if err := signText(j); errors.Is(err, errKM) { // want `KM007: .*(signText|Sign)`
		return errMoved
	}
	return nil
}

// signFresh loses the refusal: no caller can test it.
func signFresh(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: .*Sign`
		return errors.New("sign failed")
	}
	return nil
}

// FreshTested is unsafe, reported in the helper: the test never matches.
func FreshTested(j *Job) error {
	if err := signFresh(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// signOK says only whether it worked.
func signOK(j *Job) bool { return j.Sig.Sign(j.Key, j.Set) == nil }

// OKGuarded is safe: the guard makes up for it.
func OKGuarded(j *Job) bool { return isKeyMaster() && signOK(j) }

// OKBare is unsafe: a bool is no refusal test.
func OKBare(j *Job) bool {
	return signOK(j) // want `KM001: .*(signOK|Sign)`
}

// OKOrder is unsafe: the operands are evaluated in this order.
func OKOrder(j *Job) bool {
	return signOK(j) && isKeyMaster() // want `KM001: .*(signOK|Sign)`
}

// signRefused returns the outcome of the test.
func signRefused(j *Job) (refused bool, err error) {
	err = j.Sig.Sign(j.Key, j.Set)
	return errors.Is(err, errKM), err
}

// RefusedBare is safe: what is returned is a test's outcome.
func RefusedBare(j *Job) error {
	refused, err := signRefused(j)
	if refused {
		return errMoved
	}
	return err
}

// generate has an error that only some callers look at.
func generate(j *Job) (any, error) { return j.DK.Generate(256) }

// GenerateTested is safe.
func GenerateTested(j *Job) (any, error) {
	key, err := generate(j)
	if errors.Is(err, errKM) {
		return nil, errMoved
	}
	return key, err
}

// GenerateBlank is unsafe.
func GenerateBlank(j *Job) any {
	key, _ := generate(j) // want `KM001: .*(generate|Generate)`
	return key
}

// signFromDead is called by a guarded caller and by one that nobody calls.
func signFromDead(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// FromDeadSafe is safe.
func FromDeadSafe(j *Job) error {
	if isKeyMaster() {
		return signFromDead(j)
	}
	return nil
}

// deadCaller is unsafe: nobody calls it, and it does not ask.
func deadCaller(j *Job) error {
	return signFromDead(j) // want `KM001: .*(signFromDead|Sign)`
}

// Public is unsafe: exported, so it is reported itself.
func Public(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// PublicCaller is silent: Public is reported, its callers in the module are not.
func PublicCaller(j *Job) error { return Public(j) }

// PublicGuarded is safe, which does not save Public.
func PublicGuarded(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return Public(j)
}
