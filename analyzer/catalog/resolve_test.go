package catalog_test

import (
	"fmt"
	"go/types"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// TestResolve finds everything that a row names in the real packages.
func TestResolve(t *testing.T) {
	for _, mistake := range resolve(load(t), sourcePacks(t)) {
		t.Error(mistake)
	}
}

// TestResolveNotices breaks rows and wants to hear of it.
func TestResolveNotices(t *testing.T) {
	packages := load(t)
	for _, test := range []struct{ old, new, want string }{
		{"(*github.com/miekg/dns.RRSIG).Sign", "(*github.com/miekg/dns.RRSIG).Sing", `miekg: operations[1].func: (*github.com/miekg/dns.RRSIG).Sing: no such method (did you mean "Sign"?)`},
		{"(*github.com/miekg/dns.RRSIG).Sign", "(github.com/miekg/dns.RRSIG).Sign", `is written (*github.com/miekg/dns.RRSIG).Sign`},
		{"(*github.com/miekg/dns.DNSKEY).Generate", "(*github.com/miekg/dns.KEY).Generate", "promoted from (*github.com/miekg/dns.DNSKEY).Generate"},
		{"(*github.com/miekg/dns.Client).Exchange\n", "(*github.com/miekg/dms.Client).Exchange\n", `no such package github.com/miekg/dms (did you mean "github.com/miekg/dns"?)`},
		{"recv.SignerName", "recv.SignersName", `operations[1].zone[0]: *github.com/miekg/dns.RRSIG has no field SignersName (did you mean "SignerName"?)`},
		{"result 0.Rcode", "result 0.RCode", `has no field RCode (did you mean "Rcode"?)`},
		{"result 1, form: error", "result 0, form: error", "is a crypto.PrivateKey, no error"},
		{"github.com/miekg/dns.CDNSKEY", "github.com/miekg/dns.CDNSKEYS", `operations[0].notThrough[1]: github.com/miekg/dns.CDNSKEYS: no such name (did you mean "CDNSKEY"?)`},
		{"field: Flags", "field: Flag", `operations[0].unless.field: *github.com/miekg/dns.DNSKEY has no field Flag (did you mean "Flags"?)`},
		{"update: arg 0", "update: arg 1", "is a string, which is no message"},
		{"nil: [2]", "nil: [1]", "which has no nil"},
		{"nil: [2]", "nil: [3]", "has no result 3"},
		{"opcode: Opcode", "opcode: OpCode", `has no field OpCode (did you mean "Opcode"?)`},
		{"value: 5 # OpcodeUpdate", "value: 4", "OpcodeUpdate is 5, want 4"},
		{"dns.NSEC3PARAM\n", "dns.Msg\n", "is no record"},
		{"(*github.com/miekg/dns.Msg).SetUpdate", "(*github.com/miekg/dns.Msg).SetUpdates", `no such method (did you mean "SetUpdate"?)`},
		{"github.com/miekg/dns.RcodeNotAuth", "github.com/miekg/dns.RcodeNotZone", "RcodeNotZone is 10, want 9"},
	} {
		data, err := os.ReadFile("packs/miekg.yml")
		if err != nil {
			t.Fatal(err)
		}
		broken := strings.Replace(string(data), test.old, test.new, 1)
		p, err := catalog.Parse("miekg.yml", []byte(broken))
		if err != nil {
			t.Fatal(err)
		}
		heard := resolve(packages, []*catalog.Pack{p})
		if !strings.Contains(strings.Join(heard, "\n"), test.want) {
			t.Errorf("%s -> %s:\n have %q\n want %q", test.old, test.new, heard, test.want)
		}
	}
}

// resolve returns what is wrong in packs all of whose packages have to be there.
func resolve(packages map[string]*types.Package, packs []*catalog.Pack) (mistakes []string) {
	for _, p := range packs {
		add := func(format string, args ...any) {
			mistakes = append(mistakes, p.Pack+": "+fmt.Sprintf(format, args...))
		}
		r := catalog.Resolver{
			Package: func(path string) *types.Package {
				if packages[path] == nil {
					add("no such package %s%s", path, catalog.DidYouMean(path, slices.Collect(maps.Keys(packages))))
				}
				return packages[path]
			},
			Fail: func(at, text string) { add("%s: %s", at, text) },
		}
		for _, path := range p.Packages {
			r.Package(path)
		}
		r.Resolve(catalog.Default(), p)
	}
	return mistakes
}
