package execdnscmd

import (
	"os/exec"
	"strings"

	"transports/role"
)

// Guarded is safe: the role was asked for on the server that is named.
func Guarded(r role.Roles, server, zone string) error {
	if !r.IsKeyMasterOn(server, zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run()
}

// GuardedOther is unsafe: another server is asked.
func GuardedOther(r role.Roles) error {
	if !r.IsKeyMasterOn("dc1", "example.org") {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "dc2", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// GuardedOtherZone is unsafe: the parameter after the verb is the zone.
func GuardedOtherZone(r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "dc1", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// VerbGuarded is safe: the verb that needs the role is chosen under the check.
func VerbGuarded(r role.Roles, zone string) error {
	verb := "/ZoneInfo"
	if r.IsKeyMaster(zone) {
		verb = "/ZoneResign"
	}
	return exec.Command("dnscmd", verb, zone).Run()
}

// VerbUnguarded is unsafe: it is chosen where the role is elsewhere.
func VerbUnguarded(r role.Roles, zone string) error {
	verb := "/ZoneResign"
	if r.IsKeyMaster(zone) {
		verb = "/ZoneInfo"
	}
	return exec.Command("dnscmd", verb, zone).Run() // want `KM003: `
}

// Handled is safe on both branches: one checks, the other tests.
func Handled(r role.Roles, zone string, ask bool) error {
	if ask && !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if !ask && strings.Contains(string(out), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// HandledSame is unsafe: what is not asked for is not tested either.
func HandledSame(r role.Roles, zone string, ask bool) error {
	if ask && !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput() // want `KM001: `
	if ask && strings.Contains(string(out), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Panics is safe: without the role nothing goes on.
func Panics(r role.Roles, zone string) {
	if !r.IsKeyMaster(zone) {
		panic("not the key master")
	}
	exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// Deferred is safe: the deferred call is under the check.
func Deferred(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	defer exec.Command("dnscmd", "/ZoneResign", zone).Run()
	return exec.Command("dnscmd", "/ZoneInfo", zone).Run()
}

// Closure is unsafe: it escapes before the check.
func Closure(r role.Roles, zone string) func() error {
	sign := func() error {
		return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
	}
	if !r.IsKeyMaster(zone) {
		return sign
	}
	return sign
}

// FirstOfTwo is unsafe at the second call: the check is inside the condition of the first.
func FirstOfTwo(r role.Roles, zone, key string) error {
	if r.IsKeyMaster(zone) {
		if err := exec.Command("dnscmd", "/ZoneDeleteSKD", zone, key).Run(); err != nil {
			return err
		}
	}
	return exec.Command("dnscmd", "/ZoneResign", zone).Run() // want `KM001: `
}
