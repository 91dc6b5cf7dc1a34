package with

import (
	"sync"

	"golang.org/x/sync/errgroup"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/signer/queue"
)

// Once is unsafe: it runs anywhere.
func Once(once *sync.Once, j *signer.Job) {
	once.Do(func() {
		note(signer.Sign(j)) // want `KM001: .*Sign`
	})
}

// OnceGuarded is safe.
func OnceGuarded(once *sync.Once, j *signer.Job) {
	if authority.May() {
		once.Do(func() { note(signer.Sign(j)) })
	}
}

// OnceElsewhere is safe: the other package's function asks before it runs Do.
func OnceElsewhere(once *sync.Once, j *signer.Job) {
	authority.Once(once, func() { note(signer.Sign(j)) })
}

var held = sync.OnceValue(authority.May)

// OnceValue is safe: the outcome of a check, kept.
func OnceValue(j *signer.Job) error {
	if !held() {
		return errMoved
	}
	return signer.Sign(j)
}

var signOnce = sync.OnceFunc(func() {
	note(signer.Sign(job)) // want `KM001: .*Sign`
})

// OnceFunc is unsafe, reported in the literal.
func OnceFunc() { signOnce() }

// Group is unsafe: the group runs it anywhere.
func Group(j *signer.Job) error {
	var g errgroup.Group
	g.Go(func() error {
		return signer.Sign(j) // want `KM001: .*Sign`
	})
	return g.Wait()
}

// GroupGuarded is safe.
func GroupGuarded(jobs []*signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	var g errgroup.Group
	for _, j := range jobs {
		g.Go(func() error { return signer.Sign(j) })
	}
	return g.Wait()
}

// GroupInside is safe: each function asks.
func GroupInside(jobs []*signer.Job) error {
	var g errgroup.Group
	for _, j := range jobs {
		g.Go(func() error {
			if err := authority.Check(); err != nil {
				return err
			}
			return signer.Sign(j)
		})
	}
	return g.Wait()
}

// GroupTested is safe: each function tests its own error.
func GroupTested(jobs []*signer.Job) error {
	var g errgroup.Group
	for _, j := range jobs {
		g.Go(func() error { return answers.Translate(signer.Sign(j)) })
	}
	return g.Wait()
}

// GroupWaited is safe: the group's only error comes back from Wait.
func GroupWaited(j *signer.Job) error {
	var g errgroup.Group
	g.Go(func() error { return signer.Sign(j) })
	if err := g.Wait(); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// GroupLate is unsafe: it asks after it has started the function.
func GroupLate(j *signer.Job) error {
	var g errgroup.Group
	g.Go(func() error {
		return signer.Sign(j) // want `KM001: .*Sign`
	})
	if !authority.May() {
		return errMoved
	}
	return g.Wait()
}

// A group is like errgroup's.
type group struct {
	wg  sync.WaitGroup
	err error
}

func (g *group) run(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		g.err = f()
	}()
}

func (g *group) runHere(f func() error) {
	if authority.May() {
		g.run(f)
	}
}

// OwnGroup is unsafe.
func OwnGroup(j *signer.Job) {
	g := new(group)
	g.run(func() error {
		return signer.Sign(j) // want `KM001: .*Sign`
	})
	g.wg.Wait()
}

// OwnGroupHere is safe: the group asks.
func OwnGroupHere(j *signer.Job) {
	g := new(group)
	g.runHere(func() error { return signer.Sign(j) })
	g.wg.Wait()
}

// Workers is safe: they are started under the check.
func Workers(jobs <-chan *signer.Job) {
	if !authority.May() {
		return
	}
	for range 4 {
		go func() {
			for j := range jobs {
				note(signer.Sign(j))
			}
		}()
	}
}

// WorkersBare is unsafe: jobs come from anywhere.
func WorkersBare(jobs <-chan *signer.Job) {
	go func() {
		for j := range jobs {
			note(signer.Sign(j)) // want `KM001: .*Sign`
		}
	}()
}

// WorkersAsking is safe: each round asks.
func WorkersAsking(jobs <-chan *signer.Job) {
	go func() {
		for j := range jobs {
			if authority.Wait() {
				return
			}
			note(signer.Sign(j))
		}
	}()
}

func work(jobs <-chan *signer.Job) {
	for j := range jobs {
		note(signer.Sign(j))
	}
}

// WorkersNamed is safe: the worker is a function of this package.
func WorkersNamed(jobs <-chan *signer.Job) {
	authority.Must()
	go work(jobs)
}

// Sent is unsafe: who receives the function runs it anywhere.
func Sent(jobs chan<- func() error, j *signer.Job) {
	jobs <- func() error {
		return signer.Sign(j) // want `KM001: .*Sign`
	}
}

// SentGuarded is safe: the function is made under the check.
func SentGuarded(jobs chan<- func() error, j *signer.Job) {
	if authority.May() {
		jobs <- func() error { return signer.Sign(j) }
	}
}

// SentElsewhere is unsafe: another package's worker runs what arrives.
func SentElsewhere(j *signer.Job) {
	jobs := make(chan func() error)
	go queue.Work(jobs, func(err error) { note(err) })
	jobs <- func() error {
		return signer.Sign(j) // want `KM001: .*Sign`
	}
	close(jobs)
}

// Deferring is safe: the deferred call is made under the check.
func Deferring(j *signer.Job) {
	authority.Must()
	defer func() { note(signer.Sign(j)) }()
	note("signing")
}
