// Package lib is used by package later: what its functions mean crosses packages.
package lib

import (
	"crypto"
	"errors"
	"os"
	"syscall"

	"github.com/miekg/dns"
)

type role int

const roleKeyMaster role = 1

var localRole role

// MayEdit is a check by its body.
func MayEdit() bool { return localRole == roleKeyMaster }

// Ensure returns only on the key master.
func Ensure() {
	if !MayEdit() {
		os.Exit(1)
	}
}

// IsMoved is a refusal test.
func IsMoved(err error) bool { return errors.Is(err, syscall.Errno(9101)) }

// With runs f on the key master only.
func With(f func() error) error {
	if !MayEdit() {
		return errors.New("not here")
	}
	return f()
}

// Sign is unsafe: exported, and it does not ask.
func Sign(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}
