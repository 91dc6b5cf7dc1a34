package analyzer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// box is a package of which the source tells nothing: what its functions do, rows say.
const box = `package box

var (
	do  func(...any) error
	ask func(...any) bool
	get func() *int
)

type Box struct{ Zone string }

func (b *Box) Seal(zone string) error       { return do(zone) }
func Send(host, zone string) (int, error)   { return 0, do(zone, host) }
func Owner(zone string) bool                { return ask(zone) }
func Replica(name, where string) bool       { return ask(name, where) }
func Verify(zone string) (bool, error)      { return ask(zone), do() }
func Lease(zone string) (*int, error)       { return get(), do() }
func Demand(zone string)                    { do(zone) }
func Elsewhere(err error) bool              { return ask(err) }
func Wrap(text string, err error) error     { return do(err) }
func Same(err error, code int) bool         { return ask(err, code) }
func Bail()                                 { do() }

type Sealer interface{ Close(zone string) error }

type Map[K comparable] struct{ k K }

func (Map[K]) Rotate(zone string) error { return do(zone) }
`

// boxRows are rows about box.
const boxRows = `
rows:
  operations:
    - func: (*m/box.Box).Seal
    - {func: m/box.Send, does: sends a seal, why: there is one seal, server: [arg 0], refusal: [{at: result 0, form: code}], nonNil: [1], handle: n == 9101}
    - func: (m/box.Sealer).Close
    - func: (m/box.Map).Rotate
  checks:
    - func: m/box.Owner
    - {func: m/box.Replica, outcome: false, zone: [arg 0], server: [arg 1]}
    - {func: m/box.Verify, at: result 1}
    - {func: m/box.Lease, outcome: non-nil}
  establishes: [{func: m/box.Demand}]
  tests:
    - func: m/box.Elsewhere
    - {func: m/box.Same, value: arg 0, target: arg 1, form: error}
  flows: [{func: m/box.Wrap, from: arg 1, to: result 0, wraps: true}]
  noReturn: [m/box.Bail]
  answers:
    - {name: LOCKED, forms: [error, code], value: 4242, means: refused}
`

// useOfBox has a function for each way to use a row; those with a mark are not safe.
const useOfBox = `package p

import (
	"errors"
	"syscall"

	"m/box"
)

func Bare(b *box.Box) error { return b.Seal("a") } // want

func Guarded(b *box.Box) error {
	if !box.Owner("a") {
		return nil
	}
	return b.Seal("a")
}

func OtherZone(b *box.Box) error {
	if !box.Owner("a") {
		return nil
	}
	return b.Seal("b") // want
}

func Inverted(b *box.Box, s string) error {
	if box.Replica("a", s) {
		return nil
	}
	return b.Seal("a")
}

func NotInverted(b *box.Box, s string) error {
	if !box.Replica("a", s) {
		return nil
	}
	return b.Seal("a") // want
}

func ByPlace(b *box.Box) error {
	if box.Replica("c", "h") {
		return nil
	}
	return b.Seal("a") // want
}

func ServerByPlace() (int, error) {
	if box.Replica("a", "h2") {
		return 0, nil
	}
	return box.Send("h1", "a") // want
}

func SameServer() (int, error) {
	if box.Replica("a", "h1") {
		return 0, nil
	}
	return box.Send("h1", "a")
}

func ByError(b *box.Box) error {
	if _, err := box.Verify("a"); err != nil {
		return err
	}
	return b.Seal("a")
}

func NotByError(b *box.Box) error {
	if ok, _ := box.Verify("a"); !ok {
		return nil
	}
	return b.Seal("a") // want
}

func Leased(b *box.Box) error {
	if lease, _ := box.Lease("a"); lease == nil {
		return nil
	}
	return b.Seal("a")
}

func NotLeased(b *box.Box) error {
	if lease, _ := box.Lease("a"); lease != nil {
		return nil
	}
	return b.Seal("a") // want
}

func Demanded(b *box.Box) error {
	box.Demand("a")
	return b.Seal("a")
}

func DemandedElse(b *box.Box) error {
	box.Demand("b")
	return b.Seal("a") // want
}

func DemandedLate(b *box.Box) error {
	defer box.Demand("a")
	return b.Seal("a") // want
}

func DemandedSometimes(b *box.Box, x bool) error {
	if x {
		box.Demand("a")
	}
	return b.Seal("a") // want
}

func Told(b *box.Box) error {
	if err := b.Seal("a"); box.Elsewhere(err) {
		return errors.New("elsewhere")
	}
	return nil
}

func ToldLate(b *box.Box) error {
	err := box.Wrap("x", b.Seal("a"))
	if errors.Is(err, syscall.Errno(4242)) {
		return errors.New("elsewhere")
	}
	return err
}

func Lost(b *box.Box) error {
	if err := b.Seal("a"); err != nil { // want
		return errors.New("no")
	}
	return nil
}

func Code() bool {
	n, _ := box.Send("h", "a")
	return n == 9101
}

func OwnCode() bool {
	n, _ := box.Send("h", "a")
	return n == 4242
}

func NoCode() error {
	_, err := box.Send("h", "a") // want
	return err
}

func Ended(b *box.Box) error {
	if !box.Owner("a") {
		box.Bail()
	}
	return b.Seal("a")
}

func Abstract(s box.Sealer) error { return s.Close("a") } // want

func Generic(m box.Map[int]) error { return m.Rotate("a") } // want

func helper(zone string) bool { return box.Owner(zone) }

func ByHelper(b *box.Box) error {
	if helper("a") {
		return b.Seal("a")
	}
	return nil
}

var check = box.Owner

func ByValue(b *box.Box) error {
	own := box.Owner
	if !own("a") {
		return nil
	}
	return b.Seal("a")
}
`

// far is a package that comes by box through another, and uses facts about that.
const far = `package far

import "m/near"

func Far() error {
	if !near.Mine("a") {
		return nil
	}
	return near.Seal("a")
}

func Unsafe() error { return near.Seal("a") } // want
`

const near = `package near

import "m/box"

func Mine(zone string) bool { return box.Owner(zone) }

//keymaster:only -- callers ask
func Seal(zone string) error { return new(box.Box).Seal(zone) }
`

// Rows of the settings say what rows of the catalogue say: by every driver, with and without the gate.
func TestRows(t *testing.T) {
	files := map[string]string{"box/box.go": box, "p/p.go": useOfBox, "far/far.go": far, "near/near.go": near}
	dir := module(t, files)
	s, err := analyzer.ParseSettings("rows.yml", []byte(boxRows))
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Concat(marked("far/far.go", far), marked("p/p.go", useOfBox))
	slices.SortFunc(want, func(a, b string) int { return strings.Compare(a+":", b+":") }) // as the lines of findings are
	both(t, dir, s, []string{"-settings=" + boxRows}, want...)
	s.NoGate = true
	sameLines(t, "without the gate", places(standAlone(t, dir, s, "./...")), want)
	if n := len(standAlone(t, dir, analyzer.Settings{}, "./p")); n != 0 {
		t.Errorf("without rows there are %d findings in p", n)
	}
}

// marked returns the places of the lines of a file that want a report.
func marked(file, source string) []string {
	var lines []string
	for i, line := range strings.Split(source, "\n") {
		if strings.HasSuffix(line, "// want") {
			lines = append(lines, fmt.Sprintf("%s:%d", file, i+1))
		}
	}
	return lines
}
