// Package scripts is about what a script says: every text is a constant that is run by one
// process, and but for two functions nothing in Go looks at what is printed.
package scripts

import (
	"os/exec"
)

// Statements is unsafe: one of several.
func Statements() error {
	return exec.Command("powershell", "-Command", "Import-Module DnsServer; Get-DnsServerZone; Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
}

// Lines is unsafe: a backtick goes on with the line.
func Lines() error {
	const script = "Invoke-DnsServerZoneSign `\n\t-ZoneName example.org `\n\t-Force\n"
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Qualified is unsafe: the name of the module stands before it.
func Qualified() error {
	return exec.Command("powershell", "-Command", `DnsServer\Invoke-DnsServerZoneSign -ZoneName example.org`).Run() // want `KM001: `
}

// Pipeline is unsafe: at the end of a pipeline.
func Pipeline() error {
	return exec.Command("powershell", "-Command", `Get-DnsServerZone example.org | Invoke-DnsServerZoneSign -Force`).Run() // want `KM001: `
}

// ForEach is unsafe: inside a script block.
func ForEach() error {
	return exec.Command("powershell", "-Command", `'example.org', 'example.net' | ForEach-Object { Invoke-DnsServerZoneSign -ZoneName $_ -Force }`).Run() // want `KM001: `
}

// ForEachStatement is unsafe.
func ForEachStatement() error {
	const script = `
foreach ($z in Get-DnsServerZone | Where-Object ZoneType -eq 'Primary') {
	Invoke-DnsServerZoneSign -ZoneName $z.ZoneName -SignWithDefault
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Assigned is unsafe: its output is kept.
func Assigned() error {
	return exec.Command("powershell", "-Command", `$key = Add-DnsServerSigningKey -ZoneName example.org -Type ZoneSigningKey -PassThru`).Run() // want `KM001: `
}

// Discarded is unsafe.
func Discarded() error {
	return exec.Command("powershell", "-Command", `$null = Invoke-DnsServerZoneSign -ZoneName example.org; [void](Get-Date)`).Run() // want `KM001: `
}

// Splatted is unsafe: the parameters come from a table.
func Splatted() error {
	const script = `
$sign = @{
	ZoneName = 'example.org'
	Force    = $true
}
Invoke-DnsServerZoneSign @sign`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Function is unsafe: the function is called.
func Function() error {
	const script = `
function Update-Signature([string]$zone) {
	Invoke-DnsServerZoneSign -ZoneName $zone -DoResign
}
Update-Signature example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// InvokeCommand is unsafe: the block runs on another server.
func InvokeCommand() error {
	return exec.Command("powershell", "-Command", `Invoke-Command -ComputerName dc1 -ScriptBlock { Invoke-DnsServerZoneSign -ZoneName example.org }`).Run() // want `KM001: `
}

// InvokeExpression is unsafe: a constant is read.
func InvokeExpression() error {
	return exec.Command("powershell", "-Command", `Invoke-Expression 'Invoke-DnsServerZoneSign -ZoneName example.org'`).Run() // want `KM001: `
}

// Expanded is unsafe: an expandable string runs what is in $( ).
func Expanded() error {
	return exec.Command("powershell", "-Command", `Write-Host "signed: $(Invoke-DnsServerZoneSign -ZoneName example.org -PassThru)"`).Run() // want `KM001: `
}

// Block is unsafe: the call operator runs a block.
func Block() error {
	return exec.Command("powershell", "-Command", `& { param($z) Invoke-DnsServerZoneUnsign -ZoneName $z } example.org`).Run() // want `KM001: `
}

// AfterComment is unsafe: the comment ends with its line.
func AfterComment() error {
	const script = "# signs the zone\nInvoke-DnsServerZoneSign -ZoneName example.org"
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// AfterBlockComment is unsafe.
func AfterBlockComment() error {
	return exec.Command("powershell", "-Command", `<# as agreed #> Invoke-DnsServerZoneSign -ZoneName example.org`).Run() // want `KM001: `
}

// HashInside is unsafe: this hash begins no comment.
func HashInside() error {
	return exec.Command("powershell", "-Command", `Write-Host 'zone #1'; Invoke-DnsServerZoneSign -ZoneName example.org`).Run() // want `KM001: `
}

// AfterHereString is unsafe: the text has ended.
func AfterHereString() error {
	const script = "$note = @'\nnothing to see\n'@\nInvoke-DnsServerZoneSign -ZoneName example.org\n"
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Colon is unsafe: -WhatIf:$false is no trial.
func Colon() error {
	return exec.Command("powershell", "-Command", `Invoke-DnsServerZoneSign -ZoneName example.org -WhatIf:$false`).Run() // want `KM001: `
}

// TrialThenReal is unsafe: the second is real.
func TrialThenReal() error {
	const script = `
Invoke-DnsServerZoneSign -ZoneName example.org -WhatIf
Invoke-DnsServerZoneSign -ZoneName example.org`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Silenced is unsafe: the refusal is dropped.
func Silenced() error {
	return exec.Command("powershell", "-Command", `Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction SilentlyContinue`).Run() // want `KM001: `
}

// DnscmdInside is unsafe: PowerShell runs dnscmd.
func DnscmdInside() error {
	return exec.Command("powershell", "-Command", `dnscmd dc1 /ZoneSign example.org`).Run() // want `KM001: `
}
