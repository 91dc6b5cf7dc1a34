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

func (e Errno) Error() string {
	if e.ID == 0 {
		return fmt.Sprintf("errno %d", e.Code)
	}
	return fmt.Sprintf("errno %d <%d>", e.Code, e.ID)
}

// Code is the conversion syscall.Errno(n).
func Code(n int) Errno { return Errno{Code: n} }

var errOther = errors.New("something else")

// Err is an error from no operation, which may look like a refusal.
func Err() error {
	switch choose(5, "Err", 0) {
	case 1:
		return errOther
	case 2:
		return Code(Refused)
	case 3:
		return Code(5)
	case 4:
		contrived = true
		return fmt.Errorf("elsewhere: %w", Code(Refused))
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
		return true
	})
	return found
}

// Eq is err == syscall.Errno(code).
func Eq(err error, code int) bool {
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

// EqErr is == on two errors, of which one may be a sentinel that holds the refusal's code.
func EqErr(a, b error) bool {
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
