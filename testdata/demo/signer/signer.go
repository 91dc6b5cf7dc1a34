// Package signer signs the record sets of a zone and makes its keys.
package signer

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/miekg/dns"

	"github.com/keymasterlint/keymaster/testdata/demo/role"
)

// Service signs zones with keys that it holds or reaches through a key service.
type Service struct {
	Roles *role.Client
	Keys  map[string]Key // by zone
	Log   *slog.Logger
}

// Key is a zone signing key: the public record, and the signer that holds the
// private half. The signer may be remote; then it may refuse.
type Key struct {
	Record *dns.DNSKEY
	Signer crypto.Signer
}

// RRset is all records of one name and type, to be signed together.
type RRset []dns.RR

// signature prepares the RRSIG that key will fill in for zone.
func signature(zone string, key Key) *dns.RRSIG {
	now := time.Now()
	return &dns.RRSIG{
		Algorithm:  key.Record.Algorithm,
		KeyTag:     key.Record.KeyTag(),
		SignerName: zone,
		Inception:  uint32(now.Add(-time.Hour).Unix()),
		Expiration: uint32(now.Add(14 * 24 * time.Hour).Unix()),
	}
}

// Sign signs one set. Guarded: it returns early where this host is not the key master.
func (s *Service) Sign(ctx context.Context, zone string, set RRset) (*dns.RRSIG, error) {
	if err := s.Roles.RequireKeyMaster(ctx, zone); err != nil {
		return nil, err
	}
	key := s.Keys[zone]
	sig := signature(zone, key)
	if err := sig.Sign(key.Signer, set); err != nil {
		return nil, fmt.Errorf("sign %s: %w", zone, err)
	}
	return sig, nil
}

// SignAll signs the apex sets of several zones. Guarded: the loop skips every
// zone whose keys are elsewhere, and the others have passed the check.
func (s *Service) SignAll(ctx context.Context, apex map[string]RRset) ([]*dns.RRSIG, error) {
	var sigs []*dns.RRSIG
	for zone, set := range apex {
		if !s.Roles.IsKeyMaster(ctx, zone) {
			s.Log.Info("signed elsewhere", "zone", zone)
			continue
		}
		key := s.Keys[zone]
		sig := signature(zone, key)
		if err := sig.Sign(key.Signer, set); err != nil {
			return sigs, fmt.Errorf("sign %s: %w", zone, err)
		}
		sigs = append(sigs, sig)
	}
	return sigs, nil
}

// SignRemote does not ask first; the key service answers for itself. Handled:
// the refusal is told apart from other errors, and the caller learns where to go.
func (s *Service) SignRemote(zone string, set RRset) (*dns.RRSIG, error) {
	key := s.Keys[zone]
	sig := signature(zone, key)
	err := sig.Sign(key.Signer, set)
	switch {
	case errors.Is(err, role.KeyMasterRequired):
		return nil, fmt.Errorf("%w: %s", role.ErrElsewhere, zone)
	case err != nil:
		return nil, fmt.Errorf("sign %s: %w", zone, err)
	}
	return sig, nil
}

// Preview signs a set to show what the signature would look like.
func (s *Service) Preview(ctx context.Context, zone string, set RRset) (*dns.RRSIG, error) {
	key := s.Keys[zone]
	sig := signature(zone, key)
	// Wrong: the question comes too late. By the time the role is asked for,
	// a replica has already signed, or its signer has already refused.
	if err := sig.Sign(key.Signer, set); err != nil {
		return nil, err
	}
	if !s.Roles.IsKeyMaster(ctx, zone) {
		return nil, role.ErrElsewhere
	}
	return sig, nil
}

// Refresh replaces a signature that is about to expire.
func (s *Service) Refresh(ctx context.Context, zone string, set RRset) (*dns.RRSIG, error) {
	// Wrong: the check is made, but its bad outcome only leaves a line in the
	// log. The signing goes on all the same.
	if !s.Roles.IsKeyMaster(ctx, zone) {
		s.Log.Warn("not the key master", "zone", zone)
	}
	key := s.Keys[zone]
	sig := signature(zone, key)
	if err := sig.Sign(key.Signer, set); err != nil {
		return nil, fmt.Errorf("refresh %s: %w", zone, err)
	}
	return sig, nil
}
