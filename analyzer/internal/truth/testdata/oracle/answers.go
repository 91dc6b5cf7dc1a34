// Cases in which it matters what an error is known to be: asked twice, fresh, wrapped, or made by a
// helper. They were disagreements once.
package oracle

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func WrapsNil(s *dns.RRSIG) {
	var cause error
	err := fmt.Errorf("w: %w", cause)
	if errors.Is(err, syscall.Errno(9101)) {
		s.Sign(nil, nil)
	}
}

// verdict: safe
func isTheCode(err error) bool { return err == syscall.Errno(9101) }

func AskedTwiceByHelper(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if !isTheCode(err) {
		return nil
	}
	if isTheCode(err) {
		return nil
	}
	s.Sign(nil, nil)
	return nil
}

// verdict: safe
func freshError() error { return errors.New("no role") }

func FreshThroughHelper(s *dns.RRSIG) error {
	err := freshError()
	if err == syscall.Errno(9101) {
		s.Sign(nil, nil)
	}
	return err
}

// verdict: bad at 2
func wrapsResult(s *dns.RRSIG) error {
	return fmt.Errorf("w: %w", s.Sign(nil, nil))
}

func WrappedIsNotTheCode(s *dns.RRSIG) error {
	if wrapsResult(s) == syscall.Errno(9101) {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 7
func endsBeforeTest(err error) bool {
	log.Fatal("no")
	return errors.Is(err, syscall.Errno(9101))
}

func EndsBeforeTest(s *dns.RRSIG) error {
	if endsBeforeTest(s.Sign(nil, nil)) {
		rt.Log(1)
	}
	return nil
}

// verdict: bad at 10
func onceOnly(fn func() error) error {
	if err := fn(); err != nil {
		return nil
	}
	return fn()
}

func SecondCallNeverComes(s *dns.RRSIG) {
	onceOnly(func() error {
		s.Sign(nil, nil)
		return errors.New("always")
	})
}

// verdict: bad at 3
func OverwrittenByItsWrapper(s *dns.RRSIG) error {
	m := map[string]error{}
	m["a"] = s.Sign(nil, nil)
	m["a"] = &rt.Wrapped{Cause: m["a"]}
	if m["a"] == syscall.Errno(9101) {
		return nil
	}
	return m["a"]
}

// verdict: safe
func SwapsFunctions(s *dns.RRSIG) error {
	f := func() error { return s.Sign(nil, nil) }
	if rt.Cond(1) {
		f = func() error { return nil }
	}
	if err := f(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: bad at 6
func AssertedWhenJoined(s *dns.RRSIG) (err error) {
	defer func() {
		_, ok := err.(syscall.Errno)
		rt.Log(ok)
	}()
	err = s.Sign(nil, nil)
	return errors.Join(err, err)
}

// verdict: safe
func AsOtherThenText(s *dns.RRSIG, k *dns.DNSKEY) error {
	_, err := k.Generate(256)
	var n syscall.Errno
	if errors.As(err, &n) {
		if n != 9101 {
			if strings.Contains(err.Error(), "9101") {
				return s.Sign(nil, nil)
			}
		}
	}
	return nil
}

// verdict: safe
func isTheCodeFound(e error) bool { return errors.Is(e, syscall.Errno(9101)) }

func AsTypeThenHelper(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if n, ok := errors.AsType[syscall.Errno](err); ok && n == 9101 {
		if !isTheCodeFound(err) {
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: safe
func signTested(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

func AsAfterHelper(s *dns.RRSIG) error {
	err := signTested(s)
	var n syscall.Errno
	if errors.As(err, &n) && n == 9101 {
		return s.Sign(nil, nil)
	}
	return err
}

// verdict: safe
func AsThenCases(s *dns.RRSIG, srv *rt.Server) error {
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && n == 9101 {
		switch {
		case strings.Contains(err.Error(), "9101"):
		case srv.KeyMasterServer == rt.Hostname, err != syscall.Errno(9101):
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: bad at 6
func AsJoined(s *dns.RRSIG) error {
	err := errors.Join(syscall.Errno(5), s.Sign(nil, nil))
	var n syscall.Errno
	if errors.As(err, &n) && n != 9101 {
		if errors.Is(err, syscall.Errno(9101)) {
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: safe
func AssertedThenCompared(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if n, ok := err.(syscall.Errno); ok && n == 9101 {
		if err != syscall.Errno(9101) {
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: bad at 6
func AsBehindText(s *dns.RRSIG) error {
	err := fmt.Errorf("9101: %w", s.Sign(nil, nil))
	var n syscall.Errno
	if errors.As(err, &n) && n != 9101 {
		if strings.Contains(err.Error(), "9101") {
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: bad at 9
func AsOfUnnamedCode(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(5)) {
		return nil
	}
	var n syscall.Errno
	if errors.As(err, &n) {
		if n != 9101 {
			return s.Sign(nil, nil)
		}
	}
	return nil
}

// verdict: safe
func TextTwice(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if !(err != nil && strings.Contains(err.Error(), "9101")) {
		return nil
	}
	if strings.Contains(err.Error(), "9101") {
		return nil
	}
	return s.Sign(nil, nil)
}

// What importers may ask of an error leaves room for what the function asks itself.
//
// verdict: bad at 5
func AsksMoreThanImporters(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	n, ok := err.(syscall.Errno)
	_, _ = n, ok
	s.Sign(nil, nil)
	says := err != nil && strings.Contains(err.Error(), "9101")
	if says {
		if err != syscall.Errno(5) {
			panic("no")
		}
		s.Sign(nil, nil)
	}
	return nil
}

// What other functions ask leaves room, too.
//
// verdict: safe
func asksEight(err error) {
	for n := range 8 {
		switch err {
		case syscall.Errno(10), syscall.Errno(11), syscall.Errno(12), syscall.Errno(13),
			syscall.Errno(14), syscall.Errno(15), syscall.Errno(16), syscall.Errno(17):
			rt.Log(n)
		}
	}
}

func AsksAfterOthers(s *dns.RRSIG) error {
	asksEight(rt.Err())
	err := rt.Err()
	if errors.Is(err, syscall.Errno(5)) && !rt.IsKeyMaster() {
		return nil
	}
	if err == syscall.Errno(5) {
		return s.Sign(nil, nil)
	}
	return nil
}
