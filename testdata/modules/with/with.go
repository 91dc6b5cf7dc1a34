// Package with hands functions to other packages: some run them on the key
// master only, some anywhere.
package with

import (
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/signer/queue"
	"example.com/zones/internal/duty"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// Literal is safe: its argument runs under the check, two levels away.
func Literal(j *signer.Job) error {
	return authority.With(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// LiteralWrapper is safe: the operation is another module's wrapper.
func LiteralWrapper(j *signer.Job) error {
	return authority.With(func() error { return signer.Sign(j) })
}

// Third is safe: three levels away.
func Third(j *signer.Job) error {
	return duty.Run(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// ThirdAnyway is unsafe: the third level runs it anywhere.
func ThirdAnyway(j *signer.Job) error {
	return duty.RunAnyway(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

func mine(f func() error) error { return duty.Run(f) }

// Fourth is safe: the fourth level is in this package.
func Fourth(j *signer.Job) error {
	return mine(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// Anywhere is unsafe.
func Anywhere(j *signer.Job) error {
	return authority.Anywhere(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// AnywhereGuarded is safe: this function asks.
func AnywhereGuarded(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return authority.Anywhere(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// AnywhereInside is safe: the literal asks.
func AnywhereInside(j *signer.Job) error {
	return authority.Anywhere(func() error {
		if !authority.May() {
			return errMoved
		}
		return j.Sig.Sign(j.Key, j.Set)
	})
}

// AnywhereHandled is safe: the error comes back through the other package.
func AnywhereHandled(j *signer.Job) error {
	err := authority.Anywhere(func() error { return j.Sig.Sign(j.Key, j.Set) })
	if answers.Moved(err) {
		return errMoved
	}
	return err
}

// Late is unsafe: the other package asks afterwards.
func Late(j *signer.Job) error {
	return authority.Late(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// Bypass is unsafe: the other package may be forced.
func Bypass(j *signer.Job, force bool) error {
	return authority.Bypass(force, func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// ElseSecond is safe: the second function runs under the check.
func ElseSecond(j *signer.Job) error {
	return authority.Else(func() error { return errMoved }, func() error {
		return j.Sig.Sign(j.Key, j.Set)
	})
}

// ElseFirst is unsafe: the first runs where the check failed.
func ElseFirst(j *signer.Job) error {
	return authority.Else(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM00[13]: .*Sign`
	}, func() error { return nil })
}

// Value is safe: a generic function that guards.
func Value(j *signer.Job) (any, error) {
	return authority.WithValue(func() (any, error) { return j.DK.Generate(256) })
}

// Started is safe: the other package starts it under the check.
func Started(j *signer.Job) {
	authority.Go(func() { note(j.Sig.Sign(j.Key, j.Set)) })
}

// Deferred is safe: the other package defers it under the check.
func Deferred(j *signer.Job) {
	authority.Deferred(func() { note(j.Sig.Sign(j.Key, j.Set)) })
}

// Enqueued is unsafe: the other package keeps it for whatever server runs it.
func Enqueued(j *signer.Job) {
	authority.Enqueue(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// EnqueuedHere is safe: it is kept on the key master only.
func EnqueuedHere(j *signer.Job) {
	authority.EnqueueHere(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// EnqueuedGuarded is safe: it is made under the check.
func EnqueuedGuarded(j *signer.Job) {
	if authority.May() {
		authority.Enqueue(func() error { return j.Sig.Sign(j.Key, j.Set) })
	}
}

// sign is only run by a function of another package that asks.
func sign() error { return signer.Sign(new(signer.Job)) }

// Named is safe: a function of this package instead of a literal.
func Named() error { return authority.With(sign) }

type task struct{ j *signer.Job }

func (t *task) run() error { return t.j.Sig.Sign(t.j.Key, t.j.Set) }

// MethodValue is safe: a method value instead of a literal.
func MethodValue(j *signer.Job) error { return authority.With((&task{j}).run) }

type lax struct{ j *signer.Job }

func (l *lax) run() error {
	return l.j.Sig.Sign(l.j.Key, l.j.Set) // want `KM001: .*Sign`
}

// MethodValueAnywhere is unsafe, reported in the method.
func MethodValueAnywhere(j *signer.Job) error { return authority.Anywhere((&lax{j}).run) }

// both is judged at the two that run it.
func both() error {
	return signer.Sign(new(signer.Job))
}

// NamedBoth is unsafe where it is run anywhere: the other function asks.
func NamedBoth() error {
	return errors.Join(authority.With(both), authority.Anywhere(both)) // want `KM001: .*(Anywhere|both|Sign)`
}

// Variable is safe: the literal is in a variable.
func Variable(j *signer.Job) error {
	f := func() error { return j.Sig.Sign(j.Key, j.Set) }
	note("signing")
	return authority.With(f)
}

// VariableCalled is unsafe: it is called without the other package, too.
func VariableCalled(j *signer.Job) error {
	f := func() error { return j.Sig.Sign(j.Key, j.Set) }
	if err := authority.With(f); err == nil {
		return nil
	}
	return f() // want `KM001: .*`
}

// Method is safe: a method of another package's type guards.
func Method(q *queue.Queue, j *signer.Job) error {
	return q.Here(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// MethodThere is unsafe: its other method does not.
func MethodThere(q *queue.Queue, j *signer.Job) error {
	return q.There(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})
}

// Nested is safe: the inner function runs anywhere, but under the outer's check.
func Nested(j *signer.Job) error {
	return authority.With(func() error {
		return authority.Anywhere(func() error { return j.Sig.Sign(j.Key, j.Set) })
	})
}

// NestedBeside is unsafe at the second call.
func NestedBeside(j, k *signer.Job) error {
	return authority.Anywhere(func() error {
		err := authority.With(func() error { return j.Sig.Sign(j.Key, j.Set) })
		return errors.Join(err, k.Sig.Sign(k.Key, k.Set)) // want `KM001: .*Sign`
	})
}

// After is unsafe: what ran under the check was another function.
func After(j *signer.Job) error {
	note(authority.With(func() error { return nil }))
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// AfterFlag is safe: only the function that ran under the check sets the flag.
func AfterFlag(j *signer.Job) error {
	ok := false
	note(authority.With(func() error {
		ok = true
		return nil
	}))
	if !ok {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // known-noise: KM001 Sign
}

// Field is unsafe: whoever has the queue runs its hook.
func Field(j *signer.Job) error {
	q := queue.New()
	q.Hook = func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return q.Run()
}

// FieldGuarded is safe: the hook is made under the check.
func FieldGuarded(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	q := queue.New()
	q.Hook = func() error { return j.Sig.Sign(j.Key, j.Set) }
	return q.Run()
}

// OptionHook is unsafe: the option's function runs anywhere.
func OptionHook(j *signer.Job) error {
	return queue.New(queue.WithHook(func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	})).Run()
}

// OptionOnMaster is safe: the option asks before it runs its function.
func OptionOnMaster(j *signer.Job) error {
	return queue.New(queue.OnMaster(func() error {
		return j.Sig.Sign(j.Key, j.Set)
	})).Run()
}

// OptionGuarded is safe: the option is made under the check.
func OptionGuarded(j *signer.Job) error {
	authority.Must()
	return queue.New(queue.WithHook(func() error { return j.Sig.Sign(j.Key, j.Set) })).Run()
}

// Resigning is unsafe: an option of its own that signs when it is applied.
func Resigning(j *signer.Job) queue.Option {
	return func(q *queue.Queue) {
		note(q, j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// Passed is unsafe: another module's wrapper is run by a function of that module.
func Passed(j *signer.Job) error {
	return signer.Run(signer.Sign, j) // known-miss: KM001 (Run|Sign)
}

// PassedGuarded is safe.
func PassedGuarded(j *signer.Job) error {
	if !duty.Mine() {
		return errMoved
	}
	return signer.Run(signer.Sign, j)
}

// PassedHandled is safe.
func PassedHandled(j *signer.Job) error {
	if err := signer.Run(signer.Sign, j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// PassedChecked is silent: this wrapper asks itself.
func PassedChecked(j *signer.Job) error { return signer.Run(signer.SignChecked, j) }
