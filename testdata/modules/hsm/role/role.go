// Package role knows who this server is. Its functions have neutral names: only
// their bodies tell what they mean.
package role

import (
	"errors"
	"log"
	"os"

	"example.com/hsm/fatal"
)

type kind int

const (
	kindReplica kind = iota
	kindKeyMaster
)

// A Zone is a zone as a server reports it.
type Zone struct{ KeyMasterServer string }

var (
	local       kind
	zones       = map[string]Zone{}
	hostname, _ = os.Hostname()

	// ErrElsewhere is no refusal: nobody was asked to do anything.
	ErrElsewhere = errors.New("another server has the role")
)

// Held is a check: true implies the role.
func Held() bool { return local == kindKeyMaster }

// Elsewhere is a check: false implies the role.
func Elsewhere() bool { return !Held() }

// Need is a check: nil implies the role.
func Need() error {
	if local != kindKeyMaster {
		return ErrElsewhere
	}
	return nil
}

// Ask is a check by its first result; the error by itself proves nothing.
func Ask() (bool, error) {
	if hostname == "" {
		return false, nil
	}
	return Held(), nil
}

// Count is a check by its second result.
func Count() (int, bool) { return len(zones), Held() }

// A Lease is had by the server that has the role.
type Lease struct{ holder string }

// Lent is a check: a lease implies the role.
func Lent() *Lease {
	if !Held() {
		return nil
	}
	return &Lease{hostname}
}

// Acquire is a check by either result: a lease, or no error.
func Acquire() (*Lease, error) {
	if Elsewhere() {
		return nil, ErrElsewhere
	}
	return &Lease{hostname}, nil
}

// An Obstacle says why the role is not here.
type Obstacle struct{ holder string }

// Hindered is a check: no obstacle implies the role.
func Hindered() *Obstacle {
	if Held() {
		return nil
	}
	return &Obstacle{hostname}
}

// HeldFor is a check for one zone.
func HeldFor(zone string) bool { return zones[zone].KeyMasterServer == hostname }

// NeedFor is a check for one zone: nil implies the role.
func NeedFor(zone string) error {
	if !HeldFor(zone) {
		return ErrElsewhere
	}
	return nil
}

// Forced is no check: a forced call is true anywhere.
func Forced(force bool) bool { return force || Held() }

// Logged is no check: it answers the same on both sides.
func Logged() error {
	if !Held() {
		log.Print(ErrElsewhere)
	}
	return nil
}

// Started is no check: it asks something else.
func Started() bool { return len(zones) > 0 }

// Must returns only on the key master.
func Must() {
	if !Held() {
		fatal.Die(ErrElsewhere)
	}
}

// With runs f on the key master only.
func With(f func() error) error {
	if !Held() {
		return ErrElsewhere
	}
	return f()
}
