// Package km007 drops the refusal in one function, and tests for it in another.
package km007

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"syscall"

	"github.com/miekg/dns"

	"codes/role"
)

// signVerb is KM007: %v keeps the text only.
func signVerb(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return fmt.Errorf("sign %s: %v", j.Zone, err)
	}
	return nil
}

// Verb is KM007 in signVerb: the text has another identity.
func Verb(j *role.Job) error {
	if err := signVerb(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// signFresh is KM007: nothing of the refusal is left.
func signFresh(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return errors.New("sign failed")
	}
	return nil
}

// Fresh is KM007 in signFresh: the comparison never matches.
func Fresh(j *role.Job) error {
	err := signFresh(j)
	if err == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// signText is KM007: a new error of the old one's text.
func signText(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM007: `
	if err != nil {
		return errors.New("sign: " + err.Error())
	}
	return nil
}

// Text is KM007 in signText: no Errno is in the chain.
func Text(j *role.Job) error {
	err := signText(j)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

var errSign = errors.New("cannot sign")

// signSentinel is KM007: one error for every cause.
func signSentinel(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		log.Print(err)
		return errSign
	}
	return nil
}

// Sentinel is KM007 in signSentinel.
func Sentinel(j *role.Job) error {
	switch err := signSentinel(j); err {
	case role.Refused:
		return role.ErrElsewhere
	default:
		return err
	}
}

// signSpelled is KM007: %s is as bad as %v, also beside a %w of something else.
func signSpelled(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return fmt.Errorf("%w: %s", errSign, err)
	}
	return nil
}

// Spelled is KM007 in signSpelled.
func Spelled(j *role.Job) error {
	if err := signSpelled(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// opaque has a cause and no Unwrap.
type opaque struct{ cause error }

func (e *opaque) Error() string { return "sign: " + e.cause.Error() }

// signOpaque is KM007: errors.Is does not look into the type.
func signOpaque(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return &opaque{err}
	}
	return nil
}

// Opaque is KM007 in signOpaque.
func Opaque(j *role.Job) error {
	if err := signOpaque(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// generate is KM007: the key's function is like the signature's.
func generate(k *dns.DNSKEY) (any, error) {
	key, err := k.Generate(256) // want `KM007: `
	if err != nil {
		return nil, fmt.Errorf("key: %v", err)
	}
	return key, nil
}

// Generate is KM007 in generate.
func Generate(k *dns.DNSKEY) (any, error) {
	key, err := generate(k)
	if errors.Is(err, role.Refused) {
		return nil, role.ErrElsewhere
	}
	return key, err
}

// first is KM007: it is two functions away from the test.
func first(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

func second(j *role.Job) error {
	if err := first(j); err != nil {
		return fmt.Errorf("zone: %w", err)
	}
	return nil
}

// Third is KM007 in first: the %w above keeps what was left.
func Third(j *role.Job) error {
	if err := second(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// SignPublic is KM007: it is exported, and one caller in the package tests for what it drops.
func SignPublic(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// Public is KM007 in SignPublic.
func Public(j *role.Job) error {
	if err := SignPublic(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// signKept is judged through its callers.
func signKept(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return fmt.Errorf("sign %s: %w", j.Zone, err)
	}
	return nil
}

// Kept is safe: %w keeps the identity.
func Kept(j *role.Job) error {
	if err := signKept(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// signJoined is judged through its callers.
func signJoined(j *role.Job) error {
	return errors.Join(errSign, j.Sig.Sign(j.Key, j.Set))
}

// Joined is safe: so does errors.Join.
func Joined(j *role.Job) error {
	if err := signJoined(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// signPrinted is judged through its callers.
func signPrinted(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// Printed is safe: the text is kept, and the text is tested.
func Printed(j *role.Job) error {
	if err := signPrinted(j); err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return nil
}

// SignUntested is KM001: no caller tests for what it drops.
func SignUntested(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: `
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// Untested is KM001 in SignUntested.
func Untested(j *role.Job) error {
	if err := SignUntested(j); err != nil {
		return errSign
	}
	return nil
}

// signOther is KM001: its caller tests for something else.
func signOther(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: `
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// Other is KM001 in signOther: 9102 is not the refusal.
func Other(j *role.Job) error {
	if err := signOther(j); errors.Is(err, syscall.Errno(9102)) {
		return nil
	}
	return role.ErrElsewhere
}

// SignTested is safe: it tests before it drops.
func SignTested(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	if err != nil {
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// Tested is safe: what it asks for is what the function answers with.
func Tested(j *role.Job) error {
	if err := SignTested(j); errors.Is(err, role.ErrElsewhere) {
		log.Print("signed elsewhere")
	}
	return nil
}

// signGuarded is judged through its callers.
func signGuarded(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return errSign
	}
	return nil
}

// Guarded is safe: the role makes up for the test that cannot match.
func Guarded(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return role.ErrElsewhere
	}
	if err := signGuarded(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// Here is KM001: it drops and tests in one function, and there is no caller's test.
func Here(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	if err != nil {
		err = fmt.Errorf("sign: %v", err)
	}
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}
