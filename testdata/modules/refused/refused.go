// Package refused tests the refusal in other packages, one to four levels away.
package refused

import (
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/zones/internal/reply"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// Bool is safe: the other package's function tests its argument.
func Bool(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// BoolBlank is unsafe: the outcome is thrown away.
func BoolBlank(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	_ = answers.Moved(err)
	return err
}

// BoolUnused is unsafe: nobody uses the outcome.
func BoolUnused(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	answers.Moved(err)
	return err
}

// BoolSometimes is unsafe: the test is reached on some of the refused paths only.
func BoolSometimes(j *signer.Job, strict bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if strict && answers.Moved(err) {
		return errMoved
	}
	return err
}

// BoolFailed is safe: after a refusal the error is not nil.
func BoolFailed(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		if answers.Moved(err) {
			return errMoved
		}
		return err
	}
	return nil
}

// BoolSucceeded is unsafe: the test stands where nothing was refused.
func BoolSucceeded(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err == nil && answers.Moved(err) {
		return errMoved
	}
	return err
}

// Negated is safe: the false side tells it apart as well.
func Negated(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); !answers.Stayed(err) {
		return errMoved
	}
	return nil
}

// Third is safe: three levels away.
func Third(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if reply.Gone(err) {
		return errMoved
	}
	return err
}

func moved(err error) bool { return reply.Gone(err) }

// Fourth is safe: the fourth level is in this package.
func Fourth(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if moved(err) {
		return errMoved
	}
	return err
}

// Kind is safe: the other package's switch tells it apart.
func Kind(j *signer.Job) error {
	switch answers.Classify(j.Sig.Sign(j.Key, j.Set)) {
	case 0:
		return nil
	case 1:
		return errMoved
	}
	return errors.New("failed")
}

// KindBlank is unsafe: the kind is thrown away.
func KindBlank(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	_ = answers.Classify(err)
	return err
}

// Name is safe: the text that is returned tells it apart.
func Name(j *signer.Job) string { return answers.Name(j.Sig.Sign(j.Key, j.Set)) }

// Verdict is safe: three levels away.
func Verdict(j *signer.Job) string { return reply.Verdict(j.Sig.Sign(j.Key, j.Set)) }

// Text is safe: a text test in another package.
func Text(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); answers.Text(err) {
		return errMoved
	}
	return nil
}

// Code is safe: the other package takes the code out, and it is compared here.
func Code(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); answers.CodeOf(err) == 9101 {
		return errMoved
	}
	return nil
}

// CodeOther is unsafe: another code.
func CodeOther(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if answers.CodeOf(err) == 9102 {
		return errMoved
	}
	return err
}

// Advised is safe: the other package acts on the outcome itself.
func Advised(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	answers.Advise(err)
	return err
}

// Forgotten is unsafe: the other package throws the outcome away.
func Forgotten(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	answers.Forget(err)
	return err
}

// Second is safe: the second parameter is tested.
func Second(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); answers.Second(nil, err) {
		return errMoved
	}
	return nil
}

// First is unsafe: the first parameter is not tested.
func First(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if answers.Second(err, nil) {
		return errMoved
	}
	return err
}

// Busy is unsafe: the other package tells another answer apart.
func Busy(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if answers.Busy(err) {
		return errMoved
	}
	return err
}

// Failed is unsafe: the other package's test is err != nil.
func Failed(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if answers.Failed(err) {
		return errMoved
	}
	return nil
}

// Verbose is unsafe: the other package looks only when it is verbose.
func Verbose(j *signer.Job, verbose bool) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if answers.Verbose(err, verbose) {
		return errMoved
	}
	return err
}

// Translated is safe: what is returned tells it apart.
func Translated(j *signer.Job) error { return answers.Translate(j.Sig.Sign(j.Key, j.Set)) }

// TranslatedBlank is unsafe: what tells it apart is thrown away.
func TranslatedBlank(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	_ = answers.Translate(err)
	return err
}

// Constant is safe: the refusal is tested, though both outcomes look alike.
func Constant(j *signer.Job) string { return reply.Constant(j.Sig.Sign(j.Key, j.Set)) }

// Declared is safe: the interface's method is declared a refusal test.
func Declared(r answers.Reader, j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); r.Refused(err) {
		return errMoved
	}
	return nil
}

// Undeclared is unsafe: the interface's other method says nothing of refusals.
func Undeclared(r answers.Reader, j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if r.Known(err) {
		return errMoved
	}
	return err
}

// Generic is safe: a generic test, by its origin.
func Generic(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); answers.Like(err) {
		return errMoved
	}
	return nil
}

// Method is safe: a method of another package's type is the test.
func Method(c *signer.Client, j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); c.Refused(err) {
		return errMoved
	}
	return nil
}

// Variable is safe: the variable holds the other package's test.
func Variable(j *signer.Job) error {
	gone := answers.Moved
	if err := j.Sig.Sign(j.Key, j.Set); gone(err) {
		return errMoved
	}
	return nil
}

// Deferred is safe: a deferred test of a named result, in another package.
func Deferred(j *signer.Job) (err error) {
	defer func() {
		if answers.Moved(err) {
			err = errMoved
		}
	}()
	return j.Sig.Sign(j.Key, j.Set)
}

// DeferredValue is unsafe: the argument is evaluated before the operation.
func DeferredValue(j *signer.Job) (err error) {
	defer answers.Advise(err)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Constants is safe: the code is a constant of another package.
func Constants(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, answers.Errno) {
		return errMoved
	}
	return nil
}

// Sentinel is safe: the sentinel of another package is the code.
func Sentinel(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, answers.Sentinel) {
		return errMoved
	}
	return nil
}

// SentinelNamed is safe: the sentinel's name says so, too.
func SentinelNamed(j *signer.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, answers.ErrKeyMasterRequired) {
		return errMoved
	}
	return nil
}

// SentinelOther is unsafe: another package's sentinel is not the code.
func SentinelOther(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if errors.Is(err, answers.ErrMoved) {
		return errMoved
	}
	return err
}

// Loop is safe: each round tests its own error.
func Loop(jobs []*signer.Job) {
	for _, j := range jobs {
		if err := j.Sig.Sign(j.Key, j.Set); reply.Gone(err) {
			note(errMoved)
			return
		}
	}
}
