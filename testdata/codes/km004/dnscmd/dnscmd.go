// Package dnscmd tests what dnscmd, run by os/exec, leaves behind.
package dnscmd

import (
	"errors"
	"os/exec"
	"strings"
	"syscall"

	"codes/role"
)

// Identity is KM004: an *exec.ExitError wraps no Errno.
func Identity(zone string) error {
	err := exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: the error is os/exec's.
func Equal(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneResign", zone).CombinedOutput() // want `KM004: `
	if err == role.Refused {
		return role.ErrElsewhere
	}
	_ = out
	return err
}

// As is KM004: no Errno is in the chain.
func As(zone string) error {
	err := exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM004: `
	if errno, ok := errors.AsType[syscall.Errno](err); ok && errno == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is KM004: dnscmd prints the code's name and number.
func Sentence(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneUnsign", zone).CombinedOutput() // want `KM004: `
	if strings.Contains(string(out), "Only the DNS server acting as the key master for the zone") {
		return role.ErrElsewhere
	}
	return err
}

// ExitCode is safe: dnscmd's exit code is not established, so the test is accepted.
func ExitCode(zone string) error {
	err := exec.Command("dnscmd", "/ZoneSign", zone).Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Number is safe: "Status = 9101".
func Number(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Name is safe: the code's name is printed.
func Name(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "KEYMASTER_REQUIRED") {
		return role.ErrElsewhere
	}
	return err
}

// Hex is safe: so is its number in hexadecimal.
func Hex(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "0x238D") {
		return role.ErrElsewhere
	}
	return err
}
