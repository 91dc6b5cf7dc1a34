// Package role recognises role checks by name and form (docs/rule.md sections 1 and 7)
// on syntax and types. A name is a hint: the engine prefers what a body shows.
package role

import (
	"slices"
	"strings"
	"unicode"
)

// Words splits an identifier at case changes, digits and underscores: "IsKeyMasterServer"
// gives is, key, master, server; "IsDNSKeyMaster" gives is, dns, key, master.
func Words(name string) []string {
	var words []string
	rs := []rune(name)
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(rs[start:end])))
		}
		start = end
	}
	for i, r := range rs {
		switch {
		case r == '_' || unicode.IsDigit(r):
			cut(i)
			start = i + 1
		case unicode.IsUpper(r) && i > 0:
			prevLower := unicode.IsLower(rs[i-1])
			nextLower := i+1 < len(rs) && unicode.IsLower(rs[i+1])
			if prevLower || nextLower && unicode.IsUpper(rs[i-1]) {
				cut(i)
			}
		}
	}
	cut(len(rs))
	return words
}

// Words beside what names the role after which a name proves nothing about this server:
// its negations, the refusal's own name, that a zone has a key master, how that one is.
var (
	negations = []string{"not", "non", "no", "lost", "never", "without", "missing", "former", "isnt", "ex"}
	refusals  = []string{"required", "err", "error", "refused"}
	aloof     = []string{"has", "have", "status", "online", "offline", "reachable", "alive", "exists", "known", "configured", "changed"}
	contacts  = []string{"ping", "dial", "connect", "contact", "notify", "wait", "log", "print", "refresh", "reload", "sync", "close",
		"transfer", "demote", "drop", "give", "relinquish", "release", "lose"}
)

func hasAny(words []string, of ...[]string) bool {
	for _, set := range of {
		for _, w := range words {
			if slices.Contains(set, w) {
				return true
			}
		}
	}
	return false
}

// Hints reports whether a bool, error, or comparison under this name is a role check.
func (n Names) Hints(name string) bool {
	w := Words(name)
	return n.match(name, w) && !hasAny(w, negations, refusals, aloof, contacts)
}

// HintsRefusal reports whether the name is that of a refusal test or sentinel:
// IsKeyMasterRequired, ErrKeyMasterRequired, ErrNotKeyMaster.
func (n Names) HintsRefusal(name string) bool {
	w := Words(name)
	return n.match(name, w) && hasAny(w, refusals)
}

// NamesZone and NamesServer report whether a parameter, receiver or field names the subject.
func NamesZone(name string) bool { return slices.Contains(Words(name), "zone") }

// NamesServer is the other half of the subject.
func NamesServer(name string) bool {
	return hasAny(Words(name), []string{"server", "host", "hostname", "computer"})
}
