// Package shared has what the examples of all codes share.
package shared

import "errors"

// Roles tells who the key master of a zone is.
type Roles interface {
	IsKeyMaster(zone string) bool                // whether this server is
	IsKeyMasterOn(server, zone string) bool      // whether a server is
	RequireKeyMaster(zone string) error          // an error if this server is not
	KeyMasterServer(zone string) (string, error) // the name of the server that is
}

var roles Roles

var errElsewhere = errors.New("the key master is another server")

// redirect makes the call for a zone once more, on its key master.
var redirect func(zone string) error
