package guards

import (
	"context"
	"time"
)

// SwitchTagless is safe: everything below the first case has passed it.
func SwitchTagless(j, k *Job, kind int) error {
	switch {
	case !isKeyMaster():
		return errReplica
	case kind == 1:
		return j.Sig.Sign(j.Key, j.Set)
	default:
		return k.Sig.Sign(k.Key, k.Set)
	}
}

// SwitchOrder is unsafe: the case above the check is taken first.
func SwitchOrder(j, k *Job, urgent bool) error {
	switch {
	case urgent:
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	case isKeyMaster():
		return k.Sig.Sign(k.Key, k.Set)
	}
	return nil
}

// SwitchOnBool is safe in its true case, unsafe in its false case.
func SwitchOnBool(j, k *Job) error {
	switch isKeyMaster() {
	case true:
		return j.Sig.Sign(j.Key, j.Set)
	case false:
		return k.Sig.Sign(k.Key, k.Set) // want `KM003: .*Sign`
	}
	return nil
}

// SwitchAlternatives is unsafe: one of the two alternatives is no check.
func SwitchAlternatives(j *Job, forced bool) error {
	switch true {
	case forced, isKeyMaster():
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// SwitchFallthrough is unsafe: the second case is entered without the first too.
func SwitchFallthrough(j *Job, forced bool) error {
	switch {
	case isKeyMaster():
		note("key master")
		fallthrough
	case forced:
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// SwitchFallthroughFalse is safe: the second case can only be entered from the first.
func SwitchFallthroughFalse(j *Job) error {
	switch {
	case isKeyMaster():
		fallthrough
	case false:
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// SwitchBreak is unsafe: break leaves the switch, not the function.
func SwitchBreak(j *Job, kind int) error {
	switch kind {
	case 0:
		if !isKeyMaster() {
			break
		}
		note("key master")
	default:
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// SwitchAllCases is safe: each case that comes out has asked.
func SwitchAllCases(j *Job, kind int) error {
	switch kind {
	case 0:
		if !isKeyMaster() {
			return nil
		}
	case 1:
		if requireKeyMaster() != nil {
			return nil
		}
	default:
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// SwitchNoDefault is unsafe: other kinds fall through the switch unasked.
func SwitchNoDefault(j *Job, kind int) error {
	switch kind {
	case 0, 1:
		if !isKeyMaster() {
			return nil
		}
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// SwitchInit is safe: the answer is the switch's own variable.
func SwitchInit(j *Job) error {
	switch ok := isKeyMaster(); {
	case ok:
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// TypeSwitch is safe: only the case that asks comes through.
func TypeSwitch(j *Job, who any) error {
	switch r := who.(type) {
	case Roles:
		if !r.IsKeyMaster("example.org.") {
			return errReplica
		}
	default:
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// TypeSwitchMissing is unsafe: whoever is no Roles is let through.
func TypeSwitchMissing(j *Job, who any) error {
	switch r := who.(type) {
	case Roles:
		if !r.IsKeyMaster("example.org.") {
			return errReplica
		}
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// SelectChecked is safe: the case that signs has asked.
func SelectChecked(ctx context.Context, j *Job, tick <-chan time.Time) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick:
			if !isKeyMaster() {
				continue
			}
		}
		if err := j.Sig.Sign(j.Key, j.Set); err != nil {
			return err
		}
	}
}

// SelectOneCase is unsafe: a kick signs without asking.
func SelectOneCase(j *Job, tick <-chan time.Time, kick <-chan struct{}) error {
	select {
	case <-tick:
		if !isKeyMaster() {
			return nil
		}
	case <-kick:
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// SelectDefault is unsafe in the default only.
func SelectDefault(j, k *Job, tick <-chan time.Time) error {
	select {
	case <-tick:
		if isKeyMaster() {
			return j.Sig.Sign(j.Key, j.Set)
		}
	default:
		return k.Sig.Sign(k.Key, k.Set) // want `KM001: .*Sign`
	}
	return nil
}

// BlockBreak is safe: the labelled block is left before the call.
func BlockBreak(j *Job) (err error) {
guarded:
	switch {
	default:
		if !isKeyMaster() {
			break guarded
		}
		err = j.Sig.Sign(j.Key, j.Set)
	}
	return err
}

// Nested is safe: the check is three levels up.
func Nested(j *Job, a, b bool) error {
	if isKeyMaster() {
		if a {
			switch {
			case b:
				return j.Sig.Sign(j.Key, j.Set)
			}
		}
	}
	return nil
}

// NestedElse is unsafe: the else belongs to the check, not to a.
func NestedElse(j *Job, a bool) error {
	if isKeyMaster() {
		if a {
			note("key master")
		}
	} else if a {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// MixedPaths is safe: one path is guarded, the refusal of the other is tested.
func MixedPaths(j *Job) error {
	if isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	err := j.Sig.Sign(j.Key, j.Set)
	if isRefused(err) {
		return errReplica
	}
	return err
}
