// Package debatable holds what docs/rule.md leaves open, or what two people may read in two
// ways. ../NOTES.md gives the reasons.
package debatable

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf16"

	"github.com/masterzen/winrm"

	"transports/role"
	"transports/runners/remote"
)

// A Runner runs scripts somewhere.
type Runner interface {
	Run(ctx context.Context, script string) (string, error)
}

// T1 is silent: what is behind the interface is the caller's business.
func T1(ctx context.Context, r Runner, zone string) error {
	_, err := r.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone)
	return err
}

// A server keeps its runner behind an interface.
type server struct{ runner Runner }

func newServer(c *winrm.Client) *server { return &server{remote.NewHost(c)} }

// T2 is unsafe: the package puts nothing but a Host into the field.
func T2(ctx context.Context, c *winrm.Client, zone string) error {
	_, err := newServer(c).runner.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM001: `
	return err
}

// T3 is unsafe: a local of an interface type that holds a Host.
func T3(ctx context.Context, c *winrm.Client, zone string) error {
	var r Runner = remote.NewHost(c)
	_, err := r.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+zone) // want `KM001: `
	return err
}

// T4 is unsafe: the text of an error of os/exec is "exit status 1".
func T4() error {
	err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// T5 is safe: which stream the text takes is not established.
func T5() error {
	out, err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Output()
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// T6 is unsafe: pwsh does not print the id by default.
func T6() error {
	out, err := exec.Command("pwsh", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").CombinedOutput() // want `KM001: `
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// T7 is safe: whether dnscmd fails when it is refused is not established.
func T7(zone string) error {
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if err != nil {
		if strings.Contains(string(out), "9101") {
			return role.ErrElsewhere
		}
		return err
	}
	return nil
}

// T8 is safe: dnscmd's exit code over WinRM.
func T8(c *winrm.Client, zone string) error {
	code, err := c.Run("dnscmd /ZoneSign "+zone, io.Discard, io.Discard)
	if code == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// T9 is unsafe: a property of DNSSEC.
func T9(zone string) error {
	return exec.Command("dnscmd", "/Config", zone, "/NSEC3Iterations", "0").Run() // want `KM001: `
}

// T10 is unsafe: cmd.exe runs what follows /C.
func T10(zone string) error {
	return exec.Command("cmd", "/C", "dnscmd /ZoneSign "+zone).Run() // want `KM001: `
}

// T11 is silent: the function in the script is never called.
func T11() error {
	return exec.Command("powershell", "-Command", "function Sign { Invoke-DnsServerZoneSign example.org }; Get-Date").Run()
}

// T12 is unsafe: without -ErrorAction Stop the error does not get into the catch.
func T12() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org }
catch { if ($_.FullyQualifiedErrorId -like 'WIN32 9101*') { exit 3 } else { throw } }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// encode makes the argument of -EncodedCommand.
func encode(script string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(script)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return base64.StdEncoding.EncodeToString(b)
}

// T13 is silent: the argument is made at run time.
func T13(zone string) error {
	return exec.Command("powershell", "-EncodedCommand", encode("Invoke-DnsServerZoneSign -ZoneName "+zone)).Run()
}

// T14 is silent: the program arrives from outside.
func T14(zone string) error {
	return exec.Command(os.Getenv("POWERSHELL"), "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Run()
}

// A tool keeps the program's path in a field.
type tool struct{ path string }

var tools = tool{path: "pwsh"}

// T15 is unsafe: the field holds the name of PowerShell.
func T15(zone string) error {
	return exec.Command(tools.path, "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone).Run() // want `KM001: `
}

// isKeyMaster has the name, and asks something else.
func isKeyMaster(zone string) bool {
	out, err := exec.Command("powershell", "-Command", "(Get-DnsServerZone -Name "+zone+").IsDsIntegrated").Output()
	return err == nil && strings.TrimSpace(string(out)) == "True"
}

// T16 is unsafe: the body decides, not the name.
func T16(zone string) error {
	if !isKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// T17 is silent: the verb stands in no place where dnscmd looks for it.
func T17(zone string) error {
	return exec.Command("dnscmd", "dc1", "dc2", "/ZoneSign", zone).Run()
}

// T18 is unsafe: the script's exit code tells the refusal apart, and nobody asks for it.
func T18() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { exit 1 }`
	err := exec.Command("powershell", "-Command", script).Run() // want `KM001: `
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("not signed: %d", exit.ExitCode())
	}
	return err
}
