package goposh

import (
	"strings"

	gorilla "github.com/gorillalabs/go-powershell"
	gorillamiddleware "github.com/gorillalabs/go-powershell/middleware"
	juju "github.com/juju/go-powershell"
	jujumiddleware "github.com/juju/go-powershell/middleware"

	"transports/role"
)

// Gorilla is unsafe: the library that others were forked from.
func Gorilla(sh gorilla.Shell, zone string) error {
	_, _, err := sh.Execute("Invoke-DnsServerZoneSign -ZoneName " + zone) // want `KM001: `
	return err
}

// GorillaTested is safe.
func GorillaTested(sh gorilla.Shell, zone string) error {
	_, stderr, err := sh.Execute("Invoke-DnsServerZoneSign -ErrorAction Stop -ZoneName " + zone)
	if strings.Contains(stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// GorillaSession is unsafe.
func GorillaSession(s gorillamiddleware.Middleware, zone string) error {
	_, _, err := s.Execute("Set-DnsServerDnsSecZoneSetting -NSec3Iterations 0 -ZoneName " + zone) // want `KM001: `
	return err
}

// Juju is unsafe.
func Juju(sh juju.Shell, zone string) error {
	_, _, err := sh.Execute("Invoke-DnsServerSigningKeyRollover -Force -ZoneName " + zone) // want `KM001: `
	return err
}

// JujuRead is silent.
func JujuRead(sh juju.Shell, zone string) error {
	_, _, err := sh.Execute("Get-DnsServerSigningKey -ZoneName " + zone)
	return err
}

// JujuSession is unsafe.
func JujuSession(s jujumiddleware.Middleware, zone string) error {
	_, _, err := s.Execute("Remove-DnsServerSigningKey -Force -ZoneName " + zone) // want `KM001: `
	return err
}
