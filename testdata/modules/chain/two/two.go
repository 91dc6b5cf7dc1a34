// Package two is the second of four.
package two

import (
	"example.com/signer"
	"example.com/zones/chain/one"
)

// Sign is silent: one.Sign is reported, its callers in the module are not.
func Sign(j *signer.Job) error { return one.Sign(j) }

// Contract is silent: it hands the contract on.
//
//keymaster:only -- package four decides
func Contract(j *signer.Job) error { return one.Declared(j) }

// Broken is unsafe: it neither meets the contract nor hands it on.
func Broken(j *signer.Job) error {
	return one.Declared(j) // want `KM001: .*(Declared|Sign)`
}

// Ready is a check.
func Ready() error {
	if one.Ready() {
		return nil
	}
	return errNotReady
}

type notReady struct{}

func (notReady) Error() string { return "not ready" }

var errNotReady = notReady{}
