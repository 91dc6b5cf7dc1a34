// Package silent holds what must not be reported, with the near misses that must.
package silent

import (
	"crypto"
	"crypto/x509"
	"errors"
	"io"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	Key crypto.Signer
	Set []dns.RR
}

// KeyGenerate is silent: KEY embeds DNSKEY, and is SIG(0)'s key.
func KeyGenerate(k *dns.KEY) (crypto.PrivateKey, error) { return k.Generate(256) }

// KeyExplicit is silent: the path still goes through KEY.
func KeyExplicit(k *dns.KEY) (crypto.PrivateKey, error) { return k.DNSKEY.Generate(256) }

// KeyValue is silent: a KEY that is a variable, not a pointer.
func KeyValue() (crypto.PrivateKey, error) {
	var k dns.KEY
	return k.Generate(256)
}

// KeyPointer is silent: the address of the part inside KEY.
func KeyPointer(k *dns.KEY) (crypto.PrivateKey, error) { return (&k.DNSKEY).Generate(256) }

// CdnskeyGenerate is silent: the receiver is no DNSKEY.
func CdnskeyGenerate(k *dns.CDNSKEY) (crypto.PrivateKey, error) { return k.Generate(256) }

// DnskeyValue is unsafe: a DNSKEY that is a variable counts like a pointer.
func DnskeyValue() (crypto.PrivateKey, error) {
	var k dns.DNSKEY
	k.Flags = dns.ZONE | dns.SEP
	return k.Generate(256) // want `KM001: .*Generate`
}

// DnskeyParen is unsafe: parentheses and a star change nothing.
func DnskeyParen(k **dns.DNSKEY) (crypto.PrivateKey, error) {
	return (*(*k)).Generate(256) // want `KM001: .*Generate`
}

// SigSign is silent: SIG has a Sign of its own, for messages.
func SigSign(s *dns.SIG, key crypto.Signer, m *dns.Msg) ([]byte, error) { return s.Sign(key, m) }

// SigRRSIG is silent: the path goes through SIG.
func SigRRSIG(s *dns.SIG, key crypto.Signer, set []dns.RR) error { return s.RRSIG.Sign(key, set) }

// RRSIGValue is unsafe: the value's address is taken for the call.
func RRSIGValue(s dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// RRSIGElement is unsafe: an element of a slice.
func RRSIGElement(sigs []dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return sigs[0].Sign(key, set) // want `KM001: .*Sign`
}

// TlsaSign is silent: a misnomer, it fills in a certificate record.
func TlsaSign(r *dns.TLSA, c *x509.Certificate) error { return r.Sign(3, 1, 1, c) }

// SmimeaSign is silent: likewise.
func SmimeaSign(r *dns.SMIMEA, c *x509.Certificate) error { return r.Sign(3, 1, 1, c) }

// Tsig is silent: transaction signatures.
func Tsig(m *dns.Msg) error {
	_, _, err := dns.TsigGenerate(m, "c2VjcmV0", "", false)
	return err
}

// TsigProvider is silent: an interface with a Generate.
func TsigProvider(p dns.TsigProvider, msg []byte, t *dns.TSIG) ([]byte, error) {
	return p.Generate(msg, t)
}

// Load is silent: keys are loaded on every replica.
func Load(k *dns.DNSKEY, r io.Reader) (crypto.PrivateKey, error) {
	return k.ReadPrivateKey(r, "Kexample.org.private")
}

// LoadText is silent.
func LoadText(k *dns.DNSKEY, text string) (crypto.PrivateKey, error) { return k.NewPrivateKey(text) }

// Export is silent.
func Export(k *dns.DNSKEY, p crypto.PrivateKey) string { return k.PrivateKeyString(p) }

// Digest is silent: validators do it too.
func Digest(k *dns.DNSKEY) *dns.DS { return k.ToDS(dns.SHA256) }

// Copies is silent.
func Copies(k *dns.DNSKEY) (*dns.CDNSKEY, *dns.CDS) {
	return k.ToCDNSKEY(), k.ToDS(dns.SHA384).ToCDS()
}

// Verify is silent.
func Verify(s *dns.RRSIG, k *dns.DNSKEY, set []dns.RR) error { return s.Verify(k, set) }

// Hash is silent.
func Hash(p *dns.NSEC3PARAM, name string) string {
	return dns.HashName(name, p.Hash, p.Iterations, p.Salt)
}

// FlagsWithoutZone is silent: constant flags that lack ZONE make no zone key.
func FlagsWithoutZone() (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: 512, Protocol: 3, Algorithm: dns.ECDSAP256SHA256}
	return k.Generate(256)
}

