package km005

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"

	"github.com/masterzen/winrm"
	"github.com/miekg/dns"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
	"golang.org/x/crypto/ssh"

	"codes/role"
)

// Twice is KM005 and KM001: the second call is blind, and its own refusal goes out untested.
func Twice(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		err = j.Sig.Sign(j.Key, j.Set) // want `KM005: ` `KM001: `
	}
	return err
}

// TwiceTested is KM005: the second one's refusal is tested.
func TwiceTested(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		if err = j.Sig.Sign(j.Key, j.Set); err == role.Refused { // want `KM005: `
			return role.ErrElsewhere
		}
	}
	return err
}

// TwiceOther is safe: another signature, by another signer.
func TwiceOther(j, spare *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		if err = spare.Sig.Sign(spare.Key, spare.Set); err == role.Refused {
			return role.ErrElsewhere
		}
	}
	return err
}

// UpdateTwice is KM005: the same message to the same address.
func UpdateTwice(c *dns.Client, key *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	r, _, err := c.Exchange(m, addr)
	if err == nil && r.Rcode == dns.RcodeRefused {
		r, _, err = c.Exchange(m, addr) // want `KM005: `
		if err == nil && r.Rcode == dns.RcodeRefused {
			return role.ErrElsewhere
		}
	}
	return err
}

// UpdateFallback is safe: the second server is another one.
func UpdateFallback(c *dns.Client, key *dns.DNSKEY) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	r, _, err := c.Exchange(m, "dc1.example.org:53")
	if err == nil && r.Rcode == dns.RcodeRefused {
		r, _, err = c.Exchange(m, "dc2.example.org:53")
		if err == nil && r.Rcode == dns.RcodeRefused {
			return role.ErrElsewhere
		}
	}
	return err
}

// Redirect is safe: what was refused is repeated at the key master.
func Redirect(d role.Directory, server, zone string) error {
	out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		return exec.Command("dnscmd", d.Setting(zone).KeyMasterServer, "/ZoneSign", zone).Run()
	}
	return err
}

// Rechecked is safe: it is repeated once the role is held.
func Rechecked(r role.Roles, zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		return exec.Command("dnscmd", "/ZoneSign", zone).Run()
	}
	return err
}

// Transferred is safe: the role was moved here in between.
func Transferred(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if !strings.Contains(string(out), "9101") {
		return err
	}
	if err := exec.Command("dnscmd", "/ZoneTransferKeymasterRole", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// Otherwise is safe: what is repeated was not refused.
func Otherwise(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		return role.ErrElsewhere
	}
	if err != nil {
		out, err = exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
		if strings.Contains(string(out), "9101") {
			return role.ErrElsewhere
		}
	}
	return err
}

// Read is safe: the branch reads.
func Read(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		return exec.Command("dnscmd", "/ZoneInfo", zone).Run()
	}
	return err
}

// Cmdlet is KM005: the same cmdlet for the same zone.
func Cmdlet(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		out, err = exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput() // want `KM005: `
		if bytes.Contains(out, []byte("WIN32 9101")) {
			return role.ErrElsewhere
		}
	}
	return err
}

// CmdletElsewhere is safe: -ComputerName is another server.
func CmdletElsewhere() error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1").CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		out, err = exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc2").CombinedOutput()
		if bytes.Contains(out, []byte("WIN32 9101")) {
			return role.ErrElsewhere
		}
	}
	return err
}

// Session is KM005: another session, and the same machine at its end.
func Session(c *ssh.Client) error {
	for range 3 {
		s, err := c.NewSession()
		if err != nil {
			return err
		}
		out, err := s.CombinedOutput("dnscmd /ZoneSign example.org") // want `KM005: `
		if !bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
			return err
		}
	}
	return role.ErrElsewhere
}

// SessionEach is safe: each client is another machine.
func SessionEach(clients []*ssh.Client) error {
	for _, c := range clients {
		s, err := c.NewSession()
		if err != nil {
			return err
		}
		out, err := s.CombinedOutput("dnscmd /ZoneSign example.org")
		if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
			continue
		}
		return err
	}
	return role.ErrElsewhere
}

// Shell is KM005: over WinRM.
func Shell(ctx context.Context, c *winrm.Client) error {
	const sign = "Invoke-DnsServerZoneSign -ZoneName example.org"
	_, stderr, _, err := c.RunPSWithContext(ctx, sign)
	for strings.Contains(stderr, "WIN32 9101") {
		_, stderr, _, err = c.RunPSWithContext(ctx, sign) // want `KM005: `
	}
	return err
}

// Procedure is KM005: the same request on the same connection.
func Procedure(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	request := &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}
	resp, err := c.Operation(ctx, request)
	if resp != nil && resp.Return == 9101 {
		resp, err = c.Operation(ctx, request) // want `KM005: `
		if resp != nil && resp.Return == 9101 {
			return role.ErrElsewhere
		}
	}
	return err
}

// ProcedureElsewhere is safe: the other client is another connection.
func ProcedureElsewhere(ctx context.Context, c, other dnsserver.DNSServerClient, zone string) error {
	request := &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}
	resp, err := c.Operation(ctx, request)
	if resp != nil && resp.Return == 9101 {
		resp, err = other.Operation(ctx, request)
		if resp != nil && resp.Return == 9101 {
			return role.ErrElsewhere
		}
	}
	return err
}
