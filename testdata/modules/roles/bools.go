package roles

import (
	"crypto"

	"github.com/miekg/dns"

	"example.com/signer"
	"example.com/signer/authority"
	"example.com/zones/internal/duty"
)

// True is safe: true implies the role.
func True(j *signer.Job) error {
	if authority.May() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return errMoved
}

// TrueEarly is safe: false leaves.
func TrueEarly(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// TrueInverted is unsafe: the check's wrong side.
func TrueInverted(j *signer.Job) error {
	if !authority.May() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// TrueIgnored is unsafe: nothing depends on the outcome.
func TrueIgnored(j *signer.Job) error {
	authority.May()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// TrueLogged is unsafe: the bad outcome only logs.
func TrueLogged(j *signer.Job) error {
	if !authority.May() {
		note(errMoved)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// TrueLate is unsafe: it asks afterwards.
func TrueLate(j *signer.Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if !authority.May() {
		return errMoved
	}
	return err
}

// TrueKept is safe: a variable keeps the outcome.
func TrueKept(j *signer.Job, dry bool) error {
	ok := !dry && authority.May()
	note(ok)
	if !ok {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// False is safe: false implies the role.
func False(j *signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// FalseMistaken is unsafe: true is the bad side.
func FalseMistaken(j *signer.Job) error {
	if authority.Wait() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// Third is safe: three levels away.
func Third(j *signer.Job) error {
	if !duty.Mine() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ThirdNegated is safe: negated on the third level.
func ThirdNegated(j *signer.Job) error {
	if duty.Theirs() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ThirdInverted is unsafe: the wrong side of the third level.
func ThirdInverted(j *signer.Job) error {
	if duty.Theirs() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// ThirdEither is safe: both ways to true are checks.
func ThirdEither(j *signer.Job, fast bool) error {
	if !duty.Either(fast) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ThirdLax is unsafe: one way to true asks nobody.
func ThirdLax(j *signer.Job, fast bool) error {
	if !duty.Lax(fast) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func here() bool { return duty.Mine() && !authority.Wait() }

// Fourth is safe: the fourth level is in this package.
func Fourth(j *signer.Job) error {
	if !here() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Forced is unsafe: the other package's true does not imply the role.
func Forced(j *signer.Job, force bool) error {
	if !authority.Forced(force) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Started is unsafe: the other package asks something else.
func Started(j *signer.Job) error {
	if !authority.Started() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Loop is safe: each iteration asks.
func Loop(jobs []*signer.Job) {
	for _, j := range jobs {
		if authority.Wait() {
			continue
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopOnce is safe: the role holds from the first good outcome on.
func LoopOnce(jobs []*signer.Job) {
	if !duty.Mine() {
		return
	}
	for _, j := range jobs {
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// Method is safe: a method of another package's type is the check.
func Method(d *authority.Desk, j *signer.Job) error {
	if !d.May() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// MethodOther is unsafe: the type's other method is no check.
func MethodOther(d *authority.Desk, j *signer.Job) error {
	if !d.Fine() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Direct is safe: another module's check before the catalogue's operation.
func Direct(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	if !authority.May() {
		return errMoved
	}
	return sig.Sign(key, set)
}

// DirectBare is unsafe: the check is for nothing.
func DirectBare(sig *dns.RRSIG, key crypto.Signer, set []dns.RR) error {
	note(authority.May())
	return sig.Sign(key, set) // want `KM001: .*Sign`
}
