// Package later holds what sections 3 and 5 of the rule say of functions in
// tables and in other packages. It is labelled by the rule; the engine gets
// there in later issues.
package later

import (
	"crypto"
	"errors"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	Key crypto.Signer
	Set []dns.RR
}

const roleKeyMaster = 1

var (
	localRole int
	errMoved  = errors.New("the key master is elsewhere")
)

func isKeyMaster() bool { return localRole == roleKeyMaster }
