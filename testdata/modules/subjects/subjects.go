// Package subjects asks other packages for one zone and signs one zone through
// them: the same, another, or one that is not known. Reports are KM002.
package subjects

import (
	"errors"

	"example.com/signer"
	"example.com/signer/authority"
	"example.com/zones/internal/duty"
)

var errMoved = errors.New("the key master is elsewhere")

// Same is safe: the zone that is asked for is signed.
func Same(zone string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signer.SignZone(zone, j)
}

// Other is unsafe: another parameter.
func Other(zone, child string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signer.SignZone(child, j) // want `KM002: .*Sign`
}

// Computed is safe: computed from the zone that was asked for, so not known to differ.
func Computed(zone string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signer.SignZone("sub."+zone, j)
}

// Constant is safe: the same zone as a DNS name.
func Constant(j *signer.Job) error {
	if !authority.MayFor("example.org") {
		return errMoved
	}
	return signer.SignZone("Example.ORG.", j)
}

// ConstantOther is unsafe: another zone.
func ConstantOther(j *signer.Job) error {
	if !authority.MayFor("example.com") {
		return errMoved
	}
	return signer.SignZone("example.org", j) // want `KM002: .*Sign`
}

// Unknown is safe: the check says no zone, and unknown guards.
func Unknown(zone string, j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signer.SignZone(zone, j)
}

// UnknownOperation is safe: the operation says no zone.
func UnknownOperation(zone string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signer.Sign(j)
}

// Nil is safe: nil implies the role for the zone.
func Nil(zone string, j *signer.Job) error {
	if err := authority.CheckFor(zone); err != nil {
		return err
	}
	return signer.SignZone(zone, j)
}

// NilOther is unsafe.
func NilOther(zone, child string, j *signer.Job) error {
	if err := authority.CheckFor(child); err != nil {
		return err
	}
	return signer.SignZone(zone, j) // want `KM002: .*Sign`
}

// Third is safe: three levels away.
func Third(zone string, j *signer.Job) error {
	if !duty.MineFor(zone) {
		return errMoved
	}
	return signer.SignZone(zone, j)
}

// ThirdOther is unsafe: three levels away, another zone.
func ThirdOther(zone, child string, j *signer.Job) error {
	if !duty.MineFor(child) {
		return errMoved
	}
	return signer.SignZone(zone, j) // want `KM002: .*Sign`
}

// SecondParameter is safe: the check is for its second parameter.
func SecondParameter(parent, child string, j *signer.Job) error {
	if !authority.MayForChild(parent, child) {
		return errMoved
	}
	return signer.SignZone(child, j)
}

// FirstParameter is unsafe: the check is not for its first parameter.
func FirstParameter(parent, child string, j *signer.Job) error {
	if !authority.MayForChild(parent, child) {
		return errMoved
	}
	return signer.SignZone(parent, j) // want `KM002: .*Sign`
}

// Both is safe: the check is for both.
func Both(parent, child string, j *signer.Job) error {
	if !authority.MayForBoth(parent, child) {
		return errMoved
	}
	if err := signer.SignZone(parent, j); err != nil {
		return err
	}
	return signer.SignZone(child, j)
}

// Child is safe: the wrapper signs its second parameter.
func Child(parent, child string, j *signer.Job) error {
	if !authority.MayFor(child) {
		return errMoved
	}
	return signer.SignChild(parent, child, j)
}

// ChildOther is unsafe: the wrapper does not sign its first parameter.
func ChildOther(parent, child string, j *signer.Job) error {
	if !authority.MayFor(parent) {
		return errMoved
	}
	return signer.SignChild(parent, child, j) // want `KM002: .*Sign`
}

// ChildSwapped is safe: the arguments are swapped twice.
func ChildSwapped(parent, child string, j *signer.Job) error {
	if !authority.MayForChild(child, parent) {
		return errMoved
	}
	return signer.SignChild(child, parent, j)
}

// With is safe: the function guards for the zone that is signed.
func With(zone string, j *signer.Job) error {
	return authority.WithFor(zone, func() error { return signer.SignZone(zone, j) })
}

// WithOther is unsafe: it guards for another zone.
func WithOther(zone, child string, j *signer.Job) error {
	return authority.WithFor(zone, func() error {
		return signer.SignZone(child, j) // want `KM002: .*Sign`
	})
}

// WithThird is unsafe: three levels away, another zone.
func WithThird(j *signer.Job) error {
	return duty.RunFor("example.com", func() error {
		return signer.SignZone("example.org", j) // want `KM002: .*Sign`
	})
}

// Loop is safe: each zone is asked for.
func Loop(zones []string, j *signer.Job) {
	for _, zone := range zones {
		if authority.MayFor(zone) {
			_ = signer.SignZone(zone, j)
		}
	}
}

// LoopOther is unsafe: the loop's zone is not the parameter's.
func LoopOther(zone string, zones []string, j *signer.Job) {
	if !authority.MayFor(zone) {
		return
	}
	for _, child := range zones {
		_ = signer.SignZone(child, j) // want `KM002: .*Sign`
	}
}

// A Zone has a name.
type Zone struct{ Name, Parent string }

// Field is safe: two reads of one field.
func Field(z *Zone, j *signer.Job) error {
	if !authority.MayFor(z.Name) {
		return errMoved
	}
	return signer.SignZone(z.Name, j)
}

// FieldOther is safe: another field is unknown, and unknown guards.
func FieldOther(z *Zone, j *signer.Job) error {
	if !authority.MayFor(z.Name) {
		return errMoved
	}
	return signer.SignZone(z.Parent, j)
}

// mayBoth maps its parameters.
func mayBoth(a, b string) bool { return authority.MayForBoth(b, a) }

// Mapped is safe: the third level is in this package.
func Mapped(parent, child string, j *signer.Job) error {
	if !mayBoth(parent, child) {
		return errMoved
	}
	return signer.SignChild(parent, child, j)
}

// signIn is judged through its callers.
func signIn(zone string, j *signer.Job) error { return signer.SignZone(zone, j) }

// HelperSame is safe.
func HelperSame(zone string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signIn(zone, j)
}

// HelperOther is unsafe: the helper's other caller is safe.
func HelperOther(zone, child string, j *signer.Job) error {
	if !authority.MayFor(zone) {
		return errMoved
	}
	return signIn(child, j) // want `KM002: .*(signIn|Sign)`
}
