// Package baseline keeps a list of findings that are known, so that only others are reported. It knows them by
// what they are and not by their lines, and tells which are gone, so that the list only shrinks.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/identity"
)

// version changes with the format.
const version = 1

// A Baseline is a list of known findings.
type Baseline struct {
	known map[identity.Identity]int // how many; N is 0
}

type file struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// An Entry is a known finding, or several that look the same.
type Entry struct {
	Code  string `json:"code"`
	Dir   string `json:"dir"`  // of the package, below the root of the repository
	Decl  string `json:"in"`   // the declaration that it is in
	Line  string `json:"line"` // its source
	Count int    `json:"count,omitempty"`
}

func (e Entry) String() string {
	where := e.Dir
	if e.Decl != "" {
		where = e.Decl + " of " + e.Dir
	}
	return fmt.Sprintf("%s in %s: %q", e.Code, where, e.Line)
}

func (e Entry) id() identity.Identity {
	return identity.Identity{Code: e.Code, Dir: e.Dir, Decl: e.Decl, Line: e.Line}
}

// Of returns the baseline of findings.
func Of(findings []identity.Identity) *Baseline {
	b := &Baseline{known: make(map[identity.Identity]int)}
	for _, id := range findings {
		id.N = 0
		b.known[id]++
	}
	return b
}

// Read reads what Write wrote. Entries that occur twice, as merges bring about, count twice.
func Read(data []byte) (*Baseline, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var f file
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("no baseline: %w; -write-baseline writes one", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("no baseline: something follows it; -write-baseline writes one")
	}
	if f.Version != version {
		return nil, fmt.Errorf("a baseline of version %d, and this keymaster reads version %d; write it again with -write-baseline", f.Version, version)
	}
	b := Of(nil)
	for i, e := range f.Findings {
		if e.Code == "" || e.Dir == "" || e.Count < 0 {
			return nil, fmt.Errorf("findings[%d]: code, dir or count is missing or wrong; write the baseline again with -write-baseline", i)
		}
		b.known[e.id()] += max(1, e.Count)
	}
	return b, nil
}

// Write returns the baseline as text, for review: the same findings always give the same bytes.
func (b *Baseline) Write() ([]byte, error) {
	f := file{version, b.entries()}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	err := enc.Encode(f)
	return buf.Bytes(), err
}

func (b *Baseline) entries() []Entry {
	entries := []Entry{}
	for id, n := range b.known {
		e := Entry{Code: id.Code, Dir: id.Dir, Decl: id.Decl, Line: id.Line}
		if n > 1 {
			e.Count = n
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.Dir, b.Dir), strings.Compare(a.Decl, b.Decl), strings.Compare(a.Line, b.Line), strings.Compare(a.Code, b.Code))
	})
	return entries
}

// Knows reports whether a finding is in the list.
func (b *Baseline) Knows(id identity.Identity) bool {
	n := id.N
	id.N = 0
	return n <= b.known[id]
}

// Gone returns what is in the list and not among the findings. Of directories in which nothing was looked for,
// by looked, nothing is gone.
func (b *Baseline) Gone(findings []identity.Identity, looked func(dir string) bool) []Entry {
	left := &Baseline{known: make(map[identity.Identity]int)}
	now := Of(findings)
	for id, n := range b.known {
		if n -= now.known[id]; n > 0 && looked(id.Dir) {
			left.known[id] = n
		}
	}
	return left.entries()
}

// Without returns the list without entries that are gone.
func (b *Baseline) Without(gone []Entry) *Baseline {
	rest := &Baseline{known: make(map[identity.Identity]int)}
	for id, n := range b.known {
		rest.known[id] = n
	}
	for _, e := range gone {
		if rest.known[e.id()] -= max(1, e.Count); rest.known[e.id()] <= 0 {
			delete(rest.known, e.id())
		}
	}
	return rest
}
