package subjects

import (
	"net"

	"github.com/miekg/dns"
)

// SameServer is safe: server names are compared by their first label.
func SameServer(r Roles, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn("DC1", "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, "dc1.example.org:53")
	return err
}

// OtherServer is unsafe: the role was asked for on another server.
func OtherServer(r Roles, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn("dc2.example.org", "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, "dc1.example.org:53") // want `KM002: .*Exchange`
	return err
}

// OtherAddress is unsafe: addresses are compared whole.
func OtherAddress(r Roles, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn("192.0.2.1", "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, "192.0.2.2:53") // want `KM002: .*Exchange`
	return err
}

// SameAddress is safe.
func SameAddress(r Roles, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn("192.0.2.1", "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, "192.0.2.1:53")
	return err
}

// ParameterServer is safe: the address is built from the server that was asked.
func ParameterServer(r Roles, server string, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn(server, "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, net.JoinHostPort(server, "53"))
	return err
}

// OtherParameterServer is unsafe: two parameters are two servers.
func OtherParameterServer(r Roles, server, addr string, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn(server, "example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// Addressed is safe: the update goes to the server that the zone names as its key master.
func Addressed(l Lookup, key *dns.DNSKEY) error {
	z := l.Zone("example.org.")
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, z.KeyMasterServer)
	return err
}

// AddressedPort is safe: a port does not change the server.
func AddressedPort(l Lookup, key *dns.DNSKEY) error {
	z := l.Zone("example.org.")
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, net.JoinHostPort(z.KeyMasterServer, "53"))
	return err
}

// AddressedSum is safe: nor does a port that is appended.
func AddressedSum(l Lookup, key *dns.DNSKEY) error {
	z := l.Zone("example.org.")
	host := z.KeyMasterServer + ":53"
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, host)
	return err
}

// AddressedFallback is unsafe: without an answer it goes to a fixed server.
func AddressedFallback(l Lookup, key *dns.DNSKEY) error {
	z := l.Zone("example.org.")
	host := z.KeyMasterServer
	if host == "" {
		host = "dc1.example.org"
	}
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, host+":53") // want `KM001: .*Exchange`
	return err
}

// AddressedElsewhere is unsafe: the name is read, the update goes to another address.
func AddressedElsewhere(l Lookup, key *dns.DNSKEY, addr string) (string, error) {
	z := l.Zone("example.org.")
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM001: .*Exchange`
	return z.KeyMasterServer, err
}

// Compared is safe: the server that is called is the zone's key master.
func Compared(l Lookup, server string, key *dns.DNSKEY) error {
	z := l.Zone("example.org.")
	if z.KeyMasterServer != server {
		return nil
	}
	m := new(dns.Msg).SetUpdate(z.ZoneName)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, server+":53")
	return err
}
