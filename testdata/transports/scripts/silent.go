package scripts

import (
	"os/exec"
)

// Comment is silent.
func Comment() error {
	const script = "# Invoke-DnsServerZoneSign -ZoneName example.org\nGet-DnsServerZone example.org"
	return exec.Command("powershell", "-Command", script).Run()
}

// CommentBehind is silent.
func CommentBehind() error {
	return exec.Command("powershell", "-Command", "Get-DnsServerZone example.org # then Invoke-DnsServerZoneSign").Run()
}

// BlockComment is silent.
func BlockComment() error {
	const script = `<#
.SYNOPSIS
Tells whether a zone is signed.
Invoke-DnsServerZoneSign -ZoneName example.org
#>
(Get-DnsServerZone example.org).IsSigned`
	return exec.Command("powershell", "-Command", script).Run()
}

// Written is silent: the name is an argument in quotes.
func Written() error {
	return exec.Command("powershell", "-Command", `Write-Host "now run: Invoke-DnsServerZoneSign -ZoneName example.org"`).Run()
}

// WrittenBare is silent: an argument without quotes.
func WrittenBare() error {
	return exec.Command("powershell", "-Command", `Write-Output Invoke-DnsServerZoneSign`).Run()
}

// WrittenSingle is silent: nothing is expanded in single quotes.
func WrittenSingle() error {
	return exec.Command("powershell", "-Command", `Write-Host 'signed: $(Invoke-DnsServerZoneSign -ZoneName example.org)'`).Run()
}

// HereString is silent: a text in several lines.
func HereString() error {
	const script = "$help = @'\nInvoke-DnsServerZoneSign -ZoneName example.org\n'@\nWrite-Host $help\n"
	return exec.Command("powershell", "-Command", script).Run()
}

// Escaped is silent: the quotes inside do not end the string.
func Escaped() error {
	const script = "Write-Host 'it''s; Invoke-DnsServerZoneSign -ZoneName example.org'"
	return exec.Command("powershell", "-Command", script).Run()
}

// Trial is silent: -WhatIf makes it harmless.
func Trial() error {
	return exec.Command("powershell", "-Command", `Invoke-DnsServerZoneSign -ZoneName example.org -WhatIf`).Run()
}

// TrialEach is silent.
func TrialEach() error {
	const script = `Remove-DnsServerSigningKey -ZoneName example.org -KeyId $id -WhatIf; Invoke-DnsServerZoneUnsign example.org -WhatIf:$true`
	return exec.Command("powershell", "-Command", script).Run()
}

// AskedFor is silent: the cmdlet is looked up.
func AskedFor() error {
	return exec.Command("powershell", "-Command", `if (Get-Command Invoke-DnsServerZoneSign -ErrorAction SilentlyContinue) { 'present' }`).Run()
}

// Parameter is silent: the name is the value of a parameter.
func Parameter() error {
	return exec.Command("powershell", "-Command", `Get-WinEvent -FilterHashtable @{LogName='DNS'} | Where-Object Message -Match 'Invoke-DnsServerZoneSign'`).Run()
}

// Key is silent: the name is a key of a table.
func Key() error {
	return exec.Command("powershell", "-Command", `$count = @{ 'Invoke-DnsServerZoneSign' = 3 }; $count.Count`).Run()
}

// File is silent: files are not judged.
func File() error {
	return exec.Command("powershell", "-Command", `& 'C:\Scripts\Invoke-DnsServerZoneSign.ps1' example.org`).Run()
}

// BuiltAtRunTime is silent: the name is put together by the script.
func BuiltAtRunTime() error {
	return exec.Command("powershell", "-Command", `$verb = 'Sign'; & "Invoke-DnsServerZone$verb" -ZoneName example.org`).Run()
}

// Variable is silent: a variable of that name.
func Variable() error {
	return exec.Command("powershell", "-Command", `${Invoke-DnsServerZoneSign} = 1; Get-DnsServerZone`).Run()
}

// Anchors is silent: the trust store, also inside a block.
func Anchors() error {
	return exec.Command("powershell", "-Command", `Invoke-Command -ComputerName dc1 { Add-DnsServerTrustAnchor -Root; Update-DnsServerTrustPoint -Force }`).Run()
}

// Moved is silent: moving the role needs no role.
func Moved() error {
	return exec.Command("powershell", "-Command", `Reset-DnsServerZoneKeyMasterRole -ZoneName example.org -KeyMasterServer dc1 -Force`).Run()
}
