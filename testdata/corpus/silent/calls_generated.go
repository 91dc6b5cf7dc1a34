package silent

import (
	"errors"
	"syscall"
)

const roleKeyMaster = 1

var thisRole int

// CallsGenerated is unsafe: the report leaves the generated file.
func CallsGenerated(j *Job) error {
	return GenSign(j) // want `KM001: .*(GenSign|Sign)`
}

// CallsGeneratedHandled is safe: the refusal is told apart.
func CallsGeneratedHandled(j *Job) error {
	if err := GenSign(j); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return errors.New("not signed")
}

// CallsGeneratedHelper is unsafe: a generated helper's only caller.
func CallsGeneratedHelper(j *Job) error {
	return genHelper(j) // want `KM001: .*(genHelper|Sign)`
}

// CheckedByGenerated is safe: facts of generated files are known all the same.
func CheckedByGenerated(j *Job) error {
	if !genIsKeyMaster() {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}
