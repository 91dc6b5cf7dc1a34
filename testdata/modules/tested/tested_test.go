package tested

import (
	"testing"

	"example.com/signer"
)

func TestSign(t *testing.T) {
	j := new(signer.Job)
	t.Log(signForTests(j), signGuarded(j), signer.Sign(j))
}

// SignInTests is silent: it stands in a test file.
func SignInTests(j *signer.Job) error { return signer.Sign(j) }
