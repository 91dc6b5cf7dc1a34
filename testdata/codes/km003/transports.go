package km003

import (
	"context"
	"os/exec"

	"github.com/masterzen/winrm"
	"github.com/miekg/dns"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
	"golang.org/x/crypto/ssh"

	"codes/role"
)

// Dnscmd is KM003: the local dnscmd is run where this is not the key master.
func Dnscmd(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM003: `
}

// DnscmdOther is KM001: that another zone's key master is elsewhere says nothing of this one.
func DnscmdOther(r role.Roles) error {
	if r.IsKeyMaster("example.com") {
		return nil
	}
	return exec.Command("dnscmd", "/ZoneSign", "example.org").Run() // want `KM001: `
}

// DnscmdRedirected is safe: where the role is elsewhere, it goes there.
func DnscmdRedirected(r role.Roles, d role.Directory, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	return exec.Command("dnscmd", d.Setting(zone).KeyMasterServer, "/ZoneSign", zone).Run()
}

// DnscmdTaken is safe: where the role is elsewhere, it is taken first.
func DnscmdTaken(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	if err := exec.Command("dnscmd", "/ZoneTransferKeymasterRole", zone).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// Remote is KM003: over ssh.
func Remote(s *ssh.Session, r role.Roles, zone string) error {
	if err := r.RequireKeyMaster(zone); err == nil {
		return nil
	}
	return s.Run("dnscmd /ZoneSign " + zone) // want `KM003: `
}

// Shell is KM003: over WinRM.
func Shell(ctx context.Context, c *winrm.Client, r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		_, _, _, err := c.RunPSWithContext(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM003: `
		return err
	}
	return nil
}

// Update is KM003: an update from where the role is not.
func Update(c *dns.Client, r role.Roles, key *dns.DNSKEY, addr string) error {
	if r.IsKeyMaster("example.org.") {
		return nil
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	_, _, err := c.Exchange(m, addr) // want `KM003: `
	return err
}

// Procedure is KM003: the server itself said 0.
func Procedure(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	q, err := c.Query(ctx, &dnsserver.QueryRequest{Zone: zone, Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	is, ok := q.Data.Value.(*dnsp.Union_Dword)
	if !ok || is.Dword != 0 {
		return nil
	}
	_, err = c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM003: `
	return err
}

// Script is KM003: the script signs where it must not.
func Script() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM003: `
}

// ScriptElse is KM003: the else of the right test.
func ScriptElse() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if ($s.IsKeyMasterServer) { Write-Output 'nothing to do' }
else { Invoke-DnsServerZoneSign -ZoneName example.org }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM003: `
}

// ScriptFalse is KM003: -eq $false is the bad side.
func ScriptFalse() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if ($s.IsKeyMasterServer -eq $false) { Invoke-DnsServerZoneSign -ZoneName example.org }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM003: `
}

// ScriptExit is KM003: the key master has left the script.
func ScriptExit() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) { exit 0 }
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM003: `
}

// ScriptWarns is KM001: both sides come to the cmdlet.
func ScriptWarns() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) { Write-Warning 'not the key master' }
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// ScriptRight is safe: the others leave.
func ScriptRight() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) { exit 3 }
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run()
}
