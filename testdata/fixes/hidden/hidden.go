// Package hidden drops the refusal on its way to a test.
package hidden

import (
	"crypto"
	"errors"
	"fmt"
	"syscall"

	"github.com/miekg/dns"
)

var errSign = errors.New("cannot sign")

func printed(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if err := sig.Sign(key, set); err != nil { // want `KM007: `
		return fmt.Errorf("sign %s (100%%): %v", sig.SignerName, err)
	}
	return nil
}

func beside(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if err := sig.Sign(key, set); err != nil { // want `KM007: `
		return fmt.Errorf("%w: %s", errSign, err)
	}
	return nil
}

func twice(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	err := sig.Sign(key, set) // want `KM007: `
	if err != nil {
		err = fmt.Errorf("sign: %v", err)
	}
	if err != nil {
		return fmt.Errorf("%s: %s", sig.SignerName, err)
	}
	return nil
}

// No fix: nothing of the refusal is left to wrap.
func fresh(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if err := sig.Sign(key, set); err != nil { // want `KM007: `
		return errors.New("sign failed")
	}
	return nil
}

func sign(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	err := printed(sig, key, set)
	if err == nil {
		err = beside(sig, key, set)
	}
	if err == nil {
		err = twice(sig, key, set)
	}
	if err == nil {
		err = fresh(sig, key, set)
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return errors.New("go to the key master")
	}
	return err
}
