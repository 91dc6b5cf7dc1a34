// Package role has what the themes share: the role, the refusal, and a signature to make.
package role

import (
	"crypto"
	"errors"
	"syscall"

	"github.com/miekg/dns"
)

// ErrElsewhere says that another server is the key master.
var ErrElsewhere = errors.New("the key master is another server")

// Refused is DNS_ERROR_KEYMASTER_REQUIRED.
const Refused = syscall.Errno(9101)

// Roles tells who is key master of a zone.
type Roles interface {
	IsKeyMaster(zone string) bool
	IsKeyMasterOn(server, zone string) bool
	RequireKeyMaster(zone string) error
	AskKeyMaster(zone string) (isKeyMaster bool, err error)
}

// Setting is what a server says of a zone.
type Setting struct {
	ZoneName          string
	IsKeyMasterServer bool
	KeyMasterServer   string
	KeyMasterStatus   string
}

// Directory reads the settings of zones.
type Directory interface {
	Setting(zone string) Setting
}

// Job is one signature to make.
type Job struct {
	Zone string
	Sig  *dns.RRSIG
	Key  crypto.Signer
	Set  []dns.RR
}
