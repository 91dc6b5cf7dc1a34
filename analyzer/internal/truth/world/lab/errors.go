package lab

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Errno stands for syscall.Errno. ID tells refusals apart; 0 is no refusal of an operation.
type Errno struct{ Code, ID int }

// Refused is the code of a refusal.
const Refused = 9101

// unnamed is a code that no function asks for: there are others than those that are asked for.
const unnamed = 6

func (e Errno) Error() string {
	if e.ID == 0 {
		return fmt.Sprintf("errno %d", e.Code)
	}
	return fmt.Sprintf("errno %d <%d>", e.Code, e.ID)
}

// Code is the conversion syscall.Errno(n).
func Code(n int) Errno { return Errno{Code: n} }

// Other is what an operation fails with that says nothing: an error of any make.
// The harness installs it.
var Other error

// Err is an error from no operation, which may look like a refusal.
func Err() error {
	switch choose(6, "Err", 0) {
	case 1:
		return Other
	case 2:
		return Code(Refused)
	case 3:
		return Code(5)
	case 4:
		contrived = true
		return fmt.Errorf("elsewhere: %w", Code(Refused))
	case 5:
		return Code(unnamed)
	}
	return nil
}

// walk visits err and its causes; f returns false to stop.
func walk(err error, f func(error) bool) bool {
	if err == nil {
		return true
	}
	if !f(err) {
		return false
	}
	switch u := err.(type) {
	case interface{ Unwrap() error }:
		return walk(u.Unwrap(), f)
	case interface{ Unwrap() []error }:
		for _, e := range u.Unwrap() {
			if !walk(e, f) {
				return false
			}
		}
	}
	return true
}

// Is is errors.Is(err, syscall.Errno(code)), a refusal test when code is the refusal's.
func Is(err error, code int) bool {
	found := false
	walk(err, func(e error) bool {
		if n, ok := e.(Errno); ok && n.Code == code {
			found = true
			if code == Refused {
				tested(n.ID)
			}
		}
		if x, ok := e.(interface{ Is(error) bool }); ok && x.Is(Code(code)) {
			found = true
		}
		return true
	})
	return found
}

// Unwrap is errors.Unwrap. In which form a transport hands a refusal over need
// not be known: leniently read, a look behind it is one at the refusal.
func Unwrap(err error) error {
	bare(err)
	return errors.Unwrap(err)
}

// AsOther is errors.As with a target that is no *syscall.Errno.
func AsOther(err error, target any) bool {
	bare(err)
	return errors.As(err, target)
}

// Look is err where its type is asked for, and that is not syscall.Errno.
func Look(err error) error {
	bare(err)
	return err
}

func bare(err error) {
	if n, ok := err.(Errno); ok {
		lenient([]int{n.ID})
	}
}

// Eq is err == syscall.Errno(code).
func Eq(err any, code int) bool {
	n, ok := err.(Errno)
	return ok && EqErrno(n, code)
}

// EqErrno compares an Errno that was taken out of an error.
func EqErrno(n Errno, code int) bool {
	if code == Refused {
		lenient(behind[n])
	}
	if n.Code != code {
		return false
	}
	if code == Refused {
		tested(n.ID)
	}
	return true
}

// IsErr is errors.Is with a target that is no constant.
func IsErr(err, target error) bool {
	if n, ok := target.(Errno); ok {
		return Is(err, n.Code)
	}
	return errors.Is(err, target)
}

// Lookup is m[k], a test if m holds the code of a refusal.
func Lookup[K comparable, V any](m map[K]V, k K) V {
	v, _ := Lookup2(m, k)
	return v
}

// Lookup2 is m[k] with comma ok.
func Lookup2[K comparable, V any](m map[K]V, k K) (V, bool) {
	for known, v := range m {
		if EqErr(any(k), any(known)) {
			return v, true
		}
	}
	var zero V
	return zero, false
}

// Contains is slices.Contains.
func Contains[E comparable](list []E, e E) bool {
	for _, known := range list {
		if EqErr(any(e), any(known)) {
			return true
		}
	}
	return false
}

// EqErr is == on two errors or codes, of which one may be a sentinel that holds the refusal's code.
func EqErr(a, b any) bool {
	if n, ok := b.(Errno); ok && n.ID == 0 {
		return Eq(a, n.Code)
	}
	if n, ok := a.(Errno); ok && n.ID == 0 {
		return Eq(b, n.Code)
	}
	return a == b
}

// AsType is errors.AsType[syscall.Errno].
func AsType(err error) (n Errno, ok bool) {
	ok = As(err, &n)
	return n, ok
}

// behind holds, for an Errno that errors.As found, the refusals that the error
// carries as well. Only the lenient reading takes a comparison for a test of them.
var behind = map[Errno][]int{}

// As is errors.As with a *syscall.Errno.
func As(err error, n *Errno) bool {
	found := false
	var ids []int
	walk(err, func(e error) bool {
		if v, ok := e.(Errno); ok {
			if !found {
				*n, found = v, true
			}
			ids = append(ids, v.ID)
		}
		return true
	})
	if len(ids) > 1 {
		behind[*n] = append(behind[*n], ids...)
	}
	return found
}

// Text is strings.Contains; for a text that names the refusal it is a test of
// every refusal whose text s carries.
func Text(s, sub string) bool {
	if strings.Contains(sub, "9101") {
		for rest := s; ; {
			_, after, ok := strings.Cut(rest, "<")
			if !ok {
				break
			}
			id, tail, _ := strings.Cut(after, ">")
			if n, err := strconv.Atoi(id); err == nil {
				tested(n)
			}
			rest = tail
		}
	}
	return strings.Contains(s, sub)
}
