// Package authority passes on what example.com/hsm/role knows.
package authority

import (
	"errors"
	"fmt"
	"log"
	"os/exec"

	"example.com/hsm/fatal"
	"example.com/hsm/role"
)

// May is a check: true implies the role.
func May() bool { return role.Held() }

// Wait is a check: false implies the role.
func Wait() bool { return role.Elsewhere() }

// Check is a check: nil implies the role.
func Check() error {
	if err := role.Need(); err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	return nil
}

// Ask is a check by its first result.
func Ask() (bool, error) { return role.Ask() }

// Count is a check by its second result.
func Count() (int, bool) { return role.Count() }

// Lent is a check: a lease implies the role.
func Lent() *role.Lease { return role.Lent() }

// Acquire is a check by either result.
func Acquire() (*role.Lease, error) {
	lease, err := role.Acquire()
	if err != nil {
		return nil, err
	}
	return lease, nil
}

// Hindered is a check: no obstacle implies the role.
func Hindered() *role.Obstacle { return role.Hindered() }

// MayFor is a check for one zone.
func MayFor(zone string) bool { return role.HeldFor(zone) }

// CheckFor is a check for one zone: nil implies the role.
func CheckFor(zone string) error { return role.NeedFor(zone) }

// MayForChild is a check for the child only.
func MayForChild(parentZone, zone string) bool { return parentZone != zone && role.HeldFor(zone) }

// MayForBoth is a check for both.
func MayForBoth(parentZone, zone string) bool {
	return role.HeldFor(parentZone) && role.HeldFor(zone)
}

// Forced is no check: a forced call is true anywhere.
func Forced(force bool) bool { return role.Forced(force) }

// Logged is no check: nil on both sides.
func Logged() error { return role.Logged() }

// Started is no check: it asks something else.
func Started() bool { return role.Started() }

// Swallowed is no check: it returns nil where it found no role.
func Swallowed() error {
	if err := role.Need(); err != nil && !errors.Is(err, role.ErrElsewhere) {
		return err
	}
	return nil
}

// Must returns only on the key master.
func Must() { role.Must() }

// Panic returns only on the key master: fatal.Crash never returns.
func Panic() {
	if err := Check(); err != nil {
		fatal.Crash(err.Error())
	}
}

// Hang returns only on the key master: fatal.Wait never returns.
func Hang() {
	if !May() {
		fatal.Wait()
	}
}

// DieIf returns only on the key master: fatal.DieIf returns for nil only.
func DieIf() { fatal.DieIf(role.Need()) }

// Warn returns anywhere.
func Warn() {
	if !May() {
		fatal.Warn(role.ErrElsewhere)
	}
}

// MustUnless returns anywhere if dry.
func MustUnless(dry bool) {
	if !dry {
		role.Must()
	}
}

// MustLease returns a lease only on the key master.
func MustLease() *role.Lease {
	role.Must()
	return role.Lent()
}

// Quit never returns.
func Quit(err error) { fatal.Die(err) }

// Complain returns.
func Complain(err error) { fatal.Warn(err) }

// QuitIf returns unless it is sure.
func QuitIf(sure bool, err error) {
	if sure {
		fatal.Die(err)
	}
}

// HandOver ends the role: it moves it to another server.
func HandOver() error {
	return exec.Command("powershell", "-Command",
		"Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dns2 -Force").Run()
}

// With runs f on the key master only.
func With(f func() error) error { return role.With(f) }

// WithFor runs f on the zone's key master only.
func WithFor(zone string, f func() error) error {
	if !role.HeldFor(zone) {
		return role.ErrElsewhere
	}
	return f()
}

// WithValue runs f on the key master only.
func WithValue[T any](f func() (T, error)) (T, error) {
	if err := role.Need(); err != nil {
		var zero T
		return zero, err
	}
	return f()
}

// Go runs f on the key master only, elsewhere in time.
func Go(f func()) {
	if May() {
		go f()
	}
}

// Deferred runs f on the key master only, at its end.
func Deferred(f func()) {
	if !May() {
		return
	}
	defer f()
	log.Print("signing")
}

// Anywhere runs f anywhere.
func Anywhere(f func() error) error {
	log.Print("signing")
	return f()
}

// Late runs f before it asks.
func Late(f func() error) error {
	err := f()
	if !May() {
		return role.ErrElsewhere
	}
	return err
}

// Bypass runs f on the key master, or anywhere if forced.
func Bypass(force bool, f func() error) error {
	if !force && !May() {
		return role.ErrElsewhere
	}
	return f()
}

// Else runs only its second argument on the key master only.
func Else(otherwise, f func() error) error {
	if May() {
		return f()
	}
	return otherwise()
}

var pending []func() error

// Enqueue keeps f for later, on whatever server this is then.
func Enqueue(f func() error) { pending = append(pending, f) }

// EnqueueHere keeps f only on the key master.
func EnqueueHere(f func() error) {
	if May() {
		pending = append(pending, f)
	}
}

// Flush runs what was kept.
func Flush() error {
	var errs []error
	for _, f := range pending {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}

// A Desk answers for one server.
type Desk struct{ Name string }

// May is a check.
func (*Desk) May() bool { return role.Held() }

// Fine is no check.
func (d *Desk) Fine() bool { return d.Name != "" }

// An Office has declarations for those who cannot see its implementations.
type Office interface {
	// Ready is a check by declaration.
	//
	//keymaster:check true
	Ready() bool
	// Closed is a check by declaration: false implies the role.
	//
	//keymaster:check false
	Closed() bool
	// Visit is a check by declaration: nil implies the role.
	//
	//keymaster:check nil
	Visit() error
	// Open says nothing of roles.
	Open() bool
	// IsKeyMaster is a check by its name.
	IsKeyMaster(zone string) bool
}

// A Badge has a declared field.
type Badge struct {
	//keymaster:check
	Active bool
	Shiny  bool
}

// HeldBy is a check for one zone, whatever its name's type.
func HeldBy[Name ~string](zone Name) bool { return role.HeldFor(string(zone)) }
