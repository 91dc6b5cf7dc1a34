package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// What is to be found in CoreDNS v1.15.0: both plugins sign with whatever key they are
// given. ToDS, ReadPrivateKey, SIG(0) and everything else is silent.
var coreDNSFindings = []string{
	"plugin/dnssec/dnssec.go:154",
	"plugin/sign/dnssec.go:18",
}

const allOfCoreDNS = "github.com/coredns/coredns/..."

// TestCoreDNS analyses CoreDNS as it comes from the module proxy, in both ways.
func TestCoreDNS(t *testing.T) {
	t.Run("stand-alone", func(t *testing.T) {
		got := standAlone(t, coredns, analyzer.Settings{}, allOfCoreDNS)
		sameLines(t, "stand-alone", coreDNSPlaces(t, got), coreDNSFindings)
	})
	t.Run("vet", func(t *testing.T) {
		got := vet(t, coredns, allOfCoreDNS)
		sameLines(t, "go vet", coreDNSPlaces(t, got), coreDNSFindings)
	})
}

// coreDNSPlaces cuts findings down to the path within CoreDNS and the line. All are KM001.
func coreDNSPlaces(t *testing.T, findings []string) []string {
	t.Helper()
	var places []string
	for _, f := range findings {
		_, place, ok := strings.Cut(filepath.ToSlash(f), "/coredns@v1.15.0/")
		if !ok || !strings.Contains(f, ": KM001: ") {
			t.Errorf("not KM001 in CoreDNS: %s", f)
		}
		places = append(places, lineOf(place))
	}
	return places
}

// TestUsesOfCoreDNS: what a dependency's functions perform, its users' calls do. Nothing is reported in
// CoreDNS itself, which is not asked for.
func TestUsesOfCoreDNS(t *testing.T) {
	const file = "uses/uses.go"
	text, err := os.ReadFile(filepath.Join(coredns, file))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, line := range strings.Split(string(text), "\n") {
		if strings.Contains(line, "// want `KM001: ") {
			want = append(want, fmt.Sprintf("%s:%d", file, i+1))
		}
	}
	if len(want) == 0 {
		t.Fatalf("no wants in %s", file)
	}
	lines := func(findings []string) []string {
		var places []string
		for _, f := range findings {
			places = append(places, lineOf(filepath.ToSlash(f)))
		}
		return places
	}
	sameLines(t, "stand-alone", lines(standAlone(t, coredns, analyzer.Settings{}, "./uses")), want)
	sameLines(t, "go vet", lines(vet(t, coredns, "./uses")), want)
}
