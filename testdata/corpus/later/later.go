package later

import "corpus/later/lib"

// steps are called by index; the package shows all of them.
var steps = [...]func(*Job) error{stepCheck, stepSign}

func stepCheck(*Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return nil
}

func stepSign(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Steps is safe: they are only run under the check.
func Steps(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	for _, s := range steps {
		if err := s(j); err != nil {
			return err
		}
	}
	return nil
}

// OtherCheck is safe: another package's function with a neutral name is a check by its body.
func OtherCheck(j *Job) error {
	if !lib.MayEdit() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// OtherCheckInverted is unsafe: its false side.
func OtherCheckInverted(j *Job) error {
	if !lib.MayEdit() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// OtherEnsure is safe: it returns only on the key master.
func OtherEnsure(j *Job) error {
	lib.Ensure()
	return j.Sig.Sign(j.Key, j.Set)
}

// OtherTest is safe: another package's refusal test.
func OtherTest(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); lib.IsMoved(err) {
		return errMoved
	}
	return nil
}

// OtherOperation is silent: lib.Sign is reported itself.
func OtherOperation(j *Job) error { return lib.Sign(j.Sig, j.Key, j.Set) }

// OtherWith is safe: another package's function runs its argument under a check.
func OtherWith(j *Job) error {
	return lib.With(func() error { return j.Sig.Sign(j.Key, j.Set) })
}
