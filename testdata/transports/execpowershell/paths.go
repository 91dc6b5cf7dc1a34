package execpowershell

import (
	"fmt"
	"os/exec"
	"strings"

	"transports/role"
)

// Guarded is safe.
func Guarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Run()
}

// GuardedError is safe: nil means key master.
func GuardedError(r role.Roles, zone string) error {
	if err := r.RequireKeyMaster(zone); err != nil {
		return err
	}
	return exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone)).Run()
}

// GuardLogged is unsafe: the bad outcome goes on.
func GuardLogged(r role.Roles, zone string) error {
	if err := r.RequireKeyMaster(zone); err != nil {
		fmt.Println(err)
	}
	return exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone)).Run() // want `KM001: `
}

// BuiltBefore is safe: a command is made before the check and started after it.
func BuiltBefore(r role.Roles, zone string) error {
	cmd := exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone))
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return cmd.Run()
}

// StartedBefore is unsafe: the command starts before the check.
func StartedBefore(r role.Roles, zone string) error {
	cmd := exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone))
	if err := cmd.Start(); err != nil { // want `KM001: `
		return err
	}
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return cmd.Wait()
}

// NeverStarted is silent: the command is made and not started.
func NeverStarted(zone string) string {
	return exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone)).String()
}

// ChosenGuarded is safe: the branch that chooses the operation checks the role.
func ChosenGuarded(r role.Roles, zone string, write bool) error {
	script := "Get-DnsServerDnsSecZoneSetting -ZoneName " + zone
	if write {
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		script = "Invoke-DnsServerZoneSign -ZoneName " + zone
	}
	return exec.Command("powershell", "-Command", script).Run()
}

// ChosenElsewhere is unsafe: the branch that reads checks the role, the other does not.
func ChosenElsewhere(r role.Roles, zone string, write bool) error {
	script := "Invoke-DnsServerZoneSign -ZoneName " + zone
	if !write {
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		script = "Get-DnsServerDnsSecZoneSetting -ZoneName " + zone
	}
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// ChosenTwice is safe: the same condition, asked twice, has the same outcome.
func ChosenTwice(r role.Roles, zone string, write bool) error {
	if write && !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	script := "Get-DnsServerSigningKey -ZoneName " + zone
	if write {
		script = "Add-DnsServerSigningKey -ZoneName " + zone
	}
	return exec.Command("powershell", "-Command", script).Run()
}

// ChosenOpposite is unsafe: the check is on the paths that only read.
func ChosenOpposite(r role.Roles, zone string, write bool) error {
	if !write && !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	script := "Get-DnsServerSigningKey -ZoneName " + zone
	if write {
		script = "Add-DnsServerSigningKey -ZoneName " + zone
	}
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Switched is safe: every verb that needs the role is among those that are checked.
func Switched(r role.Roles, zone, verb string) error {
	var cmdlet string
	switch verb {
	case "show":
		cmdlet = "Get-DnsServerSigningKey"
	case "test":
		cmdlet = "Test-DnsServerDnsSecZoneSetting"
	case "sign":
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		cmdlet = "Invoke-DnsServerZoneSign"
	default:
		return fmt.Errorf("unknown verb %q", verb)
	}
	return exec.Command("powershell", "-Command", cmdlet+" -ZoneName "+zone).Run()
}

// SwitchedOne is unsafe: "roll" is not checked.
func SwitchedOne(r role.Roles, zone, verb string) error {
	var cmdlet string
	switch verb {
	case "sign":
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		cmdlet = "Invoke-DnsServerZoneSign"
	case "roll":
		cmdlet = "Invoke-DnsServerSigningKeyRollover"
	default:
		return fmt.Errorf("unknown verb %q", verb)
	}
	return exec.Command("powershell", "-Command", cmdlet+" -ZoneName "+zone).Run() // want `KM001: `
}

// DryRun is safe: without the role the cmdlet only tells what it would do.
func DryRun(r role.Roles, zone string) error {
	script := "Invoke-DnsServerZoneSign -ZoneName " + zone
	if !r.IsKeyMaster(zone) {
		script += " -WhatIf"
	}
	return exec.Command("powershell", "-Command", script).Run()
}

// DryRunOptional is unsafe: whether it is a dry run has nothing to do with the role.
func DryRunOptional(zone string, dry bool) error {
	script := "Invoke-DnsServerZoneSign -ZoneName " + zone
	if dry {
		script += " -WhatIf"
	}
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// AppendedGuarded is safe: the slice holds the operation on the checked paths only.
func AppendedGuarded(r role.Roles, zone string) error {
	lines := []string{"Get-DnsServerZone -Name " + zone}
	if r.IsKeyMaster(zone) {
		lines = append(lines, "Invoke-DnsServerZoneSign -ZoneName "+zone)
	}
	return exec.Command("powershell", "-Command", strings.Join(lines, "; ")).Run()
}

// OtherZone is unsafe: the role was asked for another zone.
func OtherZone(r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM002: `
}

// OtherServer is unsafe: the role was asked for another server.
func OtherServer(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1.example.org", "example.org") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc2.example.org").Run() // want `KM002: `
}

// SameServer is safe: server names are compared by their first label, zones as DNS names.
func SameServer(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "Example.ORG.") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -Cn DC1.example.org -ZoneName example.org").Run()
}

// PositionalZone is unsafe: the first argument of the cmdlet is the zone.
func PositionalZone(r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign example.org").Run() // want `KM002: `
}

// Inverted is unsafe: it signs where the role is elsewhere.
func Inverted(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Run() // want `KM003: `
}

// EachZone is unsafe: the first zone's check does not speak of the others.
func EachZone(r role.Roles, first, second string) error {
	if !r.IsKeyMaster(first) {
		return role.ErrElsewhere
	}
	if err := exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, first)).Run(); err != nil {
		return err
	}
	return exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, second)).Run() // want `KM002: `
}

// Loop is safe: the check guards the iterations that pass it.
func Loop(r role.Roles, zones []string) error {
	for _, zone := range zones {
		if !r.IsKeyMaster(zone) {
			continue
		}
		if err := exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone)).Run(); err != nil {
			return err
		}
	}
	return nil
}
