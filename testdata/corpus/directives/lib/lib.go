// Package lib exports what directives say of functions, methods, interfaces and fields. // want package:"analysed"
package lib

import (
	"crypto"
	"sync/atomic"

	"github.com/miekg/dns"
)

// Resign is silent: its callers are to be safe.
//
//keymaster:only -- callers ask first
func Resign(zone string) error { // want Resign:`^only -- callers ask first$`
	return new(dns.RRSIG).Sign(nil, nil)
}

// Status is silent: the body performs nothing, the directive counts.
//
//keymaster:only -- runs dnscmd
func Status(zone string) (code int) { return 0 } // want Status:`^only -- runs dnscmd$`

// Output is silent: the same, with a text.
//
//keymaster:only -- runs PowerShell
func Output(zone string) (text string) { return "" } // want Output:`^only -- runs PowerShell$`

// Void is silent: the same, and nothing carries the refusal.
//
//keymaster:only -- sends it and forgets it
func Void(zone string) {} // want Void:`^only -- sends it and forgets it$`

// A Zone is a zone on a server.
type Zone struct {
	Name string
	//keymaster:check
	Primary, Here bool // want Primary:`^check true$` Here:`^check true$`
	//keymaster:check false
	Away bool // want Away:`^check false$`
	//keymaster:check nil
	Elsewhere error // want Elsewhere:`^check nil$`
	//keymaster:check nil
	Redirect *Zone // want Redirect:`^check nil$`
	//keymaster:check
	Held atomic.Bool // want Held:`^check true$`
	//keymaster:check
	Ask  func(zone string) bool // want Ask:`^check true$`
	Size int
}

// Roll is silent: a method.
//
//keymaster:only -- rolls the keys
func (z *Zone) Roll() error { return nil } // want Roll:`^only -- rolls the keys$`

// A Signer signs zones.
type Signer interface {
	//keymaster:only -- every signer needs the keys
	SignZone(zone string) error // want SignZone:`^only -- every signer needs the keys$`
	Name() string
}

// An Asker knows who the key master is.
type Asker interface {
	//keymaster:check
	Primary(zone string) bool // want Primary:`^check true$`
	//keymaster:refusal
	Moved(err error) bool // want Moved:`^refusal$`
}

// Soft implements Signer.
type Soft struct{ Key crypto.Signer }

// SignZone is silent: a contract, by the interface.
func (s *Soft) SignZone(zone string) error { // want SignZone:`^only -- every signer needs the keys; by Signer$`
	return new(dns.RRSIG).Sign(s.Key, nil)
}

// Name is silent.
func (s *Soft) Name() string { return "soft" } // want Name:`^relates$`

// Base is embedded.
type Base struct{}

// SignZone is silent: a contract, declared here.
//
//keymaster:only -- base
func (Base) SignZone(zone string) error { return nil } // want SignZone:`^only -- base$`

// Owner is silent: a check whose name says nothing.
//
//keymaster:check
func Owner(zone string) bool { return len(zone) > 3 } // want Owner:`^check true$`

// Stale is silent: a check by its false side.
//
//keymaster:check false
func Stale(zone string) bool { return len(zone) > 3 } // want Stale:`^check false$`

// Want is silent: a check by its error.
//
//keymaster:check
func Want(zone string) error { return nil } // want Want:`^check nil$`

// Ask is silent: of a bool and an error, the bool.
//
//keymaster:check
func Ask(zone string) (bool, error) { return false, nil } // want Ask:`^check true$`

// AskErr is silent: of a bool and an error, the error, because it is said.
//
//keymaster:check nil
func AskErr(zone string) (bool, error) { return false, nil } // want AskErr:`^check nil$`

// Moved is silent: a refusal test by a table that nobody sees.
//
//keymaster:refusal
func Moved(err error) bool { return table[err] } // want Moved:`^refusal$`

// MovedCode is silent: the same of a code.
//
//keymaster:refusal
func MovedCode(code int) bool { return codes[code] } // want MovedCode:`^refusal$`

// MovedText is silent: the same of a text.
//
//keymaster:refusal
func MovedText(text string) bool { return texts[text] } // want MovedText:`^refusal$`

// Handle is silent: it has no result to use.
//
//keymaster:refusal
func Handle(err error) { table[err] = true } // want Handle:`^refusal$`

// AnyMoved is silent: variadic.
//
//keymaster:refusal
func AnyMoved(errs ...error) bool { return len(errs) > 0 && table[errs[0]] } // want AnyMoved:`^refusal$`

// Generic is silent: a generic contract.
//
//keymaster:only -- generic
func Generic[T any](zone string, v T) error { return nil } // want Generic:`^only -- generic$`

// A Box is generic.
type Box[T any] struct {
	V T
	//keymaster:check
	Mine bool // want Mine:`^check true$`
}

// Put is silent: a method of a generic type.
//
//keymaster:only -- boxed
func (b *Box[T]) Put(zone string) error { return nil } // want Put:`^only -- boxed$`

// Is is silent: a check of a generic type.
//
//keymaster:check
func (b *Box[T]) Is(zone string) bool { return b != nil } // want Is:`^check true$`

var (
	table = map[error]bool{}
	codes = map[int]bool{}
	texts = map[string]bool{}
)
