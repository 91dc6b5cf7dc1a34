package fuzz

import (
	"slices"
	"testing"
)

// FuzzAnalyzer analyses any program of one file that type-checks; see analyseTwice.
func FuzzAnalyzer(f *testing.F) {
	s := newSeeds(f)
	for i, source := range slices.Concat(s.truth, s.std, s.corpus) {
		if i%15 == 0 || fuzzing() {
			f.Add([]byte(source))
		}
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		if len(source) > maxSource {
			t.Skip()
		}
		analyseTwice(t, s.universe, string(source))
	})
}

// FuzzMutants analyses what is left of a seed after a script of changes.
func FuzzMutants(f *testing.F) {
	s := newSeeds(f)
	sources := slices.Concat(s.corpus, s.truth, s.std)
	for i := range sources {
		if i%4 == 0 || fuzzing() {
			f.Add(uint16(i), []byte{byte(i * 7), byte(i), byte(i >> 3), byte(i * 3), byte(i * 11)})
		}
	}
	f.Fuzz(func(t *testing.T, seed uint16, script []byte) {
		source := scramble(s.universe, sources[int(seed)%len(sources)], script)
		defer func() {
			if t.Failed() {
				t.Logf("the program is\n%s", source)
			}
		}()
		analyseTwice(t, s.universe, source, helpers(source))
	})
}
