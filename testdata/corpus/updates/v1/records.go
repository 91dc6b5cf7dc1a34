package v1

import (
	"net"

	"github.com/miekg/dns"
)

// InsertDNSKEY is unsafe: a literal DNSKEY is published.
func InsertDNSKEY(c *dns.Client, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{&dns.DNSKEY{Hdr: hdr, Flags: 257, Protocol: 3, Algorithm: 13}})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// InsertCDNSKEY is unsafe: ToCDNSKEY gives a CDNSKEY.
func InsertCDNSKEY(c *dns.Client, k *dns.DNSKEY, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{k.ToCDNSKEY()})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// InsertCDS is unsafe: ToDS is pure, publishing its CDS is not.
func InsertCDS(c *dns.Client, k *dns.DNSKEY, addr string) error {
	cds := k.ToDS(dns.SHA256).ToCDS()
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{cds})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// InsertDS is unsafe: the parameter's type is enough.
func InsertDS(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// RemoveRRSIG is unsafe: removing signatures is changing them.
func RemoveRRSIG(c *dns.Client, sigs []*dns.RRSIG, addr string) error {
	var rrs []dns.RR
	for _, s := range sigs {
		rrs = append(rrs, s)
	}
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Remove(rrs)
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// RemoveRRsetNSEC3PARAM is unsafe: the whole RRset goes.
func RemoveRRsetNSEC3PARAM(c *dns.Client, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	p := new(dns.NSEC3PARAM)
	p.Hdr = hdr
	m.RemoveRRset([]dns.RR{p})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// NsAppend is unsafe: the raw form, without SetUpdate and Insert.
func NsAppend(c *dns.Client, k *dns.DNSKEY, addr string) error {
	m := new(dns.Msg)
	m.SetQuestion(zone, dns.TypeSOA)
	m.Opcode = dns.OpcodeUpdate
	m.Ns = append(m.Ns, k)
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// NsLiteral is unsafe: a message written as one literal.
func NsLiteral(c *dns.Client, ds *dns.DS, addr string) error {
	m := &dns.Msg{
		MsgHdr:   dns.MsgHdr{Id: dns.Id(), Opcode: dns.OpcodeUpdate},
		Question: []dns.Question{{Name: zone, Qtype: dns.TypeSOA, Qclass: dns.ClassINET}},
		Ns:       []dns.RR{ds},
	}
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// NewRRConstant is unsafe: a constant text counts for what it holds.
func NewRRConstant(c *dns.Client, addr string) error {
	rr, err := dns.NewRR("example.org. 3600 IN DS 12345 13 2 49FD46E6C4B45C55D4AC")
	if err != nil {
		return err
	}
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr})
	_, _, err = c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// NewRRLower is unsafe: types are read without case, and class and TTL may be missing.
func NewRRLower(c *dns.Client, addr string) error {
	rr, _ := dns.NewRR(zone + " cds 0 0 0 00")
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// NewRRAddress is silent: the text is an address, its owner is called DS.
func NewRRAddress(c *dns.Client, addr string) error {
	rr, err := dns.NewRR("ds.example.org. 3600 IN A 192.0.2.1")
	if err != nil {
		return err
	}
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr})
	_, _, err = c.Exchange(m, addr)
	return err
}

// NewRRText is silent: a TXT that speaks of DNSKEY.
func NewRRText(c *dns.Client, addr string) error {
	rr, err := dns.NewRR(`example.org. 3600 IN TXT "IN DNSKEY 257 3 13"`)
	if err != nil {
		return err
	}
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr})
	_, _, err = c.Exchange(m, addr)
	return err
}

// NewRRUnknown is silent: the text comes from outside.
func NewRRUnknown(c *dns.Client, text, addr string) error {
	rr, err := dns.NewRR(text)
	if err != nil {
		return err
	}
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr})
	_, _, err = c.Exchange(m, addr)
	return err
}

// Addresses is silent: A and TXT are everybody's.
func Addresses(c *dns.Client, ip net.IP, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{&dns.A{Hdr: hdr, A: ip}, &dns.TXT{Hdr: hdr, Txt: []string{"v=1"}}})
	_, _, err := c.Exchange(m, addr)
	return err
}

// Parameters is silent: what the slice holds is not shown.
func Parameters(c *dns.Client, add, del []dns.RR, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert(add)
	m.Remove(del)
	_, _, err := c.Exchange(m, addr)
	return err
}

// Interface is silent: an RR of an unknown type.
func Interface(c *dns.Client, rr dns.RR, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Ns = append(m.Ns, rr)
	_, _, err := c.Exchange(m, addr)
	return err
}

// Mixed is unsafe: one of the records is a DNSKEY.
func Mixed(c *dns.Client, rr dns.RR, a *dns.A, k *dns.DNSKEY, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{rr, a})
	m.Insert([]dns.RR{a, k})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// Prerequisite is silent: a DS that must be there is not published.
func Prerequisite(c *dns.Client, ds *dns.DS, a *dns.A, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Used([]dns.RR{ds})
	m.RRsetNotUsed([]dns.RR{ds})
	m.RRsetUsed([]dns.RR{ds})
	m.NameUsed([]dns.RR{ds})
	m.Insert([]dns.RR{a})
	_, _, err := c.Exchange(m, addr)
	return err
}

// Additional is silent: a record in the additional section is no update.
func Additional(c *dns.Client, k *dns.DNSKEY, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Extra = append(m.Extra, k)
	_, _, err := c.Exchange(m, addr)
	return err
}

// Query is silent: a query for DNSKEY is a read.
func Query(c *dns.Client, addr string) (*dns.Msg, error) {
	m := new(dns.Msg)
	m.SetQuestion(zone, dns.TypeDNSKEY)
	r, _, err := c.Exchange(m, addr)
	return r, err
}

// Notify is silent: a notify with a record in Ns is no update.
func Notify(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg)
	m.SetNotify(zone)
	m.Ns = append(m.Ns, ds)
	_, _, err := c.Exchange(m, addr)
	return err
}

// KeyRecord is silent: KEY is SIG(0)'s record, none of the six.
func KeyRecord(c *dns.Client, k *dns.KEY, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{k})
	_, _, err := c.Exchange(m, addr)
	return err
}

// Lookaside is silent: DLV embeds DS and is none of the six.
func Lookaside(c *dns.Client, d *dns.DLV, addr string) error {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{d})
	_, _, err := c.Exchange(m, addr)
	return err
}

// TwoMessages is unsafe at the one that carries the DS.
func TwoMessages(c *dns.Client, a *dns.A, ds *dns.DS, addr string) error {
	m1, m2 := new(dns.Msg), new(dns.Msg)
	m1.SetUpdate(zone)
	m2.SetUpdate(zone)
	m1.Insert([]dns.RR{a})
	m2.Insert([]dns.RR{ds})
	if _, _, err := c.Exchange(m1, addr); err != nil {
		return err
	}
	_, _, err := c.Exchange(m2, addr) // want `KM001: .*Exchange`
	return err
}

// Reused is silent: the first message is replaced before anything is sent.
func Reused(c *dns.Client, a *dns.A, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	m = new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{a})
	_, _, err := c.Exchange(m, addr)
	return err
}

// InsertedLater is silent: at the time of sending the DS is not yet in it.
func InsertedLater(c *dns.Client, a *dns.A, ds *dns.DS, addr string) (*dns.Msg, error) {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{a})
	_, _, err := c.Exchange(m, addr)
	m.Insert([]dns.RR{ds})
	return m, err
}
