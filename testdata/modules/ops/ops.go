// Package ops calls another module's undeclared wrappers, whose own dependency
// it does not import: they are operations here.
package ops

import (
	"crypto"
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// Bare is unsafe.
func Bare(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}

// BareCaller is silent: Bare is reported, its callers in the module are not.
func BareCaller(j *signer.Job) error { return Bare(j) }

// Guarded is safe.
func Guarded(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signer.Sign(j)
}

// Handled is safe: its result is the refusal.
func Handled(j *signer.Job) error {
	if err := signer.Sign(j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// HandledHere is safe.
func HandledHere(j *signer.Job) error {
	if err := signer.Sign(j); errors.Is(err, answers.Errno) {
		return errMoved
	}
	return nil
}

// Failed is unsafe: err != nil is no refusal test.
func Failed(j *signer.Job) error {
	if err := signer.Sign(j); err != nil { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// AllBare is unsafe: a wrapper of a wrapper of a wrapper.
func AllBare(jobs ...*signer.Job) {
	if n, err := signer.SignAll(jobs...); err != nil { // want `KM001: .*Sign`
		note(n, err)
	}
}

// AllHandled is safe: the second result is the refusal.
func AllHandled(jobs ...*signer.Job) error {
	_, err := signer.SignAll(jobs...)
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// AllCounted is unsafe: the first result tells nothing.
func AllCounted(jobs ...*signer.Job) bool {
	n, _ := signer.SignAll(jobs...) // want `KM001: .*Sign`
	return n == len(jobs)
}

// AllGuarded is safe.
func AllGuarded(jobs ...*signer.Job) {
	if authority.May() {
		note(signer.SignAll(jobs...))
	}
}

// Saved is unsafe: the operation is in a package that only the other module can import.
func Saved(j *signer.Job) error {
	return signer.Save(j) // want `KM001: .*(Save|Sign)`
}

// SavedHandled is safe.
func SavedHandled(j *signer.Job) error {
	if err := signer.Save(j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// Made is unsafe: the refusal is the second result, and it is dropped.
func Made(j *signer.Job) crypto.PrivateKey {
	key, _ := signer.Make(j) // want `KM001: .*(Make|Generate)`
	return key
}

// MadeHandled is safe.
func MadeHandled(j *signer.Job) (crypto.PrivateKey, error) {
	key, err := signer.Make(j)
	if answers.Moved(err) {
		return nil, errMoved
	}
	return key, err
}

// Wrapped is safe: the wrapper keeps the identity.
func Wrapped(j *signer.Job) error {
	if err := signer.SignWrapped(j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// WrappedBare is unsafe.
func WrappedBare(j *signer.Job) error {
	return signer.SignWrapped(j) // want `KM001: .*Sign`
}

// Text is safe: the wrapper keeps the text, and the text is tested.
func Text(j *signer.Job) error {
	if err := signer.SignText(j); answers.Text(err) {
		return errMoved
	}
	return nil
}

// TextIdentity is unsafe: the wrapper keeps the text only.
func TextIdentity(j *signer.Job) error {
	if err := signer.SignText(j); answers.Moved(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// Fresh is unsafe: the wrapper loses the refusal, and no test can match.
func Fresh(j *signer.Job) error {
	if err := signer.SignFresh(j); answers.Moved(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// FreshGuarded is safe: a guard makes up for it.
func FreshGuarded(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signer.SignFresh(j)
}

// Quiet is unsafe: the wrapper drops the refusal.
func Quiet(j *signer.Job) {
	signer.SignQuiet(j) // want `KM001: .*Sign`
}

// QuietGuarded is safe.
func QuietGuarded(j *signer.Job) {
	authority.Must()
	signer.SignQuiet(j)
}

// OK is unsafe: a bool is no refusal test.
func OK(j *signer.Job) bool {
	return signer.SignOK(j) // want `KM001: .*Sign`
}

// OKGuarded is safe.
func OKGuarded(j *signer.Job) bool { return authority.May() && signer.SignOK(j) }

// OKOrder is unsafe: the operands are evaluated in this order.
func OKOrder(j *signer.Job) bool {
	return signer.SignOK(j) && authority.May() // want `KM001: .*Sign`
}

// Panicking is unsafe.
func Panicking(j *signer.Job) {
	signer.MustSign(j) // want `KM001: .*Sign`
}

// Checked is silent: the wrapper asks itself.
func Checked(j *signer.Job) error { return signer.SignChecked(j) }

// Tested is silent: the wrapper tests the refusal itself.
func Tested(j *signer.Job) error { return signer.SignTested(j) }

// Translated is silent: the wrapper tells it apart.
func Translated(j *signer.Job) error { return signer.SignTranslated(j) }

// Refused is silent: the wrapper returns a test's outcome.
func Refused(j *signer.Job) error {
	_, err := signer.SignRefused(j)
	return err
}

// Forced is unsafe: the wrapper does not always ask.
func Forced(j *signer.Job, force bool) error {
	return signer.SignForced(j, force) // want `KM001: .*Sign`
}

// Declared is unsafe: the other module's contract.
func Declared(j *signer.Job) error {
	return signer.SignDeclared(j) // want `KM001: .*Sign`
}

// DeclaredGuarded is safe.
func DeclaredGuarded(j *signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	return signer.SignDeclared(j)
}

// DeclaredElsewhere is silent: the wrapper of the contract meets it.
func DeclaredElsewhere(j *signer.Job) error { return signer.SignThere(j) }

// DeclaredPassedOn is unsafe: the wrapper of the contract does not meet it.
func DeclaredPassedOn(j *signer.Job) error {
	return signer.SignHere(j) // want `KM001: .*Sign`
}

// signBoth is judged through its callers.
func signBoth(j, k *signer.Job) error {
	if err := signer.Sign(j); err != nil {
		return err
	}
	return signer.Sign(k)
}

// BothGuarded is safe.
func BothGuarded(j, k *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signBoth(j, k)
}

// BothHandled is safe.
func BothHandled(j, k *signer.Job) error {
	if err := signBoth(j, k); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// BothBare is unsafe: other callers are safe, so the report is here.
func BothBare(j, k *signer.Job) error {
	return signBoth(j, k) // want `KM001: .*(signBoth|Sign)`
}

// signLone is unsafe: no caller is safe, so the report is at the operation.
func signLone(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}

// LoneA is unsafe, reported in the helper.
func LoneA(j *signer.Job) error { return signLone(j) }

// LoneB is unsafe, reported in the helper.
func LoneB(j *signer.Job) { note(signLone(j)) }

// Started is unsafe: go and defer are calls.
func Started(j *signer.Job) {
	go signer.SignQuiet(j)    // want `KM001: .*Sign`
	defer signer.SignQuiet(j) // want `KM001: .*Sign`
}

// StartedGuarded is safe.
func StartedGuarded(j *signer.Job) {
	if authority.May() {
		go signer.SignQuiet(j)
		defer signer.SignQuiet(j)
	}
}

// initial is unsafe: a package-level initialiser is reported where it stands.
var initial = signer.SignOK(new(signer.Job)) // want `KM001: .*Sign`

// Ignored is silent: the directive says why.
func Ignored(j *signer.Job) error {
	//keymaster:ignore KM001 -- a lab zone that nobody serves
	return signer.Sign(j)
}
