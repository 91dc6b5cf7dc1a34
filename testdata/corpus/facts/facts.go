// Package facts labels what functions mean for their callers. // want package:"analysed"
// These are the facts that other packages see.
package facts

import (
	"crypto"
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/miekg/dns"
)

// Zone is a zone as a server reports it.
type Zone struct {
	IsKeyMasterServer bool
	Name              string
}

var errReplica = errors.New("not the key master")

// Mastered is a check: true implies the role.
func Mastered(z *Zone) bool { // want Mastered:`^check\(result 0 true\)$`
	return z != nil && z.IsKeyMasterServer
}

// Elsewhere is an inverted check: false implies the role.
func Elsewhere(z *Zone) bool { // want Elsewhere:`^check\(result 0 false\)$`
	return !z.IsKeyMasterServer
}

// Require is a check: nil implies the role.
func Require(z *Zone) error { // want Require:`^check\(result 0 nil\)$`
	if !Mastered(z) {
		return fmt.Errorf("%s: %w", z.Name, errReplica)
	}
	return nil
}

// Pair is a check by its first result; its error proves nothing.
func Pair(z *Zone) (bool, error) { // want Pair:`^check\(result 0 true\)$`
	if z.Name == "" {
		return false, nil
	}
	return z.IsKeyMasterServer, nil
}

// Bypass is no check: a forced call is true anywhere.
func Bypass(z *Zone, force bool) bool { return force || z.IsKeyMasterServer } // want Bypass:`^relates$`

// Must returns only on the key master.
func Must(z *Zone) { // want Must:`^establishes$`
	if err := Require(z); err != nil {
		panic(err)
	}
}

// Exit returns only on the key master.
func Exit(z *Zone) { // want Exit:`^establishes$`
	if !z.IsKeyMasterServer {
		os.Exit(1)
	}
}

// Logged is no check: it answers the same on both sides.
func Logged(z *Zone) error { // want Logged:`^relates$`
	if !z.IsKeyMasterServer {
		fmt.Fprintln(os.Stderr, errReplica)
	}
	return nil
}

// Refused is a refusal test.
func Refused(err error) bool { // want Refused:`^refusal test\(parameter 0\)$`
	return errors.Is(err, syscall.Errno(9101))
}

// Translate is a refusal test of its second parameter.
func Translate(zone string, err error) error { // want Translate:`^refusal test\(parameter 1\)$`
	if Refused(err) {
		return fmt.Errorf("%s: %w", zone, errReplica)
	}
	return err
}

// Sometimes is no refusal test: the refusal passes where verbose is false.
func Sometimes(err error, verbose bool) bool { return verbose && Refused(err) } // want Sometimes:`^relates$`

// Sign performs an operation and returns the refusal.
func Sign(s *dns.RRSIG, k crypto.Signer, set []dns.RR) error { // want Sign:`^operation\(\(\*dns\.RRSIG\)\.Sign; result 0\)$`
	return s.Sign(k, set) // want `KM001: \(\*dns\.RRSIG\)\.Sign signs an RRset, and only the key master holds the zone's private keys; it is reached without the role from the start of Sign \(line \d+\), and its refusal is returned untested to callers out of sight; check the role first, or test the refusal: errors\.Is\(err, syscall\.Errno\(9101\)\); or leave both to all callers: //keymaster:only -- REASON$`
}

// Make performs an operation; the refusal is its second result.
func Make(k *dns.DNSKEY) (crypto.PrivateKey, error) { // want Make:`^operation\(\(\*dns\.DNSKEY\)\.Generate; result 1\)$`
	return k.Generate(256) // want `KM001: .*Generate`
}

// Drop performs an operation and loses the refusal.
func Drop(s *dns.RRSIG, k crypto.Signer) { // want Drop:`^operation\(\(\*dns\.RRSIG\)\.Sign; lost\)$`
	s.Sign(k, nil) // want `KM001: .* and its refusal is lost untested; `
}

// Asked performs none: the check guards it. Its nil implies the role.
func Asked(z *Zone, s *dns.RRSIG, k crypto.Signer) error { // want Asked:`^check\(result 0 nil\)$`
	if err := Require(z); err != nil {
		return err
	}
	return s.Sign(k, nil)
}

// Failed says where the check stands that does not stop it, and by which branches it goes on.
func Failed(z *Zone, s *dns.RRSIG, k crypto.Signer, force bool) { // want Failed:`operation`
	if !Mastered(z) {
		if !force {
			return
		}
	}
	s.Sign(k, nil) // want `without the role from the start of Failed \(line 114\), when Mastered\(z\) in line 115 is false and force in line 116 is true, and its`
}
