package refusals

import (
	"context"
	"errors"
	"io"
	"log"
	"os"
)

// OnlyErr is unsafe: err != nil tells no refusal apart.
func OnlyErr(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// Dropped is unsafe: the error is not even kept.
func Dropped(j *Job) {
	j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// DroppedBlank is unsafe: nor is it here.
func DroppedBlank(j *Job) {
	_, _ = j.DK.Generate(256) // want `KM001: .*Generate`
}

// DroppedPart is unsafe: the key is used, the error is not.
func DroppedPart(j *Job) any {
	key, _ := j.DK.Generate(256) // want `KM001: .*Generate`
	return key
}

// OnlyResult is unsafe: a missing key is no refusal test.
func OnlyResult(j *Job) error {
	key, err := j.DK.Generate(256) // want `KM001: .*Generate`
	if key == nil {
		return err
	}
	return nil
}

// Returned is unsafe: what the callers outside do cannot be seen.
func Returned(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ReturnedPair is unsafe: both results go out as they are.
func ReturnedPair(j *Job) (any, error) {
	return j.DK.Generate(256) // want `KM001: .*Generate`
}

// Fatal is unsafe: the program ends, the refusal was not told apart.
func Fatal(j *Job) {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		log.Fatal(err)
	}
}

// FatalExceptRefusal is handled, since the test stands before the exit; but a refusal passes for success (KM006).
func FatalExceptRefusal(j *Job) {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && !errors.Is(err, errKM) { // want `KM006: `
		log.Fatal(err)
	}
}

// FatalBefore is unsafe: the exit stands before the test.
func FatalBefore(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		log.Print(err)
		os.Exit(1)
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// Thrown is unsafe: the test's outcome is thrown away.
func Thrown(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	_ = errors.Is(err, errKM)
	return err
}

// ThrownVariable is unsafe: a variable that nobody reads.
func ThrownVariable(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	refused := errors.Is(err, errKM)
	_ = refused
	return err
}

// ThrownStatement is unsafe: a call as a statement.
func ThrownStatement(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	errors.Is(err, errKM)
	return err
}

// OutcomeReturned is safe: the caller gets the outcome.
func OutcomeReturned(j *Job) bool {
	return errors.Is(j.Sig.Sign(j.Key, j.Set), errKM)
}

// OutcomeStored is safe: the outcome is kept and used.
func OutcomeStored(j *Job) (refused bool, err error) {
	err = j.Sig.Sign(j.Key, j.Set)
	refused = err == errKM
	return refused, err
}

// Verbose is unsafe: only verbose runs look.
func Verbose(j *Job, verbose bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if verbose && errors.Is(err, errKM) {
		note("moved")
	}
	return err
}

// VerboseOr is safe: the test is evaluated first, on every path.
func VerboseOr(j *Job, verbose bool) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, errKM) && verbose {
		return errMoved
	}
	return err
}

// QuietOr is unsafe: quiet runs never reach the right operand.
func QuietOr(j *Job, quiet bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if quiet || !errors.Is(err, errKM) {
		return err
	}
	return errMoved
}

// VerboseBefore is safe: without verbose nothing is signed.
func VerboseBefore(j *Job, verbose bool) error {
	if !verbose {
		return nil
	}
	err := j.Sig.Sign(j.Key, j.Set)
	if verbose && errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// OneOfTwo is unsafe at the first call: only the second one's error is tested.
func OneOfTwo(j, k *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		return err
	}
	err = k.Sig.Sign(k.Key, k.Set)
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Shared is safe: one test behind both branches.
func Shared(j, k *Job, first bool) error {
	var err error
	if first {
		err = j.Sig.Sign(j.Key, j.Set)
	} else {
		err = k.Sig.Sign(k.Key, k.Set)
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Reassigned is unsafe: another error is tested under the same name.
func Reassigned(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	err = other()
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// ReassignedOnSuccess is safe: a refusal never gets as far as the second assignment.
func ReassignedOnSuccess(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == nil {
		err = other()
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// ReassignedOnFailure is unsafe: exactly the refusal is replaced.
func ReassignedOnFailure(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		err = other()
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Different is unsafe: the test is on another call's error.
func Different(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	err2 := other()
	if errors.Is(err2, errKM) {
		return errMoved
	}
	return err
}

// ShadowedTest is unsafe: the inner err is the one that is tested.
func ShadowedTest(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err := other(); errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// NilFirst is safe: a path on which err is nil is no refused path.
func NilFirst(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == nil {
		return nil
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// NotNilFirst is unsafe: the refusal leaves before the test.
func NotNilFirst(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil {
		return err
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// NestedNil is safe: the test stands in the branch of refused paths.
func NestedNil(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil {
		note(err)
		if errors.Is(err, errKM) {
			return errMoved
		}
	}
	return err
}

// NilTwice is safe: err != nil holds both times.
func NilTwice(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil {
		note(err)
	}
	note("between")
	if err != nil {
		if err == errKM {
			return errMoved
		}
		return err
	}
	return nil
}

// NilFlag is safe: failed is err != nil under another name.
func NilFlag(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	failed := err != nil
	note("signed")
	if failed && err == errKM {
		return errMoved
	}
	return err
}

// OtherFirst is safe: another sentinel is looked for first, then the refusal.
func OtherFirst(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, io.EOF) || err == errOther {
		return nil
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// OtherElse is safe: a refusal is not canceled, so it reaches the second arm.
func OtherElse(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, context.Canceled) {
		return nil
	} else if err == errKM {
		return errMoved
	}
	return err
}

// ContextFirst is unsafe: a done context hides the refusal.
func ContextFirst(ctx context.Context, j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Panics is unsafe: the refusal ends in a panic that nobody looks at.
func Panics(j *Job) {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		panic(err)
	}
}

// BeforeCall is unsafe: the test comes before there is anything to test.
func BeforeCall(j *Job) (err error) {
	if errors.Is(err, errKM) {
		return errMoved
	}
	err = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	return err
}
