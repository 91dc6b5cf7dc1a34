// Errors that are kept: structs, slices, maps, pointers.
package oracle

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func setPointer(p *error, s *dns.RRSIG) { *p = s.Sign(nil, nil) }

func PointerSet(s *dns.RRSIG) error {
	var err error
	setPointer(&err, s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 1
func setPointerTwice(p *error, s *dns.RRSIG) { *p = s.Sign(nil, nil) }

func PointerSetTwice(s *dns.RRSIG) error {
	var err error
	setPointerTwice(&err, s)
	setPointerTwice(&err, s)
	if rt.Cond(1) && errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func PointerRead(s *dns.RRSIG) error {
	e := s.Sign(nil, nil)
	p := &e
	if err := *p; errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return e
}

// verdict: bad at 4
func PointerOverwrites(s *dns.RRSIG) error {
	var err error
	p := &err
	err = s.Sign(nil, nil)
	*p = nil
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
type boxCopied struct{ err error }

func StructCopied(s *dns.RRSIG) error {
	a := boxCopied{err: s.Sign(nil, nil)}
	b := a
	if err := b.err; errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return b.err
}

// verdict: bad at 4
type boxPartly struct{ err error }

func StructTestedPartly(s *dns.RRSIG) error {
	b := &boxPartly{err: s.Sign(nil, nil)}
	if rt.Cond(1) {
		return nil
	}
	if errors.Is(b.err, syscall.Errno(9101)) {
		return nil
	}
	return b.err
}

// verdict: bad at 4
type boxOther struct{ err error }

func StructOtherInstance(s *dns.RRSIG) error {
	a, b := &boxOther{err: s.Sign(nil, nil)}, &boxOther{}
	if errors.Is(b.err, syscall.Errno(9101)) {
		return nil
	}
	return a.err
}

// verdict: safe
type boxMade struct{ err error }

func makeBox(s *dns.RRSIG) boxMade { return boxMade{err: s.Sign(nil, nil)} }

func StructReturned(s *dns.RRSIG) error {
	b := makeBox(s)
	if err := b.err; errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return b.err
}

// verdict: bad at 2 (known)
func MapOtherKey(s *dns.RRSIG) error {
	m := map[string]error{"b": s.Sign(nil, nil)}
	if errors.Is(m["a"], syscall.Errno(9101)) {
		return nil
	}
	return m["b"]
}

// verdict: safe (known)
func MapCommaOk(s *dns.RRSIG) error {
	m := map[string]error{}
	m["a"] = s.Sign(nil, nil)
	if err, ok := m["a"]; ok {
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	}
	return nil
}

// verdict: safe
func SliceRange(s *dns.RRSIG) error {
	errs := []error{nil}
	errs = append(errs, s.Sign(nil, nil))
	for _, err := range errs {
		if errors.Is(err, syscall.Errno(9101)) {
			rt.Log("not here")
		}
	}
	return nil
}

// verdict: bad at 2 (known)
func SliceRangeLeavesEarly(s *dns.RRSIG) error {
	errs := []error{rt.Err(), s.Sign(nil, nil)}
	for _, err := range errs {
		if err == nil {
			return nil
		}
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	}
	return nil
}

// verdict: bad at 2
func SliceOtherElement(s *dns.RRSIG) error {
	errs := []error{s.Sign(nil, nil), nil}
	if errors.Is(errs[1], syscall.Errno(9101)) {
		return nil
	}
	return errs[0]
}

// verdict: safe
func SliceJoined(s *dns.RRSIG) error {
	var errs []error
	errs = append(errs, s.Sign(nil, nil))
	err := errors.Join(errs...)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 7
type boxPassed struct{ err error }

func refusedMaster(b *boxPassed) bool {
	return rt.IsKeyMaster() && errors.Is(b.err, syscall.Errno(9101))
}
func StructPassedTestedPartly(s *dns.RRSIG) error {
	b := &boxPassed{err: s.Sign(nil, nil)}
	if refusedMaster(b) {
		return nil
	}
	return b.err
}

// verdict: safe
func reportOrSign(p *error, s *dns.RRSIG) {
	if err := *p; errors.Is(err, syscall.Errno(9101)) {
		if rt.IsKeyMaster() {
			s.Sign(nil, nil)
		}
	}
}

func PointerTestedInHelper(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	reportOrSign(&err, s)
}

// verdict: bad at 6 (known)
func RangeOverNothing(s *dns.RRSIG) error {
	var errs []error
	for range errs {
		s.Sign(nil, nil)
	}
	return s.Sign(nil, nil)
}

// verdict: safe
type boxSelf struct{ err error }

func SelfStored(s *dns.RRSIG) error {
	b := &boxSelf{}
	for rt.Cond(1) {
		b.err = b.err
	}
	if b.err == nil && !rt.IsKeyMaster() {
		return nil
	}
	return s.Sign(nil, nil)
}

type boxed struct{ err error }

func makeBoxed(s *dns.RRSIG) *boxed { return &boxed{err: s.Sign(nil, nil)} }

func reportBoxed(p *error) {}

// What escapes is followed by the name of its field, and another box's field of this name is tested.
//
// verdict: bad at -6 (known)
func BoxOfOtherRefusal(s *dns.RRSIG) error {
	made := makeBoxed(s)
	own := boxed{err: s.Sign(nil, nil)}
	if errors.Is(own.err, syscall.Errno(9101)) {
		return nil
	}
	defer reportBoxed(&made.err)
	return nil
}
