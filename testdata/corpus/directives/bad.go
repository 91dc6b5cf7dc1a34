package directives

import "context"

//keymaster:olny -- callers ask // want `^KM009: unknown directive "//keymaster:olny" \(did you mean "only"\?\)$`

// Misspelt is unsafe: the directive above says nothing.
func Misspelt(zone string) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Reasonless is unsafe: without its reason it has no effect.
//
//keymaster:only // want `^KM009: //keymaster:only lacks its reason: write //keymaster:only -- reason$`
func Reasonless(zone string) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Reasonless2 is unsafe: so has this.
func Reasonless2(zone string) error {
	//keymaster:assume // want `^KM009: //keymaster:assume lacks its reason`
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Reasonless3 is unsafe: so has this.
func Reasonless3(zone string) error {
	//keymaster:ignore KM001 // want `^KM009: //keymaster:ignore lacks its reason`
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Blank is unsafe: a blank makes it prose.
//
// keymaster:only -- callers ask
func Blank(zone string) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Misplaced is unsafe: a statement is no function.
func Misplaced(zone string) error {
	//keymaster:only -- here // want `^KM009: //keymaster:only stands on a statement: it belongs on a function`
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// Assumed is unsafe: a function is no statement.
//
//keymaster:assume -- on a function // want `^KM009: //keymaster:assume stands on a function: it belongs on a statement$`
func Assumed(zone string) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// A Struct has fields.
type Struct struct {
	//keymaster:refusal // want `^KM009: //keymaster:refusal stands on a struct's field`
	Err error
	//keymaster:check // want `^KM009: //keymaster:check: Count has no value that is a bool or an error: say which outcome shows the role$`
	Count int
	//keymaster:check nil // want `^KM009: //keymaster:check nil: Flag has no value that is an error or a pointer$`
	Flag bool
	//keymaster:check true // want `^KM009: //keymaster:check true: Fail has no value that is a bool$`
	Fail error
	//keymaster:check false // want `^KM009: //keymaster:check false: Func has no result that is a bool$`
	Func func() error
}

// CheckNothing is silent: it has no result.
//
//keymaster:check // want `^KM009: //keymaster:check: CheckNothing has no result that is a bool or an error: say which outcome shows the role$`
func CheckNothing(zone string) {}

// CheckTrue is silent: an error is not true.
//
//keymaster:check true // want `^KM009: //keymaster:check true: CheckTrue has no result that is a bool$`
func CheckTrue(zone string) error { return nil }

// CheckNil is silent: a bool is not nil.
//
//keymaster:check nil // want `^KM009: //keymaster:check nil: CheckNil has no result that is an error or a pointer$`
func CheckNil(zone string) bool { return true }

// CheckPointer is silent: what a pointer means has to be said.
//
//keymaster:check // want `^KM009: //keymaster:check: CheckPointer has no result that is a bool or an error: say`
func CheckPointer(zone string) *Struct { return nil }

// TestNothing is silent: it is given nothing to test.
//
//keymaster:refusal // want `^KM009: //keymaster:refusal: TestNothing is given nothing that can be the refusal: want an error, a code or a text$`
func TestNothing(ctx context.Context, force bool) bool { return force }

// OnlyCheck is silent: only counts.
//
//keymaster:only -- it signs
//keymaster:check // want `^KM009: //keymaster:check contradicts //keymaster:only on the same declaration: remove one$`
func OnlyCheck(zone string) error { return newSig().Sign(nil, nil) }

// RefusalOnly is silent: in either order.
//
//keymaster:refusal // want `^KM009: //keymaster:refusal contradicts //keymaster:only`
//keymaster:only -- it signs
func RefusalOnly(err error) error { return newSig().Sign(nil, nil) }

// CheckRefusal is silent: the first counts.
//
//keymaster:check
//keymaster:refusal // want `^KM009: //keymaster:refusal contradicts //keymaster:check`
func CheckRefusal(err error) bool { return err == nil }

// Again is silent: once is enough.
//
//keymaster:only -- once
//keymaster:only -- twice // want `^KM009: //keymaster:only stands here twice: remove one$`
func Again(zone string) error { return newSig().Sign(nil, nil) }

//keymaster:only -- nobody can // want `^KM009: //keymaster:only is of no use on init: nothing calls it; put it on a function that is called$`
func init() {}

// AssumesGuarded is safe: the check was enough.
func AssumesGuarded(zone string) error {
	if !owns(zone) {
		return errElsewhere
	}
	//keymaster:assume -- twice is not better // want `^KM009: //keymaster:assume changes nothing: it is not reached, the role is held here already, or nothing follows that needs it; remove it$`
	return Resign(zone)
}

// AssumesAgain is safe: the first is enough.
func AssumesAgain(zone string) error {
	//keymaster:assume -- once
	note(zone)
	//keymaster:assume -- twice // want `^KM009: //keymaster:assume changes nothing`
	return Resign(zone)
}

// AssumesUnreached is unsafe: the statement is not reached.
func AssumesUnreached(zone string) error {
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
	//keymaster:assume -- never // want `^KM009: //keymaster:assume changes nothing`
	return newSig().Sign(nil, nil)
}

// AssumesLast is unsafe: what needs the role is done by then. Not said to be idle: other packages may count
// on what an exported function establishes.
func AssumesLast(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	//keymaster:assume -- too late
	note(zone)
	return err
}

// assumesLast is unsafe: the same, where nobody can count on it.
func assumesLast(zone string) error {
	err := newSig().Sign(nil, nil) // want `KM001: .*Sign`
	//keymaster:assume -- too late // want `^KM009: //keymaster:assume changes nothing`
	note(zone)
	return err
}

// AssumesNothing is silent: nothing follows on the branch.
func AssumesNothing(zone string) {
	if flip {
		//keymaster:assume -- for nothing // want `^KM009: //keymaster:assume changes nothing`
		note(zone)
	}
}

// AssumesInContract is silent: inside the role is held.
//
//keymaster:only -- callers ask
func AssumesInContract(zone string) error {
	//keymaster:assume -- they did // want `^KM009: //keymaster:assume changes nothing`
	return newSig().Sign(nil, nil)
}

//keymaster:check // want `^KM009: //keymaster:check stands on a variable`
var owner bool
