// Package impl implements what package lib declares, and performs nothing itself. // want package:"analysed"
package impl

import "corpus/directives/lib"

// Hard implements lib.Signer.
type Hard struct{ pin string }

var _ lib.Signer = Hard{}

// SignZone is silent: a contract, by the interface of another package.
func (h Hard) SignZone(zone string) error { return nil } // want SignZone:`^only -- every signer needs the keys; by lib.Signer$`

// Name is silent.
func (h Hard) Name() string { return h.pin }
