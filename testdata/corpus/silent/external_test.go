package silent_test

import (
	"crypto"
	"testing"

	"corpus/silent"

	"github.com/miekg/dns"
)

// ExternalSign is silent: the external test package.
func ExternalSign(s *dns.RRSIG, key crypto.Signer, set []dns.RR) error { return s.Sign(key, set) }

func TestOwn(t *testing.T) {
	if silent.Own(silent.Signer{}, nil, nil) == nil {
		t.Fatal("no error")
	}
}
