// Package sshshell tests what a session of golang.org/x/crypto/ssh leaves behind: text, and
// an *ssh.ExitError.
package sshshell

import (
	"bytes"
	"errors"
	"syscall"

	"golang.org/x/crypto/ssh"

	"codes/role"
)

const (
	sign   = `powershell -NoProfile -Command "Invoke-DnsServerZoneSign -ZoneName example.org"`
	dnscmd = "dnscmd /ZoneSign example.org"
)

// Identity is KM004: an *ssh.ExitError wraps nothing.
func Identity(s *ssh.Session) error {
	err := s.Run(sign) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: the error is ssh's.
func Equal(s *ssh.Session) error {
	if _, err := s.Output(dnscmd); err == role.Refused { // want `KM004: `
		return role.ErrElsewhere
	}
	return nil
}

// As is KM004: there is no Errno in the chain.
func As(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign) // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == role.Refused {
		return errors.New(string(out))
	}
	return err
}

// ExitStatus is KM004: PowerShell's status is 1.
func ExitStatus(s *ssh.Session) error {
	err := s.Run(sign) // want `KM004: `
	var exit *ssh.ExitError
	if errors.As(err, &exit) && exit.ExitStatus() == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is KM004: it is not what PowerShell prints.
func Sentence(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign) // want `KM004: `
	if bytes.Contains(out, []byte("Only the DNS server acting as the key master for the zone may perform this operation.")) {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: what was printed is tested.
func Text(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign)
	if bytes.Contains(out, []byte("WIN32 9101")) {
		return role.ErrElsewhere
	}
	return err
}

// DnscmdText is safe: dnscmd prints the name.
func DnscmdText(s *ssh.Session) error {
	out, err := s.CombinedOutput(dnscmd)
	if bytes.Contains(out, []byte("DNS_ERROR_KEYMASTER_REQUIRED")) {
		return role.ErrElsewhere
	}
	return err
}

// StatusOne is KM001: 1 is every failure's status, so this is no test of the refusal.
func StatusOne(s *ssh.Session) error {
	err := s.Run(sign) // want `KM001: `
	var exit *ssh.ExitError
	if errors.As(err, &exit) && exit.ExitStatus() == 1 {
		return role.ErrElsewhere
	}
	return err
}
