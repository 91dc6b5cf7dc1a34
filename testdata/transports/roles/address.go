package roles

import (
	"fmt"
	"os/exec"
	"strings"
)

const name = "(Get-DnsServerDnsSecZoneSetting -ZoneName example.org).KeyMasterServer"

// Dnscmd is safe: the key master itself is addressed.
func Dnscmd() error {
	out, err := exec.Command("powershell", "-Command", name).Output()
	if err != nil {
		return err
	}
	return exec.Command("dnscmd", strings.TrimSpace(string(out)), "/ZoneSign", "example.org").Run()
}

// ComputerName is safe.
func ComputerName() error {
	master, err := output(name)
	if err != nil {
		return err
	}
	script := fmt.Sprintf("Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName %s", strings.TrimSpace(master))
	return exec.Command("powershell", "-Command", script).Run()
}

// ComputerField is safe: the name was decoded into a field.
func ComputerField(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone+" -ComputerName "+s.KeyMasterServer).Run()
}

// DnscmdField is safe.
func DnscmdField(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	return exec.Command("dnscmd", s.KeyMasterServer, "/ZoneResign", zone).Run()
}

// NotAddressed is unsafe: the name is read, and this machine signs.
func NotAddressed(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	fmt.Println("the key master is", s.KeyMasterServer)
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// AddressedOther is unsafe: it is another server's name that is read.
func AddressedOther(zone string) error {
	out, err := output("(Get-ADDomain).PDCEmulator")
	if err != nil {
		return err
	}
	return exec.Command("dnscmd", strings.TrimSpace(out), "/ZoneSign", zone).Run() // want `KM001: `
}

// AddressedZone is unsafe: the key master of another zone.
func AddressedZone() error {
	s, err := settingOf("example.com")
	if err != nil {
		return err
	}
	return exec.Command("dnscmd", s.KeyMasterServer, "/ZoneSign", "example.org").Run() // want `KM002: `
}

// AddressedOnce is unsafe at the second call: it goes to a server that was given.
func AddressedOnce(server, zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if err := exec.Command("dnscmd", s.KeyMasterServer, "/ZoneSign", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", server, "/ZoneResign", zone).Run() // want `KM001: `
}
