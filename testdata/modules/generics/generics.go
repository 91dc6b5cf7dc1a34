// Package generics instantiates generic functions and types of other packages.
package generics

import (
	"errors"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
)

var errMoved = errors.New("the key master is elsewhere")

func itself(j *signer.Job) *signer.Job { return j }

// Each is unsafe: another module's generic wrapper.
func Each(jobs []*signer.Job) error {
	return signer.Each(jobs, itself) // want `KM001: .*(Each|Sign)`
}

// EachExplicit is unsafe: the same, instantiated by hand.
func EachExplicit(jobs []*signer.Job) error {
	return signer.Each[*signer.Job](jobs, itself) // want `KM001: .*(Each|Sign)`
}

// EachGuarded is safe.
func EachGuarded(jobs []*signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signer.Each(jobs, itself)
}

// EachHandled is safe.
func EachHandled(jobs []*signer.Job) error {
	if err := signer.Each(jobs, itself); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// EachValue is unsafe: an instance in a variable.
func EachValue(jobs []*signer.Job) error {
	f := signer.Each[*signer.Job]
	return f(jobs, itself) // want `KM001: .*(Each|Sign)`
}

// Batch is unsafe: a method of a generic type.
func Batch(jobs []*signer.Job) error {
	return signer.Of(itself, jobs...).Sign() // want `KM001: .*Sign`
}

// BatchGuarded is safe.
func BatchGuarded(jobs []*signer.Job) error {
	authority.Must()
	return signer.Of(itself, jobs...).Sign()
}

// BatchBound is unsafe: its method value.
func BatchBound(b *signer.Batch[int]) error {
	f := b.Sign
	return f() // want `KM001: .*Sign`
}

// All is unsafe: a generic function of this package, judged by its origin.
func All[T any](all []T, job func(T) *signer.Job) error {
	return signer.Each(all, job) // want `KM001: .*(Each|Sign)`
}

// AllJobs is silent: All is reported.
func AllJobs(jobs []*signer.Job) error { return All(jobs, itself) }

func all[T any](all []T, job func(T) *signer.Job) error { return signer.Each(all, job) }

// AllGuarded is safe.
func AllGuarded(jobs []*signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	return all(jobs, itself)
}

// AllNumbers is unsafe: another instance, whose caller does not ask.
func AllNumbers(numbers []int, job func(int) *signer.Job) error {
	return all(numbers, job) // want `KM001: .*(all|Each|Sign)`
}

// Value is safe: a generic function that guards, with two results.
func Value(j *signer.Job) (int, error) {
	return authority.WithValue(func() (int, error) { return signer.SignAll(j) })
}

// A Desk is generic and embeds another module's type.
type Desk[T any] struct {
	signer.Client
	extra T
}

// Promoted is unsafe.
func Promoted(d *Desk[int], j *signer.Job) error {
	return d.Sign(j) // want `KM001: .*Sign`
}

// PromotedGuarded is safe.
func PromotedGuarded[T any](d *Desk[T], j *signer.Job) error {
	if !d.May() {
		return errMoved
	}
	return d.Sign(j)
}

// Constraint is silent: the constraint's method is not declared to be anything.
func Constraint[S interface{ Sign(*signer.Job) error }](s S, j *signer.Job) error { return s.Sign(j) }

// ConstraintBoard is unsafe: the constraint's method is declared an operation.
func ConstraintBoard[B signer.Board](b B) error {
	return b.SignZone("example.org") // want `KM001: .*SignZone`
}

// Test is safe: a generic refusal test on an error type of its own.
func Test(j *signer.Job) error {
	err := signer.Sign(j)
	if answers.Like(err) {
		return errMoved
	}
	return err
}
