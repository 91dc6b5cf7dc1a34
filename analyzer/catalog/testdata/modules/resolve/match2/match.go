// Package match2 holds calls through codeberg.org/miekg/dns. A comment at the end of a line says
// whether what the line names counts as an operation: yes or no.
package match2

import (
	"context"
	"crypto"
	"io"
	"net"

	"codeberg.org/miekg/dns"
)

type own struct{ *dns.DNSKEY }

func zoneKeys(p *dns.DNSKEY, v dns.DNSKEY, o own) {
	p.Generate(2048)                // yes
	v.Generate(2048)                // yes
	o.Generate(2048)                // yes
	o.DNSKEY.Generate(2048)         // yes
	(*dns.DNSKEY).Generate(p, 2048) // yes
	p.ToCDNSKEY()                   // no
	p.NewPrivate("x")               // no
}

func transactionKeys(k *dns.KEY, c *dns.CDNSKEY) {
	k.Generate(2048)                        // no
	k.DNSKEY.Generate(2048)                 // no
	c.Generate(2048)                        // no
	c.DNSKEY.Generate(2048)                 // no
	(*dns.KEY).Generate(k, 2048)            // no
	(*dns.DNSKEY).Generate(&k.DNSKEY, 2048) // no
}

func signatures(r *dns.RRSIG, s *dns.SIG, k crypto.Signer, set []dns.RR, o *dns.SignOption, g dns.CryptoSIG0, h dns.HmacTSIG, m *dns.Msg, z *dns.ZONEMD) {
	r.Sign(k, set, o)                      // yes
	(*dns.RRSIG).Sign(r, k, set, o)        // yes
	s.Sign(k, set, o)                      // no
	s.RRSIG.Sign(k, set, o)                // no
	(*dns.SIG).Sign(s, k, set, o)          // no
	(*dns.RRSIG).Sign(&s.RRSIG, k, set, o) // no
	g.Sign(nil, nil)                       // no
	_ = h.Sign                             // no
	_ = z.Sign                             // no
	dns.SIG0Sign(m, nil, nil)              // no
	dns.TSIGSign(m, nil, nil)              // no
}

func sending(ctx context.Context, c *dns.Client, m *dns.Msg, n net.Conn, w io.Writer) {
	c.Exchange(ctx, m, "udp", "a")   // yes
	c.ExchangeWithConn(ctx, m, n)    // yes
	dns.Exchange(ctx, m, "udp", "a") // yes
	m.WriteTo(n)                     // yes
	m.WriteTo(w)                     // yes
	m.Pack()                         // no
}
