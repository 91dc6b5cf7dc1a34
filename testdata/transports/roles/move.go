package roles

import (
	"os/exec"

	"transports/role"
)

// Seized is safe: dnscmd takes the role for the server that signs.
func Seized(server, zone string) error {
	if err := exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}

// Transferred is safe: this server takes the role.
func Transferred(zone string) error {
	if err := exec.Command("dnscmd", "/ZoneTransferKeymasterRole", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// SeizedIgnored is unsafe: it may have failed.
func SeizedIgnored(server, zone string) error {
	exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run() // want `KM001: `
}

// SeizedElsewhere is unsafe: another server takes the role.
func SeizedElsewhere() error {
	if err := exec.Command("dnscmd", "dc1", "/ZoneSeizeKeymasterRole", "example.org").Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc2", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// SeizedOther is unsafe: the role for another zone.
func SeizedOther() error {
	if err := exec.Command("dnscmd", "dc1", "/ZoneSeizeKeymasterRole", "example.com").Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// SeizedSometimes is unsafe: only if asked to.
func SeizedSometimes(server, zone string, seize bool) error {
	if seize {
		if err := exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run(); err != nil {
			return err
		}
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run() // want `KM001: `
}

// SeizedOrChecked is safe: one or the other.
func SeizedOrChecked(r role.Roles, server, zone string, seize bool) error {
	if seize {
		if err := exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run(); err != nil {
			return err
		}
	} else if !r.IsKeyMasterOn(server, zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}

// Reset is safe: the cmdlet moves the role to dc1, which signs.
func Reset() error {
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -Force -ErrorAction Stop"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run()
}

// ResetTrial is unsafe: nothing was moved.
func ResetTrial() error {
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -WhatIf"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM001: `
}

// ResetAway is unsafe: the role was held on dc1, and is given to dc2.
func ResetAway(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc2 -Force -ErrorAction Stop"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// ResetLast is safe: the role is given away when all is signed.
func ResetLast(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	if err := exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run(); err != nil {
		return err
	}
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc2 -Force"
	return exec.Command("powershell", "-Command", move).Run()
}

// ResetOtherZone is safe: the role of another zone is given away.
func ResetOtherZone(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.net -KeyMasterServer dc2 -Force -ErrorAction Stop"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run()
}

// ResetAgain is safe: given away and checked again.
func ResetAgain(r role.Roles) error {
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc2 -Force"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	if !r.IsKeyMasterOn("dc2", "example.org") {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "dc2", "/ZoneSign", "example.org").Run()
}

// Moves is silent: moving the role is no operation.
func Moves(server, zone string) {
	exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	exec.Command("dnscmd", server, "/ZoneTransferKeymasterRole", zone).Run()
	exec.Command("powershell", "-Command", "Reset-DnsServerZoneKeyMasterRole -ZoneName "+zone+" -KeyMasterServer "+server+" -Force").Run()
}
