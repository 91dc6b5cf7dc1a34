package catalog_test

import (
	"errors"
	"go/token"
	"go/types"
	"os"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// good is a pack without a mistake; the tests below break one line of it.
const good = `pack: p
doc: about
packages: [example.com/p]
operations:
  - func: (*example.com/p.T).Op
    does: does
    why: because
    zone: [recv.Zone]
    refusal:
      - {at: result 0, form: error}
      - at: result 1.Code
        form: code
    nonNil: [0]
    nil: [1]
    notThrough: [example.com/p.U]
    unless: {field: Flags, lacks: 256}
    update: arg 0
    handle: test(err)
    basis: decided
    source: here
updates:
  - message: example.com/p.Msg
    opcode: Opcode
    value: 5
    section: Ns
    records: [example.com/p.R]
flows:
  - {func: example.com/p.Wrap, from: arg 0, to: result 0}
tests:
  - {func: example.com/p.Is, value: arg 0, target: arg 1, form: error}
noReturn: [example.com/p.Die]
answers:
  - {name: n, forms: [code], value: 1, means: refused, basis: decided, source: here}
triggers: [{word: a-b}]
runs: [{func: example.com/p.Do, how: once}]
commands:
  - {name: Do-It, shell: powershell, means: operation, does: does, why: because, positional: [Zone], switches: [WhatIf], aliases: [z=Zone], zone: Zone, unless: [WhatIf], handle: test(out), basis: decided, source: here}
  - {name: /Move, shell: dnscmd, means: move, does: moves, positional: [Zone, To], zone: Zone, to: To, only: {parameter: To, in: [x]}, basis: decided, source: here}
  - {name: Get-It, shell: powershell, means: read, does: reads, yes: Is, basis: decided, source: here}
checks:
  - {func: example.com/p.Is, at: result 0, outcome: false, zone: [arg 0], server: [recv.Host], basis: decided, source: here}
establishes:
  - {func: example.com/p.Must, zone: [arg 1], basis: decided, source: there}
`

func TestParseErrors(t *testing.T) {
	if _, err := catalog.Parse("p.yml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new, want string }{
		{"at: result 0, outcome", "at: arg 0, outcome", `p.yml:41: checks[0].at: "arg 0" cannot stand here`},
		{"at: result 0, outcome", "at: result 0.X, outcome", `p.yml:41: checks[0].at: "result 0.X" is a part of a result`},
		{"outcome: false", "outcome: no", `p.yml:41: checks[0].outcome: unknown outcome "no" (want true, false, nil, non-nil)`},
		{"outcome: false", "outcome: 0", `p.yml:41: checks[0].outcome: want text, have 0`},
		{"zone: [arg 1]", "zone: [args]", `p.yml:43: establishes[0].zone[0]: "args" cannot stand here`},
		{"source: there", "source: ''", `p.yml:43: establishes[0].source: missing`},
		{"example.com/p.Must", "Must", `p.yml:43: establishes[0].func: "Must" is no function`},
		{"target: arg 1, form: error", "form: error", `p.yml:30: tests[0]: want either target or into`},
		{"pack: p", "pack: P!", "p.yml:1: pack: want the pack's name"},
		{"pack: p", "", "p.yml:2: pack: want the pack's name"},
		{"pack: p", "pack: 1", "p.yml:1: pack: want text, have 1"},
		{"doc: about", "doc: [about]", "p.yml:2: doc: want text, have a list"},
		{"doc: about", "doc: &x about", "p.yml:2: doc: want text, have an anchor, alias or tag, which packs do not use"},
		{"doc: about", "dok: about", `p.yml:2: dok: unknown key (did you mean "doc"?)`},
		{"doc: about", "quite: different", "p.yml:2: quite: unknown key"},
		{"doc: about", "doc: about\ndoc: again", `p.yml:3: mapping key "doc" already defined`},
		{"doc: about", "1: about", "p.yml:2: a key must be a plain word, have 1"},
		{"doc: about", "doc: 'about", "p.yml:2: "},
		{"[example.com/p]", "[\"a b\"]", `p.yml:3: packages[0]: "a b" is no import path`},
		{"packages: [example.com/p]", "packages: {}", "p.yml:3: packages: want a list, have a mapping"},
		{"packages: [example.com/p]", "packages: []", "p.yml:3: packages: missing"},
		{"packages: [example.com/p]", "", "p.yml:1: packages: missing"},
		{"(*example.com/p.T).Op", "(*example.com/p.T)Op", `p.yml:5: operations[0].func: "(*example.com/p.T)Op" is no function: want path.Func, (path.Type).Method or (*path.Type).Method`},
		{"(*example.com/p.T).Op", "Op", `p.yml:5: operations[0].func: "Op" is no function`},
		{"(*example.com/p.T).Op", "\"*example.com/p.T.Op\"", `p.yml:5: operations[0].func:`},
		{"(*example.com/p.T).Op", "(*example.com/p.T[E]).Op", `p.yml:5: operations[0].func:`},
		{"recv.Zone", "recv.", `p.yml:8: operations[0].zone[0]: "recv." is no place: "" is no field name`},
		{"recv.Zone", "reciever", `p.yml:8: operations[0].zone[0]: "reciever" is no place: want recv, "arg N" or "result N", each with optional .Fields`},
		{"recv.Zone", "arg", `p.yml:8: operations[0].zone[0]: "arg" is no place`},
		{"recv.Zone", "arg -1", `p.yml:8: operations[0].zone[0]: "arg -1" is no place`},
		{"recv.Zone", "arg 01", `p.yml:8: operations[0].zone[0]: "arg 01" is no place`},
		{"recv.Zone", "recv 1", `p.yml:8: operations[0].zone[0]: "recv 1" is no place`},
		{"recv.Zone", "result 0", `p.yml:8: operations[0].zone[0]: "result 0" cannot stand here`},
		{"recv.Zone", "args", `p.yml:8: operations[0].zone[0]: "args" cannot stand here`},
		{"    refusal:\n      - {at: result 0, form: error}\n      - at: result 1.Code\n        form: code\n", "", "p.yml:5: operations[0].refusal: missing"},
		{"        form: code", "        form: errno", `p.yml:12: operations[0].refusal[1].form: unknown form "errno" (want error, text, rcode, code)`},
		{"        form: code", "        Form: code", `p.yml:12: operations[0].refusal[1].Form: unknown key (did you mean "form"?)`},
		{"        form: code\n", "", `p.yml:11: operations[0].refusal[1].form: unknown form ""`},
		{"{at: result 0, form: error}", "result 0", `p.yml:10: operations[0].refusal[0]: want a mapping, have the text "result 0"`},
		{"{at: result 0, form", "{form", "p.yml:10: operations[0].refusal[0].at: missing"},
		{"nonNil: [0]", "nonNil: [0, 0]", "p.yml:13: operations[0].nonNil[1]: want distinct result numbers from 0"},
		{"nonNil: [0]", "nonNil: [-1]", "p.yml:13: operations[0].nonNil[0]: want distinct result numbers from 0"},
		{"nonNil: [0]", "nonNil: [x]", `p.yml:13: operations[0].nonNil[0]: want an integer, have the text "x"`},
		{"nonNil: [0]", "nonNil: [18446744073709551615]", "p.yml:13: operations[0].nonNil[0]: 18446744073709551615 is too large"},
		{"nonNil: [0]", "nonNil: [1]", "p.yml:13: operations[0].nonNil[0]: result 1 cannot be nil and not nil"},
		{"[example.com/p.U]", "[U]", `p.yml:15: operations[0].notThrough[0]: "U" is no name: want path.Name`},
		{"lacks: 256", "lacks: -1", "p.yml:16: operations[0].unless.lacks: want a non-negative integer, have -1"},
		{"lacks: 256", "lacks: 0", "p.yml:16: operations[0].unless.lacks: missing"},
		{"field: Flags", "field: a.b", `p.yml:16: operations[0].unless.field: "a.b" is no field name`},
		{"    does: does\n", "", "p.yml:5: operations[0].does: missing"},
		{"basis: decided\n    source", "basis: guessed\n    source", `p.yml:19: operations[0].basis: unknown basis "guessed" (want spec-stated, documented, inferred, decided)`},
		{"    source: here\n", "", "p.yml:5: operations[0].source: missing"},
		{"    source: here\n", "    source: here\n  - {func: (*example.com/p.T).Op, does: x, why: x, refusal: [{at: recv, form: text}], handle: x, basis: decided, source: x}\n", "p.yml:21: operations[1]: the same row as operations[0]"},
		{"opcode: Opcode", "opcode: ''", `p.yml:23: updates[0].opcode: "" is no field name`},
		{"    records: [example.com/p.R]\n", "", "p.yml:22: updates[0].records: missing"},
		{"from: arg 0, to", "from: arg 0, too", `p.yml:28: flows[0].too: unknown key (did you mean "to"?)`},
		{"from: arg 0", "from: args.Field", `p.yml:28: flows[0].from: "args.Field" has no fields`},
		{"from: arg 0, to: result 0", "from: arg 0", "p.yml:28: flows[0].to: missing"},
		{"from: arg 0, to: result 0", "from: arg 0, to: result 0, form: x", `p.yml:28: flows[0].form: unknown form "x"`},
		{"target: arg 1, ", "", "p.yml:30: tests[0]: want either target or into"},
		{"[example.com/p.Die]", "[example.com/p.Die, example.com/p.Die]", "p.yml:31: noReturn[1]: the same row as noReturn[0]"},
		{"how: once", "how: twice", `p.yml:35: runs[0].how: unknown way "twice"`},
		{"value: 1,", "", "p.yml:33: answers[0]: want either value or text"},
		{"forms: [code]", "forms: [text]", `p.yml:33: answers[0].forms[0]: form "text" does not fit`},
		{"forms: [code]", "forms: []", "p.yml:33: answers[0].forms: missing"},
		{"means: refused", "means: no", `p.yml:33: answers[0].means: unknown meaning "no" (want refused, success, base, phantom)`},
		{"word: a-b", "word: A", "p.yml:34: triggers[0].word: want a word in lower case"},
		{"name: Do-It", "name: M\\Do-It", `p.yml:37: commands[0].name: "M\\Do-It" is no name`},
		{"name: Do-It", "x: y", "p.yml:37: commands[0].x: unknown key"},
		{"name: Get-It", "name: do-it", "p.yml:39: commands[2]: the same row as commands[0]"},
		{"name: /Move", "name: Move", `p.yml:38: commands[1].name: "Move" is no verb of dnscmd`},
		{"shell: dnscmd", "shell: cmd", `p.yml:38: commands[1].shell: unknown shell "cmd" (want powershell, dnscmd, msrpc, wmi)`},
		{"shell: dnscmd", "shell: dnscmd, server: [Zone]", "p.yml:38: commands[1].server: dnscmd takes the server before the verb"},
		{"means: move", "means: moves", `p.yml:38: commands[1].means: unknown effect "moves" (want operation, move, read)`},
		{"means: move", "means: move, why: so", "p.yml:38: commands[1].why: a row that means move has none"},
		{"means: operation, does: does, why: because,", "means: operation, does: does,", "p.yml:37: commands[0].why: missing"},
		{"yes: Is, ", "", "p.yml:39: commands[2].yes: missing"},
		{"switches: [WhatIf]", "switches: [-WhatIf]", `p.yml:37: commands[0].switches[0]: "-WhatIf" is no parameter`},
		{"switches: [WhatIf]", "switches: [WhatIf, zone]", "p.yml:37: commands[0].switches[1]: the parameter zone is given twice"},
		{"z=Zone", "z", `p.yml:37: commands[0].aliases[0]: "z" is no alias: want alias=parameter`},
		{"z=Zone", "z=Zones", `p.yml:37: commands[0].aliases[0]: "Zones" is not among the row's parameters`},
		{"unless: [WhatIf]", "unless: [What]", `p.yml:37: commands[0].unless[0]: "What" is not among the row's parameters`},
		{"to: To,", "to: From,", `p.yml:38: commands[1].to: "From" is not among the row's parameters`},
		{"in: [x]", "in: []", "p.yml:38: commands[1].only.in: missing"},
		{good, "", "p.yml: the file is empty"},
		{good, good + "---\n" + good, "p.yml:45: a second document"},
		{good, "[]", "p.yml:1: want a mapping, have a list"},
	} {
		parseBroken(t, good, test.old, test.new, test.want)
	}
}

// parseBroken wants an error that begins so for text with one replacement.
func parseBroken(t *testing.T, text, old, new, want string) {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("%q is not in the good pack", old)
	}
	_, err := catalog.Parse("p.yml", []byte(strings.Replace(text, old, new, 1)))
	if err == nil {
		t.Errorf("%q -> %q: no error, want %s", old, new, want)
		return
	}
	if _, ok := errors.AsType[*catalog.ParseError](err); !ok || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%q -> %q:\n have %s\n want %s", old, new, err, want)
	}
}

