// Package role has what the other packages ask for the role, and what they answer when
// another server has it.
package role

import "errors"

// ErrElsewhere says that another server is the key master.
var ErrElsewhere = errors.New("the key master is another server")

// Roles tells who is key master of a zone.
type Roles interface {
	IsKeyMaster(zone string) bool
	IsKeyMasterOn(server, zone string) bool
	RequireKeyMaster(zone string) error
}
