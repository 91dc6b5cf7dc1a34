// Package left is one side of a diamond.
package left

import (
	"errors"

	"example.com/signer"
	"example.com/zones/diamond/base"
)

// Sign is safe: it asks.
func Sign(j *signer.Job) error {
	if !base.May() {
		return errors.New("elsewhere")
	}
	return base.Sign(j)
}

// Good is a check: true implies the role.
func Good() bool { return base.May() }

// Moved is a refusal test.
func Moved(err error) bool { return base.Gone(err) }
