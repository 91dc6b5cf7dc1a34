// Package dns stands in for github.com/miekg/dns: the same names and signatures
// for what the generated functions use, and a record of every operation.
package dns

import "crypto"

// Refuse decides the outcome of an operation; the harness installs it.
var Refuse func(signer crypto.Signer, bits int) error

// RR is a resource record.
type RR interface{ Header() *RR_Header }

// RR_Header is the header that all records share.
type RR_Header struct {
	Name   string
	Rrtype uint16
	Class  uint16
	Ttl    uint32
}

// Header returns h itself.
func (h *RR_Header) Header() *RR_Header { return h }

// DNSKEY is a zone key.
type DNSKEY struct {
	Hdr       RR_Header
	Flags     uint16
	Protocol  uint8
	Algorithm uint8
	PublicKey string
}

// RRSIG is a signature.
type RRSIG struct {
	Hdr        RR_Header
	KeyTag     uint16
	SignerName string
	Algorithm  uint8
}

// Generate makes a key pair.
func (k *DNSKEY) Generate(bits int) (crypto.PrivateKey, error) {
	if err := Refuse(nil, bits); err != nil {
		return nil, err
	}
	return "key", nil
}

// Sign signs rrset.
func (rr *RRSIG) Sign(k crypto.Signer, rrset []RR) error { return Refuse(k, 0) }
