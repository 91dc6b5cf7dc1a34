package directives

import (
	"errors"
	"strings"

	"corpus/directives/impl"
	"corpus/directives/lib"
)

// Resign is silent: a contract. What it does inside is its callers' business.
//
//keymaster:only -- callers ask first
func Resign(zone string) error {
	f := func() error { return newSig().Sign(nil, nil) }
	if err := f(); err != nil {
		return err
	}
	return deep(zone)
}

// Only its contract calls deep.
func deep(zone string) error { return newSig().Sign(nil, nil) }

// Later is silent: a literal that outlives the contract.
//
//keymaster:only -- callers ask first
func Later(zone string) func() error {
	return func() error { return newSig().Sign(nil, nil) }
}

// Calls is unsafe: nobody asked.
func Calls(zone string) error {
	return Resign(zone) // want `^KM001: directives\.Resign needs the key master, as declared \(//keymaster:only -- callers ask first\), and its callers have to see to that; it is reached without the role from the start of Calls \(line \d+\), and its refusal is returned untested to callers out of sight; check the role first, or test the refusal: errors\.Is\(err, syscall\.Errno\(9101\)\)$`
}

// CallsBefore is unsafe: asks too late.
func CallsBefore(zone string) error {
	if err := Resign(zone); err != nil { // want `KM001: .*Resign`
		return err
	}
	if !owns(zone) {
		return errElsewhere
	}
	return nil
}

// CallsGuarded is safe: it asks.
func CallsGuarded(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return Resign(zone)
}

// CallsHandled is safe: it knows the refusal.
func CallsHandled(zone string) error {
	err := Resign(zone)
	if errors.Is(err, refused) {
		return errElsewhere
	}
	return err
}

// CallsIdentity is safe: a wrapper may wrap, and may not.
func CallsIdentity(zone string) error {
	err := Resign(zone)
	if err == refused {
		return errElsewhere
	}
	return err
}

// CallsNil is unsafe: an error is no refusal test.
func CallsNil(zone string) {
	if err := Resign(zone); err != nil { // want `KM001: .*Resign`
		note(err)
	}
}

// OtherZone is unsafe: asked about another zone.
func OtherZone(zone, parent string) error {
	if !owns(parent) {
		return errElsewhere
	}
	return Resign(zone) // want `KM002: .*Resign`
}

// GoesOff is unsafe: nobody hears the refusal.
func GoesOff(zone string) {
	go Resign(zone) // want `KM001: .*Resign`
}

// Defers is unsafe: the same.
func Defers(zone string) {
	defer Resign(zone) // want `KM001: .*Resign`
	note(zone)
}

// DefersGuarded is safe: deferred under the check.
func DefersGuarded(zone string) {
	if owns(zone) {
		defer Resign(zone)
	}
	note(zone)
}

// Elsewhere is unsafe: a contract of another package.
func Elsewhere(zone string) error {
	return lib.Resign(zone) // want `KM001: lib\.Resign needs the key master, as declared \(//keymaster:only -- callers ask first\)`
}

// ElsewhereGuarded is safe: it asks.
func ElsewhereGuarded(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return lib.Resign(zone)
}

// Code is unsafe: the status says nothing yet.
func Code(zone string) bool {
	return lib.Status(zone) != 0 // want `KM001: lib\.Status .* or test the refusal: code == 9101$`
}

// CodeTested is safe.
func CodeTested(zone string) bool {
	return lib.Status(zone) == 9101
}

// Text is unsafe: nobody reads it.
func Text(zone string) int {
	return len(lib.Output(zone)) // want `KM001: lib\.Output .* or test the refusal: strings\.Contains\(text, "WIN32 9101"\)$`
}

// TextTested is safe.
func TextTested(zone string) bool {
	return strings.Contains(lib.Output(zone), "WIN32 9101")
}

// Mute is unsafe: no result carries the refusal.
func Mute(zone string) {
	lib.Void(zone) // want `KM001: lib\.Void .* lost untested; check the role first$`
}

// MuteGuarded is safe: all that helps.
func MuteGuarded(zone string) {
	if owns(zone) {
		lib.Void(zone)
	}
}

// Method is unsafe: a method of another package.
func Method(z *lib.Zone) error {
	return z.Roll() // want `KM001: \(\*lib\.Zone\)\.Roll needs the key master, as declared`
}

// Value is unsafe: a method value.
func Value(z *lib.Zone) error {
	roll := z.Roll
	return roll() // want `KM001: .*Roll needs the key master, as declared`
}

// Expression is unsafe: a method expression.
func Expression(z *lib.Zone) error {
	return (*lib.Zone).Roll(z) // want `KM001: .*Roll needs the key master, as declared`
}

// Variable is unsafe: a function in a variable.
func Variable(zone string) error {
	f := lib.Resign
	return f(zone) // want `KM001: .*Resign needs the key master, as declared`
}

// Given is unsafe: reported in the function that runs it.
func Given(zone string) error { return apply(lib.Resign, zone) }

