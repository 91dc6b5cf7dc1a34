// Package shell runs what it is given, here or elsewhere. Nothing in it is an operation:
// its callers know the texts.
package shell

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"

	"transports/role"
)

// Run runs a script and returns what it printed.
func Run(ctx context.Context, script string) (string, error) {
	out, err := exec.CommandContext(ctx, "powershell", "-NoProfile", "-Command", script).CombinedOutput()
	return string(out), err
}

// Checked runs a script and tells refusals apart: its callers are safe.
func Checked(ctx context.Context, script string) error {
	out, err := Run(ctx, script)
	if strings.Contains(out, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Strict runs a script after a preamble.
func Strict(script string) error {
	cmd := exec.Command("powershell", "-Command", "$ErrorActionPreference = 'Stop'; "+script)
	return cmd.Run()
}

// Cmdlet runs one cmdlet with its parameters.
func Cmdlet(name string, parameters ...string) error {
	return exec.Command("powershell", "-Command", name+" "+strings.Join(parameters, " ")).Run()
}

// Dnscmd runs dnscmd.
func Dnscmd(args ...string) error { return exec.Command("dnscmd", args...).Run() }

// Command makes a command that is not started.
func Command(script string) *exec.Cmd {
	return exec.Command("powershell", "-NoProfile", "-Command", script)
}

// Sign makes the command that signs a zone; whoever starts it performs the operation.
func Sign(zone string) *exec.Cmd {
	return Command(fmt.Sprintf("Invoke-DnsServerZoneSign -ZoneName %s", zone))
}

// Quiet starts the command that it is given.
func Quiet(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return cmd.Run()
}

// Refused tells what a text says.
func Refused(text string) bool { return strings.Contains(text, "WIN32 9101") }
