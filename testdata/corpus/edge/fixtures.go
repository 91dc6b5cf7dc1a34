// Package edge holds the corners of the language.
package edge

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

const roleKeyMaster = 1

const errKM = syscall.Errno(9101)

var (
	localRole int
	errMoved  = errors.New("the key master is elsewhere")
)

func isKeyMaster() bool { return localRole == roleKeyMaster }

func note(args ...any) { log.Println(args...) }
