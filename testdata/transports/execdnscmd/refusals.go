package execdnscmd

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"syscall"

	"transports/role"
)

// Status is safe: "Status = 9101 (0x0000238d)".
func Status(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "Status = 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Hex is safe: "DNS_ERROR_KEYMASTER_REQUIRED     9101    0x238D".
func Hex(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("0x238D")) {
		return role.ErrElsewhere
	}
	return err
}

// HexFolded is safe: the case of the digits differs, so it is folded.
func HexFolded(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(strings.ToLower(string(out)), "0x0000238d") {
		return role.ErrElsewhere
	}
	return err
}

// Name is safe: dnscmd prints the name of the code.
func Name(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "DNS_ERROR_KEYMASTER_REQUIRED") {
		return role.ErrElsewhere
	}
	return err
}

// Either is safe: two texts, one is the refusal's.
func Either(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneResign", zone).CombinedOutput()
	if text := string(out); strings.Contains(text, "9601") || strings.Contains(text, "9101") {
		return fmt.Errorf("not signed here: %s", text)
	}
	return err
}

// Both is unsafe: a refusal names one code, so "9101" is never looked for.
func Both(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneResign", zone).CombinedOutput() // want `KM001: `
	if text := string(out); strings.Contains(text, "9601") && strings.Contains(text, "9101") {
		return fmt.Errorf("not signed here: %s", text)
	}
	return err
}

// Switched is safe.
func Switched(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneUnsign", zone).CombinedOutput()
	switch text := string(out); {
	case strings.Contains(text, "DNS_ERROR_ZONE_DOES_NOT_EXIST"):
		return errors.New("no such zone")
	case strings.Contains(text, "KEYMASTER_REQUIRED"):
		return role.ErrElsewhere
	}
	return err
}

// Buffers is safe: both streams are searched.
func Buffers(server, zone string) error {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("dnscmd", server, "/ZoneSign", zone)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if strings.Contains(stdout.String()+stderr.String(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Failed is unsafe: only that it failed.
func Failed(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput() // want `KM001: `
	if strings.Contains(string(out), "Command failed") {
		return errors.New("not signed")
	}
	return err
}

// OtherCode is unsafe: 9601 is another code.
func OtherCode(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput() // want `KM001: `
	if strings.Contains(string(out), "9601") {
		return errors.New("no such zone")
	}
	return err
}

// Dropped is unsafe.
func Dropped(zone string) {
	exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// Errno is unsafe: the error is os/exec's.
func Errno(zone string) error {
	err := exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM004: `
	if err == syscall.Errno(9101) {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is unsafe: dnscmd does not print it.
func Sentence(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput() // want `KM004: `
	if strings.Contains(string(out), "acting as the key master for the zone may perform this operation") {
		return role.ErrElsewhere
	}
	return err
}

// ExitCode is safe: that dnscmd exits with the code is not proved, but accepted.
func ExitCode(zone string) error {
	err := exec.Command("dnscmd", "/ZoneSign", zone).Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 9101 {
		return role.ErrElsewhere
	}
	return err
}
