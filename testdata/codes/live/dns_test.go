package live

import (
	"crypto"
	"io"
	"net"
	"syscall"
	"testing"

	v2 "codeberg.org/miekg/dns"
	"github.com/miekg/dns"

	"codes/km004/signer"
	"codes/km004/update"
	"codes/role"
)

// updates are the functions that send a dynamic update.
func updates() map[string]run {
	rcodes := []int{dns.RcodeNotAuth, dns.RcodeRefused}
	v1 := func(fn func(*dns.Client, *dns.DNSKEY, string) error) run {
		return func(t *testing.T) error {
			rr, err := dns.NewRR("example.org. 3600 IN DNSKEY 257 3 13 AAAA")
			if err != nil {
				t.Fatal(err)
			}
			return either(rcodes, func(rcode int) error {
				return fn(&dns.Client{Net: "tcp"}, rr.(*dns.DNSKEY), serveDNS(t, rcode))
			})
		}
	}
	second := func(fn func(t *testing.T, key *v2.DNSKEY, addr string) error) run {
		return func(t *testing.T) error {
			rr, err := v2.New("example.org. 3600 IN DNSKEY 257 3 13 AAAA")
			if err != nil {
				t.Fatal(err)
			}
			return either(rcodes, func(rcode int) error { return fn(t, rr.(*v2.DNSKEY), serveDNS(t, rcode)) })
		}
	}
	return map[string]run{
		"update.Identity":   v1(update.Identity),
		"update.Number":     v1(update.Number),
		"update.As":         v1(update.As),
		"update.Text":       v1(update.Text),
		"update.NotAuth":    v1(update.NotAuth),
		"update.Refused":    v1(update.Refused),
		"update.NotSuccess": v1(update.NotSuccess),
		"update.Other":      v1(update.Other),
		"update.NotReached": v1(update.NotReached),
		"update.IdentityV2": second(func(t *testing.T, key *v2.DNSKEY, addr string) error {
			return update.IdentityV2(t.Context(), v2.NewClient(), key, addr)
		}),
		"update.NotSuccessV2": second(func(t *testing.T, key *v2.DNSKEY, addr string) error {
			return update.NotSuccessV2(t.Context(), v2.NewClient(), key, addr)
		}),
	}
}

// serveDNS returns the address of a server that answers every message with rcode.
func serveDNS(t *testing.T, rcode int) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{
		Listener:      listener,
		MsgAcceptFunc: func(dns.Header) dns.MsgAcceptAction { return dns.MsgAccept },
		Handler: dns.HandlerFunc(func(w dns.ResponseWriter, r *dns.Msg) {
			w.WriteMsg(new(dns.Msg).SetRcode(r, rcode))
		}),
	}
	started := make(chan struct{})
	server.NotifyStartedFunc = func() { close(started) }
	go server.ActivateAndServe()
	<-started
	t.Cleanup(func() { server.Shutdown() })
	return listener.Addr().String()
}

// signers are the functions that sign with a remote key.
func signers() map[string]run {
	forms := []syscall.Errno{9101, 0x8007238D}
	with := func(fn func(*role.Job) error) run {
		return func(t *testing.T) error {
			rr, err := dns.NewRR("www.example.org. 3600 IN A 192.0.2.1")
			if err != nil {
				t.Fatal(err)
			}
			return either(forms, func(errno syscall.Errno) error {
				sig := &dns.RRSIG{Algorithm: dns.ECDSAP256SHA256, KeyTag: 1, SignerName: "example.org.", Inception: 1, Expiration: 2}
				return fn(&role.Job{Zone: "example.org.", Sig: sig, Key: remote(errno), Set: []dns.RR{rr}})
			})
		}
	}
	return map[string]run{
		"signer.Identity": with(signer.Identity),
		"signer.Equal":    with(signer.Equal),
		"signer.As":       with(signer.As),
		"signer.HResult":  with(signer.HResult),
		"signer.Wrapped":  with(signer.Wrapped),
	}
}

// remote is a crypto.Signer that refuses with an errno.
type remote syscall.Errno

func (r remote) Public() crypto.PublicKey { return nil }

func (r remote) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, syscall.Errno(r)
}
