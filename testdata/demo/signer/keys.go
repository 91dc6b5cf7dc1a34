package signer

import (
	"context"
	"crypto"
	"fmt"

	"github.com/miekg/dns"
)

// Flags of a zone key that signs record sets (RFC 4034 section 2.1.1).
const zoneKey = dns.ZONE

// newRecord describes a key that is still to be made.
func newRecord(zone string) *dns.DNSKEY {
	return &dns.DNSKEY{
		Hdr:       dns.RR_Header{Name: zone, Rrtype: dns.TypeDNSKEY, Class: dns.ClassINET, Ttl: 3600},
		Flags:     zoneKey,
		Protocol:  3,
		Algorithm: dns.ECDSAP256SHA256,
	}
}

// Bootstrap makes the first key of a zone. Guarded, the other way round: the key
// is made inside the branch that the check opens.
func (s *Service) Bootstrap(ctx context.Context, zone string) error {
	if s.Roles.IsKeyMaster(ctx, zone) {
		record := newRecord(zone)
		private, err := record.Generate(256)
		if err != nil {
			return fmt.Errorf("first key of %s: %w", zone, err)
		}
		s.Keys[zone] = Key{Record: record, Signer: private.(crypto.Signer)}
	}
	return nil
}

// RollOver replaces the key of a zone.
func (s *Service) RollOver(zone string) {
	record := newRecord(zone)
	// Wrong: nobody asked for the role, and a refusal is one log line among
	// others. The zone keeps its old key, and nothing tells that from success.
	private, err := record.Generate(256)
	if err != nil {
		s.Log.Error("rollover", "zone", zone, "err", err)
		return
	}
	s.Keys[zone] = Key{Record: record, Signer: private.(crypto.Signer)}
}
