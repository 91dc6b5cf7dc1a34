// Package hsm signs with keys that are kept elsewhere. No package of
// example.com/zones imports it: what it does arrives through example.com/signer.
package hsm

import (
	"crypto"

	"github.com/miekg/dns"
)

// Sign is unsafe: exported, and it does not ask. In other modules it is an operation.
func Sign(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return sig.Sign(key, set) // want `KM001: .*Sign`
}

// Generate is unsafe: exported; the refusal is its second result.
func Generate(k *dns.DNSKEY) (crypto.PrivateKey, error) {
	return k.Generate(256) // want `KM001: .*Generate`
}
