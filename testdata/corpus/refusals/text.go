package refusals

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"syscall"
)

// Contains is safe: idiom 13, the text holds the id.
func Contains(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && strings.Contains(err.Error(), "WIN32 9101") {
		return errMoved
	}
	return err
}

// ContainsName is safe: the name of the code is as good.
func ContainsName(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && strings.Contains(strings.ToUpper(err.Error()), "DNS_ERROR_KEYMASTER_REQUIRED") {
		return errMoved
	}
	return err
}

// ContainsOther is unsafe: another code's text.
func ContainsOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil && strings.Contains(err.Error(), "WIN32 9601") {
		return errMoved
	}
	return err
}

// ContainsKey is unsafe: that a text speaks of a key tells nothing apart.
func ContainsKey(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil && strings.Contains(err.Error(), "key") {
		return errMoved
	}
	return err
}

// HasSuffix is safe: a bounded match.
func HasSuffix(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && strings.HasSuffix(err.Error(), "0x238D") {
		return errMoved
	}
	return err
}

// Sprint is safe: %v keeps the text, and the text is tested.
func Sprint(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if text := fmt.Sprintf("sign: %v", err); strings.Contains(text, "9101") {
		return errMoved
	}
	return err
}

var pattern = regexp.MustCompile(`\bWIN32 9101\b`)

// Regexp is safe: a regexp that holds the code is a text match.
func Regexp(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err != nil && pattern.MatchString(err.Error()) {
		return errMoved
	}
	return err
}

var (
	moved      = map[error]bool{syscall.Errno(9101): true, syscall.Errno(9601): true}
	movedNames = map[syscall.Errno]string{0x238D: "key master required"}
	otherNames = map[syscall.Errno]string{9102: "not allowed on a signed zone"}
	codes      = []syscall.Errno{9101, 9102}
	otherCodes = []syscall.Errno{9102, 9601}
)

// Map is safe: idiom 15, a map that holds the code.
func Map(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); moved[err] {
		return errMoved
	}
	return nil
}

// MapCommaOK is safe: the lookup tells whether it is there.
func MapCommaOK(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	errno, _ := err.(syscall.Errno)
	if name, ok := movedNames[errno]; ok {
		return errors.New(name)
	}
	return err
}

// MapOther is unsafe: the map does not hold the code.
func MapOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	errno, _ := err.(syscall.Errno)
	if name, ok := otherNames[errno]; ok {
		return errors.New(name)
	}
	return err
}

// SlicesContains is safe: a slice that holds the code.
func SlicesContains(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && slices.Contains(codes, errno) {
		return errMoved
	}
	return err
}

// SlicesOther is unsafe: the slice does not hold it.
func SlicesOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	var errno syscall.Errno
	if errors.As(err, &errno) && slices.Contains(otherCodes, errno) {
		return errMoved
	}
	return err
}

// SliceLoop is safe: a loop over the codes, each compared.
func SliceLoop(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	for _, code := range []error{syscall.Errno(9102), syscall.Errno(9101)} {
		if errors.Is(err, code) {
			return errMoved
		}
	}
	return err
}

// MapKeys is unsafe: the map is read, the error is not looked up in it.
func MapKeys(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	for code := range maps.Keys(movedNames) {
		note(code)
	}
	return err
}

// Range is safe: a range that holds the code and not nil.
func Range(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno >= 9101 && errno <= 9110 {
		return errMoved
	}
	return err
}

// RangeOther is unsafe: the range begins behind the code.
func RangeOther(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	var errno syscall.Errno
	if errors.As(err, &errno) && errno > 9101 && errno <= 9110 {
		return errMoved
	}
	return err
}
