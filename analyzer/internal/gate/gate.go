// Package gate decides, before SSA and where possible before parsing, whether a
// package can hold a finding or a fact at all.
//
// A finding needs an operation, and an operation needs one of three things: a catalogue
// row, so the package mentions the row's function by name and has one of its pack's
// packages among its imports, directly or not, or it names a cmdlet or imports what runs one; a declaration or a test of the role or of the
// refusal, so it mentions one of the trigger words or codes; or a function that another package
// exports as one of these, which is a fact of an import. The gate asks for exactly these.
//
// Functions that have nothing to do with key masters may still decide whether a check guards, or a test
// is reached: fatal.Now never returns, errs.Wrap keeps the cause. Facts that say such things are weak:
// they make no package pass, only its findings fewer or more exact. Packages without a word about key
// masters are looked at for them if they are the user's [Own] and [Helpers] finds what they may be
// worth; of dependencies there are too many.
//
// What it relies on, and the engine therefore has to keep: a fact about a function comes from
// what the function's package mentions or from the facts of its imports. A code that is
// computed from other numbers (9000+101; but 9100 counts as a mention), matched by a pattern
// or a range that does not show it, or a word put together from several strings
// ("key"+"master") is no mention. Letters are compared in ASCII case only.
package gate

import (
	"regexp"
	"sync"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A Mark says what one file's text mentions; marks of a package's files are or-ed.
type Mark uint32

// Trigger is the bit of the words and codes that make any package worth a look. The other
// bits stand for packs, in the order of the catalogue.
const Trigger Mark = 1

// Direct is the bit of the import paths of packs whose calls nothing else shows: what runs commands that
// it is given by others mentions neither a command nor the role.
const Direct Mark = 1 << 31

// A Gate is a catalogue's vocabulary, compiled. It is immutable and safe for concurrent use.
type Gate struct {
	words  *automaton
	values map[uint64]bool  // magnitudes of the integers that trigger
	digits map[uint64]bool  // the same without the zeros at their end
	runes  map[rune]bool    // those among them that a rune literal can be
	reach  map[string]Mark  // import path -> packs
	ends   map[string]bool  // names of functions that never return
	named  map[string]bool  // import paths of which something is named by rows that nobody has tried
	exprs  []*regexp.Regexp // what identifiers that trigger match
}

// Builtin returns the gate of the default settings. It is the same one each time.
func Builtin() *Gate { return builtin() }

var builtin = sync.OnceValue(func() *Gate { return New(catalog.Default(), role.Names{}) })

// Pass reports whether a package can matter: mark is the union over its files, reach the union of
// Reach over its own path and all that it imports, directly or not; facts says whether a direct or
// indirect import exports a keymaster fact that matters by itself.
func Pass(mark, reach Mark, facts bool) bool {
	return facts || mark&(Trigger|Direct) != 0 || mark&reach&^(Trigger|Direct) != 0
}

// Reach returns the packs (as bits of a Mark) that importing path brings within reach.
func (g *Gate) Reach(importPath string) Mark { return g.reach[importPath] }

// Named reports whether a user's rows name something of a package, so that it has to be looked at to see
// whether that is there.
func (g *Gate) Named(importPath string) bool { return g.named[importPath] }
