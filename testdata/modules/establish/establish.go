// Package establish calls functions of other packages that return only on the
// key master, and some that do not.
package establish

import (
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/authority"
	"example.com/zones/internal/duty"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// Exits is safe: it exits through a function of a third package.
func Exits(j *signer.Job) error {
	authority.Must()
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitsLate is unsafe: the operation comes first.
func ExitsLate(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	authority.Must()
	return err
}

// ExitsSometimes is unsafe: only some paths pass it.
func ExitsSometimes(j *signer.Job, strict bool) error {
	if strict {
		authority.Must()
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitsThird is safe: three levels away.
func ExitsThird(j *signer.Job) error {
	duty.Require()
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitsSoon is unsafe: the other package asks in a goroutine of its own.
func ExitsSoon(j *signer.Job) error {
	duty.RequireSoon()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitsInGoroutine is unsafe: the goroutine asks, this one goes on.
func ExitsInGoroutine(j *signer.Job) error {
	go authority.Must()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitsDeferred is unsafe: it asks at the end.
func ExitsDeferred(j *signer.Job) error {
	defer authority.Must()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Panics is safe: it panics through a function of a third package.
func Panics(j *signer.Job) error {
	authority.Panic()
	return j.Sig.Sign(j.Key, j.Set)
}

// Hangs is safe: it waits forever.
func Hangs(j *signer.Job) error {
	authority.Hang()
	return j.Sig.Sign(j.Key, j.Set)
}

// DiesIf is safe: the third package's function returns for nil only.
func DiesIf(j *signer.Job) error {
	authority.DieIf()
	return j.Sig.Sign(j.Key, j.Set)
}

// Warns is unsafe: it returns anywhere.
func Warns(j *signer.Job) error {
	authority.Warn()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Unless is unsafe: with dry it returns without asking.
func Unless(j *signer.Job, dry bool) error {
	authority.MustUnless(dry)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Lease is safe: what returns a lease returns on the key master only.
func Lease(j *signer.Job) error {
	note(authority.MustLease())
	return j.Sig.Sign(j.Key, j.Set)
}

// Quits is safe: the other package's function never returns.
func Quits(j *signer.Job) error {
	if !authority.May() {
		authority.Quit(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// QuitsThird is safe: three levels away.
func QuitsThird(j *signer.Job) error {
	if authority.Wait() {
		duty.Leave(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// QuitsFirst is safe: the operation is never reached.
func QuitsFirst(j *signer.Job) error {
	authority.Quit(errMoved)
	return j.Sig.Sign(j.Key, j.Set)
}

// QuitsInGoroutine is unsafe: a goroutine that ends the program may be late.
func QuitsInGoroutine(j *signer.Job) error {
	if !authority.May() {
		go authority.Quit(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// QuitsDeferred is unsafe: it quits at the end.
func QuitsDeferred(j *signer.Job) error {
	if !authority.May() {
		defer authority.Quit(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// QuitsSometimes is unsafe: the other package's function may return.
func QuitsSometimes(j *signer.Job, sure bool) error {
	if !authority.May() {
		authority.QuitIf(sure, errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Complains is unsafe: the other package's function returns.
func Complains(j *signer.Job) error {
	if !authority.May() {
		authority.Complain(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// QuitsRefused is unsafe: it quits with any error, and tests none.
func QuitsRefused(j *signer.Job) {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		authority.Quit(err)
	}
}

func start() {
	note("start")
	authority.Must()
}

// Local is safe: a helper of this package passes it on.
func Local(j *signer.Job) error {
	start()
	return j.Sig.Sign(j.Key, j.Set)
}

// Loop is safe: established before the loop.
func Loop(jobs []*signer.Job) {
	authority.Must()
	for _, j := range jobs {
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// HandedOver is unsafe: the role is given away in between.
func HandedOver(j *signer.Job) error {
	authority.Must()
	if err := authority.HandOver(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // known-miss: KM001 Sign
}

// HandedOverFirst is safe: it asks after the role was given away.
func HandedOverFirst(j *signer.Job) error {
	note(authority.HandOver())
	if !authority.May() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// HandedOverLast is safe: the operation comes before.
func HandedOverLast(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	err := j.Sig.Sign(j.Key, j.Set)
	note(authority.HandOver())
	return err
}

// SignedBySelf is safe: what the other package asks for itself holds for the caller no less.
func SignedBySelf(j *signer.Job) error {
	authority.Must()
	return signer.Sign(j)
}

// Assumed is safe: from the directive on, the role holds.
func Assumed(j *signer.Job) error {
	//keymaster:assume -- this program is started on the key master only
	note("signing")
	return signer.Sign(j)
}

// AssumedLate is unsafe at its first call.
func AssumedLate(j, k *signer.Job) error {
	note(signer.Sign(j)) // want `KM001: .*Sign`
	//keymaster:assume -- somebody looked
	note("signing")
	return signer.Sign(k)
}

// AssumedWithoutReason is unsafe: a directive without its reason has no effect.
func AssumedWithoutReason(j *signer.Job) error {
	//keymaster:assume // want `KM009: `
	note("signing")
	return signer.Sign(j) // want `KM001: .*Sign`
}
