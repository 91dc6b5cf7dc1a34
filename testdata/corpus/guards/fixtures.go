// Package guards holds role checks of every shape around an operation.
//
// Every case is an exported function, so that its callers cannot be seen and a
// missing guard is reported at the call in it.
package guards

import (
	"context"
	"crypto"
	"errors"
	"log"
	"net/http"
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

type role int

const (
	roleReplica role = iota
	roleKeyMaster
	roleUnknown
)

var (
	localRole    role
	errReplica   = errors.New("not here")
	localHost, _ = os.Hostname()
)

// isKeyMaster is the plain check: a bool, true on the key master.
func isKeyMaster() bool { return localRole == roleKeyMaster }

// requireKeyMaster is the plain check with an error: nil on the key master.
func requireKeyMaster() error {
	if localRole != roleKeyMaster {
		return errReplica
	}
	return nil
}

// Roles asks a server; nothing is known of it but its names.
type Roles interface {
	IsKeyMaster(zone string) bool
	RequireKeyMaster(ctx context.Context, zone string) error
	CheckKeyMaster(zone string) (bool, error)
	VerifyKeyMaster() Future
}

// Future is the answer to a question still under way.
type Future interface{ Error() error }

func other() error { return nil }

func note(args ...any) { log.Println(args...) }

func answer(w http.ResponseWriter) { http.Error(w, "not the key master", http.StatusConflict) }

const errnoKeyMasterRequired = syscall.Errno(9101)

func isRefused(err error) bool { return errors.Is(err, errnoKeyMasterRequired) }
