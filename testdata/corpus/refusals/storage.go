package refusals

import (
	"errors"
	"fmt"
)

// worker keeps its errors until somebody asks.
type worker struct {
	tested, untested error
	failed           []error
	results          chan error
	byZone           map[string]error
}

// Worker is a worker with its methods.
type Worker struct{ worker }

var lastError, lostError error

// FieldTested is safe: Refused tests the field.
func (w *Worker) FieldTested(j *Job) {
	w.tested = j.Sig.Sign(j.Key, j.Set)
}

// Refused is the test of FieldTested's error.
func (w *Worker) Refused() bool { return errors.Is(w.tested, errKM) }

// FieldUntested is unsafe: nobody tests the field.
func (w *Worker) FieldUntested(j *Job) {
	w.untested = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Failed only asks whether there was an error.
func (w *Worker) Failed() bool { return w.untested != nil }

// GlobalTested is safe: GlobalRefused tests the package variable.
func GlobalTested(j *Job) {
	lastError = j.Sig.Sign(j.Key, j.Set)
}

// GlobalRefused is the test of GlobalTested's error.
func GlobalRefused() bool { return lastError == errKM }

// GlobalUntested is unsafe: nobody tests the package variable.
func GlobalUntested(j *Job) {
	lostError = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Sliced is safe: each error of the slice is tested.
func Sliced(jobs []*Job) error {
	var errs []error
	for _, j := range jobs {
		if err := j.Sig.Sign(j.Key, j.Set); err != nil {
			errs = append(errs, err)
		}
	}
	for _, err := range errs {
		if errors.Is(err, errKM) {
			return errMoved
		}
	}
	return nil
}

// SlicedJoined is safe: the slice is joined and tested.
func SlicedJoined(jobs []*Job) error {
	var errs []error
	for _, j := range jobs {
		errs = append(errs, j.Sig.Sign(j.Key, j.Set))
	}
	if err := errors.Join(errs...); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// SlicedCounted is unsafe: the errors are counted.
func SlicedCounted(jobs []*Job) error {
	var errs []error
	for _, j := range jobs {
		if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("%d of %d failed", len(errs), len(jobs))
	}
	return nil
}

// LoopFirst is safe: the first error ends the loop and is tested.
func LoopFirst(jobs []*Job) error {
	var err error
	for _, j := range jobs {
		if err = j.Sig.Sign(j.Key, j.Set); err != nil {
			break
		}
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// LoopLast is unsafe: a later error, or success, replaces the refusal.
func LoopLast(jobs []*Job) error {
	var err error
	for _, j := range jobs {
		err = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// LoopEach is safe: the test is in the loop.
func LoopEach(jobs []*Job) (moved int) {
	for _, j := range jobs {
		err := j.Sig.Sign(j.Key, j.Set)
		switch {
		case err == nil:
			continue
		case errors.Is(err, errKM):
			moved++
		default:
			note(err)
		}
	}
	return moved
}

// LoopRetry is unsafe: a refusal before the last try is lost.
func LoopRetry(j *Job) error {
	var err error
	for range 3 {
		if err = j.Sig.Sign(j.Key, j.Set); err == nil { // want `KM001: .*Sign`
			return nil
		}
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// LoopJoined is safe: each round's error is joined to those before.
func LoopJoined(jobs []*Job) (err error) {
	for _, j := range jobs {
		err = errors.Join(err, j.Sig.Sign(j.Key, j.Set))
	}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// Array is safe for the first and unsafe for the second: where the first is the refusal, the
// second is not looked at.
func Array(j, k *Job) error {
	errs := [2]error{j.Sig.Sign(j.Key, j.Set), k.Sig.Sign(k.Key, k.Set)} // want `KM001: .*Sign`
	if errs[0] == errKM || errs[1] == errKM {
		return errMoved
	}
	return errors.Join(errs[:]...)
}

// LocalStruct is safe: the local struct's field is tested.
func LocalStruct(j *Job) error {
	var res struct {
		n   int
		err error
	}
	res.n, res.err = len(j.Set), j.Sig.Sign(j.Key, j.Set)
	if res.err != nil && errors.Is(res.err, errKM) {
		return errMoved
	}
	return res.err
}

// LocalStructOther is unsafe: another field of it is tested.
func LocalStructOther(j *Job) error {
	var res struct{ check, err error }
	res.check = other()
	res.err = j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if errors.Is(res.check, errKM) {
		return errMoved
	}
	return res.err
}

// MapStored is safe: Zone looks the error up and tests it.
func (w *Worker) MapStored(zone string, j *Job) {
	w.byZone[zone] = j.Sig.Sign(j.Key, j.Set)
}

// Zone is the test of MapStored's errors.
func (w *Worker) Zone(zone string) bool { return errors.Is(w.byZone[zone], errKM) }

// Sent is safe: Receive tests what comes out of the channel.
func (w *Worker) Sent(j *Job) {
	w.results <- j.Sig.Sign(j.Key, j.Set)
}

// Receive is the test of Sent's errors.
func (w *Worker) Receive() error {
	if err := <-w.results; errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// Collected is safe: Moved goes through the errors.
func (w *Worker) Collected(j *Job) {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		w.failed = append(w.failed, err)
	}
}

// Moved is the test of Collected's errors.
func (w *Worker) Moved() bool {
	for _, err := range w.failed {
		if errors.Is(err, errKM) {
			return true
		}
	}
	return false
}
