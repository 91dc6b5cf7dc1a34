package edge

import (
	"crypto"
	"errors"

	"github.com/miekg/dns"
)

// GenericBare is unsafe: a generic function is judged by its origin, once.
func GenericBare[T any](j *Job, extra T) error {
	note(extra)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// GenericGuarded is safe.
func GenericGuarded[T any](j *Job, extra T) error {
	if !isKeyMaster() {
		return errMoved
	}
	note(extra)
	return j.Sig.Sign(j.Key, j.Set)
}

// GenericUsers is silent: GenericBare is reported itself.
func GenericUsers(j *Job) {
	note(GenericBare(j, 1), GenericBare(j, "x"), GenericGuarded[any](j, nil))
}

// signGeneric is unsafe: no instance is called by anybody safe.
func signGeneric[T any](j *Job, _ T) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// GenericHelperBare is unsafe, reported in the helper, once for two instances.
func GenericHelperBare(j *Job) {
	note(signGeneric(j, 1))
	note(signGeneric(j, "x"))
}

// signGenericMixed has a guarded instance and a bare one.
func signGenericMixed[T any](j *Job, _ T) error { return j.Sig.Sign(j.Key, j.Set) }

// GenericMixed is unsafe at its first call.
func GenericMixed(j *Job) error {
	if err := signGenericMixed(j, 1); err != nil { // want `KM001: .*(signGenericMixed|Sign)`
		return err
	}
	if isKeyMaster() {
		return signGenericMixed(j, "x")
	}
	return nil
}

// rrSigner is a constraint that RRSIG satisfies.
type rrSigner interface {
	Sign(k crypto.Signer, set []dns.RR) error
}

// GenericConstraint is silent: the type parameter's method is not RRSIG's by its type.
func GenericConstraint[S rrSigner](s S, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set)
}

// UsesConstraint is silent: the origin is judged, not the instance.
func UsesConstraint(j *Job) error { return GenericConstraint(j.Sig, j.Key, j.Set) }

// OwnInterface is silent: the static type is an interface of this package.
func OwnInterface(s rrSigner, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// Box is a generic type.
type Box[T any] struct {
	job *Job
	val T
}

// Sign is unsafe: a method of a generic type.
func (b *Box[T]) Sign() error {
	return b.job.Sig.Sign(b.job.Key, b.job.Set) // want `KM001: .*Sign`
}

// Guarded is safe.
func (b *Box[T]) Guarded() error {
	if isKeyMaster() {
		return b.job.Sig.Sign(b.job.Key, b.job.Set)
	}
	return nil
}

// isKeyMasterFor is a generic check.
func isKeyMasterFor[T comparable](roles map[T]int, who T) bool { return roles[who] == roleKeyMaster }

// GenericCheck is safe: a generic function is a check like any other.
func GenericCheck(j *Job, roles map[string]int) error {
	if !isKeyMasterFor(roles, "example.org.") {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// isAny is a generic refusal test.
func isAny[E error](err error, targets ...E) bool {
	if errors.Is(err, errKM) {
		return true
	}
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

// GenericTest is safe: the helper tests on every path.
func GenericTest(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); isAny(err, errMoved) {
		return errMoved
	}
	return nil
}

// Holder embeds a generic box of an RRSIG.
type Holder struct{ Wrap[*dns.RRSIG] }

// Wrap holds a value.
type Wrap[T any] struct{ V T }

// Field is unsafe: the field of the instance is an RRSIG.
func (h Holder) Field(j *Job) error {
	return h.V.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
