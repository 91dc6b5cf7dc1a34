package callers

import (
	"errors"
	"io"
)

// Open is an exported type.
type Open struct{ j *Job }

// Sign is unsafe: an exported method of an exported type.
func (o *Open) Sign() error {
	return o.j.Sig.Sign(o.j.Key, o.j.Set) // want `KM001: .*Sign`
}

// SignOpen is silent: the method is reported.
func SignOpen(o *Open) error { return o.Sign() }

// sign is judged through its callers.
func (o *Open) sign() error { return o.j.Sig.Sign(o.j.Key, o.j.Set) }

// OpenAsks is safe.
func OpenAsks(o *Open) error {
	if isKeyMaster() {
		return o.sign()
	}
	return nil
}

// OpenBare is unsafe.
func OpenBare(o *Open) error {
	return o.sign() // want `KM001: .*[sS]ign`
}

// closed is an unexported type that is converted to no interface.
type closed struct{ j *Job }

// Sign is judged through its callers.
func (c *closed) Sign() error { return c.j.Sig.Sign(c.j.Key, c.j.Set) }

// ClosedAsks is safe.
func ClosedAsks(j *Job) error {
	c := &closed{j}
	if !isKeyMaster() {
		return errMoved
	}
	return c.Sign()
}

// ClosedBare is unsafe.
func ClosedBare(j *Job) error {
	return (&closed{j}).Sign() // want `KM001: .*Sign`
}

// uncalled is an unexported type whose method nobody calls.
type uncalled struct{ j *Job }

// Sign is unsafe: never called.
func (u *uncalled) Sign() error {
	return u.j.Sig.Sign(u.j.Key, u.j.Set) // want `KM001: .*Sign`
}

var _ = uncalled{}

// Signer is satisfied by several types.
type Signer interface{ Sign() error }

// assigned is converted by an assignment.
type assigned struct{ j *Job }

// Sign is unsafe: an interface that has it is made.
func (a assigned) Sign() error {
	return a.j.Sig.Sign(a.j.Key, a.j.Set) // want `KM001: .*Sign`
}

var current Signer

// Assign converts it.
func Assign(j *Job) { current = assigned{j} }

// AssignedAsks is safe by itself, which does not save the method.
func AssignedAsks(j *Job) error {
	if isKeyMaster() {
		return assigned{j}.Sign()
	}
	return nil
}

// asserted is converted to any, and asserted from there.
type asserted struct{ j *Job }

// Sign is unsafe: the assertion makes an interface that has it.
func (a asserted) Sign() error {
	return a.j.Sig.Sign(a.j.Key, a.j.Set) // want `KM001: .*Sign`
}

// Assert finds the method at run time.
func Assert(j *Job) error {
	var x any = asserted{j}
	if s, ok := x.(Signer); ok {
		return s.Sign()
	}
	return nil
}

// printed is converted to any only.
type printed struct{ j *Job }

// Note is safe: no interface that has it is made.
func (p printed) Note() error { return p.j.Sig.Sign(p.j.Key, p.j.Set) }

// PrintedAsks is safe.
func PrintedAsks(j *Job) error {
	p := printed{j}
	note(p)
	if !isKeyMaster() {
		return errMoved
	}
	return p.Note()
}

// closer is converted to an interface that lacks its method.
type closer struct{ j *Job }

// Resign is safe: its only caller asks.
func (c closer) Resign() error { return c.j.Sig.Sign(c.j.Key, c.j.Set) }

// Close is safe: it asks.
func (c closer) Close() error {
	if isKeyMaster() {
		return c.Resign()
	}
	return nil
}

// NewCloser converts it.
func NewCloser(j *Job) io.Closer { return closer{j} }

// declared satisfies an interface by a declaration only.
type declared struct{ j *Job }

var _ Signer = declared{}

// Sign is unsafe: the declaration converts it.
func (d declared) Sign() error {
	return d.j.Sig.Sign(d.j.Key, d.j.Set) // want `KM001: .*Sign`
}

// contractor has a contract among its methods.
type contractor interface {
	//keymaster:only -- implementations ask nobody
	SignContract() error
}

type hired struct{ j *Job }

// SignContract is silent: a contract by its interface.
func (h hired) SignContract() error { return h.j.Sig.Sign(h.j.Key, h.j.Set) }

