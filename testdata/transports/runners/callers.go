// Package runners performs operations through functions that run what they are given, over
// up to three packages.
package runners

import (
	"context"
	"fmt"

	"github.com/masterzen/winrm"

	"transports/role"
	"transports/runners/remote"
	"transports/runners/shell"
)

// Shell is unsafe: one package away.
func Shell(ctx context.Context, zone string) error {
	_, err := shell.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM001: `
	return err
}

// ShellRead is silent: the same function, another text.
func ShellRead(ctx context.Context, zone string) (string, error) {
	return shell.Run(ctx, "Get-DnsServerDnsSecZoneSetting -ZoneName "+zone)
}

// ShellForeign is silent: the text arrives from outside here too.
func ShellForeign(ctx context.Context, script string) (string, error) {
	return shell.Run(ctx, script)
}

// ShellTested is safe: what the runner returns is what the command printed.
func ShellTested(ctx context.Context, zone string) error {
	out, err := shell.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone)
	if shell.Refused(out) {
		return role.ErrElsewhere
	}
	return err
}

// ShellChecked is safe: the runner tells refusals apart.
func ShellChecked(ctx context.Context, zone string) error {
	return shell.Checked(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone)
}

// ShellStrict is unsafe: the text is a part of the script.
func ShellStrict(zone string) error {
	return shell.Strict(fmt.Sprintf("Add-DnsServerSigningKey -ZoneName %s", zone)) // want `KM001: `
}

// Cmdlet is unsafe: the cmdlet is an argument of its own.
func Cmdlet(zone string) error {
	return shell.Cmdlet("Invoke-DnsServerZoneSign", "-ZoneName", zone) // want `KM001: `
}

// CmdletRead is silent: the cmdlet that is named reads.
func CmdletRead(zone string) error {
	return shell.Cmdlet("Get-DnsServerSigningKey", "-ZoneName", zone)
}

// Dnscmd is unsafe: the verb is the caller's.
func Dnscmd(server, zone string) error {
	return shell.Dnscmd(server, "/ZoneSign", zone) // want `KM001: `
}

// DnscmdRead is silent.
func DnscmdRead(server, zone string) error {
	return shell.Dnscmd(server, "/ZoneInfo", zone)
}

// DnscmdSlice is unsafe: the arguments are handed on as a slice.
func DnscmdSlice(zone string) error {
	args := []string{"/ZoneResign", zone}
	return shell.Dnscmd(args...) // want `KM001: `
}

// Started is unsafe: whoever starts the command performs the operation.
func Started(zone string) error {
	return shell.Sign(zone).Run() // want `KM001: `
}

// StartedGuarded is safe.
func StartedGuarded(r role.Roles, zone string) error {
	cmd := shell.Sign(zone)
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return cmd.Run()
}

// NotStarted is silent.
func NotStarted(zone string) string { return shell.Sign(zone).String() }

// StartedText is unsafe: the text of this package, the command of the other.
func StartedText(zone string) error {
	return shell.Command("Remove-DnsServerSigningKey -Force -ZoneName " + zone).Run() // want `KM001: `
}

// HandedOver is unsafe: the function starts what it is given.
func HandedOver(zone string) error {
	return shell.Quiet(shell.Sign(zone)) // want `KM001: `
}

// HandedOverRead is silent.
func HandedOverRead(zone string) error {
	return shell.Quiet(shell.Command("Get-DnsServerZone -Name " + zone))
}

// Host is unsafe: a method two calls above WinRM.
func Host(ctx context.Context, h *remote.Host, zone string) error {
	_, err := h.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM001: `
	return err
}

// HostTested is safe.
func HostTested(ctx context.Context, h *remote.Host, zone string) error {
	out, err := h.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone)
	if shell.Refused(out) {
		return role.ErrElsewhere
	}
	return err
}

// HostTooLate is unsafe: WinRM's error is nil after a refusal, so the test is not reached.
func HostTooLate(ctx context.Context, h *remote.Host, zone string) error {
	out, err := h.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM001: `
	if err != nil && shell.Refused(out) {
		return role.ErrElsewhere
	}
	return err
}

// HostChecked is safe: three packages tell the refusal apart.
func HostChecked(ctx context.Context, c *winrm.Client, zone string) error {
	return remote.NewHost(c).Checked(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone)
}

// Login is unsafe: the script is wrapped in a command line for ssh.
func Login(ctx context.Context, l *remote.Login, zone string) error {
	_, err := l.Run(ctx, "Set-DnsServerSigningKey -ZoneName "+zone) // want `KM001: `
	return err
}

// Later is unsafe: one method keeps the text, another runs it.
func Later(c *winrm.Client, zone string) error {
	script := remote.NewScript("Invoke-DnsServerZoneSign -ZoneName %s -Force", zone)
	_, err := script.RunOn(c) // want `KM001: `
	return err
}

// LaterRead is silent.
func LaterRead(c *winrm.Client, zone string) error {
	script := remote.NewScript("Get-DnsServerSigningKey -ZoneName %s", zone)
	_, err := script.RunOn(c)
	return err
}

// LaterGuarded is safe: it runs under the check.
func LaterGuarded(c *winrm.Client, r role.Roles, zone string) error {
	script := remote.NewScript("Invoke-DnsServerZoneSign -ZoneName %s", zone)
	if err := r.RequireKeyMaster(zone); err != nil {
		return err
	}
	_, err := script.RunOn(c)
	return err
}
