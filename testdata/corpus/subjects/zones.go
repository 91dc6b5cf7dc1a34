package subjects

import (
	"strings"

	"github.com/miekg/dns"
)

// SameZone is safe.
func SameZone(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster("example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// OtherZone is unsafe: the check is for another constant zone.
func OtherZone(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster("example.com.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// OtherZoneInterface is unsafe: the same through an interface.
func OtherZoneInterface(r Roles, key *dns.DNSKEY, addr string) error {
	if err := r.RequireKeyMaster("example.com."); err != nil {
		return err
	}
	m := new(dns.Msg)
	m.SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// CaseAndDot is safe: zones are DNS names, case and the final dot do not matter.
func CaseAndDot(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster("Example.ORG") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// Subdomain is unsafe: a child is another zone.
func Subdomain(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster("sub.example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

const (
	zoneA = "a.example."
	zoneB = "b." + "example."
	alias = zoneA
)

// NamedConstants is safe: two names of one constant.
func NamedConstants(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(alias) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zoneA)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// NamedOther is unsafe: the constants have different values.
func NamedOther(key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(zoneB) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zoneA)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// SameParameter is safe.
func SameParameter(zone string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// OtherParameter is unsafe: two parameters are two zones.
func OtherParameter(parent, zone string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(parent) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// BothParameters is safe: the right zone is among those asked for.
func BothParameters(parent, zone string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(parent) || !isKeyMaster(zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// EitherParameter is unsafe: the other zone's check may have let it through.
func EitherParameter(parent, zone string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(parent) && !isKeyMaster(zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// Computed is safe: one is computed from the other, so they may be the same.
func Computed(zone string, key *dns.DNSKEY, addr string) error {
	fqdn := dns.Fqdn(strings.ToLower(zone))
	if !isKeyMaster(zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(fqdn)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// ComputedOther is safe: what the lookup gives is unknown, and unknown guards.
func ComputedOther(l Lookup, name string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(l.Zone(name).ZoneName) {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// ConstantAndParameter is safe: the parameter may well be that zone.
func ConstantAndParameter(zone string, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster("example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// SameField is safe: two reads of one field path.
func SameField(j *Job, key *dns.DNSKEY, addr string) error {
	if !isKeyMaster(j.Zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(j.Zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// UnknownSubject is safe: where the signature's zone is not known, any check guards.
func UnknownSubject(j *Job, zone string) error {
	if !isKeyMaster(zone) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LoopVariable is safe: each zone is asked for in its own turn.
func LoopVariable(zones []string, key *dns.DNSKEY, addr string) {
	for _, zone := range zones {
		if !isKeyMaster(zone) {
			continue
		}
		m := new(dns.Msg).SetUpdate(zone)
		m.Insert([]dns.RR{key})
		_, _, _ = client.Exchange(m, addr)
	}
}

// LoopOtherVariable is unsafe: the check is for the outer loop's zone.
func LoopOtherVariable(parents, zones []string, key *dns.DNSKEY, addr string) {
	for _, parent := range parents {
		for _, zone := range zones {
			if !isKeyMaster(parent) {
				continue
			}
			m := new(dns.Msg).SetUpdate(zone)
			m.Insert([]dns.RR{key})
			_, _, _ = client.Exchange(m, addr) // want `KM002: .*Exchange`
		}
	}
}

// Retargeted is unsafe: the variable names another zone when the message is built.
func Retargeted(key *dns.DNSKEY, addr string) error {
	zone := "example.com."
	if !isKeyMaster(zone) {
		return nil
	}
	zone = "example.org."
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: .*Exchange`
	return err
}

// Chosen is safe: on either path the zone that is asked for is the zone that is updated.
func Chosen(second bool, key *dns.DNSKEY, addr string) error {
	zone := zoneA
	if second {
		zone = zoneB
	}
	if !isKeyMaster(zone) {
		return nil
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}
