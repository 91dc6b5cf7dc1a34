package directives

import "corpus/directives/lib"

// OwnTrue is safe: the true side.
func OwnTrue(zone string) error {
	if lib.Owner(zone) {
		return newSig().Sign(nil, nil)
	}
	return errElsewhere
}

// OwnFalse is unsafe: the false side.
func OwnFalse(zone string) error {
	if lib.Owner(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM003: .*Sign`
}

// StaleFalse is safe: the false side, as declared.
func StaleFalse(zone string) error {
	if lib.Stale(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// StaleTrue is unsafe: the true side.
func StaleTrue(zone string) error {
	if !lib.Stale(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM003: .*Sign`
}

// WantNil is safe: a nil error.
func WantNil(zone string) error {
	if err := lib.Want(zone); err != nil {
		return err
	}
	return newSig().Sign(nil, nil)
}

// WantDropped is unsafe: the outcome is thrown away.
func WantDropped(zone string) error {
	_ = lib.Want(zone)
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// AskBool is safe: the bool counts.
func AskBool(zone string) error {
	ok, err := lib.Ask(zone)
	if err != nil || !ok {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// AskNil is unsafe: a nil error alone is no good outcome.
func AskNil(zone string) error {
	if _, err := lib.Ask(zone); err != nil {
		return err
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// AskErrNil is safe: here it is, because it is said.
func AskErrNil(zone string) error {
	if _, err := lib.AskErr(zone); err != nil {
		return err
	}
	return newSig().Sign(nil, nil)
}

// AskErrBool is unsafe: and the bool says nothing.
func AskErrBool(zone string) error {
	if ok, _ := lib.AskErr(zone); !ok {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// ByInterface is safe: an interface's method.
func ByInterface(a lib.Asker, zone string) error {
	if !a.Primary(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// ByMethod is safe: a method of a generic type.
func ByMethod(b *lib.Box[string], zone string) error {
	if !b.Is(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// isKeyMasterLater has a name that says one thing, and a directive that says another.
//
//keymaster:check false
func isKeyMasterLater(zone string) bool { return len(zone) > 3 }

// NameAgainst is unsafe: the directive is stronger than the name.
func NameAgainst(zone string) error {
	if !isKeyMasterLater(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM003: .*Sign`
}

// NameFollowed is safe: the directive's side.
func NameFollowed(zone string) error {
	if isKeyMasterLater(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// always has a body that shows nothing.
//
//keymaster:check
func always(zone string) bool { return true }

// BodyAgainst is safe: the directive is stronger than the body.
func BodyAgainst(zone string) error {
	if !always(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// BodyDropped is unsafe: that always returns true is not looked at.
func BodyDropped(zone string) error {
	if !always(zone) {
		note(zone)
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// checks asks for its callers: what a declared check means is inferred of it.
func checks(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return nil
}

// Inferred is safe: by a helper with a declared check.
func Inferred(zone string) error {
	if err := checks(zone); err != nil {
		return err
	}
	return newSig().Sign(nil, nil)
}

// OtherSubject is unsafe: the parameter says which zone was asked about.
func OtherSubject(zone, other string) error {
	if !owns(other) {
		return errElsewhere
	}
	return lib.Resign(zone) // want `KM002: .*Resign`
}

// FieldTrue is safe: a field.
func FieldTrue(z *lib.Zone) error {
	if !z.Primary {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldSecond is safe: all names of one declaration.
func FieldSecond(z lib.Zone) error {
	if !z.Here {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldFalse is safe: a field by its false side.
func FieldFalse(z *lib.Zone) error {
	if z.Away {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldFalseTrue is unsafe: the other side of it.
func FieldFalseTrue(z *lib.Zone) error {
	if z.Away {
		return newSig().Sign(nil, nil) // want `KM003: .*Sign`
	}
	return nil
}

// FieldError is safe: nil is the good outcome.
func FieldError(z *lib.Zone) error {
	if z.Elsewhere != nil {
		return z.Elsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldPointer is safe: the same of a pointer.
func FieldPointer(z *lib.Zone) error {
	if z.Redirect != nil {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldAtomic is safe: the field's Load.
func FieldAtomic(z *lib.Zone) error {
	if !z.Held.Load() {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldFunc is safe: a call of the field.
func FieldFunc(z *lib.Zone, zone string) error {
	if !z.Ask(zone) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// FieldFuncNil is unsafe: that there is a function proves nothing.
func FieldFuncNil(z *lib.Zone) error {
	if z.Ask == nil {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// FieldOther is unsafe: a field without a directive.
func FieldOther(z *lib.Zone) error {
	if z.Size == 0 {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// FieldGeneric is safe: a field of a generic type.
func FieldGeneric(b *lib.Box[int]) error {
	if !b.Mine {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// A node is a struct with a check in it, and one in a struct in it.
type node struct {
	//keymaster:check
	first bool
	inner struct {
		deep bool //keymaster:check
	}
}

// FieldDeep is safe: a field of a struct without a name.
func FieldDeep(n *node) error {
	if n.inner.deep {
		return newSig().Sign(nil, nil)
	}
	return nil
}

// FieldWritten is unsafe: what was written is known.
func FieldWritten(n *node) error {
	n.first = true
	if !n.first {
		return errElsewhere
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// FieldPromoted is safe: promoted from an embedded struct.
func FieldPromoted(n struct{ *node }) error {
	if !n.first {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// CheckVariable is safe: a declared check in a variable.
func CheckVariable(zone string) error {
	ask := lib.Owner
	if !ask(zone) {
		return errElsewhere
	}
	return Resign(zone)
}

// CheckVariableFalse is unsafe: its other side.
func CheckVariableFalse(zone string) error {
	ask := lib.Owner
	if ask(zone) {
		return errElsewhere
	}
	return Resign(zone) // want `KM003: .*Resign`
}

// CheckMethodValue is safe: the same of a method.
func CheckMethodValue(b *lib.Box[int], zone string) error {
	ask := b.Is
	if !ask(zone) {
		return errElsewhere
	}
	return Resign(zone)
}
