package tested_test

import (
	"testing"

	"example.com/signer"
	"example.com/zones/contracts/low"
	"example.com/zones/tested"
)

func TestExported(t *testing.T) {
	j := new(signer.Job)
	t.Log(tested.Exported(j), tested.SignInTests(j), low.Sign(j))
}
