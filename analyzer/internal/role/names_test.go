package role

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"", ""},
		{"IsKeyMasterServer", "is key master server"},
		{"IsDNSKeyMaster", "is dns key master"},
		{"isKeymaster", "is keymaster"},
		{"keyMasterDNS", "key master dns"},
		{"KEY_MASTER_SERVER", "key master server"},
		{"key_master2ok", "key master ok"},
		{"__x__", "x"},
		{"ÄKeyMaster", "ä key master"},
		{"KeyMästEr", "key mäst er"},
	} {
		if got := strings.Join(Words(test.name), " "); got != test.want {
			t.Errorf("Words(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// The words of RULE.md section 7 and their relatives.
func TestHints(t *testing.T) {
	var names Names
	for _, test := range []struct {
		hint  bool
		names string
	}{
		{true, "IsKeyMaster isKeyMaster requireKeymaster KeyMasterServer IsKeyMasterServer EnsureKeyMaster keyMaster " +
			"KEYMASTER is_key_master RoleKeyMaster flagKeyMaster amKeyMaster IsDNSKeyMaster checkKeyMasterRole keymasterOK"},
		{false, "KeyMasterStatus hasKeyMaster HasKeyMaster IsKeyMasterRequired ErrKeyMasterRequired lostKeyMaster " +
			"notKeyMaster isNotKeyMaster ErrNotKeyMaster noKeyMaster pingKeyMaster dialKeyMaster logKeyMaster keyMasterOnline " +
			"formerKeyMaster transferKeyMaster dropKeyMaster relinquishKeymaster"},
		{false, "key master keyring monkeyMaster isKeyMastery masterKey isMasterKey IsKey KeyOfMaster keyMasters2 isMaster ok"},
	} {
		for name := range strings.FieldsSeq(test.names) {
			if got := names.Hints(name); got != test.hint {
				t.Errorf("Hints(%q) = %t", name, got)
			}
		}
	}
}

func TestHintsRefusal(t *testing.T) {
	var names Names
	yes := []string{"IsKeyMasterRequired", "ErrKeyMasterRequired", "ErrNotKeyMaster", "DNS_ERROR_KEYMASTER_REQUIRED", "keyMasterRefused"}
	no := []string{"IsKeyMaster", "ErrRequired", "errKM", "requireKeyMaster", "KeyMasterStatus"}
	for _, name := range slices.Concat(yes, no) {
		if got, want := names.HintsRefusal(name), slices.Contains(yes, name); got != want {
			t.Errorf("HintsRefusal(%q) = %t", name, got)
		}
		if names.HintsRefusal(name) && names.Hints(name) {
			t.Errorf("%q is taken for a refusal and for a role", name)
		}
	}
}

func TestNamesSubject(t *testing.T) {
	for _, test := range []struct {
		name         string
		zone, server bool
	}{
		{"zone", true, false}, {"zoneName", true, false}, {"Zone", true, false},
		{"server", false, true}, {"dnsServer", false, true}, {"host", false, true}, {"hostname", false, true}, {"computerName", false, true},
		{"ozone", false, false}, {"name", false, false}, {"observer", false, false}, {"zoneServer", true, true},
	} {
		if NamesZone(test.name) != test.zone || NamesServer(test.name) != test.server {
			t.Errorf("%q: zone %t, server %t", test.name, NamesZone(test.name), NamesServer(test.name))
		}
	}
}
