// Package one is the first of four that pass an operation on.
package one

import (
	"errors"

	"example.com/signer"
	"example.com/zones/internal/duty"
)

// Sign is unsafe: exported, and reported itself.
func Sign(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}

// SignHere is safe: it asks.
func SignHere(j *signer.Job) error {
	if !duty.Mine() {
		return errors.New("elsewhere")
	}
	return signer.Sign(j)
}

// Declared is silent: a contract.
//
//keymaster:only -- package four decides
func Declared(j *signer.Job) error { return signer.Sign(j) }

// Ready is a check, by its body.
func Ready() bool { return duty.Mine() }

// Gone is a refusal test, by its body.
func Gone(err error) bool { return err != nil && duty.Mine() }
