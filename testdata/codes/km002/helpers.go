package km002

import (
	"os/exec"

	"codes/role"
)

// sign is judged through its callers.
func sign(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run()
}

// HelperSame is safe: the zone asked for is the zone signed.
func HelperSame(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return sign(zone)
}

// HelperOther is KM002: another parameter goes to the helper.
func HelperOther(r role.Roles, zone, child string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return sign(child) // want `KM002: `
}

// HelperBare is KM001: this caller asks for no role at all.
func HelperBare(zone string) error {
	return sign(zone) // want `KM001: `
}

// require returns only with the role.
func require(r role.Roles, zone string) {
	if !r.IsKeyMaster(zone) {
		panic(role.ErrElsewhere)
	}
}

// Required is KM002: the role is required for another zone.
func Required(r role.Roles) error {
	require(r, "example.com")
	return exec.Command("dnscmd", "/ZoneSign", "example.org").Run() // want `KM002: `
}

// RequiredSame is safe: it is required for this one.
func RequiredSame(r role.Roles) error {
	require(r, "example.org")
	return exec.Command("dnscmd", "/ZoneSign", "example.org").Run()
}

// withKeyMaster runs fn as the key master of zone.
func withKeyMaster(r role.Roles, zone string, fn func() error) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return fn()
}

// With is KM002: the literal acts on another zone.
func With(r role.Roles) error {
	return withKeyMaster(r, "example.com", func() error {
		return exec.Command("dnscmd", "/ZoneSign", "example.org").Run() // want `KM002: `
	})
}

// WithSame is safe: the literal acts on the zone that is checked.
func WithSame(r role.Roles) error {
	return withKeyMaster(r, "example.org.", func() error {
		return exec.Command("dnscmd", "/ZoneSign", "example.org").Run()
	})
}

// A Zone checks and signs by name.
type Zone struct {
	r    role.Roles
	name string
}

func (z *Zone) keyMaster(zone string) bool { return z.r.IsKeyMaster(zone) }

// Sign is safe: two reads of one field are one zone.
func (z *Zone) Sign() error {
	if !z.keyMaster(z.name) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", z.name).Run()
}

// SignChild is KM002: neither of the parameters is computed from the other.
func (z *Zone) SignChild(parent, child string) error {
	if !z.keyMaster(parent) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", child).Run() // want `KM002: `
}
