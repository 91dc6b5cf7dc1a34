package guards

import (
	"context"
	"errors"
	"fmt"
)

// ErrReturn is safe: nil means key master.
func ErrReturn(j *Job) error {
	if err := requireKeyMaster(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrNilBranch is safe: the call is on the nil side.
func ErrNilBranch(j *Job) error {
	err := requireKeyMaster()
	if err == nil {
		err = j.Sig.Sign(j.Key, j.Set)
	}
	return err
}

// ErrNilReversed is safe: nil may stand on the left.
func ErrNilReversed(j *Job) error {
	if nil != requireKeyMaster() {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrIgnored is unsafe: the error is dropped.
func ErrIgnored(j *Job) error {
	_ = requireKeyMaster()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrLogged is unsafe: the error is logged and forgotten.
func ErrLogged(j *Job) error {
	if err := requireKeyMaster(); err != nil {
		note(err)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrInverted is unsafe: it signs on the error side.
func ErrInverted(j *Job) error {
	if err := requireKeyMaster(); err != nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// ErrReassigned is unsafe: the tested error is another call's.
func ErrReassigned(j *Job) error {
	err := requireKeyMaster()
	err = other()
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrReset is unsafe: the bad outcome is wiped out.
func ErrReset(j *Job) error {
	err := requireKeyMaster()
	if err != nil {
		note(err)
		err = nil
	}
	if err == nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return err
}

// ErrShadowed is unsafe: the inner err is tested nowhere.
func ErrShadowed(j *Job) (err error) {
	if true {
		err := requireKeyMaster()
		note(err)
	}
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrOneKind is unsafe: only one of the check's errors leaves.
func ErrOneKind(j *Job) error {
	err := requireKeyMaster()
	if errors.Is(err, context.Canceled) {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrWrapped is safe: the wrapped error is nil exactly when the check's is.
func ErrWrapped(j *Job) error {
	var err error
	if e := requireKeyMaster(); e != nil {
		err = fmt.Errorf("sign: %w", e)
	}
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrFirstOfTwo is safe: either error leaves.
func ErrFirstOfTwo(j *Job) error {
	err := requireKeyMaster()
	if err == nil {
		err = other()
	}
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrTwoCalls is safe: both errors are tested in one condition.
func ErrTwoCalls(j *Job) error {
	err1, err2 := requireKeyMaster(), other()
	if err1 != nil || err2 != nil {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrTwoCallsAnd is unsafe: one failed check alone does not leave.
func ErrTwoCallsAnd(j *Job) error {
	err1, err2 := requireKeyMaster(), other()
	if err1 != nil && err2 != nil {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ErrSwitch is safe: the nil case signs.
func ErrSwitch(j *Job) error {
	switch err := requireKeyMaster(); err {
	case nil:
		return j.Sig.Sign(j.Key, j.Set)
	default:
		return err
	}
}

// ErrSwitchDefault is unsafe: the default is the side of unknown errors.
func ErrSwitchDefault(ctx context.Context, r Roles, j *Job, zone string) error {
	switch err := r.RequireKeyMaster(ctx, zone); err {
	case nil, errReplica:
		return err
	default:
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
}

// ErrFromInterface is safe: the name is all that is known, and nil is the good side.
func ErrFromInterface(ctx context.Context, r Roles, j *Job, zone string) error {
	if err := r.RequireKeyMaster(ctx, zone); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// BoolFromInterface is safe.
func BoolFromInterface(r Roles, j *Job, zone string) error {
	if !r.IsKeyMaster(zone) {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PairBoth is safe: no error and true.
func PairBoth(r Roles, j *Job, zone string) error {
	ok, err := r.CheckKeyMaster(zone)
	if err != nil {
		return err
	}
	if !ok {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PairOneCondition is safe: the same in one condition.
func PairOneCondition(r Roles, j *Job, zone string) error {
	if ok, err := r.CheckKeyMaster(zone); err != nil || !ok {
		return errors.Join(err, errReplica)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PairOnlyErr is unsafe: a nil error alone is no good outcome of a pair.
func PairOnlyErr(r Roles, j *Job, zone string) error {
	if _, err := r.CheckKeyMaster(zone); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// PairErrAndNotOK is unsafe: false without an error goes on.
func PairErrAndNotOK(r Roles, j *Job, zone string) error {
	ok, err := r.CheckKeyMaster(zone)
	if err != nil && !ok {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// PairOnlyBool is safe: true is the good outcome, whatever the error.
func PairOnlyBool(r Roles, j *Job, zone string) error {
	if ok, _ := r.CheckKeyMaster(zone); !ok {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PairErrTolerated is unsafe: an unreachable server lets the caller sign.
func PairErrTolerated(r Roles, j *Job, zone string) error {
	ok, err := r.CheckKeyMaster(zone)
	if err == nil && !ok {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
