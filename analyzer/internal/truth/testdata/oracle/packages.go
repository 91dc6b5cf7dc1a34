// Helpers in other packages: names that start with h1 to h4 are in packages of another module,
// those with p1 to p4 in the module of what is judged.
package oracle

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: bad at 3
func h1PerformA(s *dns.RRSIG) error { return s.Sign(nil, nil) }

func ForeignBare(s *dns.RRSIG) error { return h1PerformA(s) }

// verdict: bad at 8
func h2PerformB(s *dns.RRSIG) error { return s.Sign(nil, nil) }
func h1PerformB(s *dns.RRSIG) error { return h2PerformB(s) }

func ForeignSomeCallers(s *dns.RRSIG) error {
	if rt.IsKeyMaster() {
		return h1PerformB(s)
	}
	err := h1PerformB(s)
	rt.Log(err)
	return err
}

// verdict: bad at 7
func h1PerformC(c bool, s *dns.RRSIG) error {
	if c && rt.IsKeyMaster() {
		return nil
	}
	return s.Sign(nil, nil)
}
func performC(s *dns.RRSIG) error { return h1PerformC(true, s) }

func ForeignBelowHelper(s *dns.RRSIG) error { return performC(s) }

// verdict: safe
func h4CheckD() bool { return rt.IsKeyMaster() }
func h3CheckD() bool { return h4CheckD() }
func h2CheckD() error {
	if !h3CheckD() {
		return errors.New("no role")
	}
	return nil
}
func h1CheckD() bool { return h2CheckD() == nil }

