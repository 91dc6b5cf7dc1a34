package km002

import (
	"context"
	"fmt"
	"os/exec"

	"github.com/masterzen/winrm"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
	"golang.org/x/crypto/ssh"

	"codes/role"
)

// ComputerName is KM002: dc1 was asked, dc2 signs.
func ComputerName(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc2").Run() // want `KM002: `
}

// ComputerNameSame is safe: servers are compared by their first label.
func ComputerNameSame(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1.example.org", "example.org") {
		return role.ErrElsewhere
	}
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org -Cn DC1").Run()
}

// CmdletZone is KM002: the cmdlet's zone is another parameter.
func CmdletZone(r role.Roles, zone, child string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return exec.Command("pwsh", "-Command", fmt.Sprintf("Add-DnsServerSigningKey -ZoneName %s -Type KeySigningKey", child)).Run() // want `KM002: `
}

// CmdletZoneSame is safe: the same parameter.
func CmdletZoneSame(r role.Roles, zone, child string) error {
	if !r.IsKeyMaster(child) {
		return role.ErrElsewhere
	}
	return exec.Command("pwsh", "-Command", fmt.Sprintf("Add-DnsServerSigningKey -ZoneName %s -Type %s", child, zone)).Run()
}

// Verb is KM002: the argument before the verb is the server.
func Verb(r role.Roles, zone string) error {
	if !r.IsKeyMasterOn("dc1", zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "dc2", "/ZoneSign", zone).Run() // want `KM002: `
}

// VerbAddress is KM002: addresses are compared whole.
func VerbAddress(r role.Roles, zone string) error {
	if !r.IsKeyMasterOn("192.0.2.1", zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "192.0.2.2", "/ZoneSign", zone).Run() // want `KM002: `
}

// VerbName is safe: whether an address is that name's is unknown.
func VerbName(r role.Roles, zone, server string) error {
	if !r.IsKeyMasterOn(server, zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "192.0.2.2", "/ZoneSign", zone).Run()
}

// VerbZone is KM002: the argument after the verb is the zone.
func VerbZone(r role.Roles, zone, other string) error {
	if err := r.RequireKeyMaster(other); err != nil {
		return err
	}
	return exec.Command("dnscmd", "/ZoneResign", zone).Run() // want `KM002: `
}

// Seized is KM002: the role for another zone was taken.
func Seized() error {
	if err := exec.Command("dnscmd", "dc1", "/ZoneSeizeKeymasterRole", "example.com").Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// SeizedSame is safe: the role for this zone was.
func SeizedSame() error {
	if err := exec.Command("dnscmd", "dc1", "/ZoneSeizeKeymasterRole", "example.org").Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run()
}

// GivenAway is KM002: what is left is that the role was moved to another server.
func GivenAway(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	const move = "Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc2 -Force -ErrorAction Stop"
	if err := exec.Command("powershell", "-Command", move).Run(); err != nil {
		return err
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// Remote is KM002: the text that ssh runs names dc2.
func Remote(s *ssh.Session, r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	return s.Run("dnscmd dc2 /ZoneSign example.org") // want `KM002: `
}

// RemoteHere is safe: the machine at the other end is unknown.
func RemoteHere(s *ssh.Session, r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	return s.Run("dnscmd /ZoneSign example.org")
}

// Shell is KM002: the text for WinRM names another zone.
func Shell(ctx context.Context, c *winrm.Client, r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	_, _, _, err := c.RunPSWithContext(ctx, "Invoke-DnsServerZoneUnsign -ZoneName example.org") // want `KM002: `
	return err
}

// Procedure is KM002: the request's zone is another one.
func Procedure(ctx context.Context, c dnsserver.DNSServerClient, r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: "example.org", Operation: "SignZone"}) // want `KM002: `
	return err
}

// ProcedureServer is safe: the server ignores ServerName, and the connection is unknown.
func ProcedureServer(ctx context.Context, c dnsserver.DNSServerClient, r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{ServerName: "dc2", Zone: "example.org", Operation: "SignZone"})
	return err
}

// Queried is KM002: the server was asked about another zone.
func Queried(ctx context.Context, c dnsserver.DNSServerClient) error {
	q, err := c.Query(ctx, &dnsserver.QueryRequest{Zone: "example.com", Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	if is, ok := q.Data.Value.(*dnsp.Union_Dword); !ok || is.Dword != 1 {
		return role.ErrElsewhere
	}
	_, err = c.Operation(ctx, &dnsserver.OperationRequest{Zone: "example.org", Operation: "SignZone"}) // want `KM002: `
	return err
}

// Redirected is KM002: the key master of another zone is addressed.
func Redirected(d role.Directory) error {
	server := d.Setting("example.com").KeyMasterServer
	return exec.Command("dnscmd", server, "/ZoneSign", "example.org").Run() // want `KM002: `
}

// RedirectedSame is safe: the key master of this zone is.
func RedirectedSame(d role.Directory) error {
	server := d.Setting("example.org").KeyMasterServer
	return exec.Command("dnscmd", server, "/ZoneSign", "example.org").Run()
}
