// Package updates is about messages that one package builds and another sends: whoever sends an update
// of DNSSEC records performs the operation, and a function that sends what it is given makes its caller's
// call one.
package updates

import (
	"errors"
	"log"

	"example.com/signer/authority"
	"example.com/signer/update"
	"github.com/miekg/dns"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// BuiltElsewhere is unsafe: the message comes from another package.
func BuiltElsewhere(c *dns.Client) error {
	r, _, err := c.Exchange(update.Keys("example.org."), "ns1:53") // want `KM001: .*Exchange`
	note(r)
	return err
}

// SentElsewhere is unsafe: another package sends it.
func SentElsewhere() error {
	m := new(dns.Msg)
	m.SetUpdate("example.org.")
	m.Insert([]dns.RR{&dns.DNSKEY{}})
	_, err := update.Send(m, "ns1:53") // want `KM001: .*Send`
	return err
}

// BothElsewhere is unsafe.
func BothElsewhere() error {
	_, err := update.Send(update.Keys("example.org."), "ns1:53") // want `KM001: .*Send`
	return err
}

// FilledElsewhere is unsafe: another package makes it an update, and adds the record.
func FilledElsewhere() error {
	m := new(dns.Msg)
	update.Start(m, "example.org.")
	update.Add(m)
	_, err := update.Send(m, "ns1:53") // want `KM001: .*Send`
	return err
}

// Hosts is silent: an update of addresses.
func Hosts() error {
	_, err := update.Send(update.Hosts("example.org."), "ns1:53")
	return err
}

// Question is silent: no update.
func Question() error {
	m := new(dns.Msg)
	m.SetQuestion("example.org.", dns.TypeDNSKEY)
	_, err := update.Send(m, "ns1:53")
	return err
}

// Empty is silent: an update without records.
func Empty() error {
	m := new(dns.Msg)
	update.Start(m, "example.org.")
	_, err := update.Send(m, "ns1:53")
	return err
}

// Tested is safe: another package's test looks at the response.
func Tested() error {
	r, err := update.Send(update.Keys("example.org."), "ns1:53")
	if err != nil {
		return err
	}
	if update.Refused(r) {
		return errMoved
	}
	return nil
}

// Code is safe: the code that comes back is tested.
func Code() error {
	code, err := update.SendCode(update.Keys("example.org."), "ns1:53")
	if err != nil {
		return err
	}
	if code == dns.RcodeRefused {
		return errMoved
	}
	return nil
}

// CodeLost is unsafe: the code is not looked at.
func CodeLost() error {
	_, err := update.SendCode(update.Keys("example.org."), "ns1:53") // want `KM001: .*SendCode`
	return err
}

// TestedThere is silent: the other package tests the response.
func TestedThere() error { return update.SendTested(update.Keys("example.org."), "ns1:53") }

// Guarded is safe.
func Guarded() error {
	if !authority.May() {
		return errMoved
	}
	_, err := update.Send(update.Keys("example.org."), "ns1:53")
	return err
}

// SameZone is safe: the check is for the zone of the message.
func SameZone(zone string) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	_, err := update.Send(update.Keys(zone), "ns1:53")
	return err
}

// OtherZone is unsafe: the check is for another zone.
func OtherZone(zone, parent string) error {
	if !authority.MayFor(parent) {
		return errMoved
	}
	_, err := update.Send(update.Keys(zone), "ns1:53") // want `KM002: .*Send`
	return err
}

// forward sends what it is given.
func forward(m *dns.Msg) error {
	r, err := update.Send(m, "ns1:53")
	note(r)
	return err
}

// Forwarded is unsafe: through a function of this package.
func Forwarded() error {
	return forward(update.Keys("example.org.")) // want `KM001: .*forward`
}

// ForwardedHosts is silent.
func ForwardedHosts() error { return forward(update.Hosts("example.org.")) }

// Forward is silent: it sends what it is given, whatever that is.
func Forward(m *dns.Msg) error {
	r, err := update.Send(m, "ns1:53")
	note(r)
	return err
}

// ForwardedExported is unsafe: through an exported function.
func ForwardedExported() error {
	return Forward(update.Keys("example.org.")) // want `KM001: .*Forward`
}
