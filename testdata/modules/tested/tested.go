// Package tested has tests, inside and outside: nothing is reported in them.
package tested

import (
	"example.com/signer"
	"example.com/signer/authority"
)

// signForTests is unsafe: only tests call it, and they do not count.
func signForTests(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}

// signGuarded is safe: its caller asks, and the test's call does not count.
func signGuarded(j *signer.Job) error { return signer.Sign(j) }

// Guarded is safe.
func Guarded(j *signer.Job) error {
	if !authority.May() {
		return nil
	}
	return signGuarded(j)
}

// Exported is unsafe.
func Exported(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}
