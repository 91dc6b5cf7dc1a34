// Package v2 signs and sends dynamic updates with codeberg.org/miekg/dns,
// which has no SetUpdate and no Insert.
package v2

import (
	"context"
	"crypto"
	"errors"
	"io"
	"net"
	"syscall"

	"codeberg.org/miekg/dns"
	"codeberg.org/miekg/dns/rdata"
)

const zone = "example.org."

var (
	errMoved   = errors.New("the key master is elsewhere")
	keyMasters = map[string]bool{}
)

func isKeyMaster(zone string) bool { return keyMasters[zone] }

// Sign is unsafe: v2 has one more parameter.
func Sign(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return sig.Sign(key, set, nil) // want `KM001: .*Sign`
}

// SignOptions is unsafe: the options change nothing.
func SignOptions(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return sig.Sign(key, set, &dns.SignOption{}) // want `KM001: .*Sign`
}

// SignGuarded is safe.
func SignGuarded(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if !isKeyMaster(zone) {
		return errMoved
	}
	return sig.Sign(key, set, nil)
}

// SignHandled is safe: the signer's error can be the refusal.
func SignHandled(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	err := sig.Sign(key, set, nil)
	if errors.Is(err, syscall.Errno(9101)) {
		return errMoved
	}
	return err
}

// Generate is unsafe.
func Generate(k *dns.DNSKEY) (crypto.PrivateKey, error) {
	return k.Generate(256) // want `KM001: .*Generate`
}

// GenerateHandled is safe.
func GenerateHandled(k *dns.DNSKEY) (crypto.PrivateKey, error) {
	key, err := k.Generate(256)
	if err == syscall.Errno(9101) {
		return nil, errMoved
	}
	return key, err
}

// UpdateDNSKEY is unsafe: the record is a parameter of its type.
func UpdateDNSKEY(ctx context.Context, c *dns.Client, k *dns.DNSKEY, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, k)
	_, _, err := c.Exchange(ctx, u, "tcp", addr) // want `KM001: .*Exchange`
	return err
}

// UpdateDS is unsafe: a literal in v2's two layers.
func UpdateDS(ctx context.Context, c *dns.Client, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = []dns.RR{&dns.DS{Hdr: dns.Header{Name: zone}, DS: rdata.DS{KeyTag: 1, Algorithm: 13}}}
	_, _, err := c.Exchange(ctx, u, "tcp", addr) // want `KM001: .*Exchange`
	return err
}

// UpdatePackage is unsafe: the function of the package, with a CDS.
func UpdatePackage(ctx context.Context, cds *dns.CDS, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, cds)
	_, err := dns.Exchange(ctx, u, "udp", addr) // want `KM001: .*Exchange`
	return err
}

// UpdateConn is unsafe: over a connection, with an NSEC3PARAM.
func UpdateConn(ctx context.Context, c *dns.Client, conn net.Conn, p *dns.NSEC3PARAM) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, p)
	_, _, err := c.ExchangeWithConn(ctx, u, conn) // want `KM001: .*ExchangeWithConn`
	return err
}

// UpdateNew is unsafe: New reads a constant text.
func UpdateNew(ctx context.Context, c *dns.Client, addr string) error {
	rr, err := dns.New("example.org. IN CDNSKEY 0 3 0 AA==")
	if err != nil {
		return err
	}
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, rr)
	_, _, err = c.Exchange(ctx, u, "tcp", addr) // want `KM001: .*Exchange`
	return err
}

// UpdateWritten is unsafe: a packed update is written.
func UpdateWritten(w io.Writer, sig *dns.RRSIG) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, sig)
	if err := u.Pack(); err != nil {
		return err
	}
	_, err := u.WriteTo(w) // want `KM001: .*WriteTo`
	return err
}

// UpdateRcode is safe: the rcode is tested.
func UpdateRcode(ctx context.Context, c *dns.Client, k *dns.DNSKEY, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, k)
	r, _, err := c.Exchange(ctx, u, "tcp", addr)
	if err != nil {
		return err
	}
	if r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// UpdateRcodeSwitch is safe: a case names the refusal.
func UpdateRcodeSwitch(ctx context.Context, k *dns.DNSKEY, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, k)
	r, err := dns.Exchange(ctx, u, "tcp", addr)
	if err != nil {
		return err
	}
	switch r.MsgHeader.Rcode {
	case dns.RcodeRefused:
		return errMoved
	}
	return nil
}

// UpdateGuarded is safe: the role is checked for the zone of the message.
func UpdateGuarded(ctx context.Context, c *dns.Client, k *dns.DNSKEY, addr string) error {
	if !isKeyMaster("EXAMPLE.org") {
		return errMoved
	}
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, k)
	_, _, err := c.Exchange(ctx, u, "tcp", addr)
	return err
}

// UpdateOtherZone is unsafe: the check is for another zone.
func UpdateOtherZone(ctx context.Context, c *dns.Client, k *dns.DNSKEY, addr string) error {
	if !isKeyMaster("example.com") {
		return errMoved
	}
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, k)
	_, _, err := c.Exchange(ctx, u, "tcp", addr) // want `KM002: .*Exchange`
	return err
}

// NoUpdate is silent: the opcode is that of a query.
func NoUpdate(ctx context.Context, c *dns.Client, k *dns.DNSKEY, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Ns = append(u.Ns, k)
	_, _, err := c.Exchange(ctx, u, "tcp", addr)
	return err
}

// Address is silent.
func Address(ctx context.Context, c *dns.Client, a *dns.A, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, a)
	_, _, err := c.Exchange(ctx, u, "tcp", addr)
	return err
}

// Unknown is silent: the records are a parameter.
func Unknown(ctx context.Context, c *dns.Client, rrs []dns.RR, addr string) error {
	u := dns.NewMsg(zone, dns.TypeSOA)
	u.Opcode = dns.OpcodeUpdate
	u.Ns = append(u.Ns, rrs...)
	_, _, err := c.Exchange(ctx, u, "tcp", addr)
	return err
}

// Sig0 is silent: SIG's Sign is RRSIG's by promotion, and SIG(0) all the same.
func Sig0(s *dns.SIG, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set, nil)
}

// Sig0Explicit is silent: the path goes through SIG.
func Sig0Explicit(s *dns.SIG, key crypto.Signer, set []dns.RR) error {
	return s.RRSIG.Sign(key, set, nil)
}

// KeyRecord is silent: KEY is SIG(0)'s key.
func KeyRecord(k *dns.KEY) (crypto.PrivateKey, error) {
	return k.Generate(256)
}

// ZoneDigest is silent: ZONEMD's Sign is a digest.
func ZoneDigest(z *dns.ZONEMD, rrs []dns.RR) error {
	return z.Sign(rrs, nil)
}

// Tsig is silent: TSIG signs transactions.
func Tsig(m *dns.Msg, key []byte) error {
	return dns.TSIGSign(m, dns.HmacTSIG{Secret: key}, &dns.TSIGOption{})
}

// LoadKey is silent: keys are loaded on every replica.
func LoadKey(k *dns.DNSKEY, text string) (crypto.PrivateKey, error) {
	return k.NewPrivate(text)
}
