// Package errors has the error of a remote procedure that answers with a code.
package errors

import "fmt"

// An Error holds the code that a procedure returned, with the type it has on the wire:
// int32 for the DNS server. It wraps nothing and has no Is method.
type Error struct {
	Value any
}

func (e *Error) Error() string { return fmt.Sprintf("error: %v", e.Value) }
