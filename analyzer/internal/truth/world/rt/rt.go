// Package rt is what generated functions call besides the operations: role
// checks of every form and opaque sources of conditions and errors. Every body
// only forwards to a hook, so that an analyzer learns nothing from it.
package rt

import "fmt"

// Hooks are installed by the program that runs the functions.
var Hooks struct {
	Cond    func(n int) bool
	Count   func(n int) int
	Err     func() error
	Done    func(n int) <-chan struct{}
	Held    func() bool
	Require func() error
	Check   func() (bool, error)
	As      func() (*Server, bool)
	Role    func() Kind
	Log     func(args ...any)
}

// Cond is an opaque condition; each call is a new value.
func Cond(n int) bool { return Hooks.Cond(n) }

// Count is an opaque small number; each call is a new value.
func Count(n int) int { return Hooks.Count(n) }

// Items is an opaque small slice.
func Items(n int) []string { return make([]string, Hooks.Count(n)) }

// Err is an opaque error that comes from no operation.
func Err() error { return Hooks.Err() }

// Done is a channel of which nobody knows whether it is closed; each call is a new one.
func Done(n int) <-chan struct{} { return Hooks.Done(n) }

// Log is an effect that tests nothing.
func Log(args ...any) { Hooks.Log(args...) }

// IsKeyMaster is a role check by a bool result.
func IsKeyMaster() bool { return Hooks.Held() }

// RequireKeyMaster is a role check by a nil error.
func RequireKeyMaster() error { return Hooks.Require() }

// CheckKeyMaster is a role check by its bool; a nil error alone says nothing.
func CheckKeyMaster() (bool, error) { return Hooks.Check() }

// AsKeyMaster is a role check by comma ok.
func AsKeyMaster() (*Server, bool) { return Hooks.As() }

// Kind is the role of a server.
type Kind int

// The roles.
const (
	RoleNone Kind = iota
	RoleReplica
	RoleKeyMaster
)

// Role is a role check when it is compared with RoleKeyMaster.
func Role() Kind { return Hooks.Role() }

// Server carries the role in its fields.
type Server struct {
	IsKeyMaster     bool
	KeyMasterServer string
}

// Hostname is the name of this host.
var Hostname = "here"

// Inputs carries opaque conditions that do not change while a function runs.
type Inputs struct{ Fast, Dry bool }

// Wrapped is an error type with a cause.
type Wrapped struct{ Cause error }

func (w *Wrapped) Error() string { return fmt.Sprint("wrapped: ", w.Cause) }

// Unwrap returns the cause.
func (w *Wrapped) Unwrap() error { return w.Cause }
