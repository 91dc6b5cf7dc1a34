// Package callers is about the place of a report (docs/rule.md sections 5 and 8):
// at the operation, at a caller, or in a function whose callers cannot be seen.
package callers

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
