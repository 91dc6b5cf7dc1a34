package engine

import "github.com/keymasterlint/keymaster/analyzer/internal/script"

// A Requirement says what makes an operation safe.
type Requirement int

// The requirements.
const (
	Either  Requirement = iota // that it is guarded, or that its refusal is handled
	Role                       // that it is guarded: no test of a refusal counts
	Refusal                    // that its refusal is handled: no check of the role counts
)

// safe reports whether a command of a script is safe by what the script does itself.
func (r Requirement) safe(c *script.Call) bool {
	switch r {
	case Role:
		return c.Guarded
	case Refusal:
		return c.Handled
	}
	return c.Safe
}
