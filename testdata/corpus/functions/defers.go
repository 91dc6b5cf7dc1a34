package functions

import (
	"errors"
	"net/http"
	"sync"
)

// DeferTest is safe: a deferred test of the named result.
func DeferTest(j *Job) (err error) {
	defer func() {
		if errors.Is(err, errKM) {
			err = errMoved
		}
	}()
	return j.Sig.Sign(j.Key, j.Set)
}

// DeferTestLate is unsafe: the early return leaves before the defer statement.
func DeferTestLate(j *Job) (err error) {
	if err = j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return err
	}
	defer func() {
		if errors.Is(err, errKM) {
			err = errMoved
		}
	}()
	return nil
}

// DeferTestUnnamed is unsafe: the deferred function tests a variable that the result is not.
func DeferTestUnnamed(j *Job) error {
	var err error
	defer func() {
		if errors.Is(err, errKM) {
			note("moved")
		}
	}()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// DeferTestOverwritten is unsafe: the named result is another error by then.
func DeferTestOverwritten(j *Job) (err error) {
	defer func() {
		if errors.Is(err, errKM) {
			err = errMoved
		}
	}()
	if e := j.Sig.Sign(j.Key, j.Set); e != nil { // want `KM001: .*Sign`
		return errors.New("sign failed")
	}
	return nil
}

// DeferCallUnderCheck is safe: the defer statement is under the check.
func DeferCallUnderCheck(j *Job) {
	if !isKeyMaster() {
		return
	}
	defer j.Sig.Sign(j.Key, j.Set)
	note("signing at the end")
}

// DeferCallBefore is unsafe: it runs on the bad side's return too.
func DeferCallBefore(j *Job) {
	defer j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if !isKeyMaster() {
		return
	}
	note("key master")
}

// DeferClosureBefore is unsafe: the same with a closure.
func DeferClosureBefore(j *Job) {
	defer func() {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}()
	if !isKeyMaster() {
		return
	}
	note("key master")
}

// DeferClosureAsks is safe: the deferred function asks itself.
func DeferClosureAsks(j *Job) {
	defer func() {
		if isKeyMaster() {
			note(j.Sig.Sign(j.Key, j.Set))
		}
	}()
	note("later")
}

// DeferCheck is unsafe: a deferred check comes too late.
func DeferCheck(j *Job) error {
	defer isKeyMaster()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// GoUnderCheck is safe: the go statement is under the check.
func GoUnderCheck(j *Job) {
	if isKeyMaster() {
		go j.Sig.Sign(j.Key, j.Set)
	}
}

// GoBare is unsafe.
func GoBare(j *Job) {
	go j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// GoClosure is safe: a goroutine's closure under the check.
func GoClosure(jobs []*Job) {
	if !isKeyMaster() {
		return
	}
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Go(func() { note(j.Sig.Sign(j.Key, j.Set)) })
	}
	wg.Wait()
}

// GoClosureAfter is unsafe: the goroutine may run before the check.
func GoClosureAfter(j *Job) {
	go func() {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}()
	if !isKeyMaster() {
		return
	}
	note("key master")
}

// GoChannel is safe: the error comes back through a channel and is tested.
func GoChannel(j *Job) error {
	done := make(chan error, 1)
	go func() { done <- j.Sig.Sign(j.Key, j.Set) }()
	if err := <-done; errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// GoChannelDrained is unsafe: what comes out of the channel is not looked at.
func GoChannelDrained(j *Job) {
	done := make(chan error, 1)
	go func() {
		done <- j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}()
	<-done
}

// ChannelAnswer is safe: the channel brings the role (S18).
func ChannelAnswer(changes <-chan bool, j *Job) {
	for isKeyMaster := range changes {
		if !isKeyMaster {
			continue
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// ChannelAnswerSelect is safe on the good side, unsafe on the other (S18).
func ChannelAnswerSelect(changes <-chan bool, stop <-chan int, j, k *Job) {
	for {
		select {
		case newKeyMaster := <-changes:
			switch {
			case newKeyMaster:
				note(j.Sig.Sign(j.Key, j.Set))
			default:
				note(k.Sig.Sign(k.Key, k.Set)) // want `KM003: .*Sign`
			}
		case <-stop:
			return
		}
	}
}

// requireKeyMaster is a middleware (S13).
func requireKeyMaster(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isKeyMaster() {
			http.Error(w, "not the key master", http.StatusConflict)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// logged is a middleware that asks nobody.
func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(r.URL)
		next.ServeHTTP(w, r)
	})
}

// lenient is a middleware with a missing return: the bad side goes on.
func lenient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isKeyMaster() {
			http.Error(w, "not the key master", http.StatusConflict)
		}
		next.ServeHTTP(w, r)
	})
}

// Routes is safe in the first handler only.
func Routes(mux *http.ServeMux, j *Job) {
	mux.Handle("/a", requireKeyMaster(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(j.Sig.Sign(j.Key, j.Set))
	})))
	mux.Handle("/b", logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	})))
	mux.Handle("/c", lenient(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	})))
	mux.Handle("/d", logged(requireKeyMaster(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(j.Sig.Sign(j.Key, j.Set))
	}))))
	mux.HandleFunc("/e", func(w http.ResponseWriter, r *http.Request) {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	})
}
