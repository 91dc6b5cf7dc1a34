// Channels, goroutines and select.
package oracle

import (
	"errors"
	"sync"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func ChanReceived(s *dns.RRSIG) error {
	ch := make(chan error, 1)
	ch <- s.Sign(nil, nil)
	err := <-ch
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 3
func ChanForgotten(s *dns.RRSIG) error {
	ch := make(chan error, 1)
	ch <- s.Sign(nil, nil)
	return nil
}

// verdict: safe
func ChanRanged(s *dns.RRSIG) error {
	ch := make(chan error, 1)
	ch <- s.Sign(nil, nil)
	close(ch)
	for err := range ch {
		if errors.Is(err, syscall.Errno(9101)) {
			rt.Log("not here")
		}
	}
	return nil
}

// verdict: bad at 4 (known)
func ChanRangedLeavesEarly(s *dns.RRSIG) error {
	ch := make(chan error, 2)
	ch <- nil
	ch <- s.Sign(nil, nil)
	close(ch)
	for err := range ch {
		if err == nil || errors.Is(err, syscall.Errno(9101)) {
			break
		}
	}
	return nil
}

// verdict: safe
func Goroutine(s *dns.RRSIG) error {
	ch := make(chan error)
	go func() { ch <- s.Sign(nil, nil) }()
	err := <-ch
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func GoroutineWaited(s *dns.RRSIG) error {
	var wg sync.WaitGroup
	var err error
	wg.Add(1)
	go func() {
		defer wg.Done()
		err = s.Sign(nil, nil)
	}()
	wg.Wait()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func GoroutineUnderCheck(s *dns.RRSIG) {
	if rt.IsKeyMaster() {
		go s.Sign(nil, nil)
	}
}

// verdict: bad at 3
func SelectMayNotReceive(s *dns.RRSIG) error {
	ch := make(chan error, 1)
	ch <- s.Sign(nil, nil)
	select {
	case err := <-ch:
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	case <-rt.Done(1):
	}
	return nil
}

// verdict: safe
func SelectDefaultNotTaken(s *dns.RRSIG) error {
	ch := make(chan error, 1)
	ch <- s.Sign(nil, nil)
	select {
	case err := <-ch:
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	default:
	}
	return nil
}

// verdict: bad at 9
func SelectGuardsOneClause(s *dns.RRSIG) error {
	select {
	case <-rt.Done(1):
		if !rt.IsKeyMaster() {
			return nil
		}
	default:
	}
	return s.Sign(nil, nil)
}
