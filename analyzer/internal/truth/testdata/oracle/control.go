// Switches, jumps, loops and iterators.
package oracle

import (
	"errors"
	"slices"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func TagCorrelated(s *dns.RRSIG) error {
	mode := "check"
	if rt.IsKeyMaster() {
		mode = "sign"
	}
	switch mode {
	case "sign":
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 11
func TagFallthrough(s *dns.RRSIG) error {
	mode := "check"
	if rt.IsKeyMaster() {
		mode = "sign"
	}
	switch mode {
	case "check":
		rt.Log("checked")
		fallthrough
	case "sign":
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func TagOverwritten(c0 bool, s *dns.RRSIG) error {
	n := 0
	if c0 {
		n = 1
	}
	if n == 1 && !rt.IsKeyMaster() {
		n = 2
	}
	if n == 1 {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func TypeSwitched(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	switch err := err.(type) {
	case nil:
		return nil
	case syscall.Errno:
		if err == syscall.Errno(9101) {
			return nil
		}
		return err
	default:
		return err
	}
}

// verdict: bad at 2
func TypeSwitchWithoutCode(s *dns.RRSIG) error {
	switch err := s.Sign(nil, nil).(type) {
	case syscall.Errno:
		return err
	}
	return nil
}

// verdict: bad at 10
func BreakOutOfSwitch(s *dns.RRSIG) error {
B:
	switch {
	case rt.Cond(1):
		if rt.Cond(2) {
			break B
		}
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func BreakOutOfLoop(s *dns.RRSIG) error {
L:
	for {
		select {
		case <-rt.Done(1):
			if rt.IsKeyMaster() {
				break L
			}
		default:
			return nil
		}
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func GotoUntilRole(s *dns.RRSIG) error {
again:
	if !rt.IsKeyMaster() {
		if rt.Cond(1) {
			goto again
		}
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 4
func GotoLosesFirst(s *dns.RRSIG) (err error) {
	n := 0
again:
	err = s.Sign(nil, nil)
	n++
	if n < 2 {
		goto again
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func RangeOverValues(s *dns.RRSIG) error {
	for err := range slices.Values([]error{s.Sign(nil, nil)}) {
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	}
	return nil
}

// verdict: safe
func RangeOverLiteral(s *dns.RRSIG) error {
	seq := func(yield func(error) bool) {
		yield(s.Sign(nil, nil))
	}
	for err := range seq {
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
	}
	return nil
}

// verdict: safe
func RangeUnderCheck(s *dns.RRSIG) error {
	seq := func(yield func(int) bool) {
		if rt.IsKeyMaster() {
			yield(1)
		}
	}
	for range seq {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func masters(yield func(int) bool) {
	if !rt.IsKeyMaster() {
		return
	}
	for i := range rt.Items(1) {
		if !yield(i) {
			return
		}
	}
}

func RangeHelperUnderCheck(s *dns.RRSIG) error {
	for range masters {
		if err := s.Sign(nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// verdict: bad at 7
func RangeGuardsAfterYield(s *dns.RRSIG) error {
	seq := func(yield func(int) bool) {
		yield(1)
		rt.IsKeyMaster()
	}
	for range seq {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func RangeTwice(s *dns.RRSIG) (err error) {
	for i := range 2 {
		err = s.Sign(nil, nil)
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
		rt.Log(i)
	}
	return err
}

// verdict: bad at 3
func RangeTwiceLosesFirst(s *dns.RRSIG) (err error) {
	for range 2 {
		err = s.Sign(nil, nil)
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func iteratorForMasters() func(func(int) bool) {
	if !rt.IsKeyMaster() {
		return func(func(int) bool) {}
	}
	return func(yield func(int) bool) {
		yield(1)
	}
}

func RangeMadeUnderCheck(s *dns.RRSIG) error {
	for range iteratorForMasters() {
		s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func LoopKeepsRefusal(s *dns.RRSIG, k *dns.DNSKEY) error {
	err := s.Sign(nil, nil)
	for !rt.Cond(1) {
		if rt.IsKeyMaster() {
			_, err = k.Generate(256)
		}
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}
