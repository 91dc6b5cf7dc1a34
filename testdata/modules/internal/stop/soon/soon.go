// Package soon ends the program with the help of another package, known only by what that says.
package soon

import "example.com/zones/internal/stop"

// Leave never returns.
func Leave() { stop.Now("soon") }

// Drop never returns.
func Drop() {
	var s stop.Stopper
	s.Stop()
}

// Stay returns.
func Stay() { stop.Perhaps("soon") }
