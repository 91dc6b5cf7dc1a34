// Package values reaches other packages' functions through method values,
// fields, embedding, promotion and interfaces.
package values

import (
	"errors"
	"log"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/zones/values/iface"
)

var errMoved = errors.New("the key master is elsewhere")

func note(args ...any) { log.Println(args...) }

// Method is unsafe: a method of another module's type.
func Method(c *signer.Client, j *signer.Job) error {
	return c.Sign(j) // want `KM001: .*Sign`
}

// MethodGuarded is safe: and so is the check, promoted from a third package.
func MethodGuarded(c *signer.Client, j *signer.Job) error {
	if !c.May() {
		return errMoved
	}
	return c.Sign(j)
}

// MethodFine is unsafe: the other promoted method is no check.
func MethodFine(c *signer.Client, j *signer.Job) error {
	if !c.Fine() {
		return errMoved
	}
	return c.Sign(j) // want `KM001: .*Sign`
}

// MethodHandled is safe.
func MethodHandled(c *signer.Client, j *signer.Job) error {
	if err := c.Sign(j); c.Refused(err) {
		return errMoved
	}
	return nil
}

// Bound is unsafe: a method value is the method.
func Bound(c *signer.Client, j *signer.Job) error {
	f := c.Sign
	return f(j) // want `KM001: .*Sign`
}

// BoundGuarded is safe.
func BoundGuarded(c *signer.Client, j *signer.Job) error {
	f := c.Sign
	if may := c.May; !may() {
		return errMoved
	}
	return f(j)
}

// Expression is unsafe: a method expression is the method.
func Expression(c *signer.Client, j *signer.Job) error {
	return (*signer.Client).Sign(c, j) // want `KM001: .*Sign`
}

// ExpressionGuarded is safe.
func ExpressionGuarded(c *signer.Client, j *signer.Job) error {
	if !(*authority.Desk).May(&c.Desk) {
		return errMoved
	}
	return (*signer.Client).Sign(c, j)
}

// Function is unsafe: the variable holds another module's wrapper.
func Function(j *signer.Job) error {
	f := signer.Sign
	return f(j) // want `KM001: .*Sign`
}

// FunctionHandled is safe.
func FunctionHandled(j *signer.Job) error {
	f := signer.Sign
	if err := f(j); answers.Moved(err) {
		return errMoved
	}
	return nil
}

// FunctionEither is unsafe: one of the two that it may hold does not ask.
func FunctionEither(j *signer.Job, careful bool) error {
	f := signer.Sign
	if careful {
		f = signer.SignChecked
	}
	return f(j) // want `KM001: .*Sign`
}

// FunctionNeither is silent: both ask or test themselves.
func FunctionNeither(j *signer.Job, careful bool) error {
	f := signer.SignTested
	if careful {
		f = signer.SignChecked
	}
	return f(j)
}

var table = map[string]func(*signer.Job) error{
	"sign": signer.Sign,
	"save": signer.Save,
}

// Table is unsafe: the package shows what the table holds.
func Table(name string, j *signer.Job) error {
	return table[name](j) // want `KM001: .*`
}

// TableGuarded is safe.
func TableGuarded(name string, j *signer.Job) error {
	if authority.Wait() {
		return errMoved
	}
	return table[name](j)
}

// Default is silent: a variable of another package, and its type names nothing.
func Default(j *signer.Job) error { return signer.Default(j) }

// Hook is silent: a field that another package fills.
func Hook(j *signer.Job) error { return signer.Standard().Sign(j) }

// HookOwn is unsafe: the field is filled here.
func HookOwn(j *signer.Job) error {
	h := signer.Hooks{Sign: signer.Sign}
	return h.Sign(j) // want `KM001: .*Sign`
}

// Session is unsafe: a method of a type that has no exported name.
func Session(j *signer.Job) error {
	return signer.Open().Sign(j) // want `KM001: .*Sign`
}

// SessionGuarded is safe.
func SessionGuarded(j *signer.Job) error {
	authority.Must()
	return signer.Open().Sign(j)
}

// Desk embeds another module's type.
type Desk struct {
	signer.Client
	name string
}

// Promoted is unsafe: a promoted operation.
func Promoted(d *Desk, j *signer.Job) error {
	return d.Sign(j) // want `KM001: .*Sign`
}

