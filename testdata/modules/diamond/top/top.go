// Package top sees the bottom of the diamond from both sides.
package top

import (
	"errors"

	"example.com/signer"
	"example.com/zones/diamond/base"
	"example.com/zones/diamond/left"
	"example.com/zones/diamond/right"
)

var errMoved = errors.New("the key master is elsewhere")

// Left is silent: left.Sign asks.
func Left(j *signer.Job) error { return left.Sign(j) }

// Right is silent: right.Sign is reported.
func Right(j *signer.Job) error { return right.Sign(j) }

// LeftGood is safe: true is the good side.
func LeftGood(j *signer.Job) error {
	if left.Good() {
		return base.Sign(j)
	}
	return nil
}

// RightGood is unsafe: the same name, the other polarity.
func RightGood(j *signer.Job) error {
	if right.Good() {
		return base.Sign(j) // want `KM003: .*Sign`
	}
	return nil
}

// RightBad is safe: false is the good side.
func RightBad(j *signer.Job) error {
	if right.Good() {
		return errMoved
	}
	return base.Sign(j)
}

// Both is safe: either side shows the role.
func Both(j *signer.Job) error {
	if left.Good() || !right.Good() {
		return base.Sign(j)
	}
	return nil
}

// Neither is unsafe: one of the two sides shows nothing.
func Neither(j *signer.Job) error {
	if left.Good() || right.Good() {
		return base.Sign(j) // want `KM001: .*Sign`
	}
	return nil
}

// LeftMoved is safe: the test comes from the left.
func LeftMoved(j *signer.Job) error {
	if err := base.Sign(j); left.Moved(err) {
		return errMoved
	}
	return nil
}

// RightMoved is unsafe: what comes from the right is err != nil.
func RightMoved(j *signer.Job) error {
	if err := base.Sign(j); right.Moved(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}
