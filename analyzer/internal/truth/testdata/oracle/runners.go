// Functions of other packages that run what they are given; names are as in packages.go.
package oracle

import (
	"errors"
	"os"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func ForeignWrapperOfCheckThatExits(s *dns.RRSIG) error {
	f := h1WrapZ4(func() error {
		if !rt.IsKeyMaster() {
			os.Exit(1)
		}
		return nil
	})
	_ = f()
	return s.Sign(nil, nil)
}

func h1WrapZ4(fn func() error) func() error {
	return func() error {
		err := fn()
		return err
	}
}

// verdict: bad at 8
func h1WrapZ5(fn func() error) func() error {
	return func() error {
		return fn()
	}
}

func ForeignWrappersOfPanic(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	outer := h1WrapZ5(func() error {
		inner := h1WrapZ5(func() error {
			panic("no")
		})
		inner()
		return nil
	})
	outer()
	if errors.Is(err, syscall.Errno(9101)) {
	}
	return nil
}

// verdict: bad at 16
func h1WrapZ6(fn func() error) error {
	if rt.Cond(1) {
		return fn()
	}
	return nil
}

func ForeignRunnerMayNotRun(s *dns.RRSIG) error {
	f := func() error {
		if !rt.IsKeyMaster() {
			os.Exit(1)
		}
		return nil
	}
	if h1WrapZ6(f) == nil {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func h1WrapZ7(fn func() error) bool {
	if rt.Cond(1) {
		return fn() != nil
	}
	return true
}

func ForeignRunnerTellsThatItRan(s *dns.RRSIG) error {
	if !h1WrapZ7(func() error {
		if !rt.IsKeyMaster() {
			os.Exit(1)
		}
		return nil
	}) {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func h2HandleZ8(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if !(err != nil && errors.Is(err, syscall.Errno(9101))) {
		return err
	}
	return nil
}

func h1PerformZ8(s *dns.RRSIG) error {
	if err := h2HandleZ8(s); err != nil {
		return &rt.Wrapped{Cause: err}
	}
	return nil
}

func ForeignErrorAfterHandled(s *dns.RRSIG) error {
	if errors.Is(h1PerformZ8(s), syscall.Errno(9101)) {
		s.Sign(nil, nil)
	}
	return nil
}
