// Package asm has functions without bodies, as assembly makes them.
package asm

import (
	"crypto"

	"github.com/miekg/dns"
)

// isKeyMaster is written in assembly; its name is all that is known.
func isKeyMaster() bool

// ready is written in assembly, and its name is neutral.
func ready() bool

// signAsm is written in assembly.
func signAsm(s *dns.RRSIG) error

// Guarded is safe.
func Guarded(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if !isKeyMaster() {
		return nil
	}
	return s.Sign(key, set)
}

// Unguarded is unsafe: nobody knows what ready means.
func Unguarded(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if !ready() {
		return nil
	}
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// Unknown is silent: what signAsm does cannot be seen.
func Unknown(s *dns.RRSIG) error { return signAsm(s) }
