// Package km003 acts exactly where a check said that this server is not the key master.
package km003

import (
	"errors"
	"log"

	"codes/role"
)

// Negated is KM003: the branch is the replicas'.
func Negated(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// Else is KM003: so is the else of the check.
func Else(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		log.Print("key master")
	} else {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// Early is KM003: the key master has left.
func Early(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
}

// Or is KM003: the right operand runs where the left one is false.
func Or(r role.Roles, j *role.Job) bool {
	return r.IsKeyMaster(j.Zone) || j.Sig.Sign(j.Key, j.Set) == nil // want `KM003: `
}

// ErrorSide is KM003: an error says that this is not the key master.
func ErrorSide(r role.Roles, j *role.Job) error {
	if err := r.RequireKeyMaster(j.Zone); err != nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// EarlyNil is KM003: nil is the good side, and it has left.
func EarlyNil(r role.Roles, j *role.Job) error {
	err := r.RequireKeyMaster(j.Zone)
	if err == nil {
		return nil
	}
	log.Print(err)
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
}

// Switch is KM003: the case of false.
func Switch(r role.Roles, j *role.Job) error {
	switch r.IsKeyMaster(j.Zone) {
	case false:
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// Default is KM003: the check's case comes before the default.
func Default(r role.Roles, j *role.Job) error {
	switch {
	case r.IsKeyMaster(j.Zone):
		return nil
	default:
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
}

// NotTrue is KM003: != true is the bad outcome.
func NotTrue(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) != true {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// Variable is KM003: the outcome under a name, negated.
func Variable(r role.Roles, j *role.Job) error {
	replica := !r.IsKeyMaster(j.Zone)
	log.Print(replica)
	if replica {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// Narrowed is KM003: another condition on top changes nothing.
func Narrowed(r role.Roles, j *role.Job, due bool) error {
	if due && !r.IsKeyMaster(j.Zone) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// TwoBranches is KM003: on either path some check had the bad outcome.
func TwoBranches(r role.Roles, j *role.Job, remote bool) error {
	if remote {
		if r.IsKeyMasterOn("dc1", j.Zone) {
			return nil
		}
	} else if r.IsKeyMaster(j.Zone) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
}

// Loop is KM003: the key master's zones are skipped.
func Loop(r role.Roles, jobs []*role.Job) (err error) {
	for _, j := range jobs {
		if r.IsKeyMaster(j.Zone) {
			continue
		}
		err = errors.Join(err, j.Sig.Sign(j.Key, j.Set)) // want `KM003: `
	}
	return err
}

// Merged is KM001: both sides of the check come to the call.
func Merged(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		log.Print("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
}

// Forced is KM001: with force nobody asks.
func Forced(r role.Roles, j *role.Job, force bool) error {
	if force || !r.IsKeyMaster(j.Zone) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	}
	return nil
}

// Handled is safe: the refusal that is to be expected is tested.
func Handled(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// Right is safe: the branch is the key master's.
func Right(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return role.ErrElsewhere
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// GoodBefore is safe: after a good outcome the role holds, whatever a second check says.
func GoodBefore(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return role.ErrElsewhere
	}
	if err := r.RequireKeyMaster(j.Zone); err != nil {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// GoodAfter is safe: the second check lets through.
func GoodAfter(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	if err := r.RequireKeyMaster(j.Zone); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Status is KM001: what is asked is no check of the role.
func Status(s role.Setting, j *role.Job) error {
	if s.KeyMasterStatus != "Online" {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	}
	return nil
}

// Empty is KM001: a zone without key master is none that another server has.
func Empty(s role.Setting, j *role.Job) error {
	if s.KeyMasterServer == "" {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	}
	return nil
}

// lostKeyMaster is opaque, and its name negates.
var lostKeyMaster func(zone string) bool

// Lost is KM001: a name with a negating word is no check.
func Lost(j *role.Job) error {
	if lostKeyMaster(j.Zone) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	}
	return nil
}
