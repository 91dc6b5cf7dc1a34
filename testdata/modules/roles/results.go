package roles

import (
	"example.com/signer"
	"example.com/signer/authority"
	"example.com/zones/internal/duty"
)

// Nil is safe: nil implies the role.
func Nil(j *signer.Job) error {
	if err := authority.Check(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NilInverted is unsafe: the error side.
func NilInverted(j *signer.Job) error {
	if err := authority.Check(); err != nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// NilBlank is unsafe: the outcome is thrown away.
func NilBlank(j *signer.Job) error {
	_ = authority.Check()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// NilThird is safe: three levels away.
func NilThird(j *signer.Job) error {
	if err := duty.Confirm(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NilTwoWays is safe: nil implies the role on both ways to it.
func NilTwoWays(j *signer.Job) error {
	if duty.Report() == nil {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return errMoved
}

// NilAlways is unsafe: the other package answers nil on both sides.
func NilAlways(j *signer.Job) error {
	if err := authority.Logged(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// NilSwallowed is unsafe: the other package turns the bad outcome into nil.
func NilSwallowed(j *signer.Job) error {
	if err := authority.Swallowed(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Pair is safe: the first result is true.
func Pair(j *signer.Job) error {
	ok, err := authority.Ask()
	if err != nil || !ok {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PairErrorOnly is unsafe: a nil error alone is no good outcome.
func PairErrorOnly(j *signer.Job) error {
	_, err := authority.Ask()
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// CommaOK is safe: the second result is true.
func CommaOK(j *signer.Job) error {
	n, ok := authority.Count()
	if !ok {
		return errMoved
	}
	note(n)
	return j.Sig.Sign(j.Key, j.Set)
}

// CommaNumber is unsafe: the first result says nothing.
func CommaNumber(j *signer.Job) error {
	if n, _ := authority.Count(); n == 0 {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Pointer is safe: a lease implies the role.
func Pointer(j *signer.Job) error {
	if authority.Lent() == nil {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PointerInverted is unsafe: no lease, no role.
func PointerInverted(j *signer.Job) error {
	if authority.Lent() != nil {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// PointerBlank is unsafe: nobody looks at the lease.
func PointerBlank(j *signer.Job) error {
	lease := authority.Lent()
	note(lease)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// PointerNil is safe: no obstacle implies the role.
func PointerNil(j *signer.Job) error {
	if o := authority.Hindered(); o != nil {
		note(o)
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// PointerNilInverted is unsafe: there is an obstacle.
func PointerNilInverted(j *signer.Job) error {
	if o := authority.Hindered(); o == nil {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// AcquiredError is safe: no error implies the role.
func AcquiredError(j *signer.Job) error {
	lease, err := authority.Acquire()
	if err != nil {
		return err
	}
	note(lease)
	return j.Sig.Sign(j.Key, j.Set)
}

// AcquiredPointer is safe: a lease implies the role.
func AcquiredPointer(j *signer.Job) error {
	lease, err := authority.Acquire()
	if lease == nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// AcquiredLogged is unsafe: the error only logs.
func AcquiredLogged(j *signer.Job) error {
	if _, err := authority.Acquire(); err != nil {
		note(err)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// DeclaredTrue is safe: the interface's method is declared a check.
func DeclaredTrue(o authority.Office, j *signer.Job) error {
	if !o.Ready() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// DeclaredFalse is safe: false implies the role by declaration.
func DeclaredFalse(o authority.Office, j *signer.Job) error {
	if o.Closed() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// DeclaredFalseMistaken is unsafe: the declared polarity decides.
func DeclaredFalseMistaken(o authority.Office, j *signer.Job) error {
	if !o.Closed() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// DeclaredNil is safe: nil implies the role by declaration.
func DeclaredNil(o authority.Office, j *signer.Job) error {
	if err := o.Visit(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Undeclared is unsafe: the interface's other method says nothing of roles.
func Undeclared(o authority.Office, j *signer.Job) error {
	if !o.Open() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Named is safe: nobody sees a body, so the name tells.
func Named(o authority.Office, j *signer.Job) error {
	if !o.IsKeyMaster("example.org") {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// DeclaredField is safe: the field is declared a check.
func DeclaredField(b *authority.Badge, j *signer.Job) error {
	if !b.Active {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// UndeclaredField is unsafe: the other field is not.
func UndeclaredField(b *authority.Badge, j *signer.Job) error {
	if !b.Shiny {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// CheckVariable is safe: the variable holds the other package's check.
func CheckVariable(j *signer.Job) error {
	may := authority.May
	if !may() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CheckGeneric is safe: a generic check, by its origin.
func CheckGeneric(name string, j *signer.Job) error {
	if !authority.HeldBy(name) {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}
