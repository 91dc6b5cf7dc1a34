package helpers

import (
	"errors"
	"fmt"
	"log"
	"os"
)

func maySign() bool { return isKeyMaster() }

// WrapBool is safe: maySign is the check by another name.
func WrapBool(j *Job) error {
	if !maySign() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// WrapBoolInverted is unsafe: the wrapper's wrong side.
func WrapBoolInverted(j *Job) error {
	if !maySign() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

func mustWait() bool { return !isKeyMaster() }

// WrapNegated is safe: false is the good side of mustWait.
func WrapNegated(j *Job) error {
	if mustWait() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// WrapNegatedMistaken is unsafe: true is the bad side of mustWait.
func WrapNegatedMistaken(j *Job) error {
	if mustWait() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

func maySignNow(ready bool) bool { return ready && isKeyMaster() }

// WrapAnd is safe: true implies the role.
func WrapAnd(j *Job, ready bool) error {
	if maySignNow(ready) {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

func maySignAnyway(force bool) bool { return force || isKeyMaster() }

// WrapOr is unsafe: true does not imply the role.
func WrapOr(j *Job, force bool) error {
	if maySignAnyway(force) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

func maySignBranches(kind int) (ok bool) {
	switch kind {
	case 0:
		ok = isKeyMaster()
	case 1:
		if requireKeyMaster() == nil {
			return true
		}
	}
	return
}

// WrapBranches is safe: each true comes from a check.
func WrapBranches(j *Job, kind int) error {
	if !maySignBranches(kind) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func maySignSometimes(kind int) bool {
	if kind == 0 {
		return isKeyMaster()
	}
	return kind == 1
}

// WrapSometimes is unsafe: kind 1 is not asked.
func WrapSometimes(j *Job, kind int) error {
	if !maySignSometimes(kind) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func ready() error {
	if !isKeyMaster() {
		return errMoved
	}
	return nil
}

// WrapErr is safe: nil implies the role.
func WrapErr(j *Job) error {
	if err := ready(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// WrapErrLogged is unsafe: the wrapper's error is only logged.
func WrapErrLogged(j *Job) error {
	if err := ready(); err != nil {
		log.Print(err)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func readyWrapped() error {
	if err := requireKeyMaster(); err != nil {
		return fmt.Errorf("role: %w", err)
	}
	return nil
}

// WrapErrWrapped is safe: the wrapped error is not nil.
func WrapErrWrapped(j *Job) error {
	if err := readyWrapped(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func readyLogs() error {
	if !isKeyMaster() {
		log.Print("not the key master")
	}
	return nil
}

// WrapErrAlwaysNil is unsafe: the wrapper only logs, nil implies nothing.
func WrapErrAlwaysNil(j *Job) error {
	if err := readyLogs(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func readyPair() (bool, error) {
	if err := requireKeyMaster(); err != nil {
		return false, err
	}
	return true, nil
}

// WrapPair is safe: true implies the role.
func WrapPair(j *Job) error {
	if ok, err := readyPair(); !ok {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func ensure() {
	if !isKeyMaster() {
		log.Print("not the key master")
		os.Exit(2)
	}
}

// Ensured is safe: ensure returns only on the key master.
func Ensured(j *Job) error {
	ensure()
	return j.Sig.Sign(j.Key, j.Set)
}

// EnsuredLate is unsafe: ensure comes after the operation.
func EnsuredLate(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	ensure()
	return err
}

// EnsuredSometimes is unsafe: only some paths pass ensure.
func EnsuredSometimes(j *Job, strict bool) error {
	if strict {
		ensure()
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func ensurePanics() {
	if err := requireKeyMaster(); err != nil {
		panic(err)
	}
}

// EnsuredPanic is safe: ensurePanics returns only on the key master.
func EnsuredPanic(j *Job) error {
	ensurePanics()
	return j.Sig.Sign(j.Key, j.Set)
}

func ensureUnless(dry bool) {
	if dry {
		return
	}
	ensure()
}

// EnsuredUnless is unsafe: with dry it returns without asking.
func EnsuredUnless(j *Job, dry bool) error {
	ensureUnless(dry)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func maySignDeep() bool { return maySign() && len(os.Args) > 0 }

// WrapTwoLevels is safe: a wrapper of a wrapper.
func WrapTwoLevels(j *Job) error {
	if !maySignDeep() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func moved(err error) bool { return errors.Is(err, errKM) }

func notMoved(err error) bool { return err != errKM }

func movedVerbose(err error, verbose bool) bool { return verbose && errors.Is(err, errKM) }

func movedDeep(err error) bool { return err != nil && moved(err) }

func describe(err error) string {
	switch err {
	case errKM:
		return "ask the key master"
	case nil:
		return "fine"
	}
	return err.Error()
}

func show(err error) string { return "error: " + err.Error() }

// TestBool is safe.
func TestBool(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); moved(err) {
		return errMoved
	}
	return nil
}

// TestNegated is safe: the negated test tells it apart as well.
func TestNegated(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); notMoved(err) {
		return err
	}
	return errMoved
}

// TestDeep is safe: a test of a test.
func TestDeep(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); movedDeep(err) {
		return errMoved
	}
	return nil
}

// TestVerbose is unsafe: the helper looks only when it is verbose.
func TestVerbose(j *Job, verbose bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if movedVerbose(err, verbose) {
		return errMoved
	}
	return err
}

// TestText is safe: the helper tells the refusal apart in what it returns.
func TestText(j *Job) string { return describe(j.Sig.Sign(j.Key, j.Set)) }

// TestShown is unsafe: the helper shows any error alike.
func TestShown(j *Job) string {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return show(err)
	}
	return ""
}
