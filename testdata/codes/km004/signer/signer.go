// Package signer tests the errors of Sign and Generate. They pass on what a crypto.Signer
// says, so no test of them is dead; a text or == that cannot match is plain KM001.
package signer

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/miekg/dns"

	"codes/role"
)

// Identity is safe: the signer's Errno comes out as it is.
func Identity(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Equal is safe: it is not wrapped.
func Equal(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err == role.Refused {
		return role.ErrElsewhere
	}
	return nil
}

// As is safe: an Errno in the chain.
func As(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// HResult is safe: a signer may answer with an HRESULT.
func HResult(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errno, ok := err.(syscall.Errno); ok && uint32(errno) == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: nobody knows the signer's text.
func Text(k *dns.DNSKEY) error {
	_, err := k.Generate(256)
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Wrapped is KM001: == never matches what is wrapped, but no code but KM001 is for Sign.
func Wrapped(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	if err != nil {
		err = fmt.Errorf("sign %s: %w", j.Zone, err)
	}
	if err == role.Refused {
		return role.ErrElsewhere
	}
	return err
}
