// Package v1 sends dynamic updates with github.com/miekg/dns.
//
// An update counts when it provably carries DNSKEY, CDNSKEY, CDS, DS, RRSIG
// or NSEC3PARAM; the report is at the sending call. The refusal is an rcode
// of the reply, and the error is nil then.
package v1

import (
	"errors"
	"log"
	"syscall"

	"github.com/miekg/dns"
)

const zone = "example.org."

var (
	errMoved   = errors.New("the key master is elsewhere")
	hdr        = dns.RR_Header{Name: zone, Class: dns.ClassINET, Ttl: 3600}
	keyMasters = map[string]bool{}
)

const errKM = syscall.Errno(9101)

func isKeyMaster(zone string) bool { return keyMasters[zone] }

func note(args ...any) { log.Println(args...) }

// refused is an rcode test.
func refused(r *dns.Msg) bool { return r.Rcode == dns.RcodeNotAuth || r.Rcode == dns.RcodeRefused }

// failed is one as well.
func failed(rcode int) bool { return rcode != dns.RcodeSuccess }
