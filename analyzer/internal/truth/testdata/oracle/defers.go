// Deferred calls, named results, panics and their recovery.
package oracle

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: bad at 7
func DeferOnSomePaths(c0 bool, s *dns.RRSIG) (err error) {
	if c0 {
		defer func() {
			rt.Log(errors.Is(err, syscall.Errno(9101)))
		}()
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 10
func DeferOverwritesFirst(s *dns.RRSIG) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	defer func() {
		err = errors.New("failed")
	}()
	return s.Sign(nil, nil)
}

// verdict: safe
func DeferOverwritesAfter(s *dns.RRSIG) (err error) {
	defer func() {
		err = errors.New("failed")
	}()
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			rt.Log("not here")
		}
	}()
	return s.Sign(nil, nil)
}

// verdict: safe
func DeferWraps(s *dns.RRSIG) (n int, err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	defer func() {
		err = fmt.Errorf("sign: %w", err)
	}()
	return 1, s.Sign(nil, nil)
}

// verdict: bad at 10
func DeferWrapsForIdentity(s *dns.RRSIG) (n int, err error) {
	defer func() {
		if err == syscall.Errno(9101) {
			err = nil
		}
	}()
	defer func() {
		err = fmt.Errorf("sign: %w", err)
	}()
	return 1, s.Sign(nil, nil)
}

// verdict: safe
func reportDeferred(p *error) {
	if err := *p; errors.Is(err, syscall.Errno(9101)) {
		rt.Log("not here")
	}
}

func DeferHelper(s *dns.RRSIG) (err error) {
	defer reportDeferred(&err)
	return s.Sign(nil, nil)
}

// verdict: safe
func DeferUnderCheck(s *dns.RRSIG) {
	if !rt.IsKeyMaster() {
		return
	}
	defer s.Sign(nil, nil)
}

// verdict: bad at 2
func DeferBeforeCheck(s *dns.RRSIG) {
	defer s.Sign(nil, nil)
	if !rt.IsKeyMaster() {
		return
	}
}

// verdict: bad at 7
func ExitSkipsDefer(s *dns.RRSIG) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	err = s.Sign(nil, nil)
	if err != nil {
		os.Exit(1)
	}
	return err
}

// verdict: safe
func GoexitRunsDefer(s *dns.RRSIG) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	err = s.Sign(nil, nil)
	if err != nil {
		runtime.Goexit()
	}
	return err
}

// verdict: safe
func PanicRunsDefer(s *dns.RRSIG) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	err = s.Sign(nil, nil)
	if err != nil {
		panic("failed")
	}
	return err
}

// verdict: safe
func RecoverDoesNotGoOn(s *dns.RRSIG) error {
	defer func() {
		recover()
	}()
	if !rt.IsKeyMaster() {
		panic("not here")
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 4
func RecoverThenSign(s *dns.RRSIG) error {
	defer func() {
		if r := recover(); r != nil {
			s.Sign(nil, nil)
		}
	}()
	if !rt.IsKeyMaster() {
		panic("not here")
	}
	return nil
}

// verdict: bad at 12
func mustHold() {
	defer func() {
		recover()
	}()
	if !rt.IsKeyMaster() {
		panic("not here")
	}
}

func RecoveredHelperGuardsNothing(s *dns.RRSIG) error {
	mustHold()
	return s.Sign(nil, nil)
}

// verdict: safe
func PanicCarriesError(s *dns.RRSIG) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	if e := s.Sign(nil, nil); e != nil {
		panic(e)
	}
	return nil
}

// verdict: safe
func DeferDependsOnResult(s *dns.RRSIG) (err error) {
	defer func() {
		if err != nil {
			s.Sign(nil, nil)
		}
	}()
	if !rt.IsKeyMaster() {
		return nil
	}
	return errors.New("failed")
}

// verdict: safe
func DeferInDefer(s *dns.RRSIG) (err error) {
	defer func() {
		if err != nil {
			defer s.Sign(nil, nil)
		}
	}()
	if !rt.IsKeyMaster() {
		return nil
	}
	return errors.New("failed")
}
