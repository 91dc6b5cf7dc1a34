// Package imports needs different packages in different functions.
package imports

import (
	"github.com/miekg/dns"
)

func rcode(m *dns.Msg, zone, addr string, ds *dns.DS) (*dns.Msg, error) {
	m.SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return dns.Exchange(m, addr) // want `KM001: `
}

func generated(k *dns.DNSKEY) error {
	_, err := k.Generate(2048) // want `KM001: `
	return err
}
