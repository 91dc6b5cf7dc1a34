// Package stop ends the program. Like package soon and package errs it has not a word about what else
// this module does.
package stop

import (
	"log"
	"os"
)

// Now never returns.
func Now(text string) {
	log.Print(text)
	os.Exit(1)
}

// If returns only if err is nil.
func If(err error) {
	if err != nil {
		quit(err)
	}
}

func quit(err error) { Now(err.Error()) }

// Perhaps returns.
func Perhaps(text string) { log.Print(text) }

// A Stopper stops the program.
type Stopper struct{ name string }

// Stop never returns.
func (s *Stopper) Stop() { panic(s.name) }
