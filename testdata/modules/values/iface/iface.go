// Package iface declares interfaces that other packages implement.
package iface

import "example.com/signer"

// A Signer signs; its method is not declared to be anything.
type Signer interface{ Sign(j *signer.Job) error }

// A Starter has no method that signs.
type Starter interface{ Start() }

// Use is silent: the interface's method is no operation.
func Use(s Signer, j *signer.Job) error { return s.Sign(j) }
