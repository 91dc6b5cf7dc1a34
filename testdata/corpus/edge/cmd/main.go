// Command cmd is package main: its exported functions have callers that can be seen.
package main

import (
	"crypto"
	"errors"
	"log"
	"os"
	"syscall"

	"github.com/miekg/dns"
)

var isKeyMaster = len(os.Args) > 1 && os.Args[1] == "key-master"

func main() {
	s := &dns.RRSIG{}
	if isKeyMaster {
		log.Print(Guarded(s, nil, nil), Mixed(s, nil, nil))
	}
	if err := Handled(s, nil, nil); errors.Is(err, syscall.Errno(9101)) {
		log.Print("ask the key master")
	}
	log.Print(Bare(s, nil, nil))
	log.Print(Mixed(s, nil, nil)) // want `KM001: .*(Mixed|Sign)`
	log.Print(s.Sign(nil, nil))   // want `KM001: .*Sign`
}

// Guarded is safe: its only caller is.
func Guarded(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// Handled is safe: its only caller tests the refusal.
func Handled(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// Bare is unsafe: its only caller neither asks nor tests.
func Bare(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// Mixed is judged at its callers.
func Mixed(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

// Uncalled is unsafe: nobody calls it.
func Uncalled(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}
