package directives

import "corpus/directives/lib"

// IgnoredLine is silent: a line.
func IgnoredLine(zone string) error {
	return newSig().Sign(nil, nil) //keymaster:ignore KM001 -- a lab
}

// IgnoredAbove is silent: above a line.
func IgnoredAbove(zone string) error {
	//keymaster:ignore KM001 -- a lab
	return newSig().Sign(nil, nil)
}

// IgnoredNext is unsafe: one line only.
func IgnoredNext(zone string) error {
	//keymaster:ignore KM001 -- the first
	note(newSig().Sign(nil, nil))
	return newSig().Sign(nil, nil) // want `KM001: .*Sign`
}

// IgnoredFunc is silent: a whole function, with what is in it.
//
//keymaster:ignore KM001 -- a lab
func IgnoredFunc(zone string) error {
	f := func() error { return newSig().Sign(nil, nil) }
	note(f())
	return newSig().Sign(nil, nil)
}

// IgnoredVar is silent: a variable's declaration.
//
//keymaster:ignore KM001 -- a lab
var IgnoredVar = func() error {
	return newSig().Sign(nil, nil)
}

// IgnoredGroup is silent: a group of them.
//
//keymaster:ignore KM001 -- labs
var (
	IgnoredGroup = func() error { return newSig().Sign(nil, nil) }
	ignoredOther = lib.Resign("example.org")
)

// ignored is judged through its callers: a report there is not in it.
//
//keymaster:ignore KM001 -- not here // want `^KM009: //keymaster:ignore KM001 suppresses nothing here: remove KM001$`
func ignored(zone string) error { return newSig().Sign(nil, nil) }

// IgnoredCaller is unsafe: reported here, which the directive below does not cover.
func IgnoredCaller(zone string) error {
	return ignored(zone) // want `KM001: ignored \(by`
}

// IgnoredSafe is safe: the other caller.
func IgnoredSafe(zone string) error {
	if !owns(zone) {
		return nil
	}
	return ignored(zone)
}

// IgnoredIdle is safe: there is nothing to suppress.
func IgnoredIdle(zone string) error {
	if !owns(zone) {
		return nil
	}
	return newSig().Sign(nil, nil) //keymaster:ignore KM001 -- once needed // want `^KM009: .* KM001 suppresses nothing`
}

// IgnoredMore is silent but for the code that suppresses nothing.
func IgnoredMore(zone string) error {
	return newSig().Sign(nil, nil) //keymaster:ignore KM001,KM002 -- a lab // want `^KM009: .* KM002 suppresses nothing`
}

// IgnoredOther is unsafe: another code.
func IgnoredOther(zone string) error {
	return newSig().Sign(nil, nil) //keymaster:ignore KM002 -- a lab // want `KM001: .*Sign` `^KM009: .* KM002 suppresses nothing`
}

// IgnoredProblem is silent: a bad directive may be ignored too.
//
//keymaster:ignore KM009 -- kept for the next version
//keymaster:nonsense
func IgnoredProblem(zone string) {}

// IgnoredNoProblem is silent but for the directive.
//
//keymaster:ignore KM009 -- nothing is wrong // want `^KM009: .* KM009 suppresses nothing`
func IgnoredNoProblem(zone string) {}

// IgnoredTwice is silent: both suppress the report.
//
//keymaster:ignore KM001 -- the whole
func IgnoredTwice(zone string) error {
	return newSig().Sign(nil, nil) //keymaster:ignore KM001 -- the line
}

// NotLint is unsafe: golangci-lint reads its own directives, where it runs.
func NotLint(zone string) error {
	return newSig().Sign(nil, nil) //nolint:keymaster // want `KM001: .*Sign`
}
