// Package subjects holds role checks for the right, the wrong and an unknown
// zone or server. A check for a subject known to differ guards nothing: these
// reports become KM002 in a later issue.
package subjects

import (
	"crypto"
	"os"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Zone string
	Sig  *dns.RRSIG
	Key  crypto.Signer
	Set  []dns.RR
}

var (
	masters     = map[string]string{}
	hostname, _ = os.Hostname()
	client      dns.Client
)

// isKeyMaster asks for one zone.
func isKeyMaster(zone string) bool { return masters[zone] == hostname }

// Roles asks for one zone, or for one zone on one server.
type Roles interface {
	IsKeyMaster(zone string) bool
	IsKeyMasterOn(server, zone string) bool
	RequireKeyMaster(zone string) error
}

// ZoneInfo is what a server says of a zone.
type ZoneInfo struct {
	ZoneName        string
	KeyMasterServer string
}

// Lookup reads a zone from the directory.
type Lookup interface {
	Zone(name string) ZoneInfo
}
