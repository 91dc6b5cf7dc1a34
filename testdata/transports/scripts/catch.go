package scripts

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"

	"transports/role"
)

// Caught is safe: the id is looked at.
func Caught() error {
	const script = `
try {
	Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop
} catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') {
		Write-Output 'the key master is another server'
		exit 3
	}
	throw
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// CaughtMatch is safe.
func CaughtMatch() error {
	const script = `
try { Invoke-DnsServerZoneUnsign -ZoneName example.org -Force -ErrorAction Stop }
catch {
	switch -Regex ($_.FullyQualifiedErrorId) {
		'^WIN32 9101\b' { exit 91 }
		default         { exit 1 }
	}
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// CaughtOther is unsafe: 9102 is another code.
func CaughtOther() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9102,*') { exit 0 }
	throw
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// CaughtAll is unsafe: every error is the same.
func CaughtAll() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { Write-Error $_; exit 1 }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// CaughtEmpty is unsafe: the refusal is dropped before anything is printed.
func CaughtEmpty() error {
	const script = `try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop } catch { }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// CaughtElsewhere is unsafe: the operation stands behind the try.
func CaughtElsewhere() error {
	const script = `
try { Get-DnsServerZone -Name example.org -ErrorAction Stop }
catch { if ($_.FullyQualifiedErrorId -like 'WIN32 9101*') { exit 3 } }
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// CaughtSecond is unsafe: of two operations one is inside.
func CaughtSecond() error {
	const script = `
Add-DnsServerSigningKey -ZoneName example.org -Type ZoneSigningKey
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { if ($_.FullyQualifiedErrorId -like 'WIN32 9101*') { exit 3 } else { throw } }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// ErrorVariable is safe: the error is kept and its id looked at.
func ErrorVariable() error {
	const script = `
Invoke-DnsServerZoneSign -ZoneName example.org -ErrorVariable failed -ErrorAction SilentlyContinue
if ($failed -and $failed[0].FullyQualifiedErrorId -match '^WIN32 9101,') { exit 3 }
if ($failed) { throw $failed[0] }`
	return exec.Command("powershell", "-Command", script).Run()
}

// LastError is safe.
func LastError() error {
	const script = `
Invoke-DnsServerZoneSign -ZoneName example.org
if (-not $? -and $Error[0].FullyQualifiedErrorId -like '*9101*') { exit 3 }`
	return exec.Command("powershell", "-Command", script).Run()
}

// Printed is safe: the script prints the id, and the program tests what was printed.
func Printed() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { Write-Output $_.FullyQualifiedErrorId; exit 1 }`
	out, err := exec.Command("pwsh", "-Command", script).Output()
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// PrintedOnly is unsafe: the program does not look.
func PrintedOnly() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { Write-Output $_.FullyQualifiedErrorId; exit 1 }`
	out, err := exec.Command("pwsh", "-Command", script).Output() // want `KM001: `
	if err != nil {
		return errors.New(string(bytes.TrimSpace(out)))
	}
	return nil
}

// Retried is safe: after a refusal it goes on at the key master.
func Retried() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101*') { throw }
	$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
	Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName $s.KeyMasterServer -ErrorAction Stop
}`
	return exec.Command("powershell", "-Command", script).Run()
}
