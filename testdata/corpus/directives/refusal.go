package directives

import (
	"fmt"

	"corpus/directives/lib"
)

// Tested is safe: a declared test, though its body shows none.
func Tested(zone string) error {
	err := newSig().Sign(nil, nil)
	if lib.Moved(err) {
		return errElsewhere
	}
	return err
}

// TestedWrapped is safe: the test is taken to look into what wraps.
func TestedWrapped(zone string) error {
	err := newSig().Sign(nil, nil)
	if lib.Moved(fmt.Errorf("sign: %w", err)) {
		return errElsewhere
	}
	return err
}

// TestedDropped is unsafe: the outcome is thrown away.
func TestedDropped(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	_ = lib.Moved(err)
	return err
}

// TestedSometimes is unsafe: not on every path.
func TestedSometimes(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	if flip && lib.Moved(err) {
		return errElsewhere
	}
	return err
}

// TestedOther is unsafe: another error.
func TestedOther(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	if lib.Moved(errElsewhere) {
		return nil
	}
	return err
}

// TestedVoid is safe: a test without a result.
func TestedVoid(zone string) {
	lib.Handle(newSig().Sign(nil, nil))
}

// TestedVariadic is safe: one of several.
func TestedVariadic(zone string) error {
	err := newSig().Sign(nil, nil)
	if lib.AnyMoved(errElsewhere, err) {
		return errElsewhere
	}
	return err
}

// TestedInterface is safe: an interface's method.
func TestedInterface(a lib.Asker) error {
	err := newSig().Sign(nil, nil)
	if a.Moved(err) {
		return errElsewhere
	}
	return err
}

// TestedCode is safe: a code.
func TestedCode(zone string) bool { return lib.MovedCode(lib.Status(zone)) }

// TestedText is safe: a text.
func TestedText(zone string) bool { return lib.MovedText(lib.Output(zone)) }

// known has a body that shows no test.
//
//keymaster:refusal
func known(err error) bool { return err != nil && flip }

// TestedHere is safe: the directive is stronger than the body.
func TestedHere(zone string) error {
	err := newSig().Sign(nil, nil)
	if known(err) {
		return errElsewhere
	}
	return err
}

// A reply holds what came back.
type reply struct{ err error }

// moved is a test of its receiver.
//
//keymaster:refusal
func (r reply) moved() bool { return flip }

// TestedReceiver is safe: the receiver holds the refusal.
func TestedReceiver(zone string) bool {
	r := reply{newSig().Sign(nil, nil)}
	return r.moved()
}

// passes tests for its callers.
func passes(err error) bool { return known(err) }

// TestedThrough is safe: by a helper with a declared test.
func TestedThrough(zone string) error {
	err := newSig().Sign(nil, nil)
	if passes(err) {
		return errElsewhere
	}
	return err
}

// TestedVariable is safe: a declared test in a variable.
func TestedVariable(zone string) error {
	test := lib.Moved
	err := Resign(zone)
	if test(err) {
		return errElsewhere
	}
	return err
}
