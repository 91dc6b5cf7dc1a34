// Package update builds and sends dynamic updates for others.
package update

import "github.com/miekg/dns"

// Keys is silent: it only builds an update of DNSKEY records.
func Keys(zone string, keys ...dns.RR) *dns.Msg {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{&dns.DNSKEY{}})
	m.Insert(keys)
	return m
}

// Hosts is silent: it builds an update of addresses.
func Hosts(zone string) *dns.Msg {
	m := new(dns.Msg)
	m.SetUpdate(zone)
	m.Insert([]dns.RR{&dns.A{}})
	return m
}

// Start is silent: the message has no records yet.
func Start(m *dns.Msg, zone string) { m.SetUpdate(zone) }

// Add is silent: it puts a DS record into a message.
func Add(m *dns.Msg) { m.Insert([]dns.RR{&dns.DS{}}) }

// Send is silent: it sends what it is given.
func Send(m *dns.Msg, server string) (*dns.Msg, error) {
	r, _, err := new(dns.Client).Exchange(m, server)
	return r, err
}

// SendCode is silent: it sends what it is given, and returns the response code.
func SendCode(m *dns.Msg, server string) (int, error) {
	r, err := Send(m, server)
	if err != nil {
		return 0, err
	}
	return r.Rcode, nil
}

// Refused is a refusal test.
func Refused(r *dns.Msg) bool {
	return r.Rcode == dns.RcodeRefused || r.Rcode == dns.RcodeNotAuth
}

// SendTested is safe: it tests the response.
func SendTested(m *dns.Msg, server string) error {
	r, err := Send(m, server)
	if err != nil {
		return err
	}
	if Refused(r) {
		return dns.ErrAuth
	}
	return nil
}
