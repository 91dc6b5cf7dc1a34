// Package names holds what looks like a role check by its name and proves
// nothing, and what is one although its name suggests something else.
package names

import (
	"crypto"
	"errors"
	"os"
	"syscall"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	Key crypto.Signer
	Set []dns.RR
}

// ZoneInfo is what Get-DnsServerDnsSecZoneSetting shows.
type ZoneInfo struct {
	ZoneName          string
	KeyMasterServer   string
	KeyMasterStatus   string
	IsKeyMasterServer bool
}

var (
	// ErrKeyMasterRequired is the refusal, no role.
	ErrKeyMasterRequired = errors.New("WIN32 9101")

	hostname, _ = os.Hostname()
	thisRole    string
)

// IsKeyMasterRequired is a refusal test.
func IsKeyMasterRequired(err error) bool { return errors.Is(err, syscall.Errno(9101)) }

// Prober is all names and no bodies.
type Prober interface {
	IsKeyMaster() bool
	IsKeymaster() bool
	HasKeyMaster() bool
	LostKeyMaster() bool
	NotKeyMaster() bool
	NoKeyMaster() bool
	IsMaster() bool
	IsMonkeyMaster() bool
	IsPrimary() bool
	KeyMaster() string
	KeyMasterName() string
}

// KeyMasterClient talks to a server; its name is no check.
type KeyMasterClient interface {
	Ping() bool
	Enabled() bool
	Connect() error
}
