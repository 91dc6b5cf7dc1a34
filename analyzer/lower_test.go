package analyzer_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// unwound has functions whose deferred calls test the refusal, or do not, where a function that they call
// panics or ends the goroutine.
const unwound = `
import (
	"crypto"
	"errors"
	"runtime"
	"syscall"

	"github.com/miekg/dns"
)

var errMoved = errors.New("moved")

func must(ok bool) {
	if !ok {
		panic("must")
	}
}

func checked(n int) int { must(n > 0); return n }

func stop(ok bool) {
	if !ok {
		runtime.Goexit()
	}
}

func note(err error) {
	if errors.Is(err, syscall.Errno(9101)) {
		println("moved")
	}
}

func Panics(s *dns.RRSIG, k crypto.Signer, n int) (err error) {
	defer func() { note(err) }()
	err = s.Sign(k, nil) // tested below, or when must panics
	must(n > 0)
	if errors.Is(err, syscall.Errno(9101)) {
		return errMoved
	}
	return nil
}

func Through(s *dns.RRSIG, k crypto.Signer, n int) (err error) {
	defer func() {
		if errors.Is(err, syscall.Errno(9101)) {
			err = errMoved
		}
	}()
	err = s.Sign(k, nil)
	println(checked(n))
	stop(n < 5)
	return err
}

func Recovers(s *dns.RRSIG, k crypto.Signer, n int) (err error) {
	defer func() {
		recover()
	}()
	err = s.Sign(k, nil) // want
	switch {
	case checked(n) > 3:
		err = errMoved
	}
	if errors.Is(err, syscall.Errno(9101)) {
		return errMoved
	}
	return nil
}
`

// What a called function panics with, or ends, goes through the deferred calls of its caller.
func TestUnwound(t *testing.T) {
	text := "package p\n" + unwound
	dir := module(t, map[string]string{"p/p.go": text})
	var want []string
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "// want") {
			want = append(want, "p/p.go:"+strconv.Itoa(i+1))
		}
	}
	sameLines(t, "unwound", places(standAlone(t, dir, analyzer.Settings{}, "./...")), want)
}
