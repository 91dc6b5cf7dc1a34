// Package command runs cmdlets and dnscmd, whose refusal is text.
package command

import (
	"bytes"
	"os/exec"
)

func output(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").CombinedOutput() // want `KM001: `
	if err != nil {
		return err
	}
	_ = out
	return nil
}

func outputUnread() error {
	_, err := exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").CombinedOutput() // want `KM001: `
	return err
}

func run(script string) (string, error) {
	out, err := exec.Command("powershell", "-Command", script).CombinedOutput()
	return string(out), err
}

func helper() error {
	if _, err := run("Invoke-DnsServerZoneUnsign -ZoneName example.org -Force"); err != nil { // want `KM001: `
		return err
	}
	return nil
}

func helperAssigned() (string, error) {
	text, err := run("Invoke-DnsServerZoneUnsign -ZoneName example.org -Force") // want `KM001: `
	return text, err
}

// The error of Run has the exit code.
func buffer() error {
	var b bytes.Buffer
	cmd := exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org")
	cmd.Stdout = &b
	return cmd.Run() // want `KM001: `
}
