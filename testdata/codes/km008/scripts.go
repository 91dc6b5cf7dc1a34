package km008

import "os/exec"

// Caught is KM008: the script knows the refusal, and seizes in its catch.
func Caught() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101,*') { throw }
	Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM008: `
}

// CaughtAll is KM001 and KM008: on whatever error.
func CaughtAll() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch { Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: ` `KM008: `
}

// CaughtAgain is KM008: it signs again with the seized role.
func CaughtAgain() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1 -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') {
		Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force -ErrorAction Stop
		Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1 -ErrorAction Stop
	} else { throw }
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM008: `
}

// CaughtGraceful is safe: a transfer.
func CaughtGraceful() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101,*') { throw }
	Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -Force
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// CaughtAsked is safe: the script asks a person.
func CaughtAsked() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -notlike 'WIN32 9101,*') { throw }
	if ((Read-Host 'Seize the role?') -eq 'yes') {
		Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force
	} else { throw }
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Before is safe: the documented way to a first key master.
func Before() error {
	const script = `
Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force -ErrorAction Stop
Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1`
	return exec.Command("powershell", "-Command", script).Run()
}
