// Package km002 checks the role of another zone or another server than the one it acts on.
package km002

import (
	"context"
	"errors"
	"log"
	"net"
	"strings"

	v2 "codeberg.org/miekg/dns"
	"github.com/miekg/dns"

	"codes/role"
)

var client dns.Client

// UpdateConstant is KM002: the check is for another constant zone.
func UpdateConstant(r role.Roles, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: `
	return err
}

// UpdateParent is KM002: a parent zone has a key master of its own.
func UpdateParent(r role.Roles, ds *dns.CDS, addr string) error {
	if err := r.RequireKeyMaster("org."); err != nil {
		return err
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{ds})
	_, _, err := client.Exchange(m, addr) // want `KM002: `
	return err
}

// UpdateParameter is KM002: two parameters are two zones.
func UpdateParameter(r role.Roles, zone, child string, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate(child)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: `
	return err
}

// UpdateV2 is KM002: the zone is the argument of NewMsg.
func UpdateV2(ctx context.Context, r role.Roles, c *v2.Client, key *v2.DNSKEY, addr string) error {
	if !r.IsKeyMaster("example.com.") {
		return role.ErrElsewhere
	}
	u := v2.NewMsg("example.org.", v2.TypeSOA)
	u.Opcode = v2.OpcodeUpdate
	u.Ns = append(u.Ns, key)
	_, _, err := c.Exchange(ctx, u, "tcp", addr) // want `KM002: `
	return err
}

// UpdateServer is KM002: the address is another server's.
func UpdateServer(r role.Roles, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, "dc2.example.org:53") // want `KM002: `
	return err
}

// UpdateLogged is KM002: the right zone's answer is logged only, the wrong one's decides.
func UpdateLogged(r role.Roles, zone, parent string, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster(zone) {
		log.Print("not the key master of ", zone)
	}
	if !r.IsKeyMaster(parent) {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM002: `
	return err
}

// UpdateInner is KM002: the check is for the outer loop's zone.
func UpdateInner(r role.Roles, parents, zones []string, key *dns.DNSKEY, addr string) {
	for _, parent := range parents {
		if !r.IsKeyMaster(parent) {
			continue
		}
		for _, zone := range zones {
			m := new(dns.Msg).SetUpdate(zone)
			m.Insert([]dns.RR{key})
			_, _, _ = client.Exchange(m, addr) // want `KM002: `
		}
	}
}

// UpdateClosure is KM002: the closure takes the check for the wrong zone with it.
func UpdateClosure(r role.Roles, zone, child string, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	send := func() error {
		m := new(dns.Msg).SetUpdate(child)
		m.Insert([]dns.RR{key})
		_, _, err := client.Exchange(m, addr) // want `KM002: `
		return err
	}
	return send()
}

// UpdateSame is safe: zones are DNS names, case and the final dot do not matter.
func UpdateSame(r role.Roles, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster("EXAMPLE.org") {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// UpdateComputed is safe: one zone is computed from the other.
func UpdateComputed(r role.Roles, zone string, key *dns.DNSKEY, addr string) error {
	fqdn := dns.Fqdn(strings.ToLower(zone))
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate(fqdn)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// UpdateBoth is safe: the right zone is among those that are asked for.
func UpdateBoth(r role.Roles, zone, parent string, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster(parent) || !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// UpdateFields is safe: what two fields hold is unknown, and unknown guards.
func UpdateFields(r role.Roles, asked, sent *role.Job, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster(asked.Zone) {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate(sent.Zone)
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr)
	return err
}

// UpdatePort is safe: the address is built from the server that was asked.
func UpdatePort(r role.Roles, server string, key *dns.DNSKEY) error {
	if !r.IsKeyMasterOn(server, "example.org") {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, net.JoinHostPort(server, "53"))
	return err
}

// UpdateHandled is safe: nothing guards it, but the rcode is tested.
func UpdateHandled(r role.Roles, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	reply, _, err := client.Exchange(m, addr)
	if err == nil && reply.Rcode != dns.RcodeSuccess {
		return role.ErrElsewhere
	}
	return err
}

// UpdateIgnored is KM001: not even the other zone's check guards it.
func UpdateIgnored(r role.Roles, key *dns.DNSKEY, addr string) error {
	if !r.IsKeyMaster("example.com") {
		log.Print("not the key master of example.com")
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := client.Exchange(m, addr) // want `KM001: `
	return err
}

// UpdateError is KM001: the rcode carries the refusal, and no role was asked for.
func UpdateError(key *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	if _, _, err := client.Exchange(m, addr); err != nil { // want `KM001: `
		return errors.Join(role.ErrElsewhere, err)
	}
	return nil
}
