package driver

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

func TestVetxRoundTrip(t *testing.T) {
	for _, v := range []vetx{
		{},
		{reach: 5},
		{reach: ^vetx{}.reach, facts: factTable{"p": []byte("x"), "a/b": []byte("\x00y")}, types: []byte("i...")},
	} {
		data := v.encode()
		got, err := decodeVetx(data)
		if err != nil {
			t.Errorf("%v: %v", v, err)
			continue
		}
		if fmt.Sprint(*got) != fmt.Sprint(v) {
			t.Errorf("got %v, want %v", *got, v)
		}
		for n := range data {
			if _, err := decodeVetx(data[:n]); err == nil {
				t.Errorf("%v: the first %d bytes of %d decode", v, n, len(data))
			}
		}
		if _, err := decodeVetx(append(data, 0)); err == nil {
			t.Errorf("%v: decodes with a byte too many", v)
		}
	}
}

func FuzzVetx(f *testing.F) {
	f.Add((&vetx{facts: factTable{"p": []byte("x")}}).encode())
	f.Add([]byte(vetxMagic + "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := decodeVetx(data)
		if err != nil {
			return
		}
		again, err := decodeVetx(v.encode())
		if err != nil || !bytes.Equal(again.encode(), v.encode()) {
			t.Errorf("%q does not survive a round trip: %v", data, err)
		}
	})
}

// The bytes of a step depend on its input alone: the go command's cache is
// keyed by them.
func TestVetxIsDeterministic(t *testing.T) {
	dir := module(t, chain)
	s := newStepper(t, dir)
	first := make(map[string][]byte)
	for range 10 {
		for _, unit := range [][]string{{"c"}, {"b", "c"}, {"a", "b"}} {
			if _, _, err := s.step(unit[0], vetxOnly, unit[1:]...); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(s.output(unit[0]))
			if err != nil {
				t.Fatal(err)
			}
			if first[unit[0]] == nil {
				first[unit[0]] = data
			}
			if !bytes.Equal(first[unit[0]], data) {
				t.Fatalf("the step of %s wrote %q, then %q", unit[0], first[unit[0]], data)
			}
		}
	}
}
