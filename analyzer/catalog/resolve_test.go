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
	for _, test := range []struct{ pack, old, new, want string }{
		{"miekg", "(*github.com/miekg/dns.RRSIG).Sign", "(*github.com/miekg/dns.RRSIG).Sing", `miekg: operations[1].func: (*github.com/miekg/dns.RRSIG).Sing: no such method (did you mean "Sign"?)`},
		{"miekg", "(*github.com/miekg/dns.RRSIG).Sign", "(github.com/miekg/dns.RRSIG).Sign", `is written (*github.com/miekg/dns.RRSIG).Sign`},
		{"miekg", "(*github.com/miekg/dns.DNSKEY).Generate", "(*github.com/miekg/dns.KEY).Generate", "promoted from (*github.com/miekg/dns.DNSKEY).Generate"},
		{"miekg", "(*github.com/miekg/dns.Client).Exchange\n", "(*github.com/miekg/dms.Client).Exchange\n", `no such package github.com/miekg/dms (did you mean "github.com/miekg/dns"?)`},
		{"miekg", "recv.SignerName", "recv.SignersName", `operations[1].zone[0]: *github.com/miekg/dns.RRSIG has no field SignersName (did you mean "SignerName"?)`},
		{"miekg", "result 0.Rcode", "result 0.RCode", `has no field RCode (did you mean "Rcode"?)`},
		{"miekg", "result 1, form: error", "result 0, form: error", "is a crypto.PrivateKey, no error"},
		{"miekg", "github.com/miekg/dns.CDNSKEY", "github.com/miekg/dns.CDNSKEYS", `operations[0].notThrough[1]: github.com/miekg/dns.CDNSKEYS: no such name (did you mean "CDNSKEY"?)`},
		{"miekg", "field: Flags", "field: Flag", `operations[0].unless.field: *github.com/miekg/dns.DNSKEY has no field Flag (did you mean "Flags"?)`},
		{"miekg", "update: arg 0", "update: arg 1", "is a string, which is no message"},
		{"miekg", "nil: [2]", "nil: [1]", "which has no nil"},
		{"miekg", "nil: [2]", "nil: [3]", "has no result 3"},
		{"miekg", "opcode: Opcode", "opcode: OpCode", `has no field OpCode (did you mean "Opcode"?)`},
		{"miekg", "value: 5 # OpcodeUpdate", "value: 4", "OpcodeUpdate is 5, want 4"},
		{"miekg", "dns.NSEC3PARAM\n", "dns.Msg\n", "is no record"},
		{"miekg", "(*github.com/miekg/dns.Msg).SetUpdate", "(*github.com/miekg/dns.Msg).SetUpdates", `no such method (did you mean "SetUpdate"?)`},
		{"miekg", "github.com/miekg/dns.RcodeNotAuth", "github.com/miekg/dns.RcodeNotZone", "RcodeNotZone is 10, want 9"},
		{"runners", "os/exec.Cmd).Run", "os/exec.Cmd).Ran", `operations[0].func: (*os/exec.Cmd).Ran: no such method (did you mean "Run"?)`},
		{"runners", "os/exec.Cmd).Run", "os/exec.ExitError).Error", "operations[0].command[0]: a *os/exec.ExitError is no process of a row"},
		{"runners", "command: [arg 0]", "command: [arg 1]", "has no arg 1"},
		{"runners", "command: [arg 1]", "command: [arg 0]", "operations[9].command[0]: a context.Context is no text"},
		{"runners", "stdin: recv.Stdin", "stdin: recv.stdIn", `has no field stdIn (did you mean "Stdin"?)`},
		{"runners", "stdin: recv.Stdin", "stdin: recv", "is a *golang.org/x/crypto/ssh.Session, neither a text nor a reader"},
		{"runners", "at: recv.Stderr", "at: recv.StdErr", `has no field StdErr (did you mean "Stderr"?)`},
		{"runners", "type: os/exec.Cmd", "type: os/exec.Cmds", `processes[0].type: os/exec.Cmds: no such name (did you mean "Cmd"?)`},
		{"runners", "path: Path", "path: Paths", `processes[0].path: os/exec.Cmd has no field Paths (did you mean "Path"?)`},
		{"runners", "path: Path", "path: Process", "processes[0].path: a *os.Process is no text"},
		{"runners", "args: Args", "args: Stdin", "processes[0].args: a io.Reader is no text"},
		{"runners", "stdin: Stdin", "stdin: Input", "processes[0].stdin: os/exec.Cmd has no field Input"},
		{"runners", ").StdinPipe", ").StdinPip", `processes[0].pipes[0]: (*os/exec.Cmd).StdinPip: no such method (did you mean "StdinPipe"?)`},
		{"runners", "program: arg 0", "program: arg 2", "processes[0].new[0].program: os/exec.Command has no arg 2"},
		{"runners", "program: arg 1, args: arg 2", "program: arg 0, args: arg 2", "processes[0].new[1].program: a context.Context is no text"},
		{"runners", "func: os/exec.Command,", "func: os/exec.LookPath,", "processes[0].new[0].func: os/exec.LookPath makes a string, no os/exec.Cmd"},
		{"runners", "winrm.Powershell", "winrm.PowerShell", `texts[1].func: github.com/masterzen/winrm.PowerShell: no such name (did you mean "Powershell"?)`},
		{"runners", "LookPath, from: arg 0", "LookPath, from: arg 1", "texts[0].from: os/exec.LookPath has no arg 1"},
		{"runners", "to: result 0, as: same", "to: result 2, as: same", "texts[0].to: os/exec.LookPath has no result 2"},
		{"runners", "*os/exec.ExitError", "*os/exec.ExitErr", `errors[0].type: os/exec.ExitErr: no such name (did you mean "ExitError"?)`},
		{"runners", "*os/exec.ExitError", "os/exec.ExitError", "errors[0].type: os/exec.ExitError is no error"},
		{"runners", "of: [os/exec]", "of: [os]", "errors[0].of[0]: no operation is of the package os"},
		{"runners", "of: [os/exec]", "of: [os/exe]", `no such package os/exe (did you mean "os/exec"?)`},
		{"runners", "nonNil: [2]", "nonNil: [0]", "result 0 is a string, which has neither nil nor zero"},
		{"wmi", "command: [recv, arg 0]", "command: [recv, arg 1]", "command[1]: a []interface{} is no text"},
		{"wmi", "VARIANT).ToIDispatch", "VARIANT).ToIdispatch", `no such method (did you mean "ToIDispatch"?)`},
		{"msrpc", "arg 1.Operation", "arg 1.Operations", `has no field Operations (did you mean "Operation"?)`},
		{"msrpc", "arg 1.DataIn", "arg 1.Data", `has no field Data (did you mean "DataIn"?)`},
		{"msrpc", "status: int32", "status: int33", "operations[0].status: int33 is no type of Go's own"},
		{"msrpc", "dcerpc/errors.Error", "dcerpc/errors.Errors", `errors[0].type: github.com/oiweiwei/go-msrpc/dcerpc/errors.Errors: no such name (did you mean "Error"?)`},
	} {
		data, err := os.ReadFile("packs/" + test.pack + ".yml")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), test.old) {
			t.Fatalf("%s.yml has no %q", test.pack, test.old)
		}
		broken := strings.Replace(string(data), test.old, test.new, 1)
		p, err := catalog.Parse(test.pack+".yml", []byte(broken))
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
