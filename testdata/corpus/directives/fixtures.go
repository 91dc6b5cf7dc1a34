// Package directives holds what directives do (docs/rule.md sections 6 and 8). What they say is not in the
// names: none of them is that of a check or of a test.
package directives

import (
	"errors"
	"log"
	"syscall"

	"github.com/miekg/dns"
)

const refused = syscall.Errno(9101)

var (
	errElsewhere = errors.New("elsewhere")
	flip         bool
)

func note(args ...any) { log.Println(args...) }

func newSig() *dns.RRSIG { return new(dns.RRSIG) }

//keymaster:check
func owns(zone string) bool { return len(zone) > 3 }
