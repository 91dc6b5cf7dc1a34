// Package match1 holds calls through github.com/miekg/dns. A comment at the end of a line says
// whether what the line names counts as an operation: yes or no.
package match1

import (
	"context"
	"crypto"
	"crypto/x509"
	"net"

	"github.com/miekg/dns"
	. "github.com/miekg/dns"
)

type (
	own        struct{ *dns.DNSKEY }
	deep       struct{ own }
	child      struct{ dns.CDNSKEY }
	holder     struct{ Key dns.KEY }
	myKey      dns.DNSKEY
	alias      = dns.DNSKEY
	keyName    = dns.KEY
	box[T any] struct {
		*dns.DNSKEY
		extra T
	}
	client struct{ *dns.Client }
)

// A defined type has the fields of its origin and none of its methods, these are its own.
func (*myKey) Generate(int) (crypto.PrivateKey, error) { return nil, nil }

type generator interface {
	Generate(int) (crypto.PrivateKey, error)
}

func zoneKeys(p *dns.DNSKEY, v dns.DNSKEY, pp **dns.DNSKEY, list []dns.DNSKEY, m map[string]*dns.DNSKEY) {
	p.Generate(2048)                 // yes
	v.Generate(2048)                 // yes
	(&v).Generate(2048)              // yes
	(*p).Generate(2048)              // yes
	(p).Generate(2048)               // yes
	(p.Generate)(2048)               // yes
	(*pp).Generate(2048)             // yes
	list[0].Generate(2048)           // yes
	m["."].Generate(2048)            // yes
	new(dns.DNSKEY).Generate(2048)   // yes
	(&dns.DNSKEY{}).Generate(2048)   // yes
	(*dns.DNSKEY).Generate(p, 2048)  // yes
	(*dns.DNSKEY).Generate(&v, 2048) // yes
	f := p.Generate                  // yes
	g := (*dns.DNSKEY).Generate      // yes
	_, _ = f, g
	p.ToDS(2)            // no
	p.NewPrivateKey("x") // no
	go p.Generate(2048)  // yes
}

func embedded(o own, d deep, c child, a *alias, b box[int], k myKey, i generator) {
	o.Generate(2048)        // yes
	o.DNSKEY.Generate(2048) // yes
	(*o.DNSKEY).Generate(1) // yes
	d.Generate(2048)        // yes
	d.own.Generate(2048)    // yes
	c.Generate(2048)        // no
	a.Generate(2048)        // yes
	b.Generate(2048)        // yes
	k.Generate(2048)        // no
	i.Generate(2048)        // no
	own.Generate(o, 2048)   // yes
	_ = (*child).Generate   // no
}

func transactionKeys(k *dns.KEY, v dns.KEY, n *keyName, c *dns.CDNSKEY, h *holder, list []dns.KEY, get func() *dns.KEY) {
	k.Generate(2048)                        // no
	v.Generate(2048)                        // no
	n.Generate(2048)                        // no
	c.Generate(2048)                        // no
	k.DNSKEY.Generate(2048)                 // no
	(&k.DNSKEY).Generate(2048)              // no
	(*(&k.DNSKEY)).Generate(2048)           // no
	c.DNSKEY.Generate(2048)                 // no
	n.DNSKEY.Generate(2048)                 // no
	h.Key.Generate(2048)                    // no
	h.Key.DNSKEY.Generate(2048)             // no
	list[0].DNSKEY.Generate(2048)           // no
	get().DNSKEY.Generate(2048)             // no
	(*dns.KEY).Generate(k, 2048)            // no
	(*dns.DNSKEY).Generate(&k.DNSKEY, 2048) // no
	f := k.Generate                         // no
	g := k.DNSKEY.Generate                  // no
	_, _ = f, g
}

func constraintPointer[K interface {
	*dns.DNSKEY
	Generate(int) (crypto.PrivateKey, error)
}](k K) {
	k.Generate(2048) // yes
}

func constraintKey[K interface {
	*dns.KEY
	Generate(int) (crypto.PrivateKey, error)
}](k K) {
	k.Generate(2048) // no
}

func constraintMethod[K generator](k K) {
	k.Generate(2048) // no
}

func generic[T any](b *box[T]) {
	b.Generate(2048)        // yes
	b.DNSKEY.Generate(2048) // yes
}

func signatures(r *dns.RRSIG, v dns.RRSIG, s *dns.SIG, k crypto.Signer, set []dns.RR, m *dns.Msg) {
	r.Sign(k, set)                           // yes
	v.Sign(k, set)                           // yes
	(*dns.RRSIG).Sign(r, k, set)             // yes
	f := r.Sign                              // yes
	s.Sign(k, m)                             // no
	s.RRSIG.Sign(k, set)                     // no
	(&s.RRSIG).Sign(k, set)                  // no
	(*dns.RRSIG).Sign(&s.RRSIG, k, set)      // no
	g := s.RRSIG.Sign                        // no
	new(dns.TLSA).Sign(1, 1, 1, nil)         // no
	new(dns.SMIMEA).Sign(1, 1, 1, nil)       // no
	k.Sign(nil, nil, nil)                    // no
	dns.TsigGenerate(m, "", "", false)       // no
	dns.TsigProvider.Generate(nil, nil, nil) // no
	_, _ = f, g
	_ = x509.Certificate{}
}

func sending(ctx context.Context, c *dns.Client, own client, m *dns.Msg, co *dns.Conn, n net.Conn, t *dns.Transfer, w dns.ResponseWriter) {
	c.Exchange(m, "a")                    // yes
	c.ExchangeContext(ctx, m, "a")        // yes
	c.ExchangeWithConn(m, co)             // yes
	c.ExchangeWithConnContext(ctx, m, co) // yes
	own.Exchange(m, "a")                  // yes
	own.Client.Exchange(m, "a")           // yes
	dns.Exchange(m, "a")                  // yes
	dns.ExchangeContext(ctx, m, "a")      // yes
	dns.ExchangeConn(n, m)                // yes
	Exchange(m, "a")                      // yes
	f := dns.Exchange                     // yes
	co.WriteMsg(m)                        // yes
	t.WriteMsg(m)                         // yes
	t.Conn.WriteMsg(m)                    // yes
	w.WriteMsg(m)                         // no
	_ = f
}
