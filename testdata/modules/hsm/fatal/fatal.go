// Package fatal ends programs.
package fatal

import (
	"log"
	"os"
)

// Die never returns.
func Die(err error) {
	log.Print(err)
	os.Exit(1)
}

// Crash never returns.
func Crash(text string) { panic(text) }

// Wait never returns.
func Wait() {
	for {
		select {}
	}
}

// Warn returns.
func Warn(err error) { log.Print(err) }

// DieIf returns for some errors.
func DieIf(err error) {
	if err != nil {
		Die(err)
	}
}

// Unless returns only if ok.
func Unless(ok bool, text string) {
	if !ok {
		Crash(text)
	}
}
