package refusals

import (
	"errors"

	"golang.org/x/sys/windows"
)

// WindowsConstant is safe: the constant of x/sys is 9101.
func WindowsConstant(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, windows.DNS_ERROR_KEYMASTER_REQUIRED) {
		return errMoved
	}
	return err
}

// WindowsSwitch is safe: windows.Errno is syscall.Errno.
func WindowsSwitch(j *Job) error {
	switch err := j.Sig.Sign(j.Key, j.Set); err {
	case windows.DNS_ERROR_NOT_ALLOWED_ON_SIGNED_ZONE, windows.DNS_ERROR_KEYMASTER_REQUIRED:
		return errMoved
	default:
		return err
	}
}

// WindowsOther is unsafe: the constant is 9102.
func WindowsOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if errors.Is(err, windows.DNS_ERROR_NOT_ALLOWED_ON_SIGNED_ZONE) {
		return errMoved
	}
	return err
}
