// Package travel passes errors through functions and types of other packages:
// some keep the identity of the refusal, some its text, some nothing.
package travel

import (
	"errors"
	"strings"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/zones/internal/reply"
)

var errMoved = errors.New("the key master is elsewhere")

// Wrapped is safe: the other package's error type unwraps.
func Wrapped(j *signer.Job) error {
	err := answers.Wrap("sign", j.Sig.Sign(j.Key, j.Set))
	if errors.Is(err, answers.Errno) {
		return errMoved
	}
	return err
}

// WrappedReturned is unsafe: it keeps the identity, and nobody tests it.
func WrappedReturned(j *signer.Job) error {
	return answers.Wrap("sign", j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
}

// Noted is safe: %w in another package.
func Noted(j *signer.Job) error {
	if err := answers.Note("sign", j.Sig.Sign(j.Key, j.Set)); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// Joined is safe: errors.Join in another package.
func Joined(j *signer.Job) error {
	if err := answers.Join(errMoved, j.Sig.Sign(j.Key, j.Set)); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// Several is safe: the other package's error type unwraps to several.
func Several(j, k *signer.Job) error {
	err := answers.Several(j.Sig.Sign(j.Key, j.Set), k.Sig.Sign(k.Key, k.Set))
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// Third is safe: wrapped twice, three levels away.
func Third(j *signer.Job) error {
	if err := reply.In("zone", j.Sig.Sign(j.Key, j.Set)); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// Flattened is unsafe: an identity test of a text.
func Flattened(j *signer.Job) error {
	if err := answers.Flatten("sign", j.Sig.Sign(j.Key, j.Set)); answers.Moved(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// FlattenedText is safe: a text test of a text.
func FlattenedText(j *signer.Job) error {
	if err := answers.Flatten("sign", j.Sig.Sign(j.Key, j.Set)); answers.Text(err) {
		return errMoved
	}
	return nil
}

// FlattenedTextHere is safe: the same, tested here.
func FlattenedTextHere(j *signer.Job) error {
	err := answers.Flatten("sign", j.Sig.Sign(j.Key, j.Set))
	if strings.Contains(err.Error(), "9101") {
		return errMoved
	}
	return err
}

// FlattenedThird is unsafe: below the %w there is a %v.
func FlattenedThird(j *signer.Job) error {
	err := reply.Out("zone", j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// Hidden is unsafe: the other package returns a fresh error.
func Hidden(j *signer.Job) error {
	if err := answers.Hide(j.Sig.Sign(j.Key, j.Set)); answers.Moved(err) { // want `KM001: .*Sign`
		return errMoved
	}
	return nil
}

// Silenced is unsafe: the other package's error type does not unwrap.
func Silenced(j *signer.Job) error {
	err := answers.Silence(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// TestedBefore is safe: what hides it comes after the test.
func TestedBefore(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if answers.Moved(err) {
		return errMoved
	}
	return answers.Hide(err)
}

// Ran is safe: the other package tests the error of its function parameter.
func Ran(j *signer.Job) error {
	return answers.Tested(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// RanThird is safe: three levels away.
func RanThird(j *signer.Job) error {
	return reply.Run(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// RanRetried is unsafe: the other package repeats it on any error.
func RanRetried(j *signer.Job) error {
	return answers.Retried(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// RanOnceMore is unsafe: a later round's error replaces the refusal that was.
func RanOnceMore(j *signer.Job) error {
	err := answers.Retried(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// RanDropped is unsafe: the other package drops the error.
func RanDropped(j *signer.Job) {
	answers.Dropped(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// RanDroppedTested is safe: the function tests before its error is dropped.
func RanDroppedTested(j *signer.Job) {
	answers.Dropped(func() error {
		return answers.Translate(j.Sig.Sign(j.Key, j.Set))
	})
}

// RanMethod is safe: a function of another module, tested by a third.
func RanMethod(j *signer.Job) error {
	return answers.Tested(func() error { return signer.Sign(j) })
}
