// Package duty passes on what example.com/signer/authority knows: a third level.
package duty

import "example.com/signer/authority"

// Mine is a check: true implies the role.
func Mine() bool { return authority.May() }

// Theirs is a check: false implies the role.
func Theirs() bool { return !Mine() }

// Report is a check: nil implies the role.
func Report() error {
	if Theirs() {
		return authority.Check()
	}
	return nil
}

// Confirm is a check: nil implies the role.
func Confirm() error { return authority.Check() }

// Either is a check: each way to true is one.
func Either(fast bool) bool {
	if fast {
		return authority.May()
	}
	_, ok := authority.Count()
	return ok
}

// Lax is no check: one way to true asks nobody.
func Lax(fast bool) bool { return fast || authority.May() }

// Require returns only on the key master.
func Require() { authority.Must() }

// RequireSoon returns anywhere.
func RequireSoon() { go authority.Must() }

// Leave never returns.
func Leave(err error) {
	defer authority.Complain(err)
	authority.Quit(err)
}

// Run runs f on the key master only.
func Run(f func() error) error {
	return authority.With(func() error { return f() })
}

// RunFor runs f on the zone's key master only.
func RunFor(zone string, f func() error) error { return authority.WithFor(zone, f) }

// RunAnyway runs f anywhere.
func RunAnyway(f func() error) error { return authority.Anywhere(f) }

// MineFor is a check for one zone.
func MineFor(zone string) bool { return authority.MayFor(zone) }