// Hire hands it out.
func Hire(j *Job) contractor { return hired{j} }

// HiredAsks is safe.
func HiredAsks(c contractor) error {
	if isKeyMaster() {
		return c.SignContract()
	}
	return nil
}

// HiredBare is unsafe.
func HiredBare(c contractor) error {
	return c.SignContract() // want `KM001: .*SignContract`
}

// base is embedded.
type base struct{ j *Job }

func (b *base) resign() error { return b.j.Sig.Sign(b.j.Key, b.j.Set) }

// Outer promotes an unexported method.
type Outer struct{ base }

// PromotedAsks is safe.
func PromotedAsks(o *Outer) error {
	if isKeyMaster() {
		return o.resign()
	}
	return nil
}

// PromotedBare is unsafe.
func PromotedBare(o *Outer) error {
	return o.resign() // want `KM001: .*(resign|Sign)`
}

type publicBase struct{ j *Job }

// Resign is unsafe: an exported type promotes it, so its callers cannot be seen.
func (b *publicBase) Resign() error {
	return b.j.Sig.Sign(b.j.Key, b.j.Set) // known-miss: KM001 Sign
}

// PublicOuter promotes an exported method.
type PublicOuter struct{ publicBase }

// PublicOuterAsks is safe by itself, which does not save the method.
func PublicOuterAsks(o *PublicOuter) error {
	if isKeyMaster() {
		return o.Resign()
	}
	return nil
}

type inner struct{ j *Job }

// Sign is unsafe: the type that promotes it is converted to an interface that has it.
func (i inner) Sign() error {
	return i.j.Sig.Sign(i.j.Key, i.j.Set) // want `KM001: .*Sign`
}

type holder struct{ inner }

// Hold converts the holder.
func Hold(j *Job) Signer { return holder{inner{j}} }

type hidden struct{ j *Job }

// Sign is safe: it is hidden by the method that is converted, and called under its check.
func (h hidden) Sign() error { return h.j.Sig.Sign(h.j.Key, h.j.Set) }

type hider struct{ hidden }

// Sign is safe: it asks.
func (h hider) Sign() error {
	if !isKeyMaster() {
		return errMoved
	}
	return h.hidden.Sign()
}

// Hide converts the hider.
func Hide(j *Job) Signer { return hider{hidden{j}} }

type expressed struct{ j *Job }

func (e *expressed) sign() error { return e.j.Sig.Sign(e.j.Key, e.j.Set) } // known-noise: KM001 Sign

// ExpressedAsks is safe: a method expression that is called is a call.
func ExpressedAsks(j *Job) error {
	if isKeyMaster() {
		return (*expressed).sign(&expressed{j})
	}
	return nil
}

// ExpressedBare is unsafe.
func ExpressedBare(j *Job) error {
	return (*expressed).sign(&expressed{j}) // known-miss: KM001 [sS]ign
}

type bound struct{ j *Job }

func (b *bound) sign() error { return b.j.Sig.Sign(b.j.Key, b.j.Set) } // known-noise: KM001 Sign

// BoundAsks is safe.
func BoundAsks(j *Job) error {
	f := (&bound{j}).sign
	if !isKeyMaster() {
		return errMoved
	}
	return f()
}

// BoundBare is unsafe at the call of the value.
func BoundBare(j *Job) error {
	f := (&bound{j}).sign
	return f() // known-miss: KM001 [sS]ign
}

type leaked struct{ j *Job }

// sign is unsafe: its value leaves the package.
func (l *leaked) sign() error {
	return l.j.Sig.Sign(l.j.Key, l.j.Set) // want `KM001: .*Sign`
}

// Leak hands the method out.
func Leak(j *Job) func() error { return (&leaked{j}).sign }

// LeakedAsks is safe by itself, which does not save the method.
func LeakedAsks(j *Job) error {
	if isKeyMaster() {
		return (&leaked{j}).sign()
	}
	return nil
}

type tested struct{ j *Job }

// Sign is judged through its callers: this one tests.
func (t tested) Sign() error { return t.j.Sig.Sign(t.j.Key, t.j.Set) }

// MethodTests is safe.
func MethodTests(j *Job) error {
	if err := (tested{j}).Sign(); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}
