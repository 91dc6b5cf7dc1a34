package helpers

import "errors"

// deepSafe is called through midSafe only.
func deepSafe(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func midSafe(j *Job) error { return deepSafe(j) }

// TwoLevelsSafe is safe: the guard is two calls up.
func TwoLevelsSafe(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return midSafe(j)
}

// deepBare is unsafe: no caller above is safe, one report at the operation.
func deepBare(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func midBare(j *Job) error { return deepBare(j) }

// TwoLevelsBare is unsafe, reported at the operation.
func TwoLevelsBare(j *Job) error { return midBare(j) }

// deepMixed has one safe caller, so the report is above it.
func deepMixed(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// midGuarded is safe.
func midGuarded(j *Job) error {
	if isKeyMaster() {
		return deepMixed(j)
	}
	return nil
}

// midUnguarded is unsafe: above this call nobody is safe.
func midUnguarded(j *Job) error {
	return deepMixed(j) // want `KM001: .*(deepMixed|Sign)`
}

// LevelsGuarded is safe.
func LevelsGuarded(j *Job) error { return midGuarded(j) }

// LevelsA is unsafe, reported in midUnguarded.
func LevelsA(j *Job) error { return midUnguarded(j) }

// LevelsB is unsafe, reported in midUnguarded.
func LevelsB(j *Job) error { return midUnguarded(j) }

// deepTop has one chain of callers, whose top is mixed.
func deepTop(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func midTop(j *Job) error { return deepTop(j) }

// TopHandled is safe.
func TopHandled(j *Job) error {
	if err := midTop(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// TopBare is unsafe: below this call there is a safe caller.
func TopBare(j *Job) error {
	return midTop(j) // want `KM001: .*(midTop|Sign)`
}

// deepHandled is handled half way up.
func deepHandled(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func midHandled(j *Job) error {
	err := deepHandled(j)
	if err == errKM {
		return errMoved
	}
	return err
}

// HandledHalfWay is safe: the middle tells the refusal apart.
func HandledHalfWay(j *Job) error { return midHandled(j) }

// twoOps is called by a handler of one of its two operations' errors only.
func twoOps(j, k *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		note(err)
	}
	return k.Sig.Sign(k.Key, k.Set)
}

// TwoOps is safe for the second operation; the first one's error stays in the helper.
func TwoOps(j, k *Job) error {
	if err := twoOps(j, k); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// server has methods as helpers.
type server struct{ jobs []*Job }

func (s *server) sign(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Resign is an exported method of an unexported type, judged through its callers.
func (s *server) Resign(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Run is judged through its callers too, and safe by itself.
func (s *server) Run() {
	for _, j := range s.jobs {
		if isKeyMaster() {
			note(s.sign(j), s.Resign(j))
		}
	}
}

// Start is safe: all below is guarded.
func Start(jobs []*Job) {
	s := &server{jobs}
	s.Run()
}

// Resigner is satisfied by worker.
type Resigner interface{ Resign(*Job) error }

type worker struct{}

// Resign is unsafe: the type is converted to an interface that has the method.
func (worker) Resign(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// NewResigner hands the worker out as an interface.
func NewResigner() Resigner { return worker{} }

type quietWorker struct{}

// Resign is safe: the method is called directly and the type converted to any only.
func (quietWorker) Resign(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Quiet is safe.
func Quiet(j *Job) error {
	w := quietWorker{}
	note(w)
	if !isKeyMaster() {
		return errMoved
	}
	return w.Resign(j)
}

// signInTests is unsafe: only tests call it, and they do not count.
func signInTests(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
