package edge

import (
	"errors"

	"github.com/miekg/dns"
)

var rootKey, rootErr = (&dns.DNSKEY{Flags: 257, Algorithm: dns.ED25519}).Generate(256) // want `KM001: .*Generate`

var testedKey, testedErr = (&dns.DNSKEY{Flags: 257, Algorithm: dns.ED25519}).Generate(256)

// Tested is the test of testedErr, by name within the package.
func Tested() bool { return errors.Is(testedErr, errKM) }

// Use reads the others.
func Use() (any, any, bool) { return rootKey, testedKey, rootErr != nil }

// SignFunc is unsafe: a function literal in a package variable that others can call.
var SignFunc = func(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// GuardedFunc is safe: it asks itself.
var GuardedFunc = func(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func init() {
	k := &dns.DNSKEY{Flags: 256, Algorithm: dns.ED25519}
	if _, err := k.Generate(256); err != nil { // want `KM001: .*Generate`
		note(err)
	}
}

func init() {
	if isKeyMaster() {
		k := &dns.DNSKEY{Flags: 256, Algorithm: dns.ED25519}
		_, err := k.Generate(256)
		note(err)
	}
}

// signTree is safe: its only callers are itself and a guarded one.
func signTree(j *Job, depth int) error {
	if depth == 0 {
		return nil
	}
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return err
	}
	return signTree(j, depth-1)
}

// Tree is safe.
func Tree(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return signTree(j, 3)
}

// ping and pong are unsafe: they call each other, and nobody else asks.
func ping(j *Job, n int) error {
	if n == 0 {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return pong(j, n-1)
}

func pong(j *Job, n int) error { return ping(j, n) }

// PingPong is unsafe, reported in ping.
func PingPong(j *Job) error { return pong(j, 4) }

// Walk is unsafe: a caller can enter it with any depth.
func Walk(j *Job, depth int) error {
	if depth == 0 && !isKeyMaster() {
		return errMoved
	}
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return err
	}
	return Walk(j, depth+1)
}

// waitRole asks again and again.
func waitRole(tries int) bool {
	if isKeyMaster() {
		return true
	}
	if tries == 0 {
		return false
	}
	return waitRole(tries - 1)
}

// Waited is safe: true comes from the check, at whatever depth.
func Waited(j *Job) error {
	if !waitRole(5) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// never calls itself only.
func never(j *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return err
	}
	return never(j)
}
