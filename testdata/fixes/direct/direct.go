// Package direct has each form of statement in which a signature is made.
package direct

import (
	"crypto"

	"github.com/miekg/dns"
)

type job struct {
	sig *dns.RRSIG
	key crypto.Signer
	set []dns.RR
	err error
}

func returned(j *job) error {
	return j.sig.Sign(j.key, j.set) // want `KM001: `
}

func returnedTuple(k *dns.DNSKEY) (crypto.PrivateKey, error) {
	return k.Generate(2048) // want `KM001: `
}

func oneLine(j *job) error { return j.sig.Sign(j.key, j.set) } // want `KM001: `

func assigned(j *job) (*dns.RRSIG, error) {
	err := j.sig.Sign(j.key, j.set) // want `KM001: `
	if err != nil {
		return nil, err
	}
	return j.sig, nil
}

func reassigned(j *job) (n int, err error) {
	err = j.sig.Sign(j.key, j.set) // want `KM001: `
	return 1, err
}

func field(j *job) error {
	j.err = j.sig.Sign(j.key, j.set) // want `KM001: `
	return j.err
}

func inIf(j *job) (dns.RR_Header, error) {
	if err := j.sig.Sign(j.key, j.set); err != nil { // want `KM001: `
		return dns.RR_Header{}, err
	}
	return j.sig.Hdr, nil
}

func inElseIf(j *job, dry bool) error {
	if dry {
		return nil
	} else if err := j.sig.Sign(j.key, j.set); err != nil { // want `KM001: `
		return err
	}
	return nil
}

func ignored(jobs []*job) error {
	for _, j := range jobs {
		j.sig.Sign(j.key, j.set) // want `KM001: `
	}
	return nil
}

func blank(j *job) error {
	_ = j.sig.Sign(j.key, j.set) // want `KM001: `
	return nil
}

func inCase(j *job, n int) error {
	switch n {
	case 1:
		return j.sig.Sign(j.key, j.set) // want `KM001: `
	}
	return nil
}

func generic[T any](j *job) (T, error) {
	var none T
	if err := j.sig.Sign(j.key, j.set); err != nil { // want `KM001: `
		return none, err
	}
	return none, nil
}

// No fix: the function has no error to return.
func silent(j *job) {
	_ = j.sig.Sign(j.key, j.set) // want `KM001: `
}

// No fix: the call is part of another expression.
func nested(j *job) error {
	return wrap(j.sig.Sign(j.key, j.set)) // want `KM001: `
}

func wrap(err error) error { return err }

// No fix: the name of a package that it needs is taken.
func shadowed(j *job, errors []error) error {
	err := j.sig.Sign(j.key, j.set) // want `KM001: `
	return append(errors, err)[0]
}