func apply(f func(string) error, zone string) error {
	return f(zone) // want `KM001: .*Resign needs the key master, as declared`
}

// Instance is unsafe: a generic function.
func Instance(zone string) error {
	return lib.Generic(zone, 1) // want `KM001: lib\.Generic needs the key master, as declared`
}

// InstanceGuarded is safe.
func InstanceGuarded(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return lib.Generic[string](zone, "")
}

// Boxed is unsafe: a method of a generic type.
func Boxed(b *lib.Box[int], zone string) error {
	return b.Put(zone) // want `KM001: .*Put needs the key master, as declared`
}

// Local is generic itself.
//
//keymaster:only -- a generic function of this package
func Local[T any](zone string, v T) error { return newSig().Sign(nil, nil) }

// LocalInstance is unsafe: reported at the call, and not inside.
func LocalInstance(zone string) error {
	return Local(zone, 1) // want `KM001: directives\.Local needs the key master, as declared`
}

// Through is unsafe: an interface's method.
func Through(s lib.Signer, zone string) error {
	return s.SignZone(zone) // want `KM001: .*lib\.Signer\)\.SignZone needs the key master, as declared \(//keymaster:only -- every signer needs the keys\)`
}

// ThroughGuarded is safe.
func ThroughGuarded(s lib.Signer, zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return s.SignZone(zone)
}

// Constrained is unsafe: a method of a type parameter.
func Constrained[S lib.Signer](s S, zone string) error {
	return s.SignZone(zone) // want `KM001: .*SignZone needs the key master, as declared`
}

// Implements is unsafe: called directly.
func Implements(s *lib.Soft, zone string) error {
	return s.SignZone(zone) // want `KM001: .*lib\.Soft\)\.SignZone needs the key master, as declared \(//keymaster:only -- every signer needs the keys; by Signer\)`
}

// ImplementsOther is unsafe: the interface's package is not the type's.
func ImplementsOther(h impl.Hard, zone string) error {
	return h.SignZone(zone) // want `KM001: .*impl\.Hard\)\.SignZone needs the key master, as declared`
}

// A wide interface has the contract's method by embedding.
type wide interface {
	lib.Signer
	Close() error
}

// Embedded is unsafe: the method is the embedded interface's.
func Embedded(w wide, zone string) error {
	return w.SignZone(zone) // want `KM001: .*SignZone needs the key master, as declared`
}

// Derived has a method by embedding.
type Derived struct{ lib.Base }

// Promoted is unsafe: the embedded type's method.
func Promoted(d Derived, zone string) error {
	return d.SignZone(zone) // want `KM001: .*lib\.Base\)\.SignZone needs the key master, as declared \(//keymaster:only -- base\)`
}

// Held embeds an interface.
type Held struct{ lib.Signer }

// PromotedInterface is unsafe: the same of an interface in a struct.
func PromotedInterface(h Held, zone string) error {
	return h.SignZone(zone) // want `KM001: .*SignZone needs the key master, as declared`
}

// A mine is an interface of this package.
type mine interface {
	//keymaster:only -- keys are here
	renew(zone string) error
}

type one struct{}

// renew is a contract: nothing is reported in it.
func (one) renew(zone string) error { return newSig().Sign(nil, nil) }

type two struct{}

// renew is a contract, by a pointer.
func (*two) renew(zone string) error { return newSig().Sign(nil, nil) }

type three struct{}

// renew is no contract: its type implements something else. Unsafe: never called.
func (three) renew(zone string, force bool) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign signs`
}

// Mine is unsafe: through the interface.
func Mine(m mine, zone string) error {
	return m.renew(zone) // want `KM001: .*renew needs the key master, as declared \(//keymaster:only -- keys are here\)`
}

// Direct is unsafe: an implementation, called directly.
func Direct(zone string) error {
	return one{}.renew(zone) // want `KM001: .*renew needs the key master, as declared \(//keymaster:only -- keys are here; by mine\)`
}

// DirectPointer is safe: it asks.
func DirectPointer(t *two, zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return t.renew(zone)
}

// helper is judged through its callers: one is safe.
func helper(zone string) error { return Resign(zone) }

// HelperGuarded is safe.
func HelperGuarded(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	return helper(zone)
}

// HelperBare is unsafe: reported here.
func HelperBare(zone string) error {
	return helper(zone) // want `KM001: helper \(by directives\.Resign in line \d+\) needs the key master, as declared`
}

// Chain is silent: a contract that calls a contract.
//
//keymaster:only -- as Resign
func Chain(zone string) error { return Resign(zone) }

// RunUnder is silent: it runs what it is given where the role is held.
//
//keymaster:only -- callers ask first
func RunUnder(zone string, f func() error) error { return f() }

// Closure is unsafe: at the contract; what it is given runs inside of it.
func Closure(zone string) error {
	return RunUnder(zone, func() error { // want `KM001: .*RunUnder needs the key master, as declared`
		return newSig().Sign(nil, nil)
	})
}
