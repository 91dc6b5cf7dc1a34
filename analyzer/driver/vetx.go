package driver

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A vetx is what one step under go vet hands to the steps of the packages that
// import its package. The same content always has the same bytes, since the go
// command's cache compares them.
type vetx struct {
	reach gate.Mark // of the package and all its imports
	facts factTable // of the package and all its imports
	types []byte    // export data; only if the go command hands over none
}

// vetxMagic changes with the format, so that no file is misread.
const vetxMagic = "keymaster vetx 2\n"

func (v *vetx) encode() []byte {
	paths := make([]string, 0, len(v.facts))
	for path := range v.facts {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	b := []byte(vetxMagic)
	b = binary.AppendUvarint(b, uint64(v.reach))
	b = binary.AppendUvarint(b, uint64(len(paths)))
	for _, path := range paths {
		b = appendBytes(b, []byte(path))
		b = appendBytes(b, v.facts[path])
	}
	return appendBytes(b, v.types)
}

func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

func decodeVetx(data []byte) (*vetx, error) {
	data, ok := bytes.CutPrefix(data, []byte(vetxMagic))
	if !ok {
		return nil, errors.New("not written by this version of the tool")
	}
	r := &vetxReader{data: data}
	v := &vetx{reach: gate.Mark(r.uvarint())}
	n := r.uvarint()
	for range n {
		path, facts := r.bytes(), r.bytes()
		if r.short {
			break
		}
		if v.facts == nil {
			v.facts = make(factTable)
		}
		v.facts[string(path)] = facts
	}
	v.types = r.bytes()
	if r.short || len(r.data) > 0 {
		return nil, errors.New("damaged")
	}
	return v, nil
}

// A vetxReader takes values off data; short is set when there are too few bytes.
type vetxReader struct {
	data  []byte
	short bool
}

func (r *vetxReader) uvarint() uint64 {
	x, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.short, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return x
}

func (r *vetxReader) bytes() []byte {
	n := r.uvarint()
	if n > uint64(len(r.data)) {
		r.short, r.data = true, nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func readVetx(name string) (*vetx, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, readError(err)
	}
	v, err := decodeVetx(data)
	if err != nil {
		return nil, &Error{Msg: fmt.Sprintf("cannot read facts in %s: %v; run again with go vet -a", Printable(name), err)}
	}
	return v, nil
}
