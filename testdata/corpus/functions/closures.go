package functions

import (
	"errors"
	"sync"
)

// CalledAtOnce is safe: the closure is made and called under the check.
func CalledAtOnce(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return func() error { return j.Sig.Sign(j.Key, j.Set) }()
}

// CalledAtOnceBare is unsafe: reported in the closure.
func CalledAtOnceBare(j *Job) error {
	return func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}()
}

// CheckedInside is safe: the closure asks itself.
func CheckedInside(j *Job) error {
	return func() error {
		if !isKeyMaster() {
			return errMoved
		}
		return j.Sig.Sign(j.Key, j.Set)
	}()
}

// MadeUnderCheck is safe: the closure carries the check wherever it runs.
func MadeUnderCheck(j *Job) func() error {
	if !isKeyMaster() {
		return nil
	}
	return func() error { return j.Sig.Sign(j.Key, j.Set) }
}

// EscapesBefore is unsafe: the closure is out before anybody asked.
func EscapesBefore(j *Job, out *func() error) error {
	f := func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	*out = f
	if !isKeyMaster() {
		return errMoved
	}
	return f()
}

// MadeBefore is safe: it stays in the function and is called under the check only.
func MadeBefore(j *Job) error {
	f := func() error { return j.Sig.Sign(j.Key, j.Set) }
	if !isKeyMaster() {
		return errMoved
	}
	return f()
}

// CalledTwice is unsafe at its first call, which nobody guards.
func CalledTwice(j *Job) error {
	f := func() error { return j.Sig.Sign(j.Key, j.Set) }
	note(f()) // want `KM001: `
	if !isKeyMaster() {
		return errMoved
	}
	return f()
}

// CheckClosure is safe: the check is a closure.
func CheckClosure(j *Job) error {
	may := func() bool { return len(j.Set) > 0 && isKeyMaster() }
	if !may() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CapturedAnswer is safe: a captured variable that nobody writes again.
func CapturedAnswer(j *Job) error {
	master := isKeyMaster()
	return func() error {
		if !master {
			return errMoved
		}
		return j.Sig.Sign(j.Key, j.Set)
	}()
}

// CapturedRewritten is unsafe: the captured variable is written in between.
func CapturedRewritten(j *Job, force bool) error {
	master := isKeyMaster()
	f := func() error {
		if !master {
			return errMoved
		}
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	master = master || force
	return f()
}

// CapturedErr is safe: the error leaves the closure by a captured variable.
func CapturedErr(j *Job) error {
	var err error
	func() { err = j.Sig.Sign(j.Key, j.Set) }()
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// CapturedErrLost is unsafe: the closure's err is its own.
func CapturedErrLost(j *Job) error {
	var err error
	func() {
		err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
		note(err)
	}()
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// ReturnedErr is safe: the closure returns the error to a test.
func ReturnedErr(j *Job) error {
	sign := func() error { return j.Sig.Sign(j.Key, j.Set) }
	if err := sign(); err == errKM {
		return errMoved
	}
	return nil
}

// TestClosure is safe: the refusal test is a closure.
func TestClosure(j *Job) error {
	moved := func(err error) bool { return errors.Is(err, errKM) }
	if err := j.Sig.Sign(j.Key, j.Set); moved(err) {
		return errMoved
	}
	return nil
}

// LoopRangeFunc is safe: the loop body of a range over func is under the check.
func LoopRangeFunc(j *Job, each func(yield func(*Job) bool)) {
	if !isKeyMaster() {
		return
	}
	for j := range each {
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopRangeFuncBare is unsafe: the same without the check.
func LoopRangeFuncBare(each func(yield func(*Job) bool)) {
	for j := range each {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// LoopRangeFuncReturn is safe: return in the body leaves the function.
func LoopRangeFuncReturn(each func(yield func(*Job) bool)) {
	for j := range each {
		if !isKeyMaster() {
			return
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// OnceGuarded is safe: Do is called under the check.
func OnceGuarded(once *sync.Once, j *Job) {
	if isKeyMaster() {
		once.Do(func() { note(j.Sig.Sign(j.Key, j.Set)) })
	}
}

// OnceBare is unsafe.
func OnceBare(once *sync.Once, j *Job) {
	once.Do(func() {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	})
}

// withKeyMaster runs f on the key master only (S14).
func withKeyMaster(f func() error) error {
	if !isKeyMaster() {
		return errMoved
	}
	return f()
}

// withZone runs f anywhere.
func withZone(f func() error) error {
	note("zone")
	return f()
}

// withNote runs f before it asks.
func withNote(f func() error) error {
	err := f()
	if !isKeyMaster() {
		return errMoved
	}
	return err
}

// WithCheck is safe: the function runs its argument under a check only.
func WithCheck(j *Job) error {
	return withKeyMaster(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// WithoutCheck is unsafe: the function runs its argument anywhere.
func WithoutCheck(j *Job) error {
	return withZone(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// WithCheckLate is unsafe: the check comes after the argument has run.
func WithCheckLate(j *Job) error {
	return withNote(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// WithoutCheckTested is safe: the error comes back through the function and is tested.
func WithoutCheckTested(j *Job) error {
	err := withZone(func() error { return j.Sig.Sign(j.Key, j.Set) })
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// signNow is passed as a function where it is run under a check only.
func (j *Job) signNow() error { return j.Sig.Sign(j.Key, j.Set) }

// WithMethod is safe: a method value passed to the guarding function.
func WithMethod(j *Job) error { return withKeyMaster(j.signNow) }
