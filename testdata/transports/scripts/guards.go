package scripts

import (
	"os/exec"
)

// If is safe: the script asks its server.
func If() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org -Force
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// IfVariable is safe: the answer is kept.
func IfVariable() error {
	const script = `
$setting = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if ($setting.IsKeyMasterServer -eq $true) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Exit is safe: without the role the script ends.
func Exit() error {
	const script = `
$setting = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if (-not $setting.IsKeyMasterServer) { exit 3 }
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run()
}

// Throw is safe.
func Throw() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting example.org
if (!$s.IsKeyMasterServer) { throw "the key master is $($s.KeyMasterServer)" }
Add-DnsServerSigningKey -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run()
}

// Return is safe: the block ends.
func Return() error {
	const script = `& {
	if (-not (Get-DnsServerDnsSecZoneSetting example.org).IsKeyMasterServer) { return }
	Invoke-DnsServerZoneSign example.org
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Else is safe.
func Else() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Write-Error 'not the key master'
} else {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Warns is unsafe: after the warning it goes on.
func Warns() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Write-Warning 'not the key master'
}
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Behind is unsafe: the block has ended.
func Behind() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Get-DnsServerSigningKey -ZoneName example.org
}
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Asked is unsafe: the answer is printed.
func Asked() error {
	const script = `
(Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// OneOfTwo is unsafe: with -force nobody asks.
func OneOfTwo() error {
	const script = `
$force = $args -contains '-force'
if ($force -or (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// BothOfTwo is safe.
func BothOfTwo() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if (-not $s.IsSigned -and $s.IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Signed is unsafe: whether the zone is signed says nothing of the role.
func Signed() error {
	const script = `
if ((Get-DnsServerZone example.org).IsSigned) {
	Invoke-DnsServerZoneSign -ZoneName example.org -DoResign
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Online is unsafe: that the key master answers does not make it this server.
func Online() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.org).KeyMasterStatus -eq 'Online') {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// NonEmpty is unsafe: the zone has a key master.
func NonEmpty() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if ($s.KeyMasterServer) { Invoke-DnsServerZoneSign -ZoneName example.org }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Name is safe: the key master is this computer.
func Name() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
if ($s.KeyMasterServer -eq $env:COMPUTERNAME) { Invoke-DnsServerZoneSign -ZoneName example.org }`
	return exec.Command("powershell", "-Command", script).Run()
}

// Redirected is safe: the key master itself is addressed.
func Redirected() error {
	const script = `
$master = (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).KeyMasterServer
Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName $master`
	return exec.Command("powershell", "-Command", script).Run()
}

// RedirectedInline is safe.
func RedirectedInline() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting example.org -ComputerName dc1
Step-DnsServerSigningKeyRollover -ZoneName example.org -KeyId $id -Cn $s.KeyMasterServer`
	return exec.Command("powershell", "-Command", script).Run()
}

// RedirectedRead is unsafe: the reading is redirected, the signing is not.
func RedirectedRead() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org
Get-DnsServerSigningKey -ZoneName example.org -ComputerName $s.KeyMasterServer
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// OtherZone is unsafe: another zone is asked about.
func OtherZone() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.com).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM002: `
}

// OtherServer is unsafe: another server is asked.
func OtherServer() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.org -ComputerName dc1).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc2
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM002: `
}

// Inverted is unsafe: it signs where the role is elsewhere.
func Inverted() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM003: `
}

// EachGuarded is safe: the role for each zone is asked for.
func EachGuarded() error {
	const script = `
foreach ($z in 'example.org', 'example.net') {
	$s = Get-DnsServerDnsSecZoneSetting -ZoneName $z
	if (-not $s.IsKeyMasterServer) { continue }
	Invoke-DnsServerZoneSign -ZoneName $z
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// Seized is safe: the documented way to a first key master.
func Seized() error {
	const script = `
$ErrorActionPreference = 'Stop'
Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -SeizeRole -Force -ErrorAction Stop
Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1`
	return exec.Command("powershell", "-Command", script).Run()
}

// GivenAway is unsafe: the role is on dc2 when dc1 signs.
func GivenAway() error {
	const script = `
if (-not (Get-DnsServerDnsSecZoneSetting -ZoneName example.org -ComputerName dc1).IsKeyMasterServer) { exit 3 }
Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc2 -Force -ErrorAction Stop
Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc1`
	return exec.Command("powershell", "-Command", script).Run() // want `KM002: `
}
