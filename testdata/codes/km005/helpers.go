package km005

import (
	"errors"
	"time"

	"codes/role"
)

// sign is judged through its callers.
func sign(j *role.Job) error { return j.Sig.Sign(j.Key, j.Set) }

func refused(err error) bool { return errors.Is(err, role.Refused) }

// Helper is KM005: the function is called again in the branch of its refusal.
func Helper(j *role.Job) error {
	for range 3 {
		err := sign(j) // want `KM005: `
		if !refused(err) {
			return err
		}
	}
	return role.ErrElsewhere
}

// HelperAgain is KM005: the same call in the branch.
func HelperAgain(j *role.Job) error {
	if err := sign(j); !refused(err) {
		return err
	}
	if err := sign(j); refused(err) { // want `KM005: `
		return role.ErrElsewhere
	}
	return nil
}

// HelperGuarded is safe: the role is asked for in every round.
func HelperGuarded(r role.Roles, j *role.Job) error {
	for {
		if !r.IsKeyMaster(j.Zone) {
			return role.ErrElsewhere
		}
		err := sign(j)
		if !refused(err) {
			return err
		}
	}
}

// HelperAwaited is safe: between the tries it waits for the role.
func HelperAwaited(r role.Roles, j *role.Job) error {
	for {
		err := sign(j)
		if !refused(err) {
			return err
		}
		for r.RequireKeyMaster(j.Zone) != nil {
			time.Sleep(time.Second)
		}
	}
}

// Recursive is KM005: it calls itself where it was refused.
func Recursive(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if refused(err) {
		return Recursive(j) // want `KM005: `
	}
	return err
}

// Closure is KM005: the literal is called again.
func Closure(j *role.Job) error {
	try := func() error { return j.Sig.Sign(j.Key, j.Set) }
	err := try()
	if refused(err) {
		if err = try(); refused(err) { // want `KM005: `
			return role.ErrElsewhere
		}
	}
	return err
}

// A Signer keeps its job.
type Signer struct{ job *role.Job }

func (s *Signer) try() error { return s.job.Sig.Sign(s.job.Key, s.job.Set) }

// Sign is KM005: the method is called again.
func (s *Signer) Sign() error {
	for range 2 {
		switch err := s.try(); { // want `KM005: `
		case err == nil:
			return nil
		case !refused(err):
			return err
		}
	}
	return role.ErrElsewhere
}
