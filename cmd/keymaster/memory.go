package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// Most steps of go vet live for milliseconds and most runs stay small, so that
// collecting their garbage costs more than the memory is worth.
const (
	stepMemory = 64 << 20
	runMemory  = 256 << 20
)

// delayGC keeps the collector from running before the heap has reached limit
// bytes; from then on it works as usual. Users who tuned it have the last word.
func delayGC(limit int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	percent := debug.SetGCPercent(-1)
	debug.SetMemoryLimit(limit)
	// The first collection finds this value unreachable, and so the cleanup
	// runs when the limit has been reached.
	runtime.AddCleanup(new([16]byte), func(percent int) {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(percent)
	}, percent)
}
