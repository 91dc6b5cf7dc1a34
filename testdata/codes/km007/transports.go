package km007

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	powershell "github.com/bhendo/go-powershell"

	"codes/role"
)

// output is KM007: standard error goes with the *exec.ExitError.
func output(zone string) ([]byte, error) {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Output() // want `KM007: `
	if err != nil {
		return nil, fmt.Errorf("powershell: %v", err)
	}
	return out, nil
}

// Output is KM007 in output: no *exec.ExitError is found.
func Output(zone string) error {
	_, err := output(zone)
	var exit *exec.ExitError
	if errors.As(err, &exit) && bytes.Contains(exit.Stderr, []byte("WIN32 9101")) {
		return role.ErrElsewhere
	}
	return err
}

// outputKept is judged through its callers.
func outputKept(zone string) ([]byte, error) {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Output()
	if err != nil {
		return nil, fmt.Errorf("powershell: %w", err)
	}
	return out, nil
}

// OutputKept is safe: the *exec.ExitError is in the chain.
func OutputKept(zone string) error {
	_, err := outputKept(zone)
	var exit *exec.ExitError
	if errors.As(err, &exit) && bytes.Contains(exit.Stderr, []byte("WIN32 9101")) {
		return role.ErrElsewhere
	}
	return err
}

// dnscmd is KM007: the exit code goes with the error.
func dnscmd(zone string) error {
	if err := exec.Command("dnscmd", "/ZoneSign", zone).Run(); err != nil { // want `KM007: `
		return errors.New("dnscmd failed")
	}
	return nil
}

// Dnscmd is KM007 in dnscmd.
func Dnscmd(zone string) error {
	err := dnscmd(zone)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// printed is judged through its callers: the output is in the text.
func printed(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if err != nil {
		return fmt.Errorf("dnscmd: %v: %s", err, out)
	}
	return nil
}

// PrintedOutput is safe: a text test of a text.
func PrintedOutput(zone string) error {
	if err := printed(zone); err != nil && strings.Contains(err.Error(), "KEYMASTER_REQUIRED") {
		return role.ErrElsewhere
	}
	return nil
}

// execute is judged through its callers: the library's text is kept.
func execute(sh powershell.Shell, zone string) error {
	if _, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone); err != nil {
		return fmt.Errorf("sign %s: %v", zone, err)
	}
	return nil
}

// Executed is safe: and tested.
func Executed(sh powershell.Shell, zone string) error {
	if err := execute(sh, zone); err != nil && strings.Contains(err.Error(), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return nil
}
