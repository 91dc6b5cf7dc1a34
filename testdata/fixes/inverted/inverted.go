// Package inverted has role checks that are the wrong way round.
package inverted

import (
	"crypto"
	"errors"

	"github.com/miekg/dns"
)

type server interface {
	IsKeyMaster(zone string) bool
	RequireKeyMaster(zone string) error
}

var errElsewhere = errors.New("another server is the key master")

func call(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if s.IsKeyMaster(sig.SignerName) {
		return errElsewhere
	}
	return sig.Sign(key, set) // want `KM003: `
}

func negated(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if key != nil && !s.IsKeyMaster(sig.SignerName) {
		return sig.Sign(key, set) // want `KM003: `
	}
	return nil
}

func variable(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	is := s.IsKeyMaster(sig.SignerName)
	if is || key == nil {
		return errElsewhere
	}
	return sig.Sign(key, set) // want `KM003: `
}

func asError(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if err := s.RequireKeyMaster(sig.SignerName); err == nil {
		return errElsewhere
	}
	return sig.Sign(key, set) // want `KM003: `
}

// No fix: on the other side somebody relies on the check.
func bothSides(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if s.IsKeyMaster(sig.SignerName) {
		return sig.Sign(key, set)
	}
	return sig.Sign(key, set) // want `KM003: `
}

// No fix: two conditions ask for the answer.
func twice(s server, sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	is := s.IsKeyMaster(sig.SignerName)
	if is {
		set = nil
	}
	if is {
		return errElsewhere
	}
	return sig.Sign(key, set) // want `KM003: `
}
