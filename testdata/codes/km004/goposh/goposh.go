// Package goposh tests what github.com/bhendo/go-powershell leaves behind: standard error,
// and an error whose text holds it.
package goposh

import (
	"errors"
	"strings"
	"syscall"

	powershell "github.com/bhendo/go-powershell"

	"codes/role"
)

const sign = "Invoke-DnsServerZoneSign -ZoneName example.org"

// Identity is KM004: the error is text.
func Identity(sh powershell.Shell) error {
	_, _, err := sh.Execute(sign) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// As is KM004: there is no Errno to be found.
func As(sh powershell.Shell) error {
	_, _, err := sh.Execute(sign) // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the text of standard error.
func Text(sh powershell.Shell) error {
	_, stderr, err := sh.Execute(sign)
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// ErrorText is safe: the error is annotated with it.
func ErrorText(sh powershell.Shell) error {
	_, _, err := sh.Execute(sign)
	if err != nil && strings.Contains(err.Error(), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}
