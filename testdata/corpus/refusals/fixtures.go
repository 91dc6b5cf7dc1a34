// Package refusals holds every way to tell 9101 from other errors, and ways
// that look like it.
//
// Nothing in this package checks the role: a case is safe when a test is
// applied to the refusal on every refused path, and unsafe otherwise.
package refusals

import (
	"crypto"
	"errors"
	"log"
	"syscall"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig  *dns.RRSIG
	DK   *dns.DNSKEY
	Key  crypto.Signer
	Set  []dns.RR
	Err  error
	Errs []error
}

const (
	errKM     = syscall.Errno(9101)
	errKMHex  = syscall.Errno(0x238D)
	errOther  = syscall.Errno(9102)
	errZone   = syscall.Errno(9601)
	hresultKM = 0x8007238D
)

var (
	errMoved       = errors.New("the key master is elsewhere")
	sentinel error = syscall.Errno(9101)
)

func note(args ...any) { log.Println(args...) }

func other() error { return nil }
