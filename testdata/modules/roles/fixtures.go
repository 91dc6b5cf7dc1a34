// Package roles asks for the role in other packages, one to four levels away,
// by results of every kind.
package roles

import (
	"errors"
	"log"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }
