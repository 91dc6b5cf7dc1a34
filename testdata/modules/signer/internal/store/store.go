// Package store is internal to example.com/signer.
package store

import (
	"crypto"
	"example.com/hsm"

	"github.com/miekg/dns"
)

// Put is unsafe: exported, though only this module can call it.
func Put(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return hsm.Sign(sig, key, set) // want `KM001: .*Sign`
}
