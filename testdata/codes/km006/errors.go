// Package km006 knows the refusal and does nothing about it.
package km006

import (
	"errors"
	"log"
	"syscall"

	"github.com/miekg/dns"

	"codes/role"
)

// Nil is KM006: a refusal passes for a signature.
func Nil(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) { // want `KM006: `
		return nil
	}
	return err
}

// Empty is KM006: the branch is empty, and behind it all is well.
func Empty(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == role.Refused { // want `KM006: `
	} else if err != nil {
		return err
	}
	return nil
}

// Case is KM006: the case of the refusal is that of success.
func Case(j *role.Job) error {
	switch err := j.Sig.Sign(j.Key, j.Set); err {
	case nil, role.Refused: // want `KM006: `
		return nil
	default:
		return err
	}
}

// CaseEmpty is KM006: a case with nothing in it.
func CaseEmpty(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	switch {
	case err == nil:
	case errors.Is(err, role.Refused): // want `KM006: `
	default:
		return err
	}
	return nil
}

// Negated is KM006: every error goes out but the refusal.
func Negated(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && !errors.Is(err, role.Refused) { // want `KM006: `
		return err
	}
	return nil
}

// Fatal is KM006: every error ends the program but the refusal.
func Fatal(j *role.Job) {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil && err != role.Refused { // want `KM006: `
		log.Fatal(err)
	}
}

// Continue is KM006: the next one, please.
func Continue(jobs []*role.Job) error {
	for _, j := range jobs {
		err := j.Sig.Sign(j.Key, j.Set)
		if errors.Is(err, role.Refused) { // want `KM006: `
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// As is KM006: errors.As and a comparison.
func As(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 { // want `KM006: `
		return nil
	}
	return err
}

// AsNested is KM006: the inner condition knows the refusal.
func AsNested(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		if errno == role.Refused { // want `KM006: `
			return nil
		}
	}
	return err
}

// Cleared is KM006: the error is made none.
func Cleared(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) { // want `KM006: `
		err = nil
	}
	return err
}

// Deferred is KM006: a deferred function makes the named result none.
func Deferred(j *role.Job) (err error) {
	defer func() {
		if errors.Is(err, role.Refused) { // want `KM006: `
			err = nil
		}
	}()
	return j.Sig.Sign(j.Key, j.Set)
}

// Generated is KM006: no key, and no error.
func Generated(k *dns.DNSKEY) error {
	key, err := k.Generate(256)
	if errors.Is(err, role.Refused) { // want `KM006: `
		return nil
	}
	log.Print(key)
	return err
}

// Logged is safe: a line in the log is an effect.
func Logged(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		log.Printf("%s is signed by its key master", j.Zone)
		return nil
	}
	return err
}

// Counted is safe: so is a counter.
func Counted(jobs []*role.Job) (elsewhere int, err error) {
	for _, j := range jobs {
		err := j.Sig.Sign(j.Key, j.Set)
		if errors.Is(err, role.Refused) {
			elsewhere++
			continue
		}
		if err != nil {
			return elsewhere, err
		}
	}
	return elsewhere, nil
}

// Answered is safe: the result of the branch is its own.
func Answered(j *role.Job) (signed bool, err error) {
	err = j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return false, nil
	}
	return err == nil, err
}

// Failed is safe: the refusal is reported as an error.
func Failed(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// PassedOn is safe: the refusal goes out as it is, only the others are logged.
func PassedOn(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && !errors.Is(err, role.Refused) {
		log.Print(err)
	}
	return err
}

// Stored is safe: a field keeps the outcome.
func Stored(j *role.Job, moved map[string]bool) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		moved[j.Zone] = true
		return nil
	}
	return err
}

// Forwarded is safe: the branch does something else instead.
func Forwarded(j *role.Job, forward func(zone string) error) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return forward(j.Zone)
	}
	return err
}

// AnyError is KM001: nothing knows the refusal.
func AnyError(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: `
		return nil
	}
	return nil
}

// Other is KM001: the branch that does nothing is another code's.
func Other(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	if errors.Is(err, syscall.Errno(9102)) {
		return nil
	}
	return err
}

// NotAsked is safe: nothing was refused, another server has the role.
func NotAsked(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}
