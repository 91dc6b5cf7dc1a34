// Package signer wraps the operations of example.com/hsm.
package signer

import (
	"crypto"
	"errors"
	"fmt"
	"log"

	"github.com/miekg/dns"

	"example.com/hsm"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/signer/internal/store"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	DK  *dns.DNSKEY
	Key crypto.Signer
	Set []dns.RR
}

// Sign is unsafe: exported; hsm's undeclared wrapper is an operation here.
func Sign(j *Job) error {
	return hsm.Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// SignAll is silent: Sign is reported, its callers in this module are not. In
// other modules it is an operation, and the refusal is its second result.
func SignAll(jobs ...*Job) (int, error) {
	for n, j := range jobs {
		if err := Sign(j); err != nil {
			return n, err
		}
	}
	return len(jobs), nil
}

// Save is silent: store.Put is reported.
func Save(j *Job) error { return store.Put(j.Sig, j.Key, j.Set) }

// Make is unsafe: exported; the refusal is its second result.
func Make(j *Job) (crypto.PrivateKey, error) {
	return hsm.Generate(j.DK) // want `KM001: .*Generate`
}

// SignWrapped is unsafe: exported; it keeps the identity for its callers.
func SignWrapped(j *Job) error {
	if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return fmt.Errorf("sign: %w", err)
	}
	return nil
}

// SignText is unsafe: exported; it keeps the text only.
func SignText(j *Job) error {
	if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// SignFresh is unsafe: exported, and no caller can tell.
func SignFresh(j *Job) error {
	if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return errors.New("sign failed")
	}
	return nil
}

// SignQuiet is unsafe: exported, and it drops the refusal.
func SignQuiet(j *Job) {
	if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		log.Print(err)
	}
}

// SignOK is unsafe: exported, and it says only whether it worked.
func SignOK(j *Job) bool {
	return hsm.Sign(j.Sig, j.Key, j.Set) == nil // want `KM001: .*Sign`
}

// MustSign is unsafe: exported, and it panics with any error.
func MustSign(j *Job) {
	if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		panic(err)
	}
}

// SignChecked is safe: it asks itself.
func SignChecked(j *Job) error {
	if !authority.May() {
		return answers.ErrMoved
	}
	return hsm.Sign(j.Sig, j.Key, j.Set)
}

// SignTested is safe: it tests the refusal itself.
func SignTested(j *Job) error {
	err := hsm.Sign(j.Sig, j.Key, j.Set)
	if answers.Moved(err) {
		log.Print("ask the key master")
	}
	return err
}

// SignTranslated is safe: the refusal is told apart in what it returns.
func SignTranslated(j *Job) error {
	return answers.Translate(hsm.Sign(j.Sig, j.Key, j.Set))
}

// SignRefused is safe: what it returns is a test's outcome.
func SignRefused(j *Job) (refused bool, err error) {
	err = hsm.Sign(j.Sig, j.Key, j.Set)
	return answers.Moved(err), err
}

// SignForced is unsafe: exported, and a forced call does not ask.
func SignForced(j *Job, force bool) error {
	if !force && !authority.May() {
		return answers.ErrMoved
	}
	return hsm.Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// SignDeclared is silent: a contract that its callers must meet.
//
//keymaster:only -- the caller knows which server this is
func SignDeclared(j *Job) error { return hsm.Sign(j.Sig, j.Key, j.Set) }

// SignHere is unsafe: the contract is not met, and the caller cannot be seen.
func SignHere(j *Job) error {
	return SignDeclared(j) // want `KM001: .*Sign`
}

// SignThere is safe: it meets the contract.
func SignThere(j *Job) error {
	if err := authority.Check(); err != nil {
		return err
	}
	return SignDeclared(j)
}

// SignZone is unsafe: exported. Its subject is the zone.
func SignZone(zone string, j *Job) error {
	j.Sig.SignerName = zone
	return hsm.Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// SignChild is silent: SignZone is reported. Its subject is the child.
func SignChild(parentZone, zone string, j *Job) error {
	log.Print(parentZone)
	return SignZone(zone, j)
}

// A Client signs.
type Client struct{ authority.Desk }

// Sign is unsafe: an exported method of an exported type.
func (*Client) Sign(j *Job) error {
	return hsm.Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// Refused is a refusal test.
func (*Client) Refused(err error) bool { return answers.Moved(err) }

type session struct{}

// Open hands out a type that has no exported name.
func Open() *session { return &session{} }

// Sign is unsafe: nobody in the package calls it.
func (*session) Sign(j *Job) error {
	return hsm.Sign(j.Sig, j.Key, j.Set) // want `KM001: .*Sign`
}

// A Board signs zones.
type Board interface {
	// SignZone is an operation by declaration.
	//
	//keymaster:only -- implementations ask nobody
	SignZone(zone string) error
	// Status is none.
	Status() string
}

// A Plain signs zones, without a declaration.
type Plain interface{ Sign(j *Job) error }

// Direct returns a Plain whose method is an operation.
func Direct() Plain { return &Client{} }

// Each is unsafe: judged by its origin.
func Each[T any](all []T, job func(T) *Job) error {
	for _, one := range all {
		j := job(one)
		if err := hsm.Sign(j.Sig, j.Key, j.Set); err != nil { // want `KM001: .*Sign`
			return err
		}
	}
	return nil
}

// A Batch signs all that it holds.
type Batch[T any] struct {
	all []T
	job func(T) *Job
}

// Of returns a batch.
func Of[T any](job func(T) *Job, all ...T) *Batch[T] { return &Batch[T]{all, job} }

// Sign is silent: Each is reported.
func (b *Batch[T]) Sign() error { return Each(b.all, b.job) }

// Run runs what it is given with a job: no operation.
func Run(f func(*Job) error, j *Job) error { return f(j) }

// Default signs: a variable that holds an operation.
var Default = Sign

// Hooks are run by whoever has them.
type Hooks struct{ Sign func(*Job) error }

// Standard returns hooks that sign.
func Standard() Hooks { return Hooks{Sign: Sign} }
