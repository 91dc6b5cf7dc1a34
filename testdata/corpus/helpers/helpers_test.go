package helpers

import "testing"

func TestSign(t *testing.T) {
	if !isKeyMaster() {
		t.Skip("not here")
	}
	if err := signInTests(&Job{}); err != nil {
		t.Fatal(err)
	}
}
