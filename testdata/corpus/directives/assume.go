package directives

import (
	"errors"

	"corpus/directives/lib"
)

// Assumes is safe: from the statement on.
func Assumes(zone string) error {
	//keymaster:assume -- the installer asked
	note(zone)
	return newSig().Sign(nil, nil)
}

// AssumesItself is safe: the statement itself is covered.
func AssumesItself(zone string) error {
	//keymaster:assume -- the installer asked
	return newSig().Sign(nil, nil)
}

// AssumesLine is safe: in the statement's line.
func AssumesLine(zone string) error {
	return newSig().Sign(nil, nil) //keymaster:assume -- the installer asked
}

// AssumesLate is unsafe: what comes before is not covered.
func AssumesLate(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	//keymaster:assume -- too late for the first
	note(zone)
	return errors.Join(err, lib.Resign(zone))
}

// AssumesBranch is unsafe: on the other path nothing is assumed.
func AssumesBranch(zone string) error {
	if flip {
		//keymaster:assume -- flipped there only
		note(zone)
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// AssumesBranches is safe: on both.
func AssumesBranches(zone string) error {
	if flip {
		//keymaster:assume -- here
		note(zone)
	} else {
		//keymaster:assume -- and there
		note(flip)
	}
	return newSig().Sign(nil, nil)
}

// AssumesElseIf is safe: an if behind an else.
func AssumesElseIf(zone string, n int) error {
	if n == 0 {
		return nil
	} else if n == 1 { //keymaster:assume -- from the second condition on
		return newSig().Sign(nil, nil)
	}
	return lib.Resign(zone)
}

// AssumesAfterReturn is safe: who passes is covered.
func AssumesAfterReturn(zone string) error {
	if flip {
		return nil
	}
	//keymaster:assume -- flipped nowhere else
	note(zone)
	return newSig().Sign(nil, nil)
}

// AssumesLoop is unsafe: the first round signs before.
func AssumesLoop(zones []string) {
	for range zones {
		note(newSig().Sign(nil, nil)) // want `KM001: .*Sign`
		//keymaster:assume -- for the next round
		note(zones)
	}
}

// AssumesLoopFirst is safe: each round assumes first.
func AssumesLoopFirst(zones []string) {
	for _, zone := range zones {
		//keymaster:assume -- each
		note(zone)
		note(newSig().Sign(nil, nil))
	}
}

// AssumesInLoop is unsafe: there may be no round.
func AssumesInLoop(zones []string) error {
	for _, zone := range zones {
		//keymaster:assume -- there is no first zone perhaps
		note(zone)
	}
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// AssumesLabel is safe: whoever jumps to the label passes.
func AssumesLabel(n int) error {
	if n > 3 {
		goto here
	}
	note(n)
	//keymaster:assume -- at a label
here:
	note(n)
	return newSig().Sign(nil, nil)
}

// AssumesCase is unsafe: the other case is not covered.
func AssumesCase(n int) error {
	switch n {
	case 1:
		//keymaster:assume -- one
		return newSig().Sign(nil, nil)
	case 2:
		return newSig().Sign(nil, nil) // want `KM001: .*Sign`
	}
	return nil
}

// AssumesReceive is safe: what is received in a select.
func AssumesReceive(c chan int) error {
	select {
	case <-c: //keymaster:assume -- the word came
		return newSig().Sign(nil, nil)
	}
}

// AssumesAnyZone is safe: for every subject.
func AssumesAnyZone(a, b string) error {
	//keymaster:assume -- all zones are here
	note(a)
	return errors.Join(lib.Resign(a), lib.Resign(b))
}

// AssumesCalled is safe: a literal that is written out.
func AssumesCalled(zone string) error {
	return func() error {
		//keymaster:assume -- in the literal
		note(zone)
		return newSig().Sign(nil, nil)
	}()
}

// AssumesStored is safe: a literal that goes elsewhere.
func AssumesStored(zone string) func() error {
	return func() error {
		//keymaster:assume -- whenever it runs
		note(zone)
		return newSig().Sign(nil, nil)
	}
}

// AssumesMade is safe: the literal carries it.
func AssumesMade(zone string) func() error {
	//keymaster:assume -- made there
	note(zone)
	return func() error { return newSig().Sign(nil, nil) }
}

// AssumesMadeBefore is safe: made before, and given away afterwards.
func AssumesMadeBefore(zone string) func() error {
	f := func() error { return newSig().Sign(nil, nil) }
	//keymaster:assume -- nobody has it yet
	note(zone)
	return f
}

// AssumesGivenBefore is unsafe: given away before.
func AssumesGivenBefore(c chan<- func() error) {
	c <- func() error { return newSig().Sign(nil, nil) } // want `KM001: .*Sign`
	//keymaster:assume -- too late for the literal
	note(lib.Resign("example.org"))
}

// AssumesDeferred is safe: deferred calls run later.
func AssumesDeferred(zone string) {
	defer func() { note(newSig().Sign(nil, nil)) }()
	//keymaster:assume -- before it runs
	note(zone)
}

// AssumesInDeferred is safe: in the deferred literal.
func AssumesInDeferred(zone string) {
	defer func() {
		//keymaster:assume -- at the end
		note(zone)
		note(newSig().Sign(nil, nil))
	}()
	note(zone)
}

// AssumesInDeferredOnly is unsafe: that is too late.
func AssumesInDeferredOnly(zone string) error {
	defer func() {
		//keymaster:assume -- at the end
		note(lib.Resign(zone))
	}()
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// AssumesGo is safe: in a goroutine.
func AssumesGo(zone string) {
	go func() {
		//keymaster:assume -- there
		note(zone)
		note(newSig().Sign(nil, nil))
	}()
}

// sure assumes for its callers, and is written out.
func sure(zone string) {
	//keymaster:assume -- as its name says
	note(zone)
}

// AssumesHelped is safe: by a helper.
func AssumesHelped(zone string) error {
	sure(zone)
	return newSig().Sign(nil, nil)
}

// AssumesHelpedLate is unsafe: the helper comes later.
func AssumesHelpedLate(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	sure(zone)
	return err
}

// sureTwice calls itself, and so stays a function.
func sureTwice(n int) bool {
	if n > 3 {
		return sureTwice(n - 1)
	}
	if n == 2 {
		return false
	}
	//keymaster:assume -- unless it says no
	note(n)
	return true
}

// AssumesRecursive is safe: the recursion comes to the assumption.
func AssumesRecursive(n int) error {
	if !sureTwice(n) {
		return errElsewhere
	}
	return newSig().Sign(nil, nil)
}

// AssumesRecursiveDropped is unsafe: it may have said no.
func AssumesRecursiveDropped(n int) error {
	sureTwice(n)
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// perform is judged through its callers.
func perform() error { return newSig().Sign(nil, nil) }

// AssumesAbove is safe: the caller of the helper assumes.
func AssumesAbove(zone string) error {
	//keymaster:assume -- above
	note(zone)
	return perform()
}

// AssumesNotAbove is unsafe: this one does not.
func AssumesNotAbove(zone string) error {
	return perform() // want `KM001: perform \(by .*Sign`
}

// At is silent: the literal of a package variable assumes itself.
var At = func() error {
	//keymaster:assume -- a package variable
	note(flip)
	return newSig().Sign(nil, nil)
}

// MustBeHere is silent: other packages may count on it.
func MustBeHere() {
	//keymaster:assume -- the installer asked
	note(flip)
}

// AssumesIterated is safe: in a loop over a function.
func AssumesIterated(zones func(func(string) bool)) error {
	for zone := range zones {
		//keymaster:assume -- each
		note(zone)
		if err := Resign(zone); err != nil {
			return err
		}
	}
	return nil
}

// AssumesRecovered is safe: where a panic is recovered from.
func AssumesRecovered(zone string) (err error) {
	defer func() {
		if recover() != nil {
			err = errElsewhere
		}
	}()
	//keymaster:assume -- with recover
	note(zone)
	return Resign(zone)
}

// AssumesCorrelated is safe: the same condition twice.
func AssumesCorrelated(zone string, here bool) error {
	if here {
		//keymaster:assume -- here
		note(zone)
	}
	if here {
		return Resign(zone)
	}
	return nil
}
