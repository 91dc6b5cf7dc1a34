// Package winrmshell runs PowerShell and dnscmd over github.com/masterzen/winrm.
package winrmshell

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/masterzen/winrm"
)

const sign = "Invoke-DnsServerZoneSign -ZoneName example.org -Force"

// Run is unsafe: the text is traced through winrm.Powershell.
func Run(c *winrm.Client) (int, error) {
	return c.Run(winrm.Powershell(sign), os.Stdout, os.Stderr) // want `KM001: `
}

// RunContext is unsafe.
func RunContext(ctx context.Context, c *winrm.Client, zone string) error {
	command := winrm.Powershell("Add-DnsServerSigningKey -ZoneName " + zone)
	_, err := c.RunWithContext(ctx, command, io.Discard, io.Discard) // want `KM001: `
	return err
}

// RunString is unsafe.
func RunString(c *winrm.Client, zone string) (string, error) {
	stdout, _, _, err := c.RunWithString(winrm.Powershell(fmt.Sprintf("Invoke-DnsServerZoneUnsign -ZoneName %s -Force", zone)), "") // want `KM001: `
	return stdout, err
}

// RunPS is unsafe: the library wraps the text itself.
func RunPS(ctx context.Context, c *winrm.Client, zone string) error {
	_, _, _, err := c.RunPSWithContext(ctx, "Step-DnsServerSigningKeyRollover -ZoneName "+zone) // want `KM001: `
	return err
}

// RunPSString is unsafe.
func RunPSString(c *winrm.Client, zone string) error {
	_, _, _, err := c.RunPSWithString("Remove-DnsServerSigningKey -Force -ZoneName "+zone, "") // want `KM001: `
	return err
}

// RunPSContextString is unsafe.
func RunPSContextString(ctx context.Context, c *winrm.Client, zone string) error {
	var script strings.Builder
	fmt.Fprintf(&script, "Set-DnsServerDnsSecZoneSetting -ZoneName %s -NSec3Iterations 0", zone)
	_, _, _, err := c.RunPSWithContextWithString(ctx, script.String(), "") // want `KM001: `
	return err
}

// RunCmd is unsafe: dnscmd in cmd.exe.
func RunCmd(ctx context.Context, c *winrm.Client, zone string) error {
	_, _, _, err := c.RunCmdWithContext(ctx, "dnscmd /ZoneSign "+zone) // want `KM001: `
	return err
}

// RunBare is unsafe: the command line calls PowerShell.
func RunBare(c *winrm.Client) (int, error) {
	return c.Run(`powershell -NoProfile -Command "Invoke-DnsServerZoneSign -ZoneName example.org"`, io.Discard, io.Discard) // want `KM001: `
}

// RunDnscmd is unsafe.
func RunDnscmd(c *winrm.Client, server, zone string) (int, error) {
	return c.Run(fmt.Sprintf("dnscmd.exe %s /ZoneResign %s", server, zone), io.Discard, io.Discard) // want `KM001: `
}

// Stdin is unsafe: the script is standard input.
func Stdin(c *winrm.Client) (int, error) {
	return c.RunWithInput("powershell -NoProfile -Command -", io.Discard, io.Discard, strings.NewReader(sign)) // want `KM001: `
}

// StdinString is unsafe.
func StdinString(c *winrm.Client) error {
	_, _, _, err := c.RunWithString("powershell -NoProfile -Command -", "Invoke-DnsServerZoneSign -ZoneName example.org\n") // want `KM001: `
	return err
}

// StdinContext is unsafe: the command needs the role, its input is only input.
func StdinContext(ctx context.Context, c *winrm.Client) (int, error) {
	return c.RunWithContextWithInput(ctx, winrm.Powershell(sign), io.Discard, io.Discard, strings.NewReader("Y\n")) // want `KM001: `
}

// Shell is unsafe: the shell executes it.
func Shell(c *winrm.Client, zone string) error {
	shell, err := c.CreateShell()
	if err != nil {
		return err
	}
	defer shell.Close()
	cmd, err := shell.Execute("dnscmd", "/ZoneSign", zone) // want `KM001: `
	if err != nil {
		return err
	}
	cmd.Wait()
	return cmd.Error()
}

// ShellPowershell is unsafe.
func ShellPowershell(ctx context.Context, shell *winrm.Shell) error {
	cmd, err := shell.ExecuteWithContext(ctx, winrm.Powershell(sign)) // want `KM001: `
	if err != nil {
		return err
	}
	defer cmd.Close()
	cmd.Wait()
	return nil
}

// Reads is silent.
func Reads(ctx context.Context, c *winrm.Client, zone string) {
	c.RunPSWithContext(ctx, "Get-DnsServerDnsSecZoneSetting -ZoneName "+zone)
	c.RunWithString(winrm.Powershell("Test-DnsServerDnsSecZoneSetting -ZoneName "+zone), "")
	c.RunCmdWithContext(ctx, "dnscmd /EnumZones")
}

// Records is silent.
func Records(c *winrm.Client, zone string) error {
	_, _, _, err := c.RunPSWithString("Add-DnsServerResourceRecordA -Name www -IPv4Address 192.0.2.1 -ZoneName "+zone, "")
	return err
}

// Foreign is silent: the script arrives from outside.
func Foreign(c *winrm.Client, script string) (int, error) {
	return c.Run(winrm.Powershell(script), io.Discard, io.Discard)
}

// Wrapped is silent: the command is made and run by nobody.
func Wrapped() string { return winrm.Powershell(sign) }

// InputOfAnother is silent: the remote program is given a name and prints it.
func InputOfAnother(c *winrm.Client) error {
	var out bytes.Buffer
	_, err := c.RunWithInput("more", &out, &out, strings.NewReader(sign))
	return err
}
