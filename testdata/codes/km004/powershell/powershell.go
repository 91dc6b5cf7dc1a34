// Package powershell tests what PowerShell, run by os/exec, leaves behind. The refusal is
// text on a stream; the error is an *exec.ExitError, and the exit code is 1.
package powershell

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"syscall"

	"codes/role"
)

const sign = "Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop"

// Identity is KM004: an *exec.ExitError wraps no Errno.
func Identity() error {
	err := exec.Command("powershell", "-Command", sign).Run() // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: nor is it one.
func Equal() error {
	if err := exec.Command("powershell", "-Command", sign).Run(); err == syscall.Errno(0x238D) { // want `KM004: `
		return role.ErrElsewhere
	}
	return nil
}

// As is KM004: there is no Errno in the chain to be found.
func As() error {
	_, err := exec.Command("powershell.exe", "-Command", sign).Output() // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Switch is KM004: no case of the refusal is ever chosen.
func Switch() error {
	switch err := exec.Command("powershell", "-Command", sign).Run(); err { // want `KM004: `
	case nil:
		return nil
	case role.Refused:
		return role.ErrElsewhere
	default:
		return err
	}
}

// ExitCode is KM004: PowerShell's exit code is 1.
func ExitCode() error {
	err := exec.Command("powershell", "-Command", sign).Run() // want `KM004: `
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is KM004: PowerShell prints the provider's sentence, not that of the code.
func Sentence() error {
	out, err := exec.Command("powershell", "-Command", sign).CombinedOutput() // want `KM004: `
	if bytes.Contains(out, []byte("Only the DNS server acting as the key master for the zone may perform this operation")) {
		return role.ErrElsewhere
	}
	return err
}

// refused is a test that is dead for this transport.
func refused(err error) bool { return errors.Is(err, role.Refused) }

// Predicate is KM004: the dead test is in a function.
func Predicate() error {
	err := exec.Command("powershell", "-Command", sign).Run() // want `KM004: `
	if refused(err) {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the id of the error is on the stream.
func Text() error {
	out, err := exec.Command("powershell", "-Command", sign).CombinedOutput()
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Stderr is safe: Output keeps standard error in the error.
func Stderr() error {
	_, err := exec.Command("powershell", "-Command", sign).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && bytes.Contains(exit.Stderr, []byte("9101")) {
		return role.ErrElsewhere
	}
	return err
}

// Both is safe: the live test makes up for the dead one.
func Both() error {
	out, err := exec.Command("powershell", "-Command", sign).CombinedOutput()
	if errors.Is(err, role.Refused) || strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// OtherCode is KM001: there is no test of the refusal, dead or live.
func OtherCode() error {
	err := exec.Command("powershell", "-Command", sign).Run() // want `KM001: `
	if errors.Is(err, syscall.Errno(9102)) {
		return nil
	}
	return err
}

// NotReached is KM001: the test would match, but a refused command never gets there.
func NotReached() error {
	out, err := exec.Command("powershell", "-Command", sign).CombinedOutput() // want `KM001: `
	if err != nil {
		return err
	}
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return nil
}

// Guarded is safe: the role is checked, and the dead test hinders nobody.
func Guarded(r role.Roles) error {
	if !r.IsKeyMaster("example.org") {
		return role.ErrElsewhere
	}
	err := exec.Command("powershell", "-Command", sign).Run()
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}
