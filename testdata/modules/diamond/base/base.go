// Package base is at the bottom of a diamond.
package base

import (
	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
)

// Sign is a contract.
//
//keymaster:only -- left and right decide
func Sign(j *signer.Job) error { return signer.Sign(j) }

// May is a check.
func May() bool { return authority.May() }

// Gone is a refusal test.
func Gone(err error) bool { return answers.Moved(err) }
