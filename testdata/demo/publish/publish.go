// Package publish sends records to a zone's primary server by dynamic update.
package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/miekg/dns"

	"github.com/keymasterlint/keymaster/testdata/demo/role"
)

// Publisher updates zones on one server.
type Publisher struct {
	Client *dns.Client
	Server string // with its port
}

// update starts an update message for zone.
func update(zone string) *dns.Msg {
	return new(dns.Msg).SetUpdate(zone)
}

// Address publishes the address of a host. Ordinary records need no key master:
// nothing is reported here, though the answer is not looked at.
func (p *Publisher) Address(ctx context.Context, zone string, a *dns.A) error {
	m := update(zone)
	m.Insert([]dns.RR{a})
	_, _, err := p.Client.ExchangeContext(ctx, m, p.Server)
	return err
}

// Key publishes a new zone key. Handled: a server that is not the key master
// says NOTAUTH or REFUSED in its answer, with a nil error, and both are told
// apart from success.
func (p *Publisher) Key(ctx context.Context, zone string, key *dns.DNSKEY) error {
	m := update(zone)
	m.Insert([]dns.RR{key})
	r, _, err := p.Client.ExchangeContext(ctx, m, p.Server)
	if err != nil {
		return fmt.Errorf("publish key of %s: %w", zone, err)
	}
	switch r.Rcode {
	case dns.RcodeSuccess:
		return nil
	case dns.RcodeNotAuth, dns.RcodeRefused:
		return fmt.Errorf("publish key of %s: %w", zone, role.ErrElsewhere)
	}
	return errors.New("publish key: " + dns.RcodeToString[r.Rcode])
}

// Child publishes the CDS record from which the parent zone takes its DS.
func (p *Publisher) Child(ctx context.Context, zone string, key *dns.DNSKEY) error {
	cds := key.ToDS(dns.SHA256).ToCDS()
	m := update(zone)
	m.Insert([]dns.RR{cds})
	// Wrong: err tells whether an answer came, not what it said. A refusal is in
	// the answer's rcode, which is dropped here, so it passes for success.
	_, _, err := p.Client.ExchangeContext(ctx, m, p.Server)
	return err
}
