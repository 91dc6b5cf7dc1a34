// Package right is the other side of a diamond: it means the opposite.
package right

import (
	"example.com/signer"
	"example.com/zones/diamond/base"
)

// Sign is unsafe: it does not ask.
func Sign(j *signer.Job) error {
	return base.Sign(j) // want `KM001: .*Sign`
}

// Good is a check: false implies the role.
func Good() bool { return !base.May() }

// Moved is no refusal test.
func Moved(err error) bool { return err != nil }
