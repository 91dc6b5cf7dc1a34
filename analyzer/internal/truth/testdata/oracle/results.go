// Results, parameters, methods and recursion.
package oracle

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func standing() string {
	if rt.IsKeyMaster() {
		return "master"
	}
	return "replica"
}

func StringResult(s *dns.RRSIG) error {
	if standing() != "master" {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 12
func standingOrNot() string {
	if rt.IsKeyMaster() {
		return "master"
	}
	return "replica"
}

func StringResultOther(s *dns.RRSIG) error {
	if standingOrNot() == "unknown" {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func sorted(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, syscall.Errno(9101)):
		return 2
	}
	return 1
}

func KindOfError(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if sorted(err) == 2 {
		return nil
	}
	return err
}

// verdict: safe
func checked() (bool, error) {
	if !rt.IsKeyMaster() {
		return false, nil
	}
	return true, nil
}

func BoolAndError(s *dns.RRSIG) error {
	ok, err := checked()
	if err != nil || !ok {
		return err
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 12
func checkedToo() (bool, error) {
	if !rt.IsKeyMaster() {
		return false, nil
	}
	return true, nil
}

func BoolAndErrorNil(s *dns.RRSIG) error {
	if _, err := checkedToo(); err != nil {
		return err
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 6
func testedInResult(err error) (bool, error) {
	return errors.Is(err, syscall.Errno(9101)), err
}

func TestThrownAwayInTuple(s *dns.RRSIG) error {
	_, err := testedInResult(s.Sign(nil, nil))
	return err
}

// verdict: safe
func counted(s *dns.RRSIG) (int, error) { return 1, s.Sign(nil, nil) }

func CountAndError(s *dns.RRSIG) error {
	_, err := counted(s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 10
func forced(force bool, s *dns.RRSIG) error {
	if !force && !rt.IsKeyMaster() {
		return nil
	}
	return s.Sign(nil, nil)
}

func ParameterDecides(s *dns.RRSIG) {
	forced(false, s)
	forced(true, s)
}

// verdict: safe
func byMode(mode string, s *dns.RRSIG) error {
	if mode == "sign" {
		return s.Sign(nil, nil)
	}
	return nil
}

func ModeUnderCheck(s *dns.RRSIG) error {
	mode := "check"
	if rt.IsKeyMaster() {
		mode = "sign"
	}
	return byMode(mode, s)
}

// verdict: safe
type jobChecked struct {
	s  *dns.RRSIG
	ok bool
}

func (j *jobChecked) check() { j.ok = rt.IsKeyMaster() }

func MethodSetsRole(s *dns.RRSIG) error {
	j := &jobChecked{s: s}
	j.check()
	if !j.ok {
		return nil
	}
	return j.s.Sign(nil, nil)
}

// verdict: bad at 6
type jobPartly struct {
	s   *dns.RRSIG
	err error
}

func (j *jobPartly) run() { j.err = j.s.Sign(nil, nil) }

func MethodTestedPartly(s *dns.RRSIG) error {
	j := &jobPartly{s: s}
	j.run()
	if rt.Cond(1) {
		return nil
	}
	if errors.Is(j.err, syscall.Errno(9101)) {
		return nil
	}
	return j.err
}

// verdict: bad at 6
type jobOther struct {
	s   *dns.RRSIG
	err error
}

func (j *jobOther) run()          { j.err = j.s.Sign(nil, nil) }
func (j *jobOther) refused() bool { return j.err == syscall.Errno(9101) }

func MethodOfOtherInstance(s *dns.RRSIG) error {
	a, b := &jobOther{s: s}, &jobOther{s: s}
	a.run()
	if b.refused() {
		return nil
	}
	return a.err
}

// verdict: safe
func descend(n int, s *dns.RRSIG) error {
	if n == 0 {
		return s.Sign(nil, nil)
	}
	if !rt.IsKeyMaster() {
		return nil
	}
	return descend(n-1, s)
}

func RecursionGuarded(s *dns.RRSIG) error { return descend(2, s) }

// verdict: bad at 3
func descendToo(s *dns.RRSIG) error {
	if rt.Cond(1) {
		return s.Sign(nil, nil)
	}
	return descendToo(s)
}

func RecursionUnguarded(s *dns.RRSIG) error { return descendToo(s) }

// verdict: safe
func anyRefused(errs ...error) bool {
	for _, err := range errs {
		if errors.Is(err, syscall.Errno(9101)) {
			return true
		}
	}
	return false
}

func Variadic(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if anyRefused(nil, err) {
		return nil
	}
	return err
}

// verdict: bad at 11
func descendSome(n int, s *dns.RRSIG) error {
	if n == 0 {
		return s.Sign(nil, nil)
	}
	if !rt.IsKeyMaster() {
		return nil
	}
	return descendSome(n-1, s)
}

func RecursionFirstUnguarded(s *dns.RRSIG) error { return descendSome(rt.Count(1), s) }
