package driver

import (
	"encoding/binary"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A weakFact is a fact that may make no package worth a look: it is there for the
// packages that are looked at for other reasons. Facts without the method all do.
type weakFact interface {
	// Matters reports whether the fact makes packages that see it pass the gate.
	Matters() bool
}

// An endFact is the fact of a function that may not return. By its name it can make
// callers helpers; see [gate.Helpers].
type endFact interface{ Ends() bool }

// encodedFacts are what a package's facts say to the gate, and then the facts in gob:
//
//	strong or weak: 1 byte
//	length of the names, as uvarint; the names of functions that may not return, a line each
//	gob
type encodedFacts []byte

const (
	weak   = 'w'
	strong = 's'
)

// A label is what stands before the gob.
type label struct {
	strong bool
	ends   map[string]bool
}

func (l *label) add(obj types.Object, fact analysis.Fact) {
	w, ok := fact.(weakFact)
	l.strong = l.strong || !ok || w.Matters()
	if e, ok := fact.(endFact); ok && obj != nil && e.Ends() {
		l.ends[obj.Name()] = true
	}
}

func (l *label) encode() []byte {
	kind := byte(weak)
	if l.strong {
		kind = strong
	}
	list := strings.Join(slices.Sorted(maps.Keys(l.ends)), "\n")
	return append(binary.AppendUvarint([]byte{kind}, uint64(len(list))), list...)
}

// split returns what stands before the gob, and the gob; the latter is empty if the
// data are damaged.
func (d encodedFacts) split() (kind byte, ends string, gob []byte) {
	if len(d) == 0 {
		return weak, "", nil
	}
	r := &vetxReader{data: d[1:]}
	ends = string(r.bytes())
	return d[0], ends, r.data
}

func (d encodedFacts) facts() []byte {
	_, _, gob := d.split()
	return gob
}

// matter reports whether packages that see the table pass the gate because of it.
func (t factTable) matter() bool {
	for _, data := range t {
		if len(data) > 0 && data[0] != weak {
			return true
		}
	}
	return false
}

// ends returns the names of the functions that may not return.
func (t factTable) ends() map[string]bool {
	names := make(map[string]bool)
	for _, data := range t {
		_, ends, _ := data.split()
		for name := range strings.FieldsSeq(ends) {
			names[name] = true
		}
	}
	return names
}
