// Package four is the last of four; it imports the third and the contracts' owner.
package four

import (
	"errors"

	"example.com/signer"
	"example.com/zones/chain/one"
	"example.com/zones/chain/three"
	"example.com/zones/chain/two"
)

var errMoved = errors.New("the key master is elsewhere")

// Sign is silent: one.Sign is reported.
func Sign(j *signer.Job) error { return three.Sign(j) }

// Contract is unsafe: the contract comes from the second level.
func Contract(j *signer.Job) error {
	return two.Contract(j) // want `KM001: .*(Contract|Sign)`
}

// ContractGuarded is safe: the check is four levels away.
func ContractGuarded(j *signer.Job) error {
	if !three.Ready() {
		return errMoved
	}
	return two.Contract(j)
}

// ContractInverted is unsafe.
func ContractInverted(j *signer.Job) error {
	if !three.Ready() {
		return two.Contract(j) // want `KM003: .*(Contract|Sign)`
	}
	return nil
}

// ContractFirst is unsafe: the first level's contract.
func ContractFirst(j *signer.Job) {
	if err := one.Declared(j); err != nil { // want `KM001: .*(Declared|Sign)`
		return
	}
}

// GoneIsNone is unsafe: one.Gone asks something else about its argument.
func GoneIsNone(j *signer.Job) error {
	err := one.Declared(j) // want `KM001: .*(Declared|Sign)`
	if one.Gone(err) {
		return errMoved
	}
	return err
}

// Ready is silent: nothing is signed that does not ask.
func Ready(j *signer.Job) error { return three.SignReady(j) }
