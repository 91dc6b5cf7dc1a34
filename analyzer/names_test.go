package analyzer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// owners asks for the role under another name, without a word about key masters.
const owners = `package owners

var zones map[string]bool

func IsZoneOwner(zone string) bool { return zones[zone] }
func OwnsNothing(zone string) bool { return zones[zone] }
`

const useOfOwners = `package p

import (
	"crypto"

	"github.com/miekg/dns"

	"m/owners"
)

func Words(s *dns.RRSIG, k crypto.Signer) error {
	if !owners.IsZoneOwner("a") {
		return nil
	}
	return s.Sign(k, nil)
}

func Expression(s *dns.RRSIG, k crypto.Signer) error {
	if !owners.OwnsNothing("a") {
		return nil
	}
	return s.Sign(k, nil)
}

func isKeyMaster() bool { return owned }

var owned bool

func Default(s *dns.RRSIG, k crypto.Signer) error {
	if !isKeyMaster() {
		return nil
	}
	return s.Sign(k, nil)
}
`

// Patterns of names take the place of the default, in every driver, whatever the gate knows by itself.
func TestNames(t *testing.T) {
	dir := module(t, map[string]string{"owners/owners.go": owners, "p/p.go": useOfOwners})
	const words, expression, standard = "p/p.go:15", "p/p.go:22", "p/p.go:33"
	for _, test := range []struct {
		names []string
		want  []string
	}{
		{nil, []string{words, expression}},
		{[]string{"key master"}, []string{words, expression}},
		{[]string{"zone owner"}, []string{expression, standard}},
		{[]string{"/^Owns/"}, []string{words, standard}},
		{[]string{"zone owner", "/^Owns/", "key-master"}, nil},
		{[]string{}, []string{words, expression, standard}},
	} {
		s := analyzer.Settings{Names: test.names}
		sameLines(t, strings.Join(test.names, ", "), places(standAlone(t, dir, s, "./...")), test.want)
		s.NoGate = true
		sameLines(t, "without the gate", places(standAlone(t, dir, s, "./...")), test.want)
	}
	found := vet(t, dir, "-names=zone owner", "-names=/^Owns/", "./...")
	if have := places(found); !slices.Equal(have, []string{standard}) {
		t.Errorf("with two flags: %v", have)
	}
}

// A package in which nothing but a row or a pattern of the settings can matter passes the gate: its facts say
// what it means.
func TestGateSeesSettings(t *testing.T) {
	dir := module(t, map[string]string{
		"box/box.go":       box,
		"owners/owners.go": owners,
		"mid/mid.go": `package mid

import ("m/box"; "m/owners")

func Ask(zone string) bool { return !owners.IsZoneOwner(zone) }
func Ask2(zone string) bool { return box.Owner(zone) }
func Stop(zone string) { box.Demand(zone) }
func Moved(err error) bool { return box.Elsewhere(err) }
func Seal(zone string) error { return new(box.Box).Seal(zone) } // want
`,
		"p/p.go": `package p

import ("crypto"; "github.com/miekg/dns"; "m/mid")

func A(s *dns.RRSIG, k crypto.Signer) error { if mid.Ask("a") { return nil }; return s.Sign(k, nil) }
func B(s *dns.RRSIG, k crypto.Signer) error { if !mid.Ask2("a") { return nil }; return s.Sign(k, nil) }
func C(s *dns.RRSIG, k crypto.Signer) error { mid.Stop("a"); return s.Sign(k, nil) }
func D(s *dns.RRSIG, k crypto.Signer) error { if err := s.Sign(k, nil); mid.Moved(err) { return err }; return nil }
func E(s *dns.RRSIG, k crypto.Signer) error { return s.Sign(k, nil) } // want
`,
	})
	const text = boxRows + "\nnames: [zone owner]\n"
	s, err := analyzer.ParseSettings("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	both(t, dir, s, []string{"-settings=" + text}, "mid/mid.go:9", "p/p.go:9")
	s.NoGate = true
	sameLines(t, "without the gate", places(standAlone(t, dir, s, "./...")), []string{"mid/mid.go:9", "p/p.go:9"})
}

// A function of the package itself about which a row says that it is an operation is a contract.
func TestRowsOfOwnPackage(t *testing.T) {
	const source = `package p

import (
	"crypto"

	"github.com/miekg/dns"
)

func Sign(s *dns.RRSIG, k crypto.Signer) error { return s.Sign(k, nil) }

func Owner() bool { return true }

func Use(s *dns.RRSIG, k crypto.Signer) error { return Sign(s, k) } // want

func Guarded(s *dns.RRSIG, k crypto.Signer) error {
	if !Owner() {
		return nil
	}
	return Sign(s, k)
}
`
	dir := module(t, map[string]string{"p/p.go": source})
	const text = "rows: {operations: [{func: m/p.Sign}], checks: [{func: m/p.Owner}]}"
	s, err := analyzer.ParseSettings("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	both(t, dir, s, []string{"-settings=" + text}, marked("p/p.go", source)...)
}

// A pack that is switched off says nothing.
func TestPacksOff(t *testing.T) {
	for _, s := range []string{"packs: {miekg: false}", "packs: {miekg: true, go: true}"} {
		settings, err := analyzer.ParseSettings("", []byte(s))
		if err != nil {
			t.Fatal(err)
		}
		if found := standAlone(t, demo, settings, "./..."); (len(found) == 0) != strings.Contains(s, "false") {
			t.Errorf("%s: %d findings", s, len(found))
		}
	}
}
