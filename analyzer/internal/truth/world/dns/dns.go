// Package dns stands in for github.com/miekg/dns: the same names and signatures
// for what the generated functions use, and a record of every operation.
package dns

import (
	"crypto"
	"time"
)

// Refuse decides the outcome of an operation; the harness installs it.
var Refuse func(signer crypto.Signer, bits int) error

// Update decides the outcome of a dynamic update; the harness installs it.
var Update func(address string) (rcode int, err error)

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

// Header returns the header.
func (k *DNSKEY) Header() *RR_Header { return &k.Hdr }

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

// Rcodes of replies, and the opcode of an update.
const (
	RcodeSuccess       = 0
	RcodeServerFailure = 2
	RcodeRefused       = 5
	RcodeNotAuth       = 9

	OpcodeUpdate = 5
)

// MsgHdr is the header of a message.
type MsgHdr struct {
	Id     uint16
	Opcode int
	Rcode  int
}

// Msg is a message.
type Msg struct {
	MsgHdr
	Ns []RR
}

// SetUpdate makes the message an update.
func (m *Msg) SetUpdate(z string) *Msg {
	m.Opcode = OpcodeUpdate
	return m
}

// Insert adds records.
func (m *Msg) Insert(rr []RR) { m.Ns = append(m.Ns, rr...) }

// Client sends messages.
type Client struct{ Net string }

// Exchange sends m; only an update that carries a record can be refused.
func (c *Client) Exchange(m *Msg, address string) (r *Msg, rtt time.Duration, err error) {
	r = new(Msg)
	if m.Opcode == OpcodeUpdate && len(m.Ns) > 0 {
		r.Rcode, err = Update(address)
	}
	if err != nil {
		return nil, 0, err
	}
	return r, 0, nil
}
