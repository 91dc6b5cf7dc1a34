// Package errs passes errors on.
package errs

import (
	"errors"
	"fmt"
)

// Wrap keeps the cause.
func Wrap(err error) error { return fmt.Errorf("zones: %w", err) }

// Hide does not.
func Hide(err error) error {
	if err != nil {
		return errors.New("zones failed")
	}
	return nil
}

// Failed reports whether there is an error.
func Failed(err error) bool { return err != nil }

// Do hands on what fn returns.
func Do(fn func() error) error { return fn() }

// Try runs fn and drops what it returns.
func Try(fn func() error) bool { return fn() == nil }
