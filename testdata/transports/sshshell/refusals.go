package sshshell

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"golang.org/x/crypto/ssh"

	"transports/role"
)

const sign = `powershell -NoProfile -Command "Invoke-DnsServerZoneSign -ZoneName example.org"`

// CombinedTested is safe.
func CombinedTested(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign)
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// StderrTested is safe: standard error of the session is kept.
func StderrTested(s *ssh.Session) error {
	var stderr bytes.Buffer
	s.Stderr = &stderr
	if err := s.Run(sign); err != nil {
		if strings.Contains(stderr.String(), "WIN32 9101") {
			return role.ErrElsewhere
		}
		return fmt.Errorf("sign: %w", err)
	}
	return nil
}

// DnscmdTested is safe.
func DnscmdTested(s *ssh.Session, zone string) error {
	out, err := s.CombinedOutput("dnscmd /ZoneSign " + zone)
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		return role.ErrElsewhere
	}
	return err
}

// StartedTested is safe.
func StartedTested(s *ssh.Session) error {
	var out strings.Builder
	s.Stdout, s.Stderr = &out, &out
	if err := s.Start(sign); err != nil {
		return err
	}
	err := s.Wait()
	if strings.Contains(out.String(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// ExitStatus is unsafe: 1 is every failure's status.
func ExitStatus(s *ssh.Session) error {
	err := s.Run(sign) // want `KM001: `
	var exit *ssh.ExitError
	if errors.As(err, &exit) && exit.ExitStatus() == 1 {
		return errors.New("not signed")
	}
	return err
}

// Errno is unsafe: an error of ssh is never an Errno.
func Errno(s *ssh.Session) error {
	err := s.Run(sign) // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is unsafe: PowerShell does not print it.
func Sentence(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign) // want `KM004: `
	if bytes.Contains(out, []byte("Only the DNS server acting as the key master for the zone may perform this operation.")) {
		return role.ErrElsewhere
	}
	return err
}

// Shown is unsafe.
func Shown(s *ssh.Session) error {
	out, err := s.CombinedOutput(sign) // want `KM001: `
	fmt.Println(string(out))
	return err
}

// Guarded is safe.
func Guarded(s *ssh.Session, r role.Roles, zone string) error {
	if err := r.RequireKeyMaster(zone); err != nil {
		return err
	}
	return s.Run("dnscmd /ZoneSign " + zone)
}

// GuardedBranch is safe: the command is chosen where the role is known.
func GuardedBranch(s *ssh.Session, r role.Roles, zone string) ([]byte, error) {
	command := "dnscmd /ZoneInfo "
	if r.IsKeyMaster(zone) {
		command = "dnscmd /ZoneResign "
	}
	return s.Output(command + zone)
}

// GuardedAfter is unsafe: the check comes too late.
func GuardedAfter(s *ssh.Session, r role.Roles, zone string) error {
	if err := s.Run("dnscmd /ZoneSign " + zone); err != nil { // want `KM001: `
		return err
	}
	return r.RequireKeyMaster(zone)
}

// GuardedOtherServer is unsafe: the role was asked for on dc1.
func GuardedOtherServer(s *ssh.Session, r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	return s.Run("dnscmd dc2 /ZoneSign example.org") // want `KM002: `
}