// PromotedGuarded is safe: a check promoted over two levels.
func PromotedGuarded(d *Desk, j *signer.Job) error {
	if !d.May() {
		return errMoved
	}
	return d.Sign(j)
}

// PromotedBound is unsafe: a promoted method's value.
func PromotedBound(d *Desk, j *signer.Job) error {
	f := d.Sign
	return f(j) // want `KM001: .*Sign`
}

// Careful hides the embedded type's method by one that asks.
type Careful struct{ *signer.Client }

// Sign is safe.
func (c Careful) Sign(j *signer.Job) error {
	if !c.May() {
		return errMoved
	}
	return c.Client.Sign(j)
}

// Hidden is silent: the method that asks is called.
func Hidden(c Careful, j *signer.Job) error { return c.Sign(j) }

// NotHidden is unsafe: the embedded type's method is called past it.
func NotHidden(c Careful, j *signer.Job) error {
	return c.Client.Sign(j) // want `KM001: .*Sign`
}

// Blind hides the embedded check by one that asks nobody.
type Blind struct{ *signer.Client }

// May is no check.
func (b Blind) May() bool { return b.Client != nil }

// HiddenCheck is unsafe.
func HiddenCheck(b Blind, j *signer.Job) error {
	if !b.May() {
		return errMoved
	}
	return b.Sign(j) // want `KM001: .*Sign`
}

// Board is unsafe: the interface's method is declared an operation.
func Board(b signer.Board) error {
	return b.SignZone("example.org") // want `KM001: .*SignZone`
}

// BoardStatus is silent: the other method is not.
func BoardStatus(b signer.Board) string { return b.Status() }

// BoardGuarded is safe.
func BoardGuarded(b signer.Board) error {
	if !authority.May() {
		return errMoved
	}
	return b.SignZone("example.org")
}

// Office embeds the interface.
type Office struct{ signer.Board }

// BoardPromoted is unsafe: promoted through an embedded interface.
func BoardPromoted(o Office) error {
	return o.SignZone("example.org") // want `KM001: .*SignZone`
}

// BoardBound is unsafe: a method value of the interface.
func BoardBound(b signer.Board) error {
	f := b.SignZone
	return f("example.org") // want `KM001: .*SignZone`
}

// WideBoard has more methods.
type WideBoard interface {
	signer.Board
	Close()
}

// BoardWide is unsafe: an interface that embeds it.
func BoardWide(b WideBoard) error {
	defer b.Close()
	return b.SignZone("example.org") // want `KM001: .*SignZone`
}

// Plain is silent: the static type names nothing.
func Plain(p signer.Plain, j *signer.Job) error { return p.Sign(j) }

// Interface is silent: the static type names nothing, and nothing is called here but it.
func Interface(s iface.Signer, j *signer.Job) error { return s.Sign(j) }

type local struct{}

// Sign is unsafe: the type is converted to another package's interface that has the method.
func (local) Sign(j *signer.Job) error {
	return signer.Sign(j) // want `KM001: .*Sign`
}

// UseLocal converts it.
func UseLocal(j *signer.Job) error { return iface.Use(local{}, j) }

type asking struct{}

// Sign is safe: it asks.
func (asking) Sign(j *signer.Job) error {
	if !authority.May() {
		return errMoved
	}
	return signer.Sign(j)
}

// UseAsking is silent.
func UseAsking(j *signer.Job) error { return iface.Use(asking{}, j) }

type starter struct{ j *signer.Job }

// Start is safe: it asks.
func (s *starter) Start() {
	if authority.May() {
		note(s.Sign(s.j))
	}
}

// Sign is safe: no interface that has it is made, and its caller asks.
func (s *starter) Sign(j *signer.Job) error { return signer.Sign(j) }

// UseStarter converts it to an interface without the method.
func UseStarter(j *signer.Job) iface.Starter { return &starter{j} }

// boarder implements signer.Board.
type boarder struct{ j *signer.Job }

// SignZone is silent: the interface's contract is its own.
func (b *boarder) SignZone(string) error { return signer.Sign(b.j) }

// Status is silent.
func (b *boarder) Status() string { return "fine" }

// NewBoard hands it out.
func NewBoard(j *signer.Job) signer.Board { return &boarder{j} }
