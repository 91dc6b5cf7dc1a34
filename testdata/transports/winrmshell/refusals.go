package winrmshell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/masterzen/winrm"

	"transports/role"
)

// Tested is safe: the refusal is text, the error is nil.
func Tested(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "")
	if err != nil {
		return err
	}
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return nil
}

// TestedFailed is safe: a refused command exits with a code other than 0.
func TestedFailed(ctx context.Context, c *winrm.Client) error {
	stdout, stderr, code, err := c.RunPSWithContext(ctx, sign)
	if err != nil {
		return err
	}
	if code != 0 {
		if strings.Contains(stdout+stderr, "WIN32 9101") {
			return role.ErrElsewhere
		}
		return fmt.Errorf("exit code %d: %s", code, stderr)
	}
	return nil
}

// TestedBuffer is safe: the streams are written to a buffer.
func TestedBuffer(c *winrm.Client) error {
	var out bytes.Buffer
	if _, err := c.Run(winrm.Powershell(sign), &out, &out); err != nil {
		return err
	}
	if bytes.Contains(out.Bytes(), []byte("WIN32 9101")) {
		return role.ErrElsewhere
	}
	return nil
}

// TestedDnscmd is safe.
func TestedDnscmd(ctx context.Context, c *winrm.Client, zone string) error {
	stdout, stderr, _, err := c.RunCmdWithContext(ctx, "dnscmd /ZoneSign "+zone)
	if strings.Contains(stdout, "KEYMASTER_REQUIRED") || strings.Contains(stderr, "KEYMASTER_REQUIRED") {
		return role.ErrElsewhere
	}
	return err
}

// OnlyError is unsafe: the error is about the transport.
func OnlyError(c *winrm.Client) error {
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM001: `
	return err
}

// OnlyCode is unsafe: a bare exit code is no refusal test.
func OnlyCode(c *winrm.Client) error {
	code, err := c.Run(winrm.Powershell(sign), io.Discard, io.Discard) // want `KM001: `
	if err != nil {
		return err
	}
	if code != 0 {
		return fmt.Errorf("exit code %d", code)
	}
	return nil
}

// TestedInError is unsafe: a refused command has no error, so the test is never reached.
func TestedInError(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "") // want `KM001: `
	if err != nil {
		if strings.Contains(stderr, "WIN32 9101") {
			return role.ErrElsewhere
		}
		return err
	}
	return nil
}

// Errno is unsafe: a test on the error.
func Errno(c *winrm.Client) error {
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// ErrorText is unsafe: the error's text does not hold what the command printed.
func ErrorText(c *winrm.Client) error {
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is unsafe: PowerShell does not print it.
func Sentence(c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithString(sign, "") // want `KM004: `
	if strings.Contains(stderr, "Only the DNS server acting as the key master for the zone may perform this operation.") {
		return role.ErrElsewhere
	}
	return err
}

// Returned is unsafe: an answer about the code, not about the text.
func Returned(c *winrm.Client) (bool, error) {
	_, _, code, err := c.RunPSWithString(sign, "") // want `KM001: `
	return code == 0, err
}

// OutcomeReturned is safe: the outcome of the test goes to the caller.
func OutcomeReturned(c *winrm.Client) (refused bool, err error) {
	_, stderr, _, err := c.RunPSWithString(sign, "")
	return strings.Contains(stderr, "WIN32 9101"), err
}

// ErrorMade is safe: the answer is made into an error by a function that tests it.
func ErrorMade(c *winrm.Client) error {
	_, stderr, code, err := c.RunPSWithString(sign, "")
	if err != nil {
		return err
	}
	return remote(code, stderr)
}

func remote(code int, stderr string) error {
	switch {
	case code == 0:
		return nil
	case strings.Contains(stderr, "WIN32 9101"):
		return role.ErrElsewhere
	default:
		return errors.New(stderr)
	}
}

// Guarded is safe.
func Guarded(c *winrm.Client, r role.Roles) error {
	if !r.IsKeyMaster("example.org") {
		return role.ErrElsewhere
	}
	_, _, _, err := c.RunPSWithString(sign, "")
	return err
}

// GuardedZone is unsafe: another zone.
func GuardedZone(c *winrm.Client, r role.Roles) error {
	if !r.IsKeyMaster("example.net") {
		return role.ErrElsewhere
	}
	_, _, _, err := c.RunPSWithString(sign, "") // want `KM002: `
	return err
}

// GuardedChoice is safe: the script that writes is chosen under the check.
func GuardedChoice(ctx context.Context, c *winrm.Client, r role.Roles, zone string) (string, error) {
	script := "Get-DnsServerSigningKey -ZoneName %s"
	if r.IsKeyMaster(zone) {
		script = "Add-DnsServerSigningKey -ZoneName %s"
	}
	stdout, _, _, err := c.RunPSWithContext(ctx, fmt.Sprintf(script, zone))
	return stdout, err
}

// GuardedChoiceLost is unsafe: after the switch the role was asked for on one branch only.
func GuardedChoiceLost(ctx context.Context, c *winrm.Client, r role.Roles, zone, verb string) error {
	var script string
	switch verb {
	case "sign":
		script = "Invoke-DnsServerZoneSign -ZoneName " + zone
	case "unsign":
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		script = "Invoke-DnsServerZoneUnsign -ZoneName " + zone
	default:
		script = "Get-DnsServerZone -Name " + zone
	}
	_, _, _, err := c.RunPSWithContext(ctx, script) // want `KM001: `
	return err
}
