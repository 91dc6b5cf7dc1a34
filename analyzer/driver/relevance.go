package driver

import (
	"errors"
	"os"
	"sync"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A gatekeeper is the gate's three questions. Tests put their own in its place.
type gatekeeper struct {
	bytes func(src []byte) gate.Mark
	reach func(importPath string) gate.Mark
	pass  func(mark, reach gate.Mark, facts bool) bool
}

func realGate() *gatekeeper { return &gatekeeper{gate.Bytes, gate.Reach, gate.Pass} }

// openGate lets every package pass.
func openGate() *gatekeeper {
	return &gatekeeper{
		bytes: func([]byte) gate.Mark { return 0 },
		reach: func(string) gate.Mark { return 0 },
		pass:  func(_, _ gate.Mark, _ bool) bool { return true },
	}
}

// A relevance decides whether one package passes the gate. It reads the files
// only if the answer depends on them, and then keeps their text for the parser.
type relevance struct {
	gate  *gatekeeper
	reach gate.Mark
	files []string

	once    sync.Once
	mark    gate.Mark
	sources map[string][]byte
	err     error
}

// passes answers the gate's question. A package with a file that cannot be read
// passes: whoever parses it will meet the error again and report it.
func (r *relevance) passes(facts bool) bool {
	const everything = ^gate.Mark(0)
	if !r.gate.pass(everything, r.reach, facts) {
		return false
	}
	if r.gate.pass(0, r.reach, facts) {
		return true
	}
	r.once.Do(func() { r.read(facts) })
	return r.err != nil || r.gate.pass(r.mark, r.reach, facts)
}

func (r *relevance) read(facts bool) {
	r.sources = make(map[string][]byte, len(r.files))
	for _, name := range r.files {
		src, err := os.ReadFile(name)
		if err != nil {
			r.err = errors.Join(r.err, err)
			continue
		}
		r.sources[name] = src
		r.mark |= r.gate.bytes(src)
	}
	if r.err == nil && !r.gate.pass(r.mark, r.reach, facts) {
		r.sources = nil // nobody will parse it, unless facts turn up later
	}
}
