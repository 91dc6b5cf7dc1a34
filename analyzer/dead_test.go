package analyzer_test

import (
	"path/filepath"
	"testing"
)

// TestDeadTests lets the real libraries make a refusal and applies to it the tests that the
// corpus of codes labels: what is labelled KM004 never matches, what is labelled safe does.
// It takes seconds and the network's modules; its module is its own, so that no other test
// loads the libraries.
func TestDeadTests(t *testing.T) {
	goCommand(t, filepath.Join(codes, "live"), "test", "./...")
}
