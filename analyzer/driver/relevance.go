package driver

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"sync"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A gatekeeper is the gate's questions. Tests put their own in its place.
type gatekeeper struct {
	bytes func(src []byte) gate.Mark
	reach func(importPath string) gate.Mark
	pass  func(mark, reach gate.Mark, facts bool) bool
	named func(importPath string) bool                              // nil: none is
	helps func(files []*ast.File, ends func(name string) bool) bool // nil: there are no helpers
}

// realGate asks g, or if that is nil the gate of the default settings.
func realGate(g *gate.Gate) *gatekeeper {
	if g == nil {
		g = gate.Builtin()
	}
	return &gatekeeper{g.Bytes, g.Reach, gate.Pass, g.Named, func(files []*ast.File, ends func(string) bool) bool {
		return len(g.Helpers(files, ends)) > 0
	}}
}

// openGate lets every package pass.
func openGate() *gatekeeper {
	return &gatekeeper{
		bytes: func([]byte) gate.Mark { return 0 },
		reach: func(string) gate.Mark { return 0 },
		pass:  func(_, _ gate.Mark, _ bool) bool { return true },
	}
}

// names reports whether a user's rows name something of a package.
func (g *gatekeeper) names(importPath string) bool { return g.named != nil && g.named(importPath) }

// A relevance decides whether one package passes the gate. It reads the files
// only if the answer depends on them, and then keeps their text for the parser.
type relevance struct {
	gate  *gatekeeper
	reach gate.Mark
	files []string
	own   bool // see gate.Own
	named bool // see gate.Named

	once    sync.Once
	mark    gate.Mark
	sources map[string][]byte
	err     error

	asked, answer bool // whether it helps
}

// passes answers the gate's question. A package with a file that cannot be read
// passes: whoever parses it will meet the error again and report it.
func (r *relevance) passes(facts bool) bool {
	if r.named {
		return true
	}
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
	if r.err == nil && !r.own && !r.gate.pass(r.mark, r.reach, facts) {
		r.sources = nil // nobody will parse it, unless facts turn up later
	}
}

// helps decides whether a package that does not pass is analysed all the same, for
// weak facts, given those of its imports. Tests help nobody. A file that does not
// parse makes no difference: of a package that does not pass errors are not shown.
func (r *relevance) helps(imported factTable) bool {
	ends := imported.ends()
	if !r.own || r.gate.helps == nil || r.err != nil || r.asked && (r.answer || len(ends) == 0) {
		return r.answer
	}
	r.asked = true
	var files []*ast.File
	for _, name := range r.files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, r.sources[name], parser.SkipObjectResolution)
		if err != nil {
			return false
		}
		files = append(files, f)
	}
	r.answer = r.gate.helps(files, func(name string) bool { return ends[name] })
	return r.answer
}
