// Package uses calls what CoreDNS exports: wrappers of another module, which nobody here wrote, that perform
// an operation for their callers.
package uses

import (
	"context"
	"errors"
	"syscall"
	"time"

	"github.com/coredns/coredns/plugin"
	"github.com/coredns/coredns/plugin/dnssec"
	"github.com/coredns/coredns/plugin/sign"
	"github.com/coredns/coredns/request"
	"github.com/miekg/dns"
)

var errMoved = errors.New("the key master is elsewhere")

func isKeyMaster() bool { return time.Now().IsZero() }

// Bare is unsafe: the signer signs each RRset of the zone.
func Bare(s *sign.Signer) error {
	_, err := s.Sign(time.Now()) // want `KM001: Sign \(by \(\*dns\.RRSIG\)\.Sign\)`
	return err
}

// Tested is safe: the signer returns what signing says.
func Tested(s *sign.Signer) error {
	_, err := s.Sign(time.Now())
	if errors.Is(err, syscall.Errno(9101)) {
		return errMoved
	}
	return err
}

// Guarded is safe.
func Guarded(s *sign.Signer) error {
	if !isKeyMaster() {
		return errMoved
	}
	_, err := s.Sign(time.Now())
	return err
}

// OnTheFly is unsafe: the plugin loses the refusal.
func OnTheFly(d dnssec.Dnssec, state request.Request) *dns.Msg {
	return d.Sign(state, time.Now(), "ns1") // want `KM001: Sign \(by \(\*dns\.RRSIG\)\.Sign\)`
}

// OnTheFlyGuarded is safe.
func OnTheFlyGuarded(d dnssec.Dnssec, state request.Request) *dns.Msg {
	if !isKeyMaster() {
		return nil
	}
	return d.Sign(state, time.Now(), "ns1")
}

// Served is unsafe: the plugin signs the answers that it writes.
func Served(ctx context.Context, d dnssec.Dnssec, w dns.ResponseWriter, r *dns.Msg) (int, error) {
	return d.ServeDNS(ctx, w, r) // want `KM001: ServeDNS \(by \(\*dns\.RRSIG\)\.Sign\)`
}

// Next is silent: it calls whatever plugin comes next, through an interface that names nothing.
func Next(ctx context.Context, h plugin.Handler, w dns.ResponseWriter, r *dns.Msg) (int, error) {
	return h.ServeDNS(ctx, w, r)
}
