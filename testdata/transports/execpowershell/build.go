// Package execpowershell runs PowerShell as a process: every way to build the text, to see
// the refusal and to miss it.
package execpowershell

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"text/template"
)

const signCmdlet = "Invoke-DnsServerZoneSign"

const signFormat = "Invoke-DnsServerZoneSign -ZoneName %s -SignWithDefault -Force"

var rolloverScript = `
$ErrorActionPreference = 'Stop'
Invoke-DnsServerSigningKeyRollover -ZoneName example.org -KeyId $id -Force
`

var signTemplate = template.Must(template.New("sign").Parse(
	`Invoke-DnsServerZoneSign -ZoneName {{.Zone}} -Force`))

// Literal is unsafe: the whole text is one argument.
func Literal() error {
	return exec.Command("powershell", "-NoProfile", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
}

// Positional is unsafe: powershell.exe takes what has no switch as the command.
func Positional() error {
	return exec.Command("powershell.exe", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
}

// SplitArguments is unsafe: PowerShell joins what follows -Command.
func SplitArguments(zone string) error {
	return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign", "-ZoneName", zone, "-Force").Run() // want `KM001: `
}

// Core is unsafe: pwsh is PowerShell too.
func Core(ctx context.Context) error {
	return exec.CommandContext(ctx, "pwsh", "-c", "Add-DnsServerSigningKey -ZoneName example.org -Type KeySigningKey").Run() // want `KM001: `
}

// LowerCase is unsafe: names of cmdlets know no case.
func LowerCase() error {
	return exec.Command("PowerShell.EXE", "-command", "remove-dnsserversigningkey -zonename example.org -keyid $id -force").Run() // want `KM001: `
}

// FullPath is unsafe: the program's base name decides.
func FullPath() error {
	const name = `C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`
	return exec.Command(name, "-Command", "Set-DnsServerDnsSecZoneSetting -ZoneName example.org -NSec3Iterations 0").Run() // want `KM001: `
}

// Sprintf is unsafe: the constant prefix names the cmdlet.
func Sprintf(zone string) error {
	script := fmt.Sprintf("Invoke-DnsServerZoneSign -ZoneName '%s' -Force", zone)
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// SprintfConstant is unsafe: the format is a constant of the package.
func SprintfConstant(zone string) error {
	return exec.Command("powershell", "-Command", fmt.Sprintf(signFormat, zone)).Run() // want `KM001: `
}

// SprintfCmdlet is unsafe: the cmdlet is a constant operand of the format.
func SprintfCmdlet(zone string) error {
	script := fmt.Sprintf("%s -ZoneName %s", signCmdlet, zone)
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Concatenated is unsafe.
func Concatenated(zone, keyID string) error {
	script := "Step-DnsServerSigningKeyRollover -ZoneName " + zone + " -KeyId " + keyID
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Prefixed is unsafe: what stands before the cmdlet is a statement of its own.
func Prefixed(zone string) error {
	script := "$ErrorActionPreference = 'Stop'; "
	script += signCmdlet + " -ZoneName " + zone
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Appended is unsafe: whatever the branches add, the cmdlet is there.
func Appended(zone string, force bool) error {
	script := "Invoke-DnsServerZoneUnsign -ZoneName " + zone
	if force {
		script += " -Force"
	}
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// Joined is unsafe.
func Joined(zone string, resign bool) error {
	parts := []string{"Invoke-DnsServerZoneSign", "-ZoneName", zone}
	if resign {
		parts = append(parts, "-DoResign")
	}
	return exec.Command("powershell", "-Command", strings.Join(parts, " ")).Run() // want `KM001: `
}

// Variable is unsafe: nobody changes the package variable.
func Variable() error {
	return exec.Command("powershell", "-Command", rolloverScript).Run() // want `KM001: `
}

// Built is unsafe.
func Built(zones []string) error {
	var b strings.Builder
	b.WriteString("$ErrorActionPreference = 'Stop'\n")
	for _, zone := range zones {
		b.WriteString("Invoke-DnsServerZoneSign -ZoneName ")
		b.WriteString(zone)
		b.WriteByte('\n')
	}
	return exec.Command("powershell", "-Command", b.String()).Run() // want `KM001: `
}

// Printed is unsafe.
func Printed(zone string, seconds int) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Set-DnsServerDnsSecZoneSetting -ZoneName %s", zone)
	fmt.Fprintf(&b, " -DnsKeyRecordSetTTL (New-TimeSpan -Seconds %d)", seconds)
	return exec.Command("powershell", "-Command", b.String()).Run() // want `KM001: `
}

// Template is unsafe: the text of the template is a constant.
func Template(zone string) error {
	var b bytes.Buffer
	if err := signTemplate.Execute(&b, struct{ Zone string }{zone}); err != nil {
		return err
	}
	return exec.Command("powershell", "-Command", b.String()).Run() // want `KM001: `
}

// ArgumentSlice is unsafe.
func ArgumentSlice(zone string) error {
	args := []string{"-NoProfile", "-NonInteractive", "-Command"}
	args = append(args, "Set-DnsServerSigningKey -ZoneName "+zone+" -KeyId $id -RolloverPeriod 90.00:00:00")
	return exec.Command("powershell.exe", args...).Run() // want `KM001: `
}

// LookedUp is unsafe: the program is found by its name.
func LookedUp() error {
	name, err := exec.LookPath("powershell.exe")
	if err != nil {
		return err
	}
	return exec.Command(name, "-Command", "Disable-DnsServerSigningKeyRollover -ZoneName example.org -KeyId $id -Force").Run() // want `KM001: `
}

// JoinedPath is unsafe: the last element names the program.
func JoinedPath(system string) error {
	name := filepath.Join(system, "WindowsPowerShell", "v1.0", "powershell.exe")
	return exec.Command(name, "-Command", "Enable-DnsServerSigningKeyRollover -ZoneName example.org -KeyId $id -Force").Run() // want `KM001: `
}

// CmdLiteral is unsafe: a command that no constructor made.
func CmdLiteral(path string) error {
	cmd := exec.Cmd{
		Path: path,
		Args: []string{"powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org"},
	}
	return cmd.Run() // want `KM001: `
}

// ArgsAppended is unsafe: the cmdlet is added to the command that was made.
func ArgsAppended(zone string) error {
	cmd := exec.Command("powershell", "-NoProfile")
	cmd.Args = append(cmd.Args, "-Command", "Invoke-DnsServerZoneSign -ZoneName "+zone)
	return cmd.Run() // want `KM001: `
}

// Encoded is unsafe: the text is the base64 of UTF-16LE,
// Invoke-DnsServerZoneSign -ZoneName example.org -Force.
func Encoded() error {
	const script = "SQBuAHYAbwBrAGUALQBEAG4AcwBTAGUAcgB2AGUAcgBaAG8AbgBlAFMAaQBnAG4AIAAtAFoAbwBuAGUATgBhAG0AZQAgAGUAeABhAG0AcABsAGUALgBvAHIAZwAgAC0ARgBvAHIAYwBlAA=="
	return exec.Command("powershell", "-NoProfile", "-EncodedCommand", script).Run() // want `KM001: `
}

// EncodedRead is silent: Get-DnsServerDnsSecZoneSetting -ZoneName example.org.
func EncodedRead() error {
	const script = "RwBlAHQALQBEAG4AcwBTAGUAcgB2AGUAcgBEAG4AcwBTAGUAYwBaAG8AbgBlAFMAZQB0AHQAaQBuAGcAIAAtAFoAbwBuAGUATgBhAG0AZQAgAGUAeABhAG0AcABsAGUALgBvAHIAZwA="
	return exec.Command("powershell", "-NoProfile", "-EncodedCommand", script).Run()
}
