package km002

import "os/exec"

// ScriptZone is KM002: the script asks about another zone.
func ScriptZone() error {
	const script = `
if ((Get-DnsServerDnsSecZoneSetting -ZoneName example.com).IsKeyMasterServer) {
	Invoke-DnsServerZoneSign -ZoneName example.org
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM002: `
}

// ScriptServer is KM002: the script asks another server.
func ScriptServer() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org -ComputerName dc1
if (-not $s.IsKeyMasterServer) { throw 'not the key master' }
Invoke-DnsServerZoneSign -ZoneName example.org -ComputerName dc2`
	return exec.Command("powershell", "-Command", script).Run() // want `KM002: `
}

// ScriptSame is safe: the same zone on the same server.
func ScriptSame() error {
	const script = `
$s = Get-DnsServerDnsSecZoneSetting -ZoneName example.org -ComputerName dc1
if (-not $s.IsKeyMasterServer) { throw 'not the key master' }
Invoke-DnsServerZoneSign -ZoneName Example.org -Cn DC1.example.org`
	return exec.Command("powershell", "-Command", script).Run()
}

// ScriptEach is safe: one variable names the zone in both commands.
func ScriptEach() error {
	const script = `
foreach ($z in 'example.org', 'example.net') {
	if ((Get-DnsServerDnsSecZoneSetting -ZoneName $z).IsKeyMasterServer) { Invoke-DnsServerZoneSign -ZoneName $z }
}`
	return exec.Command("powershell", "-Command", script).Run()
}

// ScriptAsked is KM001: the answer about the other zone is not used.
func ScriptAsked() error {
	const script = `
Get-DnsServerDnsSecZoneSetting -ZoneName example.com
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}
