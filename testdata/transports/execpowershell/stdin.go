package execpowershell

import (
	"bytes"
	"io"
	"os/exec"
	"strings"

	"transports/role"
)

// StdinReader is unsafe: the script comes from standard input.
func StdinReader(zone string) error {
	cmd := exec.Command("powershell", "-NoProfile", "-Command", "-")
	cmd.Stdin = strings.NewReader("Invoke-DnsServerZoneSign -ZoneName " + zone + "\n")
	return cmd.Run() // want `KM001: `
}

// StdinBuffer is unsafe.
func StdinBuffer(zone string) error {
	var script bytes.Buffer
	script.WriteString("Import-Module DnsServer\n")
	script.WriteString("Remove-DnsServerSigningKey -ZoneName " + zone + " -KeyId $id -Force\n")
	cmd := exec.Command("pwsh", "-NoProfile", "-Command", "-")
	cmd.Stdin = &script
	return cmd.Run() // want `KM001: `
}

// StdinTested is safe: what the command prints is looked through.
func StdinTested(zone string) error {
	cmd := exec.Command("powershell", "-Command", "-")
	cmd.Stdin = strings.NewReader("Invoke-DnsServerZoneSign -ZoneName " + zone)
	out, err := cmd.CombinedOutput()
	if bytes.Contains(out, []byte("WIN32 9101")) {
		return role.ErrElsewhere
	}
	return err
}

// StdinRead is silent: the script reads.
func StdinRead(zone string) ([]byte, error) {
	cmd := exec.Command("powershell", "-Command", "-")
	cmd.Stdin = strings.NewReader("Get-DnsServerSigningKey -ZoneName " + zone)
	return cmd.Output()
}

// StdinForeign is silent: the text is somebody else's.
func StdinForeign(script io.Reader) error {
	cmd := exec.Command("powershell", "-Command", "-")
	cmd.Stdin = script
	return cmd.Run()
}

// Piped is unsafe: the script is written to the pipe of the command that was started.
func Piped(zone string) error {
	cmd := exec.Command("powershell", "-NoProfile", "-Command", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil { // want `KM001: `
		return err
	}
	if _, err := io.WriteString(in, "Invoke-DnsServerZoneSign -ZoneName "+zone+"\n"); err != nil {
		return err
	}
	if err := in.Close(); err != nil {
		return err
	}
	return cmd.Wait()
}

// PipedBefore is unsafe: the script waits in the pipe for the command.
func PipedBefore(zone string) error {
	cmd := exec.Command("powershell", "-NoProfile", "-Command", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	go func() {
		defer in.Close()
		io.WriteString(in, "Invoke-DnsServerZoneSign -ZoneName "+zone+"\n")
	}()
	return cmd.Run() // want `KM001: `
}

// StdinOfAnother is silent: cat is given the name of a cmdlet and prints it.
func StdinOfAnother() error {
	cmd := exec.Command("cat")
	cmd.Stdin = strings.NewReader("Invoke-DnsServerZoneSign -ZoneName example.org")
	return cmd.Run()
}
