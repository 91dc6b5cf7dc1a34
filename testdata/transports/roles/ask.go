// Package roles asks a server for its role over the transports, and moves the role. No
// interface does it here: what is asked, and what is done with the answer, decides.
package roles

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/masterzen/winrm"
	"golang.org/x/crypto/ssh"

	"transports/role"
)

const ask = "(Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer"

func output(script string) (string, error) {
	out, err := exec.Command("powershell", "-NoProfile", "-Command", script).Output()
	return string(out), err
}

func sign() error {
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run()
}

// Compared is safe: the answer is "True".
func Compared() error {
	out, err := exec.Command("powershell", "-Command", ask).Output()
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(out)) != "True" {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run()
}

// ComparedFolded is safe.
func ComparedFolded() error {
	out, err := output(ask)
	if err != nil {
		return err
	}
	if strings.EqualFold(strings.TrimSpace(out), "true") {
		return exec.Command("dnscmd", "/ZoneSign", "example.org").Run()
	}
	return role.ErrElsewhere
}

// Parsed is safe.
func Parsed() error {
	out, err := output(ask)
	if err != nil {
		return err
	}
	master, err := strconv.ParseBool(strings.TrimSpace(out))
	if err != nil {
		return err
	}
	if !master {
		return role.ErrElsewhere
	}
	return sign()
}

// Contained is safe.
func Contained() error {
	out, err := exec.Command("powershell", "-Command", ask).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("True")) {
		return role.ErrElsewhere
	}
	return sign()
}

// NotFalse is safe: the answer to a bool is one of two.
func NotFalse() error {
	out, err := output(ask)
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) == "False" {
		return role.ErrElsewhere
	}
	return sign()
}

// Answered is unsafe: that there was an answer is all.
func Answered() error {
	if _, err := output(ask); err != nil {
		return err
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
}

// Shown is unsafe: the answer is printed.
func Shown() error {
	out, err := output(ask)
	if err != nil {
		return err
	}
	fmt.Println("key master:", out)
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
}

// Inverted is unsafe: it signs where the answer is "False".
func Inverted() error {
	out, err := output(ask)
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) == "True" {
		return nil
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM003: `
}

// AskedSigned is unsafe: it asks whether the zone is signed.
func AskedSigned() error {
	out, err := output("(Get-DnsServerZone -Name example.org).IsSigned")
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) != "True" {
		return fmt.Errorf("not signed")
	}
	return exec.Command("dnscmd", "/ZoneResign", "example.org").Run() // want `KM001: `
}

// AskedOtherZone is unsafe.
func AskedOtherZone() error {
	out, err := output("(Get-DnsServerDnsSecZoneSetting -ZoneName example.com).IsKeyMasterServer")
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) != "True" {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneResign", "example.org").Run() // want `KM002: `
}

// AskedOtherServer is unsafe: dc1 is asked, dc2 signs.
func AskedOtherServer() error {
	out, err := output("(Get-DnsServerDnsSecZoneSetting -ZoneName example.org -ComputerName dc1).IsKeyMasterServer")
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) != "True" {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "dc2", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// AskedZone is safe: one parameter names the zone twice.
func AskedZone(zone string) error {
	out, err := output(fmt.Sprintf("(Get-DnsServerDnsSecZoneSetting -ZoneName %s).IsKeyMasterServer", zone))
	if err != nil {
		return err
	}
	if strings.TrimSpace(out) != "True" {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// holds asks; its body shows what its result means.
func holds(zone string) bool {
	out, err := output("(Get-DnsServerDnsSecZoneSetting -ZoneName " + zone + ").IsKeyMasterServer")
	return err == nil && strings.TrimSpace(out) == "True"
}

// Asked is safe: a function of the package asks, whatever its name.
func Asked(zone string) error {
	if !holds(zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// AskedLoosely is unsafe: the answer only chooses a message.
func AskedLoosely(zone string) error {
	message := "here"
	if !holds(zone) {
		message = "elsewhere"
	}
	fmt.Println(message)
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// Winrm is safe: the server that signs is asked.
func Winrm(ctx context.Context, c *winrm.Client) error {
	stdout, _, _, err := c.RunPSWithContext(ctx, ask)
	if err != nil {
		return err
	}
	if !strings.Contains(stdout, "True") {
		return role.ErrElsewhere
	}
	_, _, _, err = c.RunPSWithContext(ctx, "Invoke-DnsServerZoneSign -ZoneName example.org")
	return err
}

// SSH is safe.
func SSH(c *ssh.Client) error {
	first, err := c.NewSession()
	if err != nil {
		return err
	}
	out, err := first.Output("powershell -Command " + ask)
	if err != nil || strings.TrimSpace(string(out)) != "True" {
		return role.ErrElsewhere
	}
	second, err := c.NewSession()
	if err != nil {
		return err
	}
	return second.Run("dnscmd /ZoneSign example.org")
}

// A setting is what PowerShell tells of a zone.
type setting struct {
	ZoneName          string
	IsKeyMasterServer bool
	KeyMasterServer   string
	KeyMasterStatus   string
	IsSigned          bool
}

func settingOf(zone string) (*setting, error) {
	out, err := exec.Command("powershell", "-Command", "Get-DnsServerDnsSecZoneSetting -ZoneName "+zone+" | ConvertTo-Json").Output()
	if err != nil {
		return nil, err
	}
	var s setting
	if err := json.Unmarshal(out, &s); err != nil {
		return nil, err
	}
	return &s, nil
}

// Decoded is safe: the field holds the answer.
func Decoded(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if !s.IsKeyMasterServer {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// DecodedSigned is unsafe: another field.
func DecodedSigned(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if !s.IsSigned {
		return fmt.Errorf("%s is not signed", zone)
	}
	return exec.Command("dnscmd", "/ZoneResign", zone).Run() // want `KM001: `
}

// DecodedStatus is unsafe: the key master answers, whoever it is.
func DecodedStatus(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if s.KeyMasterStatus != "Online" {
		return fmt.Errorf("%s is offline", s.KeyMasterServer)
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// DecodedNonEmpty is unsafe: the zone has a key master.
func DecodedNonEmpty(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if s.KeyMasterServer == "" {
		return fmt.Errorf("%s has no key master", zone)
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// DecodedName is safe: the name is this host's.
func DecodedName(zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	if s.KeyMasterServer != host {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// DecodedServer is safe: the name is the server's that signs.
func DecodedServer(server, zone string) error {
	s, err := settingOf(zone)
	if err != nil {
		return err
	}
	if !strings.EqualFold(s.KeyMasterServer, server) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}
