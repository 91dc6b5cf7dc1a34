// Refusal tests and what becomes of an error before them.
package oracle

import (
	"errors"
	"fmt"
	"log"
	"slices"
	"strings"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func LookupInMap(s *dns.RRSIG) error {
	refusals := map[syscall.Errno]bool{9101: true}
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && refusals[n] {
		return nil
	}
	return err
}

// verdict: bad at 3
func LookupInMapWithout(s *dns.RRSIG) error {
	refusals := map[syscall.Errno]bool{5: true}
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && refusals[n] {
		return nil
	}
	return err
}

// verdict: safe
func LookupInSlice(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && slices.Contains([]syscall.Errno{5, 9101}, n) {
		return nil
	}
	return err
}

// verdict: safe
var errRefusedHere error = syscall.Errno(9101)

func Sentinel(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, errRefusedHere) {
		return nil
	}
	return err
}

// verdict: bad at 4
var errElsewhere = errors.New("elsewhere")

func SentinelOfOther(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if err == errElsewhere {
		return nil
	}
	return err
}

// verdict: bad at 2
func WrapsOtherCause(s *dns.RRSIG) error {
	err := fmt.Errorf("%w: %v", errors.New("sign"), s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func WrapsTwoCauses(s *dns.RRSIG) error {
	err := fmt.Errorf("%w: %w", errors.New("sign"), s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 2
func UnwrapsJoined(s *dns.RRSIG) error {
	err := errors.Join(s.Sign(nil, nil))
	if errors.Unwrap(err) == syscall.Errno(9101) {
		return nil
	}
	return err
}

// verdict: safe
func UnwrapsWrapped(s *dns.RRSIG) error {
	err := fmt.Errorf("sign: %w", s.Sign(nil, nil))
	if err = errors.Unwrap(err); err == syscall.Errno(9101) {
		return nil
	}
	return err
}

// verdict: unclear
func UnwrapsBare(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Unwrap(err) == syscall.Errno(9101) {
		return nil
	}
	return err
}

// verdict: safe
func PartsOfJoined(s *dns.RRSIG) error {
	joined := errors.Join(errors.New("sign"), s.Sign(nil, nil))
	for _, err := range joined.(interface{ Unwrap() []error }).Unwrap() {
		if err == syscall.Errno(9101) {
			return nil
		}
	}
	return joined
}

// verdict: safe
type wrapperWithIs struct{ cause error }

func (w *wrapperWithIs) Error() string        { return "failed" }
func (w *wrapperWithIs) Is(target error) bool { return w.cause == target }

func WrapperWithIs(s *dns.RRSIG) error {
	var err error = &wrapperWithIs{s.Sign(nil, nil)}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 6
type wrapperWithout struct{ cause error }

func (w *wrapperWithout) Error() string { return "failed" }

func WrapperWithoutUnwrap(s *dns.RRSIG) error {
	var err error = &wrapperWithout{s.Sign(nil, nil)}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 6
type wrapperWithoutText struct{ cause error }

func (w *wrapperWithoutText) Error() string { return "failed" }

func WrapperHidesText(s *dns.RRSIG) error {
	var err error = &wrapperWithoutText{s.Sign(nil, nil)}
	if strings.Contains(err.Error(), "9101") {
		return nil
	}
	return err
}

// verdict: safe
func TextOfSprint(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if err != nil && strings.Contains(fmt.Sprint(err.Error()), "9101") {
		return nil
	}
	return err
}

// verdict: safe
func TextImpliesError(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	text := ""
	if err != nil {
		text = err.Error()
	}
	if strings.Contains(text, "9101") {
		return nil
	}
	return err
}

// verdict: safe
func LookupWithoutTheCode(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && map[syscall.Errno]bool{5: true}[n] {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return errors.New("not here")
	}
	return err
}

// verdict: bad at 2
func WrapsTwiceAndForgets(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	err = &rt.Wrapped{Cause: &rt.Wrapped{Cause: err}}
	rt.Log("done")
	_ = err
}

// verdict: bad at 6
type wrapperOpaque struct{ cause error }

func (w *wrapperOpaque) Error() string { return "failed" }

func UnwrapsOpaque(s *dns.RRSIG) {
	err := error(&wrapperOpaque{s.Sign(nil, nil)})
	rt.Log(errors.Unwrap(err) == syscall.Errno(9101))
}

// verdict: safe
func TextMeansError(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	if strings.Contains(fmt.Sprint(err), "9101") {
		if err == nil {
			s.Sign(nil, nil)
		}
	}
}

// verdict: bad at 4
func helperBlank() error { return nil }

func BlankAndHelper(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	b := errors.Is(err, syscall.Errno(9101)) && helperBlank() == nil
	_ = b
}

// verdict: safe
func helperRead() error { return nil }

func ReadOrHelper(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	b := errors.Is(err, syscall.Errno(9101)) || helperRead() == nil
	if b {
		rt.Log(1)
	}
}

// verdict: safe
func helperLoop() error { return nil }

func LoopAndHelper(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	for errors.Is(err, syscall.Errno(9101)) && helperLoop() == nil {
	}
}

// verdict: unclear
func endsHere() error {
	log.Fatal("not here")
	return nil
}

func EndsWithinCondition(s *dns.RRSIG) {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(9101)) && endsHere() == nil {
		rt.Log(1)
	}
}