func ForeignCheckFourDeep(s *dns.RRSIG) error {
	if !h1CheckD() {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 8
func h2CheckE() bool { return rt.IsKeyMaster() }
func h1CheckE() bool { return h2CheckE() || rt.Cond(1) }

func ForeignCheckTooWeak(s *dns.RRSIG) error {
	if !h1CheckE() {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func h2MustF() {
	if !rt.IsKeyMaster() {
		os.Exit(1)
	}
}
func h1MustF() { h2MustF() }

func ForeignRequire(s *dns.RRSIG) error {
	h1MustF()
	return s.Sign(nil, nil)
}

// verdict: safe
func h1FailG() { panic("no role") }

func ForeignNeverReturns(s *dns.RRSIG) error {
	if !rt.IsKeyMaster() {
		h1FailG()
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func h2WrapH(e error) error {
	if e == nil {
		return nil
	}
	return fmt.Errorf("sign: %w", e)
}
func h1PerformH(s *dns.RRSIG) error { return h2WrapH(s.Sign(nil, nil)) }

func ForeignWrap(s *dns.RRSIG) error {
	err := h1PerformH(s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 9
func h1PerformI(s *dns.RRSIG) error {
	if err := s.Sign(nil, nil); err != nil {
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

func ForeignText(s *dns.RRSIG) error {
	err := h1PerformI(s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 4
func h1DropJ(s *dns.RRSIG) { s.Sign(nil, nil) }

func ForeignDrop(s *dns.RRSIG) {
	h1DropJ(s)
}

// verdict: safe
func h2TestK(e error) bool { return errors.Is(e, syscall.Errno(9101)) }
func h1TestK(e error) bool { return e != nil && h2TestK(e) }

func ForeignTest(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1TestK(err) {
		return nil
	}
	return err
}

// verdict: safe
func h1TranslateL(e error) error {
	if errors.Is(e, syscall.Errno(9101)) {
		return errors.New("not here")
	}
	return e
}

func ForeignTranslate(s *dns.RRSIG) error { return h1TranslateL(s.Sign(nil, nil)) }

// verdict: safe
func h2WithM(fn func() error) error {
	if !rt.IsKeyMaster() {
		return errors.New("no role")
	}
	return fn()
}
func h1WithM(fn func() error) error { return h2WithM(fn) }

func ForeignRunner(s *dns.RRSIG) error {
	return h1WithM(func() error { return s.Sign(nil, nil) })
}

// verdict: bad at 9
func h1WithN(fn func() error) error {
	if rt.Cond(1) && !rt.IsKeyMaster() {
		return errors.New("no role")
	}
	return fn()
}

func ForeignRunnerTooWeak(s *dns.RRSIG) error {
	return h1WithN(func() error { return s.Sign(nil, nil) })
}

// verdict: safe
func h1WrapO(fn func() error) func() error {
	return func() error {
		if !rt.IsKeyMaster() {
			return errors.New("no role")
		}
		return fn()
	}
}

func ForeignMiddleware(s *dns.RRSIG) error {
	run := h1WrapO(func() error { return s.Sign(nil, nil) })
	return run()
}

// verdict: safe
func h1WalkP(n int, s *dns.RRSIG) error {
	if n <= 0 {
		return s.Sign(nil, nil)
	}
	return h1_backP(n-1, s)
}
func h1_backP(n int, s *dns.RRSIG) error {
	if err := h1WalkP(n, s); err != nil {
		return fmt.Errorf("%d: %w", n, err)
	}
	return nil
}

func ForeignRecursion(s *dns.RRSIG) error {
	err := h1WalkP(rt.Count(1), s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 8
func h1WalkQ(n int, s *dns.RRSIG) error {
	if n <= 0 || !rt.IsKeyMaster() && rt.Cond(1) {
		return s.Sign(nil, nil)
	}
	return h1WalkQ(n-1, s)
}

func ForeignRecursionLost(s *dns.RRSIG) error { return h1WalkQ(rt.Count(1), s) }

// verdict: safe
type h1ZoneR struct{ S *dns.RRSIG }

func (z *h1ZoneR) h1Held() bool  { return rt.IsKeyMaster() }
func (z *h1ZoneR) h1Sign() error { return z.S.Sign(nil, nil) }

func ForeignMethods(s *dns.RRSIG) error {
	z := &h1ZoneR{S: s}
	if !z.h1Held() {
		return nil
	}
	return z.h1Sign()
}

// verdict: bad at 8
func h1DoS[T any](fn func() (T, error)) (T, error) { return fn() }

func ForeignGeneric(s *dns.RRSIG) error {
	if rt.Cond(1) && !rt.IsKeyMaster() {
		return nil
	}
	_, err := h1DoS(func() (int, error) {
		return 0, s.Sign(nil, nil)
	})
	return err
}

// verdict: safe
type h1FaultT struct{ Err error }

func (f *h1FaultT) Error() string { return "fault" }
func (f *h1FaultT) Unwrap() error { return f.Err }

func h1PerformT(s *dns.RRSIG) error {
	if err := s.Sign(nil, nil); err != nil {
		return &h1FaultT{Err: err}
	}
	return nil
}

func ForeignFault(s *dns.RRSIG) error {
	err := h1PerformT(s)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
type h1ReportU struct{ Err error }

func h1AttemptU(s *dns.RRSIG) h1ReportU { return h1ReportU{Err: s.Sign(nil, nil)} }

func ForeignStruct(s *dns.RRSIG) error {
	r := h1AttemptU(s)
	if errors.Is(r.Err, syscall.Errno(9101)) {
		return nil
	}
	return r.Err
}

// verdict: safe
func p1PerformV(s *dns.RRSIG) error { return s.Sign(nil, nil) }

func SameModuleIsItsOwn(s *dns.RRSIG) error {
	if rt.IsKeyMaster() {
		return s.Sign(nil, nil)
	}
	return p1PerformV(s)
}

// verdict: bad at 8
func p1CheckW() bool                { return rt.IsKeyMaster() && rt.Cond(1) }
func p1WithW(fn func() error) error { return fn() }

func SameModuleRunner(s *dns.RRSIG) error {
	if p1CheckW() {
		return s.Sign(nil, nil)
	}
	return p1WithW(func() error { return s.Sign(nil, nil) })
}

// verdict: bad at 8
type h1LockX struct{ ok bool }

func (l *h1LockX) h1Check() { l.ok = rt.IsKeyMaster() }

func ForeignStateIgnored(s *dns.RRSIG) error {
	l := new(h1LockX)
	l.h1Check()
	return s.Sign(nil, nil)
}

// verdict: safe
func h2StandingY() string {
	if rt.IsKeyMaster() {
		return "master"
	}
	if rt.Cond(1) {
		return "other"
	}
	return "replica"
}
func h1StandingY() string { return h2StandingY() }

func ForeignWord(s *dns.RRSIG) error {
	switch h1StandingY() {
	case "master":
		return s.Sign(nil, nil)
	case "none":
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 10
func h1StandingZ() string {
	if rt.IsKeyMaster() {
		return "master"
	}
	return "replica"
}

func ForeignWrongWord(s *dns.RRSIG) error {
	if h1StandingZ() == "replica" {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
type h1RoleA int

const (
	h1ReplicaA h1RoleA = iota
	h1MasterA
)

func h1WhichA() (h1RoleA, error) {
	if rt.IsKeyMaster() {
		return h1MasterA, nil
	}
	return h1ReplicaA, nil
}

func ForeignEnum(s *dns.RRSIG) error {
	role, err := h1WhichA()
	if err != nil {
		return err
	}
	if role != h1MasterA {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func h1SortB(e error) string {
	if errors.Is(e, syscall.Errno(9101)) {
		return "refused"
	}
	return ""
}

func ForeignSort(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1SortB(err) == "refused" {
		return nil
	}
	return err
}

// verdict: bad at 10
func h1RequireC(mode string) error {
	if mode == "strict" && !rt.IsKeyMaster() {
		return errors.New("no role")
	}
	return nil
}

func ForeignMode(s *dns.RRSIG) error {
	if h1RequireC("lax") == nil {
		s.Sign(nil, nil)
	}
	if h1RequireC("strict") != nil {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
type h1StateD struct {
	Name   string
	Master bool
	Err    error
}

func h1StateOfD() h1StateD {
	if rt.IsKeyMaster() {
		return h1StateD{Name: "a", Master: true}
	}
	return h1StateD{Name: "b", Err: errors.New("no role")}
}

func ForeignField(s *dns.RRSIG) error {
	st := h1StateOfD()
	if !st.Master {
		return nil
	}
	s.Sign(nil, nil)
	if h1StateOfD().Err != nil {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 9
type h1ResultE struct{ Err, Other error }

func h1AttemptE(s *dns.RRSIG) h1ResultE {
	err := s.Sign(nil, nil)
	return h1ResultE{Err: err, Other: errors.New("no")}
}

func ForeignOtherField(s *dns.RRSIG) error {
	r := h1AttemptE(s)
	if errors.Is(r.Other, syscall.Errno(9101)) {
		return nil
	}
	return r.Err
}

// verdict: safe
type h2ResultF struct{ Err, Other error }

func h2AttemptF(s *dns.RRSIG) (r h2ResultF) {
	if rt.Cond(1) {
		r.Other = errors.New("no")
		return r
	}
	r.Err = fmt.Errorf("sign: %w", s.Sign(nil, nil))
	return r
}

func h1AttemptF(s *dns.RRSIG) h2ResultF { return h2AttemptF(s) }

func ForeignFieldBelow(s *dns.RRSIG) error {
	r := h1AttemptF(s)
	if r.Other != nil {
		return r.Other
	}
	if errors.Is(r.Err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func h1SortG(e error) int {
	switch {
	case e == syscall.Errno(9101):
		return 2
	}
	return 1
}

func ForeignSortTwice(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	if h1SortG(err) == 2 {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func h1MatchesH[E error](e E) bool { return errors.Is(e, syscall.Errno(9101)) }

func ForeignGenericTest(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if err != nil && h1MatchesH(err) {
		return nil
	}
	return err
}

// verdict: bad at 4
func h1MatchesI[E error](e E) bool { return errors.Is(e, syscall.Errno(5)) }

func ForeignGenericOther(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1MatchesI(err) {
		return nil
	}
	return err
}

// verdict: safe
func h1OrJ[T any](v T, e error) (T, error) {
	if e != nil {
		return v, fmt.Errorf("j: %w", e)
	}
	return v, nil
}

func ForeignGenericWrap(s *dns.RRSIG) error {
	_, err := h1OrJ(1, s.Sign(nil, nil))
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func h1WrapL(fn func() error) func() error {
	return func() error {
		err := fn()
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
		return err
	}
}

func ForeignWrapTests(s *dns.RRSIG) error {
	run := h1WrapL(func() error { return s.Sign(nil, nil) })
	return run()
}

// verdict: safe
func h1WrapM(fn func() error) func() error {
	return func() error { return fmt.Errorf("m: %w", fn()) }
}

func ForeignWrapPasses(s *dns.RRSIG) error {
	run := h1WrapM(func() error { return s.Sign(nil, nil) })
	if err := run(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: bad at 6
func h1WrapN(fn func() error) func() error {
	return func() error { return fmt.Errorf("n: %v", fn()) }
}

func ForeignWrapLoses(s *dns.RRSIG) error {
	run := h1WrapN(func() error { return s.Sign(nil, nil) })
	if err := run(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: bad
func h1WrapO2(fn func() error) func() error {
	return func() error { return fn() }
}

func ForeignWrapSome(c bool, s *dns.RRSIG) error {
	run := h1WrapO2(func() error { return s.Sign(nil, nil) })
	if !rt.Cond(1) {
		return run()
	}
	if err := run(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func h1CheckerP(ok bool) func() bool {
	return func() bool { return ok && rt.IsKeyMaster() }
}

func ForeignMadeCheck(s *dns.RRSIG) error {
	held := h1CheckerP(true)
	if h1CheckerP(false)() {
		s.Sign(nil, nil)
	}
	if !held() {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad
func h1SignerQ0(s *dns.RRSIG) (func() error, error) {
	return func() error { return s.Sign(nil, nil) }, nil
}

func ForeignMadeOperationLost(s *dns.RRSIG) error {
	sign, _ := h1SignerQ0(s)
	return sign()
}

// verdict: safe
func h1SignerQ(s *dns.RRSIG) (func() error, error) {
	return func() error { return s.Sign(nil, nil) }, nil
}

func ForeignMadeOperation(s *dns.RRSIG) error {
	sign, _ := h1SignerQ(s)
	if err := sign(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: bad at 8
func h1RunR(fn func() error) error {
	err := fn()
	return err
}

func ForeignRunnerOfLost(s *dns.RRSIG) error {
	h1RunR(func() error {
		s.Sign(nil, nil)
		return nil
	})
	return nil
}

// verdict: safe
func h1GuardS() error {
	if !rt.IsKeyMaster() {
		return errors.New("no role")
	}
	return nil
}

func ForeignGuardIsNoRefusal(s *dns.RRSIG) error {
	err := h1GuardS()
	if errors.Is(err, syscall.Errno(9101)) {
		return s.Sign(nil, nil)
	}
	if err != nil {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func h1RunT(fn func() error) error { return fn() }

func ForeignRunnerOfTest(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	return h1RunT(func() error {
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
		return err
	})
}

// verdict: bad at 9
func h1RunU(fn func() error) error {
	if rt.Cond(1) {
		return nil
	}
	return fn()
}

func ForeignRunnerOfTestSometimes(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	return h1RunU(func() error {
		if errors.Is(err, syscall.Errno(9101)) {
			return nil
		}
		return nil
	})
}

// verdict: safe
func h1RunV(fn func() error) error {
	if err := fn(); !errors.Is(err, syscall.Errno(9101)) {
		return err
	}
	return nil
}

func ForeignRunnerTestsCaptured(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	return h1RunV(func() error { return fmt.Errorf("v: %w", err) })
}

// verdict: safe
func h1WrapW(fn func() error) func() error {
	return func() error { return fn() }
}

func ForeignWrapCaptured(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	run := h1WrapW(func() error { return errors.Join(err, errors.New("w")) })
	if err := run(); errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func p1WrapX(fn func() error, in *rt.Inputs) func() error {
	return func() error {
		return fn()
	}
}

func SameModuleWrapPasses(in *rt.Inputs, s *dns.RRSIG) error {
	run := p1WrapX(func() error {
		return s.Sign(nil, nil)
	}, in)
	err := run()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func h1LockedY(run func() bool) bool { return run() }

func ForeignRunnerOfCheck(s *dns.RRSIG) error {
	if !h1LockedY(func() bool { return rt.IsKeyMaster() }) {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 12
func h1MaybeZ(run func() error) error {
	if rt.Cond(1) {
		return nil
	}
	return run()
}

func ForeignRunnerOfRequire(s *dns.RRSIG) error {
	if h1MaybeZ(func() error { return rt.RequireKeyMaster() }) != nil {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 6
func h1WrapA2(fn func() error) func() error {
	return func() error { return fn() }
}

func ForeignWrapNil(s *dns.RRSIG) error {
	run := h1WrapA2(func() error { s.Sign(nil, nil); return nil })
	if err := run(); err != nil {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 13
func h1OnceB2(run func()) {
	if rt.Cond(1) {
		run()
	}
}

func ForeignRunnerOfPanic(s *dns.RRSIG) error {
	h1OnceB2(func() {
		if !rt.IsKeyMaster() {
			panic("no role")
		}
	})
	return s.Sign(nil, nil)
}

// verdict: safe
type h1ResultC2 struct{ Err error }

func h1AttemptC2(s *dns.RRSIG) h1ResultC2 { return h1ResultC2{Err: s.Sign(nil, nil)} }
func h1RunC2(fn func() error) error {
	err := fn()
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

func ForeignCapturedField(s *dns.RRSIG) error {
	r := h1AttemptC2(s)
	return h1RunC2(func() error { return r.Err })
}

// verdict: bad at 4
func h1RunD2(fn func() error) error { return fn() }

func ForeignRunnerEnds(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	h1RunD2(func() error { panic("no") })
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: bad at 6
func h1HandleE2(s *dns.RRSIG) error {
	return fmt.Errorf("w: %w", s.Sign(nil, nil))
}

func ForeignNeverTheSame(s *dns.RRSIG) error {
	err := h1HandleE2(s)
	if err != syscall.Errno(9101) {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 4
func h1RunF2(fn func() error) error { return fn() }

func ForeignRunnerOfSome(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	err = h1RunF2(func() error {
		if rt.Cond(1) {
			return nil
		}
		return err
	})
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return nil
}

// verdict: safe
func p1RunJ2(fn func() error) error {
	err := fn()
	return err
}

func ForeignRunnerAnswers(s *dns.RRSIG) error {
	err := p1RunJ2(func() error {
		return fmt.Errorf("v: %v", 7)
	})
	if errors.Is(err, syscall.Errno(9101)) {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: bad at 13
func h3RunG2(fn func() error) error {
	err := fn()
	return err
}
func h3LookupG2() *rt.Server {
	if rt.Cond(14) {
		return nil
	}
	return new(rt.Server)
}

func ForeignRunnerMayEnd(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	h3RunG2(func() error {
		if h3LookupG2() != nil {
			panic("no")
		}
		return errors.Join(err, err)
	})
	if err == syscall.Errno(9101) {
		return nil
	}
	return nil
}

// verdict: safe
func h1RequireI2() { panic("no role") }
func h1RunI2(fn func() error) error {
	err := fn()
	return err
}
func h1RunRoleI2(fn func() error) error {
	if rt.IsKeyMaster() {
		return fn()
	}
	return nil
}

func ForeignRunnerEndsWithRole(s *dns.RRSIG) {
	h1RunI2(func() error {
		err := s.Sign(nil, nil)
		h1RunRoleI2(func() error {
			h1RequireI2()
			return nil
		})
		if err != syscall.Errno(9101) {
			rt.Log(1)
		}
		return nil
	})
}

// verdict: bad at 22
func h1ModeK2(mode string, s *dns.RRSIG) error {
	switch mode {
	case "sign":
		return s.Sign(nil, nil)
	case "check":
		if s.Sign(nil, nil) != nil {
		}
		return s.Sign(nil, nil)
	}
	return nil
}

func ForeignModeOfTwo(s *dns.RRSIG) error {
	mode := "none"
	if rt.Cond(3) {
		mode = "sign"
	}
	err := h1ModeK2(mode, s)
	if err == syscall.Errno(9101) {
		return nil
	}
	s.Sign(nil, nil)
	return nil
}

// verdict: bad at 8
func h1RunTwiceL2(fn func() error) error {
	fn()
	return fn()
}

func ForeignRunnerTwice(s *dns.RRSIG) {
	err := h1RunTwiceL2(func() error {
		s.Sign(nil, nil)
		return nil
	})
	if errors.Is(err, syscall.Errno(9101)) {
		s.Sign(nil, nil)
	}
}

// verdict: bad at 11
func p1RunEachM2(fn func() error) error {
	for range rt.Items(14) {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

func ForeignRunnerInLoop(s *dns.RRSIG) {
	s.Sign(nil, nil)
	err := p1RunEachM2(func() error { return nil })
	if err != nil {
		s.Sign(nil, nil)
	}
}

// verdict: bad at 18
func p1RunEachN2(fn func() error) error {
	for range rt.Items(14) {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

func ForeignRunnerInLoopChanges(s *dns.RRSIG) {
	var last error
	err := p1RunEachN2(func() error {
		was := last
		last = errors.New("again")
		return was
	})
	if err != nil {
		s.Sign(nil, nil)
	}
}

// verdict: bad at 5
func h1RunO2(fn func() error) error { return fn() }

func ForeignRunnerWrapsNothing(s *dns.RRSIG) {
	err := h1RunO2(func() error {
		err := s.Sign(nil, nil)
		if err != nil {
			return nil
		}
		return fmt.Errorf("w: %w", err)
	})
	if errors.Is(err, syscall.Errno(9101)) {
		s.Sign(nil, nil)
	}
}

// verdict: safe
func h1IsOtherQ2(e error) bool { return errors.Is(e, syscall.Errno(5)) }

func ForeignTestOfOtherCode(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1IsOtherQ2(err) {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func p1IsClosedQ3(e error) bool { return e == os.ErrClosed }

func ForeignTestOfSentinel(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if p1IsClosedQ3(err) {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
var h1ErrQ4 = errors.New("closed")

func h1IsClosedQ4(e error) bool { return errors.Is(e, h1ErrQ4) }

func ForeignTestOfOwnSentinel(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1IsClosedQ4(err) {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func h1IsWrappedQ5(e error) bool {
	_, ok := e.(*rt.Wrapped)
	return ok
}

func ForeignTestOfType(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1IsWrappedQ5(err) {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func h1DoneQ6(e error) bool { return e == nil }

func ForeignTestOfNil(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	if h1DoneQ6(err) {
		return nil
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 8
func h1MustQ7(e error) {
	if e != nil {
		panic(e)
	}
}

func ForeignMustBeforeTest(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	h1MustQ7(err)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: safe
func h1MustQ8(e error) bool {
	if errors.Is(e, syscall.Errno(5)) {
		panic(e)
	}
	return e == nil
}

func ForeignMustOfOther(s *dns.RRSIG) error {
	err := s.Sign(nil, nil)
	h1MustQ8(err)
	if errors.Is(err, syscall.Errno(9101)) {
		return nil
	}
	return err
}

// verdict: bad at 22
func h1RunQ9(fn func() error) error {
	err := fn()
	return err
}

func h1MatchesQ9[E error](e E) bool { return errors.Is(e, syscall.Errno(5)) }

func runsQ9(fn func() error) error { return fn() }

func ForeignTestInForeignRunner(s *dns.RRSIG) error {
	err := h1RunQ9(func() error {
		err := runsQ9(func() error {
			err := s.Sign(nil, nil)
			if h1MatchesQ9(err) {
				return nil
			}
			return err
		})
		return err
	})
	if errors.Is(err, syscall.Errno(9101)) {
		s.Sign(nil, nil)
	}
	return nil
}