func TestNewConflicts(t *testing.T) {
	parse := func(text string) *catalog.Pack {
		p, err := catalog.Parse("p.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	other := strings.Replace(good, "pack: p", "pack: q", 1)
	for _, test := range []struct{ text, want string }{
		{good, "two packs are called p"},
		{other, "pack q: (*example.com/p.T).Op has two rows of one kind"},
	} {
		if _, err := catalog.New(parse(good), parse(test.text)); err == nil || err.Error() != test.want {
			t.Errorf("have %v, want %s", err, test.want)
		}
	}
}

// With adds a pack, and leaves the catalogue as it was.
func TestWith(t *testing.T) {
	die := types.NewFunc(token.NoPos, types.NewPackage("example.com/p", "p"), "Die", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	base := catalog.Default()
	c, err := base.With(&catalog.Pack{Pack: "user", NoReturn: []string{"example.com/p.Die", "os.Exit"}}) // os.Exit again is no conflict
	if err != nil {
		t.Fatal(err)
	}
	if !c.NoReturn(die) || base.NoReturn(die) || len(c.Packs()) != len(base.Packs())+1 {
		t.Errorf("example.com/p.Die: with the pack %v, without %v", c.NoReturn(die), base.NoReturn(die))
	}
	for _, test := range []struct {
		pack catalog.Pack
		want string
	}{
		{catalog.Pack{Pack: "go"}, "two packs are called go"},
		{catalog.Pack{Pack: "user", NoReturn: []string{"Die"}}, `pack user: "Die": want path.Func, (path.Type).Method or (*path.Type).Method`},
	} {
		if _, err := base.With(&test.pack); err == nil || err.Error() != test.want {
			t.Errorf("have %v, want %s", err, test.want)
		}
	}
}

// A user's row may leave out what the function's signature says.
func TestCheckRows(t *testing.T) {
	const op, sign = "example.com/p.Op", "example.com/p.Sign"
	for _, test := range []struct {
		pack catalog.Pack
		want string
	}{
		{catalog.Pack{}, ""},
		{catalog.Pack{Operations: []catalog.Operation{{Func: op}}}, ""},
		{catalog.Pack{Tests: []catalog.Test{{Func: op}}, Checks: []catalog.Check{{Func: op}}, Establishes: []catalog.Establish{{Func: op}}}, ""},
		{catalog.Pack{Pack: "Acme"}, "pack: want the pack's name, one word of lower-case letters and digits"},
		{catalog.Pack{Direct: true}, "direct: of built-in packs only"},
		{catalog.Pack{Operations: []catalog.Operation{{Func: op, Command: []catalog.Place{"arg 0"}, Reads: catalog.ReadLine}}}, ""},
		{catalog.Pack{Operations: []catalog.Operation{{Func: op}, {}}}, `operations[1].func: "" is no function: want path.Func, (path.Type).Method or (*path.Type).Method`},
		{catalog.Pack{Operations: []catalog.Operation{{Func: op}, {Func: op}}}, "operations[1]: the same row as operations[0]"},
		{catalog.Pack{Checks: []catalog.Check{{Func: op, Basis: "sure"}}}, `checks[0].basis: unknown basis "sure" (want spec-stated, documented, inferred, decided)`},
		{catalog.Pack{Tests: []catalog.Test{{Func: sign, Form: catalog.Text}}}, "tests[0].value: missing"},
	} {
		have := ""
		if err := test.pack.CheckRows(); err != nil {
			have = err.Error()
		}
		if have != test.want {
			t.Errorf("%+v:\nhave %s\nwant %s", test.pack, have, test.want)
		}
	}
}

// FuzzParse wants an error with a place, or a pack that compiles, and no panic.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add(goodRunners)
	for _, name := range []string{"dnscmd", "go", "miekg", "msrpc", "powershell", "runners", "windows", "wmi"} {
		data, err := os.ReadFile("packs/" + name + ".yml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := catalog.Parse("p.yml", []byte(text))
		if err != nil {
			if _, ok := errors.AsType[*catalog.ParseError](err); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if _, err := catalog.New(p); err != nil {
			t.Fatal(err)
		}
	})
}
