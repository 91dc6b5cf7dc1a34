// Package dot imports with a dot.
package dot

import (
	"crypto"

	. "github.com/miekg/dns"
)

var isKeyMaster bool

// Dot is unsafe: the names come without a package.
func Dot(s *RRSIG, key crypto.Signer, set []RR) error {
	return s.Sign(key, set) // want `KM001: .*Sign`
}

// DotExchange is unsafe: a package function without its package.
func DotExchange(ds *DS, addr string) error {
	m := new(Msg)
	m.SetUpdate("example.org.")
	m.Insert([]RR{ds})
	_, err := Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// DotGuarded is safe: a package variable with the role's name.
func DotGuarded(s *RRSIG, key crypto.Signer, set []RR) error {
	if isKeyMaster {
		return s.Sign(key, set)
	}
	return nil
}
