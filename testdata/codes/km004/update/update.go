// Package update tests the answer to a dynamic update, of both versions of miekg/dns: the
// refusal is an rcode, and the error is nil.
package update

import (
	"context"
	"errors"
	"strings"
	"syscall"

	v2 "codeberg.org/miekg/dns"
	"github.com/miekg/dns"

	"codes/role"
)

func message(key *dns.DNSKEY) *dns.Msg {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	return m
}

// Identity is KM004: 9101 never crosses the wire.
func Identity(c *dns.Client, key *dns.DNSKEY, addr string) error {
	_, _, err := c.Exchange(message(key), addr) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Number is KM004: an rcode is never 9101.
func Number(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr) // want `KM004: `
	if err == nil && r.Rcode == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// As is KM004: the error of an answered update is nil.
func As(c *dns.Client, key *dns.DNSKEY, addr string) error {
	_, _, err := c.Exchange(message(key), addr) // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// Text is KM004: nor has it a text.
func Text(c *dns.Client, key *dns.DNSKEY, addr string) error {
	_, _, err := c.Exchange(message(key), addr) // want `KM004: `
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// IdentityV2 is KM004: version 2 answers alike.
func IdentityV2(ctx context.Context, c *v2.Client, key *v2.DNSKEY, addr string) error {
	u := v2.NewMsg("example.org.", v2.TypeSOA)
	u.Opcode = v2.OpcodeUpdate
	u.Ns = append(u.Ns, key)
	_, _, err := c.Exchange(ctx, u, "tcp", addr) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// NotAuth is safe: one of the two rcodes.
func NotAuth(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err == nil && r.Rcode == dns.RcodeNotAuth {
		return role.ErrElsewhere
	}
	return err
}

// Refused is safe: the other.
func Refused(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err == nil && r.Rcode == dns.RcodeRefused {
		return role.ErrElsewhere
	}
	return err
}

// NotSuccess is safe: what is not NOERROR holds both.
func NotSuccess(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err == nil && r.Rcode != dns.RcodeSuccess {
		return role.ErrElsewhere
	}
	return err
}

// NotSuccessV2 is safe: the same in version 2.
func NotSuccessV2(ctx context.Context, c *v2.Client, key *v2.DNSKEY, addr string) error {
	u := v2.NewMsg("example.org.", v2.TypeSOA)
	u.Opcode = v2.OpcodeUpdate
	u.Ns = append(u.Ns, key)
	r, _, err := c.Exchange(ctx, u, "tcp", addr)
	if err == nil && r.Rcode != v2.RcodeSuccess {
		return role.ErrElsewhere
	}
	return err
}

// Other is KM001: NXRRSET is another answer.
func Other(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr) // want `KM001: `
	if err == nil && r.Rcode == dns.RcodeNXRrset {
		return role.ErrElsewhere
	}
	return err
}

// NotReached is KM001: an answered update has no error, so the rcode is not looked at.
func NotReached(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr) // want `KM001: `
	if err != nil && r.Rcode == dns.RcodeRefused {
		return role.ErrElsewhere
	}
	return err
}
