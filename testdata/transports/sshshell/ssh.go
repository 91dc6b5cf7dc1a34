// Package sshshell runs PowerShell and dnscmd over golang.org/x/crypto/ssh.
package sshshell

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Run is unsafe.
func Run(s *ssh.Session) error {
	return s.Run(`powershell -NoProfile -Command "Invoke-DnsServerZoneSign -ZoneName example.org"`) // want `KM001: `
}

// Bare is unsafe: the login shell may be PowerShell itself.
func Bare(s *ssh.Session) error {
	return s.Run("Invoke-DnsServerZoneSign -ZoneName example.org -Force") // want `KM001: `
}

// Output is unsafe.
func Output(s *ssh.Session, zone string) ([]byte, error) {
	return s.Output(fmt.Sprintf("powershell -Command \"Add-DnsServerSigningKey -ZoneName %s\"", zone)) // want `KM001: `
}

// Combined is unsafe: the command is wrapped by a format whose operand is the script.
func Combined(s *ssh.Session, zone string) (string, error) {
	script := "Step-DnsServerSigningKeyRollover -ZoneName " + zone
	out, err := s.CombinedOutput(fmt.Sprintf("powershell -Command \"%s\"", script)) // want `KM001: `
	return string(out), err
}

// Start is unsafe: it starts here.
func Start(s *ssh.Session, zone string) error {
	if err := s.Start("powershell.exe -Command Invoke-DnsServerZoneSign -ZoneName " + zone); err != nil { // want `KM001: `
		return err
	}
	return s.Wait()
}

// Dnscmd is unsafe.
func Dnscmd(s *ssh.Session, zone string) error {
	return s.Run("dnscmd /ZoneSign " + zone) // want `KM001: `
}

// DnscmdOn is unsafe: the server stands before the verb.
func DnscmdOn(s *ssh.Session, server, zone string) error {
	return s.Run(fmt.Sprintf("dnscmd.exe %s /zoneunsign %s", server, zone)) // want `KM001: `
}

// DnscmdPath is unsafe.
func DnscmdPath(s *ssh.Session) error {
	return s.Run(`C:\Windows\System32\dnscmd.exe dc1 /ZonePerformKeyRollover example.org {id}`) // want `KM001: `
}

// Joined is unsafe.
func Joined(s *ssh.Session, zone string) error {
	args := []string{"Set-DnsServerDnsSecZoneSetting", "-ZoneName", zone}
	args = append(args, "-DenialOfExistence", "NSec3")
	return s.Run("powershell -Command " + strings.Join(args, " ")) // want `KM001: `
}

// Encoded is unsafe: base64 of UTF-16LE, Invoke-DnsServerZoneSign -ZoneName example.org.
func Encoded(s *ssh.Session) error {
	return s.Run("powershell -EncodedCommand SQBuAHYAbwBrAGUALQBEAG4AcwBTAGUAcgB2AGUAcgBaAG8AbgBlAFMAaQBnAG4AIAAtAFoAbwBuAGUATgBhAG0AZQAgAGUAeABhAG0AcABsAGUALgBvAHIAZwA=") // want `KM001: `
}

// Stdin is unsafe: the remote PowerShell reads the script.
func Stdin(s *ssh.Session, zone string) error {
	s.Stdin = strings.NewReader("Invoke-DnsServerZoneSign -ZoneName " + zone)
	return s.Run("powershell -NoProfile -Command -") // want `KM001: `
}

// NewSession is unsafe: the session is made here.
func NewSession(c *ssh.Client, zone string) error {
	s, err := c.NewSession()
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Run("powershell -Command Remove-DnsServerSigningKey -Force -ZoneName " + zone) // want `KM001: `
}

// Reads is silent.
func Reads(s *ssh.Session, zone string) {
	s.Output("powershell -Command Get-DnsServerDnsSecZoneSetting -ZoneName " + zone)
	s.Output("powershell -Command Get-DnsServerSigningKey -ZoneName " + zone)
	s.Output("dnscmd /ZoneInfo " + zone)
	s.Output("dnscmd . /ZoneEnumSKDs " + zone)
}

// Foreign is silent: the command arrives from outside.
func Foreign(s *ssh.Session, command string) error { return s.Run(command) }

// ForeignWrapped is silent: only the wrapping is known.
func ForeignWrapped(s *ssh.Session, script string) error {
	return s.Run(fmt.Sprintf("powershell -NoProfile -Command \"%s\"", script))
}

// Others is silent: other programs, and names as their arguments.
func Others(s *ssh.Session, zone string) {
	s.Run("rndc sign " + zone)
	s.Run("dnssec-signzone -o " + zone + " db.zone")
	s.Run("echo Invoke-DnsServerZoneSign")
	s.Run("cat /var/log/dnscmd")
}

// File is silent: script files are not judged.
func File(s *ssh.Session) error {
	return s.Run(`powershell -File C:\Scripts\Invoke-DnsServerZoneSign.ps1`)
}

// Written is silent: the text goes to a file.
func Written(w io.Writer, zone string) error {
	_, err := fmt.Fprintf(w, "powershell -Command Invoke-DnsServerZoneSign -ZoneName %s\n", zone)
	return err
}
