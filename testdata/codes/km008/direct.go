// Package km008 seizes the role because an operation was refused.
package km008

import (
	"bytes"
	"context"
	"errors"
	"log"
	"os"
	"os/exec"
	"strings"

	"github.com/masterzen/winrm"
	"github.com/miekg/dns"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
	"golang.org/x/crypto/ssh"

	"codes/role"
)

// Refused is KM008: the branch of the refusal seizes.
func Refused(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run() // want `KM008: `
	}
	return err
}

// Failed is KM001 and KM008: it seizes on any failure.
func Failed(server, zone string) error {
	if err := exec.Command("dnscmd", server, "/ZoneSign", zone).Run(); err != nil { // want `KM001: `
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run() // want `KM008: `
	}
	return nil
}

// Again is KM008: it seizes and signs again, which the seized role guards.
func Again(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if !strings.Contains(string(out), "9101") {
		return err
	}
	if err := exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run(); err != nil { // want `KM008: `
		return err
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}

// Logged is KM008: a line in the log asks nobody.
func Logged(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		log.Printf("seizing %s for %s", zone, server)
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run() // want `KM008: `
	}
	return err
}

// Cmdlet is KM008: -SeizeRole.
func Cmdlet(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		return exec.Command("powershell", "-Command", "Reset-DnsServerZoneKeyMasterRole -ZoneName "+zone+" -KeyMasterServer dc1 -SeizeRole -Force").Run() // want `KM008: `
	}
	return err
}

// Signer is KM008: a signature was refused.
func Signer(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return exec.Command("dnscmd", "/ZoneSeizeKeymasterRole", j.Zone).Run() // want `KM008: `
	}
	return err
}

// Switch is KM008: a case of the refusal.
func Switch(j *role.Job) error {
	switch err := j.Sig.Sign(j.Key, j.Set); err {
	case role.Refused:
		return exec.Command("dnscmd", "/ZoneSeizeKeymasterRole", j.Zone).Run() // want `KM008: `
	default:
		return err
	}
}

// Update is KM008: an update was refused.
func Update(c *dns.Client, key *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	r, _, err := c.Exchange(m, addr)
	if err == nil && r.Rcode == dns.RcodeRefused {
		return exec.Command("dnscmd", addr, "/ZoneSeizeKeymasterRole", "example.org").Run() // want `KM008: `
	}
	return err
}

// Remote is KM008: over ssh.
func Remote(c *ssh.Client) error {
	s, err := c.NewSession()
	if err != nil {
		return err
	}
	out, err := s.CombinedOutput("dnscmd /ZoneSign example.org")
	if !bytes.Contains(out, []byte("9101")) {
		return err
	}
	if s, err = c.NewSession(); err != nil {
		return err
	}
	return s.Run("dnscmd /ZoneSeizeKeymasterRole example.org") // want `KM008: `
}

// Shell is KM008: over WinRM.
func Shell(ctx context.Context, c *winrm.Client) error {
	_, stderr, _, err := c.RunPSWithContext(ctx, "Invoke-DnsServerZoneSign -ZoneName example.org")
	if strings.Contains(stderr, "WIN32 9101") {
		_, _, _, err = c.RunPSWithContext(ctx, "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force") // want `KM008: `
	}
	return err
}

func transfer(zone string, how uint32) *dnsserver.OperationRequest {
	return &dnsserver.OperationRequest{
		Zone:      zone,
		Operation: "TransferKeymasterRole",
		TypeID:    uint32(dnsp.TypeIDDword),
		Data:      &dnsp.Union{Value: &dnsp.Union_Dword{Dword: how}},
	}
}

// Procedure is KM008: 2 is the role by force.
func Procedure(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 {
		_, err = c.Operation(ctx, transfer(zone, 2)) // want `KM008: `
	}
	return err
}

// ProcedureUnchecked is KM008: so is 4, without a look at the keys.
func ProcedureUnchecked(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 {
		_, err = c.Operation(ctx, transfer(zone, 4)) // want `KM008: `
	}
	return err
}

// ProcedureGraceful is safe: 1 asks the old key master.
func ProcedureGraceful(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 {
		_, err = c.Operation(ctx, transfer(zone, 1))
	}
	return err
}

// ProcedurePolled is safe: 3 moves nothing.
func ProcedurePolled(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 {
		_, err = c.Operation(ctx, transfer(zone, 3))
	}
	return err
}

// Graceful is safe: a transfer, to which the old key master agrees.
func Graceful(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		return exec.Command("dnscmd", server, "/ZoneTransferKeymasterRole", zone).Run()
	}
	return err
}

// CmdletGraceful is safe: without -SeizeRole the cmdlet transfers.
func CmdletGraceful(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		return exec.Command("powershell", "-Command", "Reset-DnsServerZoneKeyMasterRole -ZoneName "+zone+" -KeyMasterServer dc1 -Force").Run()
	}
	return err
}

// CmdletTrial is safe: -WhatIf moves nothing.
func CmdletTrial(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		return exec.Command("powershell", "-Command", "Reset-DnsServerZoneKeyMasterRole -ZoneName "+zone+" -KeyMasterServer dc1 -SeizeRole -WhatIf").Run()
	}
	return err
}

// Confirmed is safe: the user has said so.
func Confirmed(server, zone string, seize bool) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		if !seize {
			return role.ErrElsewhere
		}
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	}
	return err
}

// ConfirmedBeside is safe: the flag stands in the same condition.
func ConfirmedBeside(server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) && os.Getenv("SEIZE") == "yes" {
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	}
	return err
}

// Offline is safe: the old key master was looked for in between.
func Offline(d role.Directory, server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		if d.Setting(zone).KeyMasterStatus != "Offline" {
			return role.ErrElsewhere
		}
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	}
	return err
}

// Bootstrap is safe: it seizes before it signs, in answer to nothing.
func Bootstrap(server, zone string) error {
	if err := exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}

// ReadFailed is safe: what failed was no operation.
func ReadFailed(server, zone string) error {
	if err := exec.Command("dnscmd", server, "/ZoneInfo", zone).Run(); err != nil {
		return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
	}
	return nil
}

// Succeeded is KM001: it seizes where nothing was refused.
func Succeeded(server, zone string) error {
	if err := exec.Command("dnscmd", server, "/ZoneSign", zone).Run(); err != nil { // want `KM001: `
		return err
	}
	return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
}

// Seize is silent: a command of its own.
func Seize(server, zone string) error {
	return exec.Command("dnscmd", server, "/ZoneSeizeKeymasterRole", zone).Run()
}