// FlagsAssigned is silent: the same by assignment.
func FlagsAssigned() (crypto.PrivateKey, error) {
	k := new(dns.DNSKEY)
	k.Flags = 0
	k.Algorithm = dns.ED25519
	return k.Generate(256)
}

// FlagsWithZone is unsafe: 256 is ZONE.
func FlagsWithZone() (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: 256, Protocol: 3, Algorithm: dns.ECDSAP256SHA256}
	return k.Generate(256) // want `KM001: .*Generate`
}

// FlagsOverwritten is unsafe: the last assignment before the call sets ZONE.
func FlagsOverwritten() (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: 512}
	k.Flags = dns.ZONE | dns.SEP
	return k.Generate(256) // want `KM001: .*Generate`
}

// FlagsOr is unsafe: ZONE is added.
func FlagsOr() (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: 512}
	k.Flags |= dns.ZONE
	return k.Generate(256) // want `KM001: .*Generate`
}

// FlagsEither is unsafe: on one path the flags hold ZONE.
func FlagsEither(ksk bool) (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: 512}
	if ksk {
		k.Flags = 257
	}
	return k.Generate(256) // want `KM001: .*Generate`
}

// FlagsUnknown is unsafe: what is not constant may hold ZONE.
func FlagsUnknown(flags uint16) (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Flags: flags}
	return k.Generate(256) // want `KM001: .*Generate`
}

// Signer looks like RRSIG and is the package's own.
type Signer struct{}

// Sign has another meaning here.
func (Signer) Sign(crypto.Signer, []dns.RR) error { return errors.New("own") }

// Generate has another meaning here.
func (*Signer) Generate(int) (crypto.PrivateKey, error) { return nil, errors.New("own") }

// Own is silent: names alone are nothing.
func Own(s Signer, key crypto.Signer, set []dns.RR) error {
	if _, err := s.Generate(256); err != nil {
		return err
	}
	return s.Sign(key, set)
}

// RRSIG is a type of this package with the name of the other.
type RRSIG dns.RRSIG

// Sign is the package's own: a defined type has none of dns.RRSIG's methods.
func (*RRSIG) Sign(crypto.Signer, []dns.RR) error { return nil }

// Defined is silent: the receiver's type is another one.
func Defined(s *RRSIG, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// Shadowing has a Sign in front of the embedded one.
type Shadowing struct{ dns.RRSIG }

// Sign hides RRSIG.Sign.
func (*Shadowing) Sign(crypto.Signer, []dns.RR) error { return nil }

// Shadowed is silent: the outer method is called.
func Shadowed(s *Shadowing, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// ShadowedInner is unsafe: the inner one is.
func ShadowedInner(s *Shadowing, key crypto.Signer, set []dns.RR) error {
	return s.RRSIG.Sign(key, set) // want `KM001: .*Sign`
}

// PlainSigner is silent: crypto.Signer's Sign is no zone operation by itself.
func PlainSigner(key crypto.Signer, digest []byte) ([]byte, error) {
	return key.Sign(nil, digest, crypto.SHA256)
}

// Fields is silent: a literal signs nothing.
func Fields() []dns.RR {
	return []dns.RR{&dns.NSEC3PARAM{Hash: 1}, &dns.RRSIG{TypeCovered: dns.TypeSOA}, &dns.DNSKEY{Flags: 257}}
}
