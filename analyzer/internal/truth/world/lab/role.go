package lab

import "errors"

// Held says whether the role is held in the current execution. All checks agree.
// A call is refused only where it is not held; executions in which it is held
// show which operations can be reached at all.
var Held bool

var errNotHeld = errors.New("not the key master")

// Require is the outcome of a role check by a nil error.
func Require() error {
	if Held {
		return nil
	}
	return errNotHeld
}

// Check is the outcome of a (bool, error) role check. The error may be nil where
// the role is not held.
func Check() (bool, error) {
	if !Held && choose(2, "error of CheckKeyMaster", 0) == 1 {
		return false, Other
	}
	return Held, nil
}

// Role is the number of the role: none or replica, each time anew, or key master.
func Role() int {
	if Held {
		return 2
	}
	return choose(2, "Role", 0)
}
