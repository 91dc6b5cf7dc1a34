// Function literals: when they are made and when they are called.
package oracle

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: bad at 3
func LiteralEscapes(s *dns.RRSIG) error {
	f := func() error {
		return s.Sign(nil, nil)
	}
	if !rt.IsKeyMaster() {
		return f()
	}
	return nil
}

// verdict: safe
func LiteralCalledUnderCheck(s *dns.RRSIG) error {
	f := func() error {
		return s.Sign(nil, nil)
	}
	if !rt.IsKeyMaster() {
		return nil
	}
	return f()
}

// verdict: bad
func LiteralCalledTwice(s *dns.RRSIG) error {
	f := func() error {
		return s.Sign(nil, nil)
	}
	if rt.IsKeyMaster() {
		return f()
	}
	return f()
}

// verdict: safe
func LiteralMadeUnderCheck(s *dns.RRSIG) error {
	f := func() error { return nil }
	if rt.IsKeyMaster() {
		f = func() error { return s.Sign(nil, nil) }
	}
	return f()
}

// verdict: safe
func LiteralReplacedBeforeCheck(s *dns.RRSIG) error {
	f := func() error { return s.Sign(nil, nil) }
	if rt.Cond(1) {
		f = func() error { return nil }
	}
	if !rt.IsKeyMaster() {
		return nil
	}
	return f()
}

// verdict: bad at 4
func LiteralReplacedWithoutRole(s *dns.RRSIG) error {
	f := func() error { return s.Sign(nil, nil) }
	if !rt.IsKeyMaster() {
		f = func() error { return s.Sign(nil, nil) }
	}
	return f()
}

// verdict: safe
func LiteralSetsError(s *dns.RRSIG) error {
	var err error
	sign := func() { err = s.Sign(nil, nil) }
	sign()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func LiteralSetsErrorNoResult(s *dns.RRSIG) {
	var err error
	sign := func() { err = s.Sign(nil, nil) }
	sign()
	if errors.Is(err, syscall.Errno(9101)) {
		rt.Log("not here")
	}
}

// verdict: bad
func LiteralSetsErrorTwice(s *dns.RRSIG) error {
	var err error
	sign := func() { err = s.Sign(nil, nil) }
	sign()
	sign()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func LiteralSetsFlag(s *dns.RRSIG) error {
	ok := false
	check := func() { ok = rt.IsKeyMaster() }
	check()
	if !ok {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func LiteralTests(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	refused := func() bool { return errors.Is(err, syscall.Errno(9101)) }
	if refused() {
		return nil
	}
	return err
}

// verdict: safe
func LiteralTestsBeforeWrite(s *dns.RRSIG) error {
	var err error
	refused := func() bool { return errors.Is(err, syscall.Errno(9101)) }
	err = s.Sign(nil, nil)
	if refused() {
		return nil
	}
	return err
}

// verdict: safe
func LiteralInCondition(s *dns.RRSIG) error {
	if func() bool { return rt.IsKeyMaster() }() {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func runGuarded(fn func() error) error {
	if !rt.IsKeyMaster() {
		return nil
	}
	return fn()
}

func RunnerGuards(s *dns.RRSIG) error {
	return runGuarded(func() error { return s.Sign(nil, nil) })
}

// verdict: safe
func runGuardedDropped(fn func() error) error {
	if !rt.IsKeyMaster() {
		return nil
	}
	return fn()
}

func RunnerResultDropped(s *dns.RRSIG) {
	runGuardedDropped(func() error { return s.Sign(nil, nil) })
}

// verdict: safe
func runGuardedNested(fn func() error) error {
	if !rt.IsKeyMaster() {
		return nil
	}
	return fn()
}

func RunnerNested(s *dns.RRSIG) error {
	return runGuardedNested(func() error {
		return runGuardedNested(func() error { return s.Sign(nil, nil) })
	})
}

// verdict: bad at 9
func runSometimes(fn func() error) error {
	if rt.Cond(1) {
		return fn()
	}
	return nil
}

func RunnerSometimes(s *dns.RRSIG) error {
	return runSometimes(func() error { return s.Sign(nil, nil) })
}

// verdict: safe
func runTested(fn func() error) error {
	err := fn()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

func RunnerTests(s *dns.RRSIG) error {
	return runTested(func() error { return s.Sign(nil, nil) })
}

// verdict: bad at 11
func runTestedLast(fn func() error) error {
	err := fn()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

func RunnerTestsLastOnly(s *dns.RRSIG) error {
	return runTestedLast(func() error {
		s.Sign(nil, nil)
		return s.Sign(nil, nil)
	})
}

// verdict: bad
func runTwice(fn func() error) error {
	if err := fn(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return fn()
}

func RunnerTestsOneOfTwo(s *dns.RRSIG) error {
	return runTwice(func() error { return s.Sign(nil, nil) })
}

// verdict: safe
func runAny(fn func() error) error { return fn() }

func RunnerCallerTests(s *dns.RRSIG) error {
	err := runAny(func() error { return s.Sign(nil, nil) })
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}
