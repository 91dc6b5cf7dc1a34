package role

import (
	"strings"
	"testing"
)

func TestParseNames(t *testing.T) {
	for _, test := range []struct {
		list string // separated by semicolons
		yes  string
		no   string
	}{
		{"key master", "IsKeyMaster isKeymaster KEY_MASTER_OK", "isKeyMastery lostKeyMaster isOwner"},
		{"zone owner", "IsZoneOwner isZoneowner zoneowner ZONE_OWNER ourZoneOwner2", "IsKeyMaster ZoneOwners notZoneOwner hasZoneOwner ownerZone zone"},
		{"Zone_owner;leader", "isLeader IsZoneOwner", "leaders IsKeyMaster"},
		{"/^owns/", "ownsZone owns", "isOwner disowns IsKeyMaster ownsNotZone"},
		{"/(?i)zone.?owner/", "ZONEowner zoneXowner isZoneOwners", "ErrZoneOwner"},
		{"a b c", "aBC abC aBc abc xABC", "ab aB abcd"},
	} {
		names, _, err := ParseNames(strings.Split(test.list, ";"))
		if err != nil {
			t.Fatal(err)
		}
		for name := range strings.FieldsSeq(test.yes) {
			if !names.Hints(name) {
				t.Errorf("%s: %s is no hint", test.list, name)
			}
		}
		for name := range strings.FieldsSeq(test.no) {
			if names.Hints(name) {
				t.Errorf("%s: %s is a hint", test.list, name)
			}
		}
	}
	if none, _, err := ParseNames([]string{}); err != nil || none.Hints("IsKeyMaster") {
		t.Errorf("no pattern hints at IsKeyMaster (%v)", err)
	}
	owner, _, _ := ParseNames([]string{"zone owner"})
	if !owner.HintsRefusal("ErrNotZoneOwner") || !owner.HintsRefusal("ErrZoneOwner") || owner.HintsRefusal("ErrKeyMaster") {
		t.Error("refusals do not follow the pattern")
	}
}

func TestParseNamesErrors(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"a;/x", `"/x": want a regular expression between slashes`},
		{"//", `"//": want a regular expression between slashes`},
		{"/", `"/": want a regular expression between slashes`},
		{"/(/", "\"/(/\": error parsing regexp: missing closing ): `(`"},
		{" - ", `" - ": want a word`},
		{"", `"": want a word`},
		{"Schlüssel", `"Schlüssel": want words of letters a to z, or a regular expression between slashes`},
		{"key2", `"key2": want words of letters a to z, or a regular expression between slashes`},
		{"a;b;a", `"a" is there twice`},
	} {
		list := strings.Split(test.list, ";")
		if _, at, err := ParseNames(list); err == nil || err.Error() != test.want || at != len(list)-1 {
			t.Errorf("%q: at %d %v, want %s", test.list, at, err, test.want)
		}
	}
}
