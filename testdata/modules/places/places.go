// Package places is about the place of a report, like corpus/callers; with
// operations of this package and checks of another.
package places

import (
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// first and second call each other; one entry asks.
func first(j *signer.Job, n int) error {
	if n > 0 {
		return second(j, n-1)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

func second(j *signer.Job, n int) error { return first(j, n) }

// FirstAsks is safe.
func FirstAsks(j *signer.Job) error {
	if authority.May() {
		return first(j, 8)
	}
	return nil
}

// SecondBare is unsafe.
func SecondBare(j *signer.Job) error {
	return second(j, 8) // want `KM001: .*(second|Sign)`
}

// lone is unsafe: lone and loner call each other, and nobody else calls them.
func lone(j *signer.Job, n int) error {
	if n > 0 {
		note(loner(j, n))
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func loner(j *signer.Job, n int) error { return lone(j, n-1) }

func signLast(j *signer.Job) error { return j.Sig.Sign(j.Key, j.Set) }

// DeferTests is safe: the deferred literal tests what it calls.
func DeferTests(j *signer.Job) {
	defer func() {
		if err := signLast(j); answers.Moved(err) {
			note(errMoved)
		}
	}()
}

// DeferLost is unsafe: the deferred call's result is lost.
func DeferLost(j *signer.Job) {
	defer signLast(j) // want `KM001: .*(signLast|Sign)`
}

func signLoop(j *signer.Job) error { return j.Sig.Sign(j.Key, j.Set) }

// DeferLoopTests is safe.
func DeferLoopTests(jobs []*signer.Job) {
	for _, j := range jobs {
		defer func() {
			if err := signLoop(j); answers.Moved(err) {
				note(errMoved)
			}
		}()
	}
}

// DeferLoopLost is unsafe: in a loop as well.
func DeferLoopLost(jobs []*signer.Job) {
	for _, j := range jobs {
		defer signLoop(j) // want `KM001: .*(signLoop|Sign)`
	}
}

type lent struct{ j *signer.Job }

// sign is safe: its value leaves the package under the check only.
func (l *lent) sign() error { return l.j.Sig.Sign(l.j.Key, l.j.Set) }

// Lend hands the method out on the key master only.
func Lend(j *signer.Job) (func() error, error) {
	if !authority.May() {
		return nil, errMoved
	}
	return (&lent{j}).sign, nil
}

type lentDeep struct{ j *signer.Job }

// sign is safe: a helper makes the value, and it is called under the check only.
func (l *lentDeep) sign() error { return l.j.Sig.Sign(l.j.Key, l.j.Set) } // known-noise: KM001 Sign

func lend(j *signer.Job) func() error { return (&lentDeep{j}).sign }

// LendDeep hands the method out on the key master only.
func LendDeep(j *signer.Job) (func() error, error) {
	if !authority.May() {
		return nil, errMoved
	}
	return lend(j), nil
}
