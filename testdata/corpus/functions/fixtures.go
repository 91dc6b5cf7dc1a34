// Package functions holds what section 3 of the rule says of closures, defer,
// go, channels and function values.
package functions

import (
	"crypto"
	"errors"
	"log"
	"syscall"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	DK  *dns.DNSKEY
	Key crypto.Signer
	Set []dns.RR
}

const (
	roleKeyMaster = 1
	errKM         = syscall.Errno(9101)
)

var (
	localRole int
	errMoved  = errors.New("the key master is elsewhere")
)

func isKeyMaster() bool { return localRole == roleKeyMaster }

func note(args ...any) { log.Println(args...) }
