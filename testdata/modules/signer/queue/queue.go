// Package queue runs what it is given, with options.
package queue

import "example.com/signer/authority"

// A Queue runs functions.
type Queue struct {
	before []func() error
	Hook   func() error
}

// An Option sets up a Queue.
type Option func(*Queue)

// WithHook has f run by Run, anywhere.
func WithHook(f func() error) Option {
	return func(q *Queue) { q.before = append(q.before, f) }
}

// OnMaster has f run by Run, on the key master only.
func OnMaster(f func() error) Option {
	return func(q *Queue) {
		q.before = append(q.before, func() error {
			if !authority.May() {
				return nil
			}
			return f()
		})
	}
}

// New returns a Queue.
func New(options ...Option) *Queue {
	q := new(Queue)
	for _, o := range options {
		o(q)
	}
	return q
}

// Run runs all.
func (q *Queue) Run() error {
	for _, f := range q.before {
		if err := f(); err != nil {
			return err
		}
	}
	if q.Hook != nil {
		return q.Hook()
	}
	return nil
}

// Here runs f on the key master only: a method that guards.
func (q *Queue) Here(f func() error) error {
	if authority.Wait() {
		return nil
	}
	return f()
}

// There runs f anywhere.
func (q *Queue) There(f func() error) error { return f() }

// Work runs what arrives, anywhere.
func Work(jobs <-chan func() error, report func(error)) {
	for f := range jobs {
		report(f())
	}
}
