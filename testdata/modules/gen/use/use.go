// Package use calls what is generated in another package.
package use

import (
	"errors"

	"example.com/signer"
	"example.com/zones/gen"
)

var errMoved = errors.New("the key master is elsewhere")

// Bare is unsafe: the report moves here from the generated file.
func Bare(j *signer.Job) error {
	return gen.Sign(j) // want `KM001: .*Sign`
}

// Guarded is safe: by a generated check.
func Guarded(j *signer.Job) error {
	if !gen.May() {
		return errMoved
	}
	return gen.Sign(j)
}

// Handled is safe: by a generated refusal test.
func Handled(j *signer.Job) error {
	if err := gen.Sign(j); gen.Moved(err) {
		return errMoved
	}
	return nil
}

// Failed is unsafe.
func Failed(j *signer.Job) {
	if err := gen.Sign(j); err != nil { // want `KM001: .*Sign`
		return
	}
}

// Asked is silent: the generated function asks.
func Asked(j *signer.Job) error { return gen.SignHere(j) }

// Local is silent: gen.Local is reported.
func Local(j *signer.Job) error { return gen.Local(j) }
