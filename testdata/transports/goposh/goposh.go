// Package goposh runs PowerShell through github.com/bhendo/go-powershell.
package goposh

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"text/template"

	powershell "github.com/bhendo/go-powershell"
	"github.com/bhendo/go-powershell/backend"
	"github.com/bhendo/go-powershell/middleware"

	"transports/role"
)

var script = template.Must(template.New("key").Parse(`
{{- range .Keys -}}
Add-DnsServerSigningKey -ZoneName {{$.Zone}} -Type {{.}}
{{ end -}}
`))

// Literal is unsafe: the library's interface names the call.
func Literal(sh powershell.Shell) error {
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName example.org") // want `KM001: `
	return err
}

// Local is unsafe.
func Local(zone string) (string, error) {
	sh, err := powershell.New(&backend.Local{})
	if err != nil {
		return "", err
	}
	defer sh.Exit()
	stdout, _, err := sh.Execute(fmt.Sprintf("Invoke-DnsServerZoneUnsign -ZoneName '%s' -Force", zone)) // want `KM001: `
	return stdout, err
}

// Session is unsafe: the session is a shell on another server.
func Session(sh powershell.Shell, zone string) error {
	config := middleware.NewSessionConfig()
	config.ComputerName = "dc1"
	session, err := middleware.NewSession(sh, config)
	if err != nil {
		return err
	}
	defer session.Exit()
	_, _, err = session.Execute("Step-DnsServerSigningKeyRollover -ZoneName " + zone) // want `KM001: `
	return err
}

// Template is unsafe.
func Template(sh powershell.Shell, zone string, keys []string) error {
	var b bytes.Buffer
	if err := script.Execute(&b, map[string]any{"Zone": zone, "Keys": keys}); err != nil {
		return err
	}
	_, _, err := sh.Execute(b.String()) // want `KM001: `
	return err
}

// StderrTested is safe.
func StderrTested(sh powershell.Shell, zone string) error {
	_, stderr, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone)
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// ErrorTested is safe: the error is annotated with what was printed.
func ErrorTested(sh powershell.Shell, zone string) error {
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone)
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// ErrorOther is unsafe: 9121 is "not on an unsigned zone".
func ErrorOther(sh powershell.Shell, zone string) error {
	_, _, err := sh.Execute("Invoke-DnsServerZoneUnsign -ZoneName " + zone) // want `KM001: `
	if err != nil && strings.Contains(err.Error(), "WIN32 9121") {
		return errors.New("the zone is not signed")
	}
	return err
}

// Errno is unsafe: the error is text.
func Errno(sh powershell.Shell, zone string) error {
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone) // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// StderrNotEmpty is unsafe: anything may be printed.
func StderrNotEmpty(sh powershell.Shell, zone string) error {
	_, stderr, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone) // want `KM001: `
	if stderr != "" {
		return errors.New(stderr)
	}
	return err
}

// Guarded is safe.
func Guarded(sh powershell.Shell, r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone)
	return err
}

// GuardedPart is unsafe: each script is an operation of its own, the second has no check.
func GuardedPart(sh powershell.Shell, r role.Roles, zone string, resign bool) error {
	if !resign {
		if !r.IsKeyMaster(zone) {
			return role.ErrElsewhere
		}
		_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone)
		return err
	}
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -DoResign -ZoneName " + zone) // want `KM001: `
	return err
}

// Reads is silent.
func Reads(sh powershell.Shell, zone string) {
	sh.Execute("Get-DnsServerDnsSecZoneSetting -ZoneName " + zone)
	sh.Execute("Get-DnsServerTrustAnchor -Name " + zone)
}

// Foreign is silent.
func Foreign(sh powershell.Shell, text string) error {
	_, _, err := sh.Execute(text)
	return err
}

// An executor has a method of the same name and shape, and is no shell.
type executor struct{ queue []string }

func (e *executor) Execute(cmd string) (string, string, error) {
	e.queue = append(e.queue, cmd)
	return "", "", nil
}

// Queued is silent: the text is put on a list that nobody runs.
func Queued(zone string) int {
	var e executor
	e.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone)
	return len(e.queue)
}
