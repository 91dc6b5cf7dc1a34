// Package winrm tests what github.com/masterzen/winrm leaves behind: a refused command has an
// exit code and text, and no error.
package winrm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"syscall"

	"github.com/masterzen/winrm"

	"codes/role"
)

const sign = "Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop"

// Identity is KM004: the error of a refused command is nil.
func Identity(c *winrm.Client) error {
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: it is about the transport.
func Equal(c *winrm.Client) error {
	if _, err := c.Run(winrm.Powershell(sign), io.Discard, io.Discard); err == role.Refused { // want `KM004: `
		return role.ErrElsewhere
	}
	return nil
}

// As is KM004: the same in two steps.
func As(ctx context.Context, c *winrm.Client) error {
	_, _, _, err := c.RunCmdWithContext(ctx, "dnscmd /ZoneSign example.org") // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// ErrorText is KM004: nothing of what the command printed is in the error.
func ErrorText(c *winrm.Client) error {
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if err != nil && strings.Contains(err.Error(), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is KM004: PowerShell does not print it.
func Sentence(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if strings.Contains(stderr, "Only the DNS server acting as the key master") {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the text is tested.
func Text(ctx context.Context, c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithContext(ctx, sign)
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Buffer is safe: standard error goes to a buffer, which is tested.
func Buffer(c *winrm.Client) error {
	var stdout, stderr bytes.Buffer
	_, err := c.Run(winrm.Powershell(sign), &stdout, &stderr)
	if strings.Contains(stderr.String(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// NotZero is KM001: any failure, and so no test of the refusal.
func NotZero(c *winrm.Client) error {
	_, stderr, code, err := c.RunPSWithString(sign, "") // want `KM001: `
	if code != 0 {
		return errors.New(stderr)
	}
	return err
}

// NotReached is KM001: a live test on a branch that no refusal takes.
func NotReached(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "") // want `KM001: `
	if err != nil && strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// IdentityBeside is safe: the text is tested on every refused path.
func IdentityBeside(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "")
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	if err != nil {
		return err
	}
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return nil
}
