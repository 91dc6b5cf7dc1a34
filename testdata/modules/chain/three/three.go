// Package three is the third of four.
package three

import (
	"example.com/signer"
	"example.com/zones/chain/two"
)

// Sign is silent: one.Sign is reported.
func Sign(j *signer.Job) error { return two.Sign(j) }

// SignReady is safe: the check is three levels away, and so is the contract.
func SignReady(j *signer.Job) error {
	if err := two.Ready(); err != nil {
		return err
	}
	return two.Contract(j)
}

// Broken is silent: two.Broken is reported, its callers in the module are not.
func Broken(j *signer.Job) error { return two.Broken(j) }

// Ready is a check.
func Ready() bool { return two.Ready() == nil }
