package analyzer_test

import (
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// subjects are real packages, with the patterns that select them.
var subjects = []struct {
	name, dir string
	patterns  []string
}{
	{"corpus", corpus, []string{"./..."}},
	{"demo", demo, []string{"./..."}},
	{"modules", modules, []string{"./..."}},
	{"coredns", coredns, []string{"github.com/coredns/coredns/plugin/sign", "github.com/coredns/coredns/plugin/dnssec"}},
}

// The gate changes nothing but the time that it takes.
func TestNoGate(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.name, func(t *testing.T) {
			want := standAlone(t, s.dir, analyzer.Settings{NoGate: true}, s.patterns...)
			if len(want) == 0 {
				t.Fatal("nothing found")
			}
			sameLines(t, "with the gate, stand-alone", standAlone(t, s.dir, analyzer.Settings{}, s.patterns...), want)
		})
	}
}

// Go vet finds the same as stand-alone, with and without the gate.
func TestVetAgrees(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.name, func(t *testing.T) {
			want := standAlone(t, s.dir, analyzer.Settings{}, s.patterns...)
			sameLines(t, "go vet", vet(t, s.dir, s.patterns...), want)
			if s.name != "coredns" { // whose dependencies take a minute
				sameLines(t, "go vet -nogate", vet(t, s.dir, append([]string{"-nogate"}, s.patterns...)...), want)
			}
		})
	}
}
