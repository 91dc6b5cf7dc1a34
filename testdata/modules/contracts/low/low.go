// Package low has contracts and declarations for other packages.
package low

import (
	"errors"

	"example.com/signer"
)

// Sign is silent: a contract on what is an operation by inference.
//
//keymaster:only -- the callers know their zones
func Sign(j *signer.Job) error { return signer.Sign(j) }

// Remote is silent, and an operation by declaration only: its body shows nothing.
//
//keymaster:only -- the other end of the socket signs
func Remote(text string) error { return send(text) }

// Undeclared is silent: its body shows nothing.
func Undeclared(text string) error { return send(text) }

// Asked is a check by declaration only.
//
//keymaster:check
func Asked() bool { return send("role?") == nil }

// Outside is a check by declaration only: false implies the role.
//
//keymaster:check false
func Outside() bool { return send("outside?") == nil }

// Greet is a check by declaration only: nil implies the role.
//
//keymaster:check nil
func Greet() error { return send("role, please") }

// Unknown is no check.
func Unknown() bool { return send("load?") == nil }

// Declined is a refusal test by declaration only.
//
//keymaster:refusal
func Declined(err error) bool { return listed[err] }

// Listed is none.
func Listed(err error) bool { return listed[err] }

var listed = map[error]bool{}

var send = func(text string) error { return errors.New(text) }

// A Desk has a method that is a contract.
type Desk struct{}

// Sign is silent: a contract.
//
//keymaster:only -- the callers know their zones
func (*Desk) Sign(j *signer.Job) error { return signer.Sign(j) }

// A Boss has a method that is a contract by declaration.
type Boss interface {
	// Order is an operation.
	//
	//keymaster:only -- whoever is behind it signs
	Order(zone string) error
}
