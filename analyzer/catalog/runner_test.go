package catalog_test

import (
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// goodRunners is a pack about what runs commands, without a mistake.
const goodRunners = `pack: p
doc: about
packages: [example.com/p]
operations:
  - func: (*example.com/p.Shell).Run
    command: [arg 0, arg 1]
    stdin: recv.In
    with: [arg 2]
    reads: line
    refusal: [{at: result 0, form: text}]
    basis: inferred
    source: here
processes:
  - {type: example.com/p.Cmd, path: Path, args: Args, stdin: In, pipes: [(*example.com/p.Cmd).Pipe], new: [{func: example.com/p.Make, program: arg 0, args: arg 1}]}
texts:
  - {func: example.com/p.Quote, from: arg 0, to: result 0, as: same}
errors:
  - {type: "*example.com/p.Err", of: [example.com/p], form: text}
`

func TestParseRunnerErrors(t *testing.T) {
	p, err := catalog.Parse("p.yml", []byte(goodRunners))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := catalog.New(p); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new, want string }{
		{"reads: line", "reads: lines", `p.yml:9: operations[0].reads: unknown reading "lines" (want process, line, powershell, msrpc, wmi)`},
		{"reads: line", "does: runs", "p.yml:5: operations[0].reads: unknown reading"},
		{"reads: line", "reads: line\n    does: runs", "p.yml:10: operations[0].does: the command says that"},
		{"reads: line", "reads: line\n    handle: test(err)", "p.yml:10: operations[0].handle: the command says that"},
		{"reads: line", "reads: line\n    update: arg 0", "p.yml:10: operations[0].update: the command says that"},
		{"    command: [arg 0, arg 1]\n", "", "p.yml:8: operations[0].reads: nothing is read: the row has no command"},
		{"[arg 0, arg 1]", "[arg 0, result 0]", `p.yml:6: operations[0].command[1]: "result 0" cannot stand here`},
		{"stdin: recv.In", "stdin: result 0", `p.yml:7: operations[0].stdin: "result 0" cannot stand here`},
		{"with: [arg 2]", "with: [args]", `p.yml:8: operations[0].with[0]: "args" cannot stand here`},
		{"form: text}]", "form: text, shell: cmd}]", `p.yml:10: operations[0].refusal[0].shell: unknown shell "cmd" (want powershell, dnscmd, msrpc, wmi)`},
		{"path: Path", "path: .Path", `p.yml:14: processes[0].path: ".Path" is no field name`},
		{"p.Cmd, path", "p.Cmd(), path", `p.yml:14: processes[0].type: "example.com/p.Cmd()" is no name`},
		{"[(*example.com/p.Cmd).Pipe]", "[Pipe]", `p.yml:14: processes[0].pipes[0]: "Pipe" is no function`},
		{"program: arg 0", "program: result 0", `p.yml:14: processes[0].new[0].program: "result 0" cannot stand here`},
		{"to: result 0, as", "to: arg 0, as", `p.yml:16: texts[0].to: "arg 0" cannot stand here`},
		{"as: same", "as: it is", `p.yml:16: texts[0].as: unknown way "it is" (want same, first, encoded-command)`},
		{"of: [example.com/p]", "of: []", "p.yml:18: errors[0].of: missing: whose errors are of the type?"},
		{"of: [example.com/p]", "of: [a b]", `p.yml:18: errors[0].of[0]: "a b" is no import path`},
		{"form: text}\n", "form: words}\n", `p.yml:18: errors[0].form: unknown form "words"`},
	} {
		parseBroken(t, goodRunners, test.old, test.new, test.want)
	}
}
