// Package reply passes on what example.com/signer/answers knows: a third level.
package reply

import (
	"fmt"

	"example.com/signer/answers"
)

// Gone is a refusal test.
func Gone(err error) bool { return err != nil && answers.Moved(err) }

// Verdict is a refusal test: its result tells the refusal apart.
func Verdict(err error) string {
	if Gone(err) {
		return "moved"
	}
	return "other"
}

// Constant is a refusal test that makes nothing of the outcome.
func Constant(err error) string {
	if Gone(err) {
		return "failed"
	}
	return "failed"
}

// In keeps the identity.
func In(place string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", place, answers.Wrap(place, err))
}

// Out keeps the text only: a level below it drops the identity.
func Out(place string, err error) error {
	return fmt.Errorf("%s: %w", place, answers.Flatten(place, err))
}

// Run runs f and tests its error.
func Run(f func() error) error { return answers.Tested(f) }
