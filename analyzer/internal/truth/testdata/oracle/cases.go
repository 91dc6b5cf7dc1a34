// Cases with known verdicts for the execution oracle itself. The word after
// "verdict" is what docs/rule.md says, worked out by hand; "at" gives the lines of
// the reports, counted from the first line of the case.
package oracle

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: bad at 2
func Plain(s *dns.RRSIG) {
	s.Sign(nil, nil)
}

// verdict: bad at 2
func Returned(s *dns.RRSIG) error {
	return s.Sign(nil, nil)
}

// verdict: safe
func Guarded(s *dns.RRSIG) error {
	if !rt.IsKeyMaster() {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 3
func IgnoredCheck(s *dns.RRSIG) error {
	rt.IsKeyMaster()
	return s.Sign(nil, nil)
}

// verdict: bad at 3
func Inverted(s *dns.RRSIG) error {
	if !rt.IsKeyMaster() {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func Correlated(c0 bool, s *dns.RRSIG) {
	if c0 {
		if rt.RequireKeyMaster() != nil {
			return
		}
	}
	rt.Log("between")
	if c0 {
		s.Sign(nil, nil)
	}
}

// verdict: bad at 8
func NotCorrelated(c0, c1 bool, s *dns.RRSIG) {
	if c0 {
		if rt.RequireKeyMaster() != nil {
			return
		}
	}
	if c1 {
		s.Sign(nil, nil)
	}
}

// verdict: bad at 8
func FreshCondition(s *dns.RRSIG) {
	if rt.Cond(1) {
		if !rt.IsKeyMaster() {
			return
		}
	}
	if rt.Cond(1) {
		s.Sign(nil, nil)
	}
}

// verdict: safe
func Handled(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 2
func HandledOnSomePaths(c0 bool, s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if c0 && errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func ErrFirst(s *dns.RRSIG) error {
	if err := s.Sign(nil, nil); err != nil {
		if err == syscall.Errno(9101) {
			return nil
		}
		return err
	}
	return nil
}

// verdict: bad at 2
func NilSide(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if err == nil && errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 2
func OtherCode(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(5)) {
		return nil
	}
	return err
}

// verdict: safe
func SwitchErr(s *dns.RRSIG) error {
	switch err := s.Sign(nil, nil); err {
	case nil, syscall.Errno(5):
		return nil
	case syscall.Errno(9101):
		return errors.New("not here")
	default:
		return err
	}
}

// verdict: bad at 2
func Overwritten(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	err = rt.Err()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func WrappedIs(s *dns.RRSIG) error {
	err := fmt.Errorf("sign: %w", s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 2
func WrappedEq(s *dns.RRSIG) error {
	err := fmt.Errorf("sign: %w", s.Sign(nil, nil))
	if err == syscall.Errno(9101) {
		return nil
	}
	return err
}

// verdict: bad at 2
func IdentityLost(s *dns.RRSIG) error {
	err := fmt.Errorf("sign: %v", s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func TextKept(s *dns.RRSIG) error {
	err := fmt.Errorf("sign: %v", s.Sign(nil, nil))
	if strings.Contains(err.Error(), "9101") {
		return nil
	}
	return err
}

// verdict: safe
func Joined(s *dns.RRSIG, k *dns.DNSKEY) error {
	_, err := k.Generate(256)
	err = errors.Join(err, s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func AsThenCompare(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) && n == 9101 {
		return nil
	}
	return err
}

// verdict: bad at 2
func AsWithoutCompare(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	var n syscall.Errno
	if errors.As(err, &n) {
		return nil
	}
	return err
}

// verdict: bad at 3
func TestThrownAway(s *dns.RRSIG) error {
	rt.Log("start")
	err := s.Sign(nil, nil)
	_ = errors.Is(err, syscall.Errno(9101))
	return err
}

// verdict: unclear
func TestReadOnSomePaths(c0 bool, s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	refused := errors.Is(err, syscall.Errno(9101))
	if c0 && refused {
		return nil
	}
	return err
}

// verdict: safe
func FlagOnBranches(c0, c1 bool, s *dns.RRSIG) error {
	ok := false
	if c0 {
		ok = rt.IsKeyMaster()
	} else if c1 {
		ok = rt.RequireKeyMaster() == nil
	}
	if ok {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 2
func FatalWithoutTest(s *dns.RRSIG) {
	if err := s.Sign(nil, nil); err != nil {
		log.Fatal(err)
	}
}

// verdict: safe
func ExitWithoutRole(s *dns.RRSIG) error {
	if ok, err := rt.CheckKeyMaster(); err != nil || !ok {
		os.Exit(1)
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 3
func NilErrorAlone(s *dns.RRSIG) error {
	if _, err := rt.CheckKeyMaster(); err == nil {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 3
func LoopLoses(s *dns.RRSIG) (err error) {
	for rt.Cond(1) {
		err = s.Sign(nil, nil)
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func LoopContinue(s *dns.RRSIG, srv *rt.Server) {
	for range rt.Items(1) {
		if !srv.IsKeyMaster {
			continue
		}
		s.Sign(nil, nil)
	}
}

// verdict: bad at 6
func Fallthrough(n string, s *dns.RRSIG) {
	switch {
	case rt.Cond(1):
		fallthrough
	case rt.Role() == rt.RoleKeyMaster:
		s.Sign(nil, nil)
	}
}

// verdict: bad at 2
func helperAllBad(s *dns.RRSIG) error {
	return s.Sign(nil, nil)
}

func HelperAllBad(s *dns.RRSIG) error { return helperAllBad(s) }

// verdict: bad at 9
func helperSomeBad(s *dns.RRSIG) error {
	return s.Sign(nil, nil)
}

func HelperSomeBad(c0 bool, s *dns.RRSIG) error {
	if c0 && rt.IsKeyMaster() {
		return helperSomeBad(s)
	}
	if err := helperSomeBad(s); err != nil {
		return err
	}
	if err := helperSomeBad(s); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func isRefusal(err error) bool { return errors.Is(err, syscall.Errno(9101)) }

func HelperTests(s *dns.RRSIG) error {
	if err := s.Sign(nil, nil); isRefusal(err) {
		return nil
	}
	return nil
}

// verdict: bad at 4
func isRefusalIgnored(err error) bool { return errors.Is(err, syscall.Errno(9101)) }

func HelperTestIgnored(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	isRefusalIgnored(err)
	return err
}

// verdict: safe
func DeferredTest(s *dns.RRSIG) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = nil
		}
	}()
	return s.Sign(nil, nil)
}
