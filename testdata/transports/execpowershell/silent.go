package execpowershell

import (
	"fmt"
	"log"
	"os"
	"os/exec"
)

// Reads is silent.
func Reads(zone string) {
	exec.Command("powershell", "-Command", "Get-DnsServerDnsSecZoneSetting -ZoneName "+zone).Run()
	exec.Command("powershell", "-Command", "Test-DnsServerDnsSecZoneSetting -ZoneName "+zone).Run()
	exec.Command("powershell", "-Command", "Export-DnsServerDnsSecPublicKey -ZoneName "+zone).Run()
}

// TrustAnchors is silent: the trust store is every resolver's own.
func TrustAnchors() {
	exec.Command("powershell", "-Command", "Add-DnsServerTrustAnchor -Root").Run()
	exec.Command("powershell", "-Command", "Remove-DnsServerTrustAnchor -Name example.org -Type DnsKey -Force").Run()
	exec.Command("powershell", "-Command", "Update-DnsServerTrustPoint -Name example.org").Run()
}

// OtherCmdlets is silent: records and zones need no key master.
func OtherCmdlets(zone string) {
	exec.Command("powershell", "-Command", "Add-DnsServerResourceRecordA -ZoneName "+zone+" -Name www -IPv4Address 192.0.2.1").Run()
	exec.Command("powershell", "-Command", "Add-DnsServerPrimaryZone -Name "+zone).Run()
}

// SimilarNames is silent: other commands whose names begin or end alike.
func SimilarNames(zone string) {
	exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSignature -ZoneName "+zone).Run()
	exec.Command("powershell", "-Command", "My-Invoke-DnsServerZoneSign -ZoneName "+zone).Run()
	exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign2 "+zone).Run()
}

// Script is silent: files are not judged, whatever their name.
func Script() error {
	return exec.Command("powershell", "-File", `C:\Scripts\Invoke-DnsServerZoneSign.ps1`).Run()
}

// Foreign is silent: the text arrives from outside.
func Foreign(script string) error {
	return exec.Command("powershell", "-Command", script).Run()
}

// ForeignEnvironment is silent.
func ForeignEnvironment() error {
	return exec.Command("powershell", "-Command", os.Getenv("SCRIPT")).Run()
}

// ForeignArguments is silent.
func ForeignArguments(args ...string) error {
	return exec.Command("powershell", args...).Run()
}

// ForeignFormat is silent: the constant part names no cmdlet.
func ForeignFormat(cmdlet string) error {
	return exec.Command("powershell", "-Command", fmt.Sprintf("Import-Module DnsServer; %s", cmdlet)).Run()
}

// Told is silent: the text is printed and another one is run.
func Told(zone string) error {
	log.Printf("run Invoke-DnsServerZoneSign -ZoneName %s on the key master", zone)
	return exec.Command("powershell", "-Command", "Get-Date").Run()
}

// OtherProgram is silent: echo runs nothing.
func OtherProgram() error {
	return exec.Command("echo", "Invoke-DnsServerZoneSign", "-ZoneName", "example.org").Run()
}

// OtherSigner is silent: a tool that signs files.
func OtherSigner(zone string) error {
	return exec.Command("dnssec-signzone", "-o", zone, "db."+zone).Run()
}

// Replaced is silent: the text is another one when the command is made.
func Replaced(zone string) error {
	script := "Invoke-DnsServerZoneSign -ZoneName " + zone
	fmt.Println("later:", script)
	script = "Get-DnsServerZone -Name " + zone
	return exec.Command("powershell", "-Command", script).Run()
}

// Help is silent: the cmdlet is an argument of another one.
func Help() error {
	return exec.Command("powershell", "-Command", "Get-Help Invoke-DnsServerZoneSign -Full").Run()
}
