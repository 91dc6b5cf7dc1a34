// Package helpers spreads operations, role checks and refusal tests over
// unexported functions. Each group has its own helper, because the verdict
// depends on all of a helper's callers.
package helpers

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

type role int

const (
	roleReplica role = iota
	roleKeyMaster
)

const errKM = syscall.Errno(9101)

var (
	localRole role
	errMoved  = errors.New("the key master is elsewhere")
)

func isKeyMaster() bool { return localRole == roleKeyMaster }

func requireKeyMaster() error {
	if localRole != roleKeyMaster {
		return errMoved
	}
	return nil
}

func note(args ...any) { log.Println(args...) }
