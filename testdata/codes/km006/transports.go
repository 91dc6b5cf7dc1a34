package km006

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"

	"github.com/masterzen/winrm"
	"github.com/miekg/dns"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
	"golang.org/x/crypto/ssh"

	"codes/role"
)

func message(key *dns.DNSKEY) *dns.Msg {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	return m
}

// Rcode is KM006: REFUSED passes for NOERROR.
func Rcode(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err != nil {
		return err
	}
	if r.Rcode == dns.RcodeRefused { // want `KM006: `
		return nil
	}
	if r.Rcode != dns.RcodeSuccess {
		return fmt.Errorf("rcode %d", r.Rcode)
	}
	return nil
}

// RcodeCase is KM006: the rcodes of the refusal stand with that of success.
func RcodeCase(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err != nil {
		return err
	}
	switch r.Rcode {
	case dns.RcodeSuccess:
		return nil
	case dns.RcodeNotAuth, dns.RcodeRefused: // want `KM006: `
		return nil
	}
	return fmt.Errorf("rcode %d", r.Rcode)
}

// RcodePrinted is safe: the branch makes an error.
func RcodePrinted(c *dns.Client, key *dns.DNSKEY, addr string) error {
	r, _, err := c.Exchange(message(key), addr)
	if err != nil {
		return err
	}
	if r.Rcode == dns.RcodeRefused {
		return fmt.Errorf("%s refused", addr)
	}
	return nil
}

// Text is KM006: the text is known, and forgotten.
func Text(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if strings.Contains(string(out), "WIN32 9101") { // want `KM006: `
		return nil
	}
	return err
}

// TextFailed is KM006: within the branch of failed commands.
func TextFailed(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if err != nil && !bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) { // want `KM006: `
		return err
	}
	return nil
}

// TextPrinted is safe: the text goes into an error.
func TextPrinted(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if bytes.Contains(out, []byte("KEYMASTER_REQUIRED")) {
		return fmt.Errorf("dnscmd: %s", out)
	}
	return err
}

// Remote is KM006: over ssh.
func Remote(s *ssh.Session) error {
	out, err := s.CombinedOutput("dnscmd /ZoneSign example.org")
	if bytes.Contains(out, []byte("9101")) { // want `KM006: `
		return nil
	}
	return err
}

// Shell is KM006: over WinRM, where the error is nil anyway.
func Shell(ctx context.Context, c *winrm.Client) error {
	_, stderr, code, err := c.RunPSWithContext(ctx, "Invoke-DnsServerZoneSign -ZoneName example.org")
	if err != nil {
		return err
	}
	if strings.Contains(stderr, "WIN32 9101") { // want `KM006: `
		return nil
	}
	if code != 0 {
		return fmt.Errorf("exit code %d: %s", code, stderr)
	}
	return nil
}

// Procedure is KM006: the answer's code.
func Procedure(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 { // want `KM006: `
		return nil
	}
	return err
}

// ProcedureAnswer is safe: the code goes to the caller.
func ProcedureAnswer(ctx context.Context, c dnsserver.DNSServerClient, zone string) (int32, error) {
	resp, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if resp != nil && resp.Return == 9101 {
		return resp.Return, nil
	}
	return 0, err
}

// refused is a test of a text.
func refused(out []byte) bool { return bytes.Contains(out, []byte("WIN32 9101")) }

// Predicate is KM006: the condition is a function of the package.
func Predicate(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	if refused(out) { // want `KM006: `
		return nil
	}
	return err
}

// filter is KM006: a refusal that it is given passes for success.
func filter(out []byte, err error) error {
	if refused(out) { // want `KM006: `
		return nil
	}
	return err
}

// Filtered is KM006 in filter.
func Filtered(zone string) error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).CombinedOutput()
	return filter(out, err)
}

// ScriptIgnored is KM006: the script knows the id and does nothing; the line to mend is the script's.
func ScriptIgnored() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101,*') { throw } }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM006: `
}

// ScriptEmpty is KM006: an empty branch of the refusal.
func ScriptEmpty() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') { }
	else { throw }
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM006: `
}

// ScriptExit is safe: the exit code is the branch's own result.
func ScriptExit() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') { exit 3 }
	throw
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// ScriptWarned is safe: the branch says something.
func ScriptWarned() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') { Write-Warning 'signed elsewhere' }
	else { throw }
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// ScriptRetried is safe: the branch goes to the key master.
func ScriptRetried() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101,*') { throw }
	$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
	Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName $s.KeyMasterServer -ErrorAction Stop
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Guarded is safe: the role is held, so this branch is never taken.
func Guarded(r role.Roles) error {
	if err := r.RequireKeyMaster("example.org"); err != nil {
		return err
	}
	return exec.Command("dnscmd", "/ZoneSign", "example.org").Run()
}
